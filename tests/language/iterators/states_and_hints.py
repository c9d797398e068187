"""The state that an iterator of a range shows and takes, and who is asked for a length."""
import copy
import pickle

iterator = iter(range(0, 20, 3))
print(next(iterator), next(iterator), iterator.__reduce__()[1:])
iterator.__setstate__(5)
print(iterator.__reduce__()[1:], copy.copy(iterator).__reduce__()[1:], list(copy.copy(iterator)))
iterator.__setstate__(1)
print(iterator.__length_hint__(), list(iterator), iterator.__reduce__()[1:])
for index in (-5, 0, 7, 100):
    iterator.__setstate__(index)
    print(index, list(copy.copy(iterator)), iterator.__reduce__()[2])
iterator = iter(range(10, 0, -2))
next(iterator)
print(iterator.__reduce__()[1:], list(pickle.loads(pickle.dumps(iterator))))
iterator = iter(range(2 ** 33))
iterator.__setstate__(2 ** 32 + 1)
print(iterator.__reduce__()[1:], next(iterator), next(pickle.loads(pickle.dumps(iterator))))
iterator = iter(range(2 ** 65, 2 ** 65 + 3))
print(next(iterator), iterator.__reduce__()[1:])
iterator = reversed(range(5))
print(next(iterator), iterator.__reduce__()[1:], list(iterator))


class Sized:
    def __init__(self, name, hint):
        self.name, self.hint = name, hint

    def __iter__(self):
        print("iter", end=" ")
        return iter([1, 2, 3])

    def __len__(self):
        print(self.name, end=" ")
        if self.hint is None:
            raise RuntimeError("no length")
        return self.hint


class Hinting:
    def __init__(self, hint):
        self.hint = hint

    def __iter__(self):
        return iter([1, 2, 3])

    def __length_hint__(self):
        return self.hint


def assign(iterable):
    items = [0, 0]
    items[:1] = iterable
    return items


def extend(iterable):
    items = bytearray(b"x")
    items.extend(iterable)
    return items


users = {
    "list": list, "tuple": tuple, "set": set, "sorted": sorted, "bytes": bytes, "bytearray": bytearray,
    "extend": extend, "assign": assign, "star": lambda v: [*v], "dict": lambda v: dict.fromkeys(v),
    "join": lambda v: ",".join(v), "bytes.join": lambda v: b",".join(v), "zip": lambda v: list(zip(v)),
}
for name, use in users.items():
    for iterable in (Sized("len", 3), Sized("len", None), Hinting(2), Hinting(-1), Hinting("x"), Hinting(NotImplemented)):
        try:
            print(name, use(iterable))
        except Exception as error:
            print(name, type(error).__name__, error)
