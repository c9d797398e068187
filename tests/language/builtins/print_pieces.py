# print() to objects of the program writes piece by piece, and what stands before a value that fails.
class Pieces:
    def __init__(self):
        self.all = []

    def write(self, text):
        self.all.append(text)

class Bad:
    def __str__(self):
        raise ValueError("no text")

pieces = Pieces()
print("a", 1, [2], sep="-", end="!\n", file=pieces)
print(file=pieces)
print("x", end="", file=pieces)
print(pieces.all)
try:
    print("before", Bad(), "behind")
except ValueError as error:
    print("|", error)
try:
    print("one", [Bad()], file=pieces, sep="")
except ValueError:
    print(pieces.all[-2:])
except Exception as error:
    print(error)
