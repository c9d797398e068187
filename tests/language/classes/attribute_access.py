"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__, precedence."""
class G:
    x = "class"
    def __init__(self): self.y = "instance"
    def __getattr__(self, name): return f"dynamic {name}"
g = G()
print(g.x, g.y, g.z, getattr(g, "w"), getattr(g, "w", "d"), hasattr(g, "anything"), G.x)
try: G.nope
except AttributeError as e: print(e)
class All:
    def __init__(self): object.__setattr__(self, "real", 1)
    def __getattribute__(self, name):
        if name == "fallback": raise AttributeError("to getattr")
        if name == "boom": raise ValueError("boom")
        return f"all {name}"
    def __getattr__(self, name): return f"getattr {name}"
    def __len__(self): return 3
a = All()
print(a.real, a.x, a.__class__, a.__dict__, a.fallback, object.__getattribute__(a, "real"), type(a).__name__, len(a), a.__len__)
try: a.boom
except ValueError as e: print(e)
class Log:
    def __init__(self): self.__dict__["log"] = []
    def __setattr__(self, n, v): self.log.append(("set", n, v))
    def __delattr__(self, n): self.log.append(("del", n))
l = Log()
l.a = 1; del l.a; setattr(l, "b", 2); delattr(l, "c"); l.a, l.d = 1, 2
for l.e in range(2): pass
l.f = l.g = 3
print(l.log, l.__dict__.keys())
class Dir:
    def __dir__(self): return ["b", "a", "c"]
print(dir(Dir()), Dir().__dir__())
class Data:
    def __get__(self, o, t): return "data descriptor"
    def __set__(self, o, v): print("set", v)
class NonData:
    def __get__(self, o, t): return "non-data"
class Prec:
    d = Data(); n = NonData(); p = "plain"
    def __getattr__(self, name): return "getattr " + name
p = Prec()
p.__dict__.update(d="inst d", n="inst n", p="inst p")
print(p.d, p.n, p.p, p.q, Prec.d, Prec.n)
p.d = 5; p.n = "new n"
print(p.__dict__)
class PropErr:
    @property
    def p(self): raise AttributeError("inner error")
    def __getattr__(self, n): return "rescued " + n
print(PropErr().p, hasattr(PropErr(), "p"))
class PropErr2:
    @property
    def p(self): raise AttributeError("inner error")
    @property
    def q(self): return self.missing_thing
try: PropErr2().p
except AttributeError as e: print(e, hasattr(PropErr2(), "p"))
try: PropErr2().q
except AttributeError as e: print(e, e.name, type(e.obj).__name__)
class HasErr:
    def __getattr__(self, n): raise KeyError(n)
try: hasattr(HasErr(), "x")
except KeyError as e: print("KeyError through hasattr", e)
try: getattr(HasErr(), "x", "default")
except KeyError as e: print("KeyError through getattr", e)
for bad in ["getattr(a)", "getattr(g, 5)", "setattr(g, 5, 1)", "delattr(g, 5)", "hasattr(g, 5)", "getattr(g, 'a', 1, 2)", "setattr(g, 'x')", "setattr(1, 'x', 1)", "setattr(int, 'x', 1)", "delattr(int, 'real')", "delattr(G(), 'zz')", "setattr(object(), 'x', 1)", "(1).real = 5", "(1).foo = 5", "[].x = 1", "[].append = 1", "len.x = 1", "None.x = 1", "''.upper = 1", "(lambda: 0).__code__ = 1", "G().__class__ = 1", "int.__add__ = 1", "del int.__add__", "type.x = 1", "object.x = 1", "range(3).start = 1", "slice(1).stop = 2", "(1+2j).real = 1", "Exception.x = 1", "{}.x = 1"]:
    try: exec(bad); print(bad, "ok")
    except Exception as e: print(bad, "->", type(e).__name__ + ":", e)
class Slots:
    __slots__ = ("a",)
    def __getattr__(self, n): return "slot fallback " + n
s = Slots()
print(s.a, s.b); s.a = 1; print(s.a)
class Chain:
    def __init__(self, path=""): self._p = path
    def __getattr__(self, n): return Chain(f"{self._p}.{n}")
    def __call__(self, *a): return Chain(f"{self._p}({', '.join(map(repr, a))})")
    def __getitem__(self, k): return Chain(f"{self._p}[{k!r}]")
    def __repr__(self): return self._p
print(Chain("root").a.b(1, "x").c[0]["k"].d())
class Meta(type):
    def __getattr__(cls, n): return f"meta {n}"
    def __setattr__(cls, n, v): print("meta set", n); super().__setattr__(n, v)
class M(metaclass=Meta): here = 1
print(M.here, M.there)
M.new = 5
print(M.new)
try: M().there
except AttributeError as e: print(e)
class Inst:
    def __init__(self): self.__call__ = lambda: "instance call"; self.__len__ = lambda: 5
    def __call__(self): return "class call"
print(Inst()(), Inst().__call__())
class Typo:
    def __init__(self): self.value = 1
try: Typo().valeu
except AttributeError as e: print(e, "|", e.name, "|", isinstance(e.obj, Typo))
