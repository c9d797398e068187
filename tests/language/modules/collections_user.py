# The classes to derive containers from: signatures, results of the class itself, and chains of mappings.
import collections
import copy
import inspect
import pickle
from collections import ChainMap, UserDict, UserList, UserString

for kind in (ChainMap, UserDict, UserList, UserString):
    for name, member in sorted(vars(kind).items()):
        if not name.startswith("_") and name not in ("maketrans", "parents") and inspect.isfunction(member):
            print(member.__qualname__, inspect.signature(member), end="; ")
    print()


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as problem:
        return "%s: %s" % (type(problem).__name__, problem)


chain = ChainMap({"a": 1}, {"a": 2, "b": 3}, {"c": 4, "b": 5})
print(chain, list(chain), len(chain), chain["b"], "c" in chain, bool(ChainMap()), chain.parents, chain.get("x", 0))
print(chain | {"z": 1}, {"z": 1} | chain, chain.new_child({"n": 1}, k=2), chain.new_child(k=2))
print(attempt(chain.pop, "b"), attempt(chain.pop, "b", 7), attempt(chain.__delitem__, "c"), attempt(ChainMap().popitem))
twin = copy.copy(chain)
twin["a"] = 9
print(chain["a"], twin.maps[1] is chain.maps[1], ChainMap.fromkeys("ab", 0))


class Lower(UserDict):
    def __missing__(self, key):
        return "no " + key

    def __setitem__(self, key, item):
        super().__setitem__(key.lower(), item)


lower = Lower({"A": 1}, B=2)
print(lower, lower["c"], lower | {"D": 4}, {"d": 5} | lower, type(lower.copy()), lower.copy() == lower, 5 .__or__(1),
      attempt(lambda: lower | 5), Lower.fromkeys("XY", 0), copy.copy(lower), pickle.loads(pickle.dumps(lower)))
lower |= UserDict(E=6)
print(lower, sorted(lower))


class Row(UserList):
    pass


row = Row([3, 1]) + (2,)
row += "x"
print(type(row), row, row[1:], type(row[1:]), [0] + row, Row("ab") * 2, Row([1]) < [2], Row([1]) == Row([1]))
row.remove("x")
row.sort(reverse=True)
row.extend(Row([7]))
print(row, row.index(1), row.count(7), row.pop(), copy.copy(row), attempt(lambda: Row() < 5), attempt(hash, row),
      attempt(row.append))


class Name(UserString):
    pass


name = Name("some name")
print(type(name.title()), name.title(), name.center(13, "*"), name.find(Name("name")), name.replace(Name("name"), "x"),
      name.split(), name.startswith("so"), Name("a") + 5, 5 + Name("a"), Name("%d") % 3, "%s" % name, Name(12) == "12",
      Name("me") in name, name.encode(None), int(Name("7")), Name("b") > "a", hash(name) == hash("some name"),
      name.removeprefix("some "), name.isalpha(), name[5:], attempt(name.upper, 1), Name("x").join(["a", "b"]))
