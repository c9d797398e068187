"""Frames of class bodies and methods."""
class Outer:
    def method(self):
        class Inner:
            field = self.missing
        return Inner


Outer().method()
