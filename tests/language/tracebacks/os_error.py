"""A file that is not there."""
def read(name):
    with open(name) as f:
        return f.read()


read("no_such_file.txt")
