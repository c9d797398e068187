"""property: getters, setters, deleters, inheritance, documentation, errors."""
class A:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "doc of x"
        return self._x
    @x.setter
    def x(self, v): self._x = v
    @x.deleter
    def x(self): print("deleting"); self._x = None
    @property
    def ro(self): return "read only"
    wo = property(None, lambda self, v: print("wo set", v))
    nothing = property()
a = A()
a.x += 5
print(a.x, A.x.__doc__, A.ro.__doc__, type(A.x), A.x.fget.__name__, A.x.fset is not None, A.ro.fset)
del a.x
print(a.x)
a.wo = 3
for action in ["a.ro = 1", "del a.ro", "a.wo", "a.nothing", "a.nothing = 1", "del a.nothing", "A.x.fget = None", "A.ro.__get__(a)", "A.ro.__set__(a, 1)", "A.ro.__get__(5)", "property(1).__get__(2)", "property(1, 2, 3, 4, 5)", "A.x.getter(5).fget", "A.x.__get__(None, A) is A.x", "A.x.__isabstractmethod__", "vars(a)['ro']", "A.x.__name__"]:
    try: print(action, "=", eval(action) if " = " not in action and "del " not in action else exec(action))
    except Exception as e: print(action, "->", type(e).__name__ + ":", e)
class B(A):
    @A.x.getter
    def x(self): return "B " + str(self._x)
b = B(); b.x = 7
print(b.x, a.x, B.x.__doc__, B.x is A.x)
class C(A):
    @property
    def x(self): return ("C", super().x)
    @x.setter
    def x(self, v): A.x.fset(self, v * 10)
c = C(); c.x = 4
print(c.x)
class D(A):
    ro = "plain attribute hides"
d = D(); d.ro = 5
print(d.ro)
class E:
    def get(self): return "got"
    p = property(get, doc="explicit doc")
    q = property(lambda self: self.p * 2)
    def r(self): "r doc"; return 1
    r2 = property(r)
print(E.p.__doc__, E().q, E.r2.__doc__)
E.p.__doc__ = "new doc"
print(E.p.__doc__)
class Temp:
    def __init__(self, c=0): self.celsius = c
    @property
    def celsius(self): return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273.15: raise ValueError(f"{v} is below absolute zero")
        self._c = v
    @property
    def fahrenheit(self): return self._c * 9 / 5 + 32
    @fahrenheit.setter
    def fahrenheit(self, v): self.celsius = (v - 32) * 5 / 9
t = Temp(25)
t.fahrenheit = 212
print(t.celsius, t.fahrenheit)
try: t.celsius = -300
except ValueError as e: print(e)
try: Temp(-500)
except ValueError as e: print(e)
class Sub(property):
    def __get__(self, o, t=None): return "sub:" + str(super().__get__(o, t)) if o is not None else self
class F:
    @Sub
    def v(self): "sub doc"; return 9
print(F().v, type(F.v).__name__, F.v.__doc__)
class G:
    @property
    def x(self): return 1
    @x.setter
    def y(self, v): self.__dict__["via"] = v
g = G(); g.y = 5
print(g.x, g.y, vars(g))
try: g.x = 1
except AttributeError as e: print(e)
class Count:
    n = 0
    @property
    def tick(self): Count.n += 1; return Count.n
k = Count()
print(k.tick, k.tick, k.tick + k.tick)
class ClassProp(type):
    @property
    def kind(cls): return "kind of " + cls.__name__
class H(metaclass=ClassProp): pass
print(H.kind)
try: H.kind = 1
except AttributeError as e: print(e)
try: H().kind
except AttributeError as e: print(e)
class I:
    @property
    def loop(self): return self._missing
try: I().loop
except AttributeError as e: print(e)
p = property(lambda s: 1)
I.added = p
try: I().added = 2
except AttributeError as e: print(e)
print(isinstance(p, property), callable(p), p.__set_name__ if hasattr(p, "nope") else "ok")
