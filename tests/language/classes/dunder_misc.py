"""__call__, __format__, __hash__, __eq__, __sizeof__, __dir__, __copy__, __class__, __init_subclass__, __set_name__."""
class F:
    def __format__(self, spec): return f"[{spec}]"
print(format(F(), "x>5"), f"{F():abc{1}}", "{:q} {}".format(F(), F()), "{0:{1}}".format(F(), "dyn"))
class NoFormat: pass
try: format(NoFormat(), "x")
except TypeError as e: print(e)
class H:
    def __init__(self, k): self.k = k
    def __hash__(self): return self.k % 3
    def __eq__(self, o): return isinstance(o, H) and self.k == o.k
    def __repr__(self): return f"H{self.k}"
d = {H(i): i for i in range(7)}
print(d, d[H(4)], H(9) in d, len({H(1), H(1), H(4)}), list(d).index(H(3)))
class EqNoHash:
    def __eq__(self, o): return True
try: {EqNoHash()}
except TypeError as e: print(e)
class HashBig:
    def __hash__(self): return 2 ** 100
class HashNeg:
    def __hash__(self): return -1
print(hash(HashBig()) == hash(2 ** 100), hash(HashNeg()))
class HashNone: __hash__ = None
try: hash(HashNone())
except TypeError as e: print(e)
class SubHash(EqNoHash):
    __hash__ = object.__hash__
print(isinstance(hash(SubHash()), int))
class Call:
    def __call__(self, *a, **k): return a, k
c = Call()
print(c(1, x=2), callable(c), callable(Call), callable(5), c.__call__(3), Call.__call__(c, 4), list(map(c, [1])))
class CallMe: __call__ = len
try: CallMe()()
except TypeError as e: print(e)
class NotCallable: __call__ = None
print(callable(NotCallable()))
try: NotCallable()()
except TypeError as e: print(e)
class Named:
    def __set_name__(self, owner, name): print("set_name", owner.__name__, name); self.name = name
class Owner:
    a = Named(); b = Named()
    c = [Named()]
Owner.late = Named()
print(hasattr(Owner.late, "name"), Owner.a.name)
class BadName:
    def __set_name__(self, o, n): raise ValueError("refused")
try:
    class X: q = BadName()
except RuntimeError as e: print(e, "|", repr(e.__cause__))
class Init:
    subs = []
    def __init_subclass__(cls, *, flag=False, **kw): cls.flag = flag; Init.subs.append((cls.__name__, flag, kw))
class I1(Init, flag=True): pass
class I2(I1): pass
class I3(Init, flag=1, extra=2): pass
print(Init.subs, hasattr(Init, "flag"))
try:
    class Bad(object, key=1): pass
except TypeError as e: print(e)
class Proxy:
    @property
    def __class__(self): return int
print(isinstance(Proxy(), int), Proxy().__class__, type(Proxy()).__name__, issubclass(Proxy, int))
class Copyable:
    def __init__(self, v): self.v = v
    def __copy__(self): return Copyable(("copied", self.v))
    def __deepcopy__(self, memo): return Copyable(("deep", self.v, type(memo).__name__))
import copy
print(copy.copy(Copyable(1)).v, copy.deepcopy(Copyable(2)).v, copy.deepcopy([Copyable(3)])[0].v)
class Reduce:
    def __init__(self, *a): self.a = a
    def __reduce__(self): return Reduce, (1, 2)
print(copy.copy(Reduce(9)).a)
class State:
    def __init__(self): self.x = 1; self.y = [2]
    def __getstate__(self): return {"x": self.x}
    def __setstate__(self, s): self.x = s["x"] + 100
s = copy.copy(State())
print(s.x, hasattr(s, "y"))
print(object().__reduce_ex__(2)[1][0] is object, object.__doc__ is not None, object.__init_subclass__(), object.__subclasshook__(int))
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
print([x.v for x in sorted([Cmp(3), Cmp(1), Cmp(2)])], min([Cmp(5), Cmp(4)]).v, (Cmp(1) > Cmp(2)), Cmp(1) == Cmp(1))
try: Cmp(1) <= Cmp(2)
except TypeError as e: print(e)
class Int:
    def __index__(self): return 2
    def __round__(self, n=0): return ("rounded", n)
    def __divmod__(self, o): return "dm"
print([10, 20, 30][Int()], round(Int()), round(Int(), 3), divmod(Int(), 1), "ab" * Int(), hex(Int()))
class Sized:
    def __sizeof__(self): return 1000
print(Sized().__sizeof__(), object().__sizeof__() > 0, (1).__sizeof__() > 0)
class Doc: "the doc"
class SubDoc(Doc): pass
print(Doc.__doc__, SubDoc.__doc__, Doc().__doc__)
Doc.__doc__ = "changed"
print(Doc.__doc__)
try: int.__doc__ = "x"
except TypeError as e: print(e)
class Iter2:
    def __iter__(self): yield from (1, 2, 3)
    def __reversed__(self): yield from (3, 2, 1)
    def __len__(self): return 3
    def __getitem__(self, k): return k
x, *y = Iter2()
print(x, y, list(reversed(Iter2())), [*Iter2()], dict(zip(Iter2(), "abc")), 2 in Iter2())
class Getattrs: a = 1; b = property(lambda s: 2); __c = 3
print([n for n in dir(Getattrs()) if not n.startswith("__")])
