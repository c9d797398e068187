"""list[int], X | Y, isinstance with unions, __class_getitem__, __mro_entries__."""
print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], type[int], set[int] == set[int], list[int] != list[str], hash(list[int]) == hash(list[int]))
a = list[int]
print(a.__origin__, a.__args__, a.__parameters__, a([1, 2]), a() == [], a.append is list.append, type(a).__name__, a.__class__, a.__unpacked__)
for bad in ["isinstance([], list[int])", "issubclass(list, list[int])", "list[int][str]", "int[str]", "list[int]()", "list[int].__origin__ = 1", "class_ := list[int].nope", "dict[int]", "list[int, str]", "*list[int],", "list[int] | None", "frozenset[int]([1])", "list[int] == list"]:
    try: print(bad, "=", eval(f"({bad})") if " = " not in bad else exec(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
u = int | str
print(u, u | None, int | None, None | int, int | str == str | int, int | int, (int | str) | int, u.__args__, type(u), list[int] | dict, int | "x" if False else "")
print(isinstance(5, u), isinstance("x", int | str), isinstance(None, int | None), isinstance(5.0, u), issubclass(bool, u), issubclass(float, u))
for bad in ["int | 5", "5 | int", "int | 'x'", "isinstance(1, int | list[int])", "isinstance([], int | list[int])", "issubclass(int, int | list[int])", "isinstance(1, (int, str | float))", "isinstance(1, 5)", "isinstance(1, (5,))", "isinstance(1, [int])", "issubclass(1, int)", "issubclass(int, 1)", "issubclass(int, (str, 1))", "isinstance(1)", "(int | str)()", "int | None | ...", "hash(int | str) == hash(str | int)", "int | list", "None | None"]:
    try: print(bad, "=", eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
print(isinstance(1, ((str, (float, (int,))),)), isinstance(1, ()), issubclass(int, (int, 5)))
class L(list[int]): pass
print(L.__mro__, L.__orig_bases__, L([1]), L.__bases__)
class Entries:
    def __mro_entries__(self, bases): print("mro_entries", len(bases)); return (dict, )
class M(Entries()): pass
print(M.__bases__, len(M.__orig_bases__))
class NoEntries:
    def __mro_entries__(self, bases): return ()
class N(NoEntries(), int): pass
print(N.__bases__)
class BadEntries:
    def __mro_entries__(self, bases): return 5
try:
    class O(BadEntries()): pass
except TypeError as e: print(e)
try: type("X", (Entries(),), {})
except TypeError as e: print(e)
import types
print(types.resolve_bases((Entries(), int)), types.new_class("Dyn", (Entries(),), {}, lambda ns: ns.update(x=1)).x)
class Box:
    def __class_getitem__(cls, item): return f"{cls.__name__}<{item.__name__ if isinstance(item, type) else item}>"
class SubBox(Box): pass
print(Box[int], SubBox["k"], Box[1, 2])
try: Box()[int]
except TypeError as e: print(e)
class Typed(dict):
    __class_getitem__ = classmethod(types.GenericAlias)
print(Typed[str, int], Typed[str](a=1), types.GenericAlias(int, (str,)), types.GenericAlias(list, int))
print(*list[int]) if False else print(next(iter(list[int])), tuple[*tuple[int, str]], (*list[int],))
def f(x: int | None = None, *y: list[str]) -> dict[str, int] | None: ...
print(f.__annotations__)
print(repr(list[list[int] | None]), list["fwd"], list[...], list[None], dict[int, list[str]].__args__, list[lambda: 0].__args__[0].__name__)
print(isinstance(list[int], type), callable(list[int]), isinstance(int | str, type), list[int].__mro_entries__(()), dir(list[int])[:1] != [])
class Meta(type):
    def __or__(cls, o): return "meta or"
    def __ror__(cls, o): return "meta ror"
class C(metaclass=Meta): pass
print(C | int, int | C, C | C)
print(copy_ := __import__("copy").copy(list[int]), {list[int]: 1}[list[int]], (int | str) in {int | str: 1})
