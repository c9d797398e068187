"""type(): attributes, __bases__ changes, __subclasses__, __class__ assignment, del."""
class A: pass
class B(A): pass
print(type(A), type(type), type.__mro__, type.__bases__, object.__bases__, A.__base__, bool.__base__, int.__base__, A.__flags__ & 1 == 0)
print(A.__name__, A.__qualname__, A.__module__, int.__module__, int.__name__, type(None).__name__, type(...).__name__, type(NotImplemented).__name__)
for value in [0, 1.0, 1j, "", b"", bytearray(), [], (), {}, set(), frozenset(), range(1), slice(1), None, len, print, lambda: 0, (i for i in ()), iter([]), iter(()), iter({}), iter(set()), iter(""), iter(b""), iter(range(1)), {}.keys(), {}.values(), {}.items(), reversed([]), enumerate([]), zip(), map(len, []), filter(None, []), type, object(), property(), staticmethod(1), classmethod(1), super(A), memoryview(b""), Exception(), A().__init__, "".join, str.join, A.__dict__, (lambda: 0).__code__, __builtins__, iter(int, 1), A.__dict__["__dict__"], int.real, 1 .__add__, int.__add__, dict.fromkeys, reversed(""), reversed({}), reversed(range(3)), iter(range(10 ** 30)), iter({}.values()), iter({}.items()), list[int], int | str]:
    print(type(value).__name__, end=" ")
print()
print([c.__name__ for c in A.__subclasses__()], [c.__name__ for c in B.__mro__])
class C(A): pass
print([c.__name__ for c in A.__subclasses__()])
B.__bases__ = (object,) if False else (C,)
print([c.__name__ for c in B.__mro__], [c.__name__ for c in A.__subclasses__()], [c.__name__ for c in C.__subclasses__()])
for bad in ["A.__name__ = 'x\\0y'", "A.__name__ = b'x'", "del A.__name__", "A.__qualname__ = 5", "del A.__qualname__", "A.__module__ = 5", "A.__bases__ = (A,)", "A.__bases__ = (B,)", "A.__bases__ = (1,)", "del A.__bases__", "A.__dict__ = {}", "A.__mro__ = ()", "int.__name__ = 'x'", "int.__bases__ = ()", "int.x = 1", "del int.real", "A.__class__ = int", "A.__class__ = type", "A().__class__ = B", "A().__class__ = type", "A().__class__ = object", "5 .__class__ = A", "A.__doc__ = 5", "del A.__doc__", "A.__abstractmethods__", "A.__abstractmethods__ = {'f'}", "A()", "del A.__abstractmethods__", "A.__base__ = int", "type.__name__", "type(type.__call__(A))", "type.__call__(5)", "type.__new__(type, 'N', (), {}).__name__", "type(5, (), {})", "type.mro()", "type.mro(A)[0]", "type.__subclasses__()", "type.__subclasses__(bool)", "type.__prepare__('x', (), q=1)", "type.__instancecheck__(int, 5)", "type.__subclasscheck__(int, bool)", "A.__sizeof__() > 0", "A.__annotations__", "int.__annotations__", "int.__text_signature__", "A.__dictoffset__ != 0", "A.__weakrefoffset__ != 0", "A.__basicsize__ > 0", "A.__itemsize__"]:
    try: print(bad, "=", eval(bad) if " = " not in bad and "del " not in bad else exec(bad))
    except Exception as e: print(bad, "->", type(e).__name__ + ":", e)
print(A.__name__, A.__qualname__, A.__module__)
T = type("T", (A,), {"x": 1, "__doc__": "dyn doc", "__module__": "mod", "__qualname__": "Q.T"})
print(T, T.__doc__, T.__qualname__, T.__name__, T().x)
ns = {"v": 1}
U = type("U", (), ns)
ns["v"] = 2
print(U.v, "__dict__" in U.__dict__, "__weakref__" in U.__dict__, U.__doc__, U.__module__)
print(sorted(U.__dict__), len(U.__dict__), U.__dict__.get("v"), "v" in U.__dict__, type(U.__dict__.keys()).__name__)
try: U.__dict__["v"] = 5
except TypeError as e: print(e)
mp = U.__dict__
print(mp | {"a": 1} != mp, mp.copy() == dict(mp), repr(mp).startswith("mappingproxy({'v': 1"))
U.w = 9
print(mp["w"])
def f(self): return "late method"
U.m = f
print(U().m())
U.__call__ = lambda self: "late call"; U.__len__ = lambda self: 8; U.__getitem__ = lambda self, i: i; U.__bool__ = lambda s: False; U.__eq__ = lambda s, o: True
u = U()
print(u(), len(u), u[3], bool(u), u == 1)
try: hash(u); print("still hashable")
except TypeError as e: print(e)
del U.__call__, U.__len__
for g in (lambda: u(), lambda: len(u)):
    try: g()
    except TypeError as e: print(e)
