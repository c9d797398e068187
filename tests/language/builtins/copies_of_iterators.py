# copy and reduction of bytearrays, iterators over bytes, unions and slices; dir() of generic aliases.
import copy

class B(bytearray):
    pass

class Slots(bytearray):
    __slots__ = ("x", "__dict__")

for kind in (B, Slots):
    b = kind(b"ab")
    b.x = [1]
    c = copy.copy(b)
    print(c, c.x is b.x if kind is B else "", type(c).__name__)
    c = copy.deepcopy(b)
    print(c, type(c).__name__)
print(bytearray(b"a\xff").__reduce__(), bytearray(b"a").__reduce_ex__(3), bytearray(b"a").__reduce_ex__(2))
print(copy.copy(int | str), copy.deepcopy(int | None), copy.deepcopy(slice(1, [2], 3)))
for source in (b"abc", bytearray(b"abc")):
    it = iter(source)
    next(it)
    print(it.__reduce__()[1:], list(copy.copy(it)), next(copy.deepcopy(it)))
    it.__setstate__(2)
    print(list(it), it.__reduce__()[1:])
    it.__setstate__(0)
    print(list(it))
print([name for name in dir(list[int]) if name not in dir(list)])
