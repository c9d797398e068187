class A:
    def größe(self):
    xyz = 2
