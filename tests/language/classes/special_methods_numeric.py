"""Operator methods: forward, reflected, priority of subclasses, fall-backs, errors."""
class N:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"N({self.v})"
for op, sym in [("add", "+"), ("sub", "-"), ("mul", "*"), ("truediv", "/"), ("floordiv", "//"), ("mod", "%"), ("matmul", "@"), ("pow", "**"), ("lshift", "<<"), ("rshift", ">>"), ("and", "&"), ("or", "|"), ("xor", "^")]:
    setattr(N, f"__{op}__", lambda self, o, s=sym: f"{self} {s} {o}")
    setattr(N, f"__r{op}__", lambda self, o, s=sym: f"{o} r{s} {self}")
    n = N(1)
    print(eval(f"n {sym} 2"), "|", eval(f"2 {sym} n"), "|", eval(f"n {sym} n"), "|", eval(f"None {sym} n"))
N.__divmod__ = lambda s, o: "divmod"; N.__rdivmod__ = lambda s, o: "rdivmod"
N.__pow__ = lambda s, o, m=None: ("pow", o, m); N.__round__ = lambda s, n=None: ("round", n)
print(divmod(n, 1), divmod(1, n), pow(n, 2), pow(n, 2, 3), round(n), round(n, 2), n ** 5)
for name in ("neg", "pos", "invert", "abs"): setattr(N, f"__{name}__", lambda s, nm=name: nm)
print(-n, +n, ~n, abs(n))
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
    def __sub__(self, o): return NotImplemented
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
class Same(Base): pass
print(Base() + Base(), Base() + Derived(), Derived() + Base(), Base() + Same(), Same() + Same(), 1 + Same())
for e in ["Base() - 1", "1 - Base()", "Base() - Base()", "Base() * 2", "-Base()", "+Base()", "~Base()", "abs(Base())", "divmod(Base(), 1)", "pow(Base(), 2)", "pow(2, Base())", "pow(2, 3, Base())", "round(Base())", "int(Base())", "float(Base())", "complex(Base())", "Base() @ 1", "Base() ** 2", "Base() << 1", "Base() / []", "[] / Base()", "'a' + Base()", "'a' % Base()", "[1] * Base()", "Base() * [1]", "bin(Base())", "range(Base())", "[1][Base()]", "Base()[0]", "len(Base())", "Base() < 1", "chr(Base())", "bytes(Base())", "str(b'', Base())", "iter(Base())", "next(Base())", "reversed(Base())", "1 in Base()", "f'{Base():5}'", "import_ := __import__('math').trunc(Base())", "__import__('math').floor(Base())"]:
    try: print(e, "=", eval(f"({e})"))
    except TypeError as x: print(e, "->", x)
class Conv:
    def __int__(self): return 7
    def __float__(self): return 2.5
    def __complex__(self): return 1j
    def __index__(self): return 3
    def __trunc__(self): return 9
    def __floor__(self): return "fl"
    def __ceil__(self): return "ce"
    def __bytes__(self): return b"by"
    def __length_hint__(self): return 5
    def __reversed__(self): return "rev"
c = Conv()
import math, operator
print(int(c), float(c), complex(c), bin(c), hex(c), oct(c), [0, 1, 2, 3][c], range(c), math.trunc(c), math.floor(c), math.ceil(c), bytes(c), operator.length_hint(c), reversed(c), "a" * c, 2 ** operator.index(c), chr(c) == "\x03")
class BadConv:
    def __int__(self): return 2.0
    def __float__(self): return 1
    def __complex__(self): return 1.0
    def __index__(self): return "i"
    def __bytes__(self): return "s"
    def __len__(self): return 1.5
    def __hash__(self): return "h"
    def __bool__(self): return 1
    def __repr__(self): return b""
    def __iter__(self): return 3
    def __length_hint__(self): return "x"
    def __format__(self, s): return 1
    def __contains__(self, x): return 5
    def __dir__(self): return 5
    def __sizeof__(self): return "x"
    def __instancecheck__(self, x): return []
    def __reversed__(self): return 1
b = BadConv()
for f in [int, float, complex, bin, bytes, len, hash, bool, repr, iter, format, dir, reversed, list]:
    try: print(f.__name__, f(b))
    except TypeError as x: print(f.__name__, "->", x)
print(3 in b, isinstance(3, b))
class OnlyIndex:
    def __index__(self): return 6
print(int(OnlyIndex()), float(OnlyIndex()), complex(OnlyIndex()), round(5.678, OnlyIndex()) == 5.678, "x"[OnlyIndex():], [*range(OnlyIndex())])
class RInt(int):
    def __add__(self, o): return "RInt.add"
    def __radd__(self, o): return "RInt.radd"
print(1 + RInt(2), RInt(2) + 1, 1.5 + RInt(2), sum([RInt(1)]), RInt(1) - 1, type(RInt(5) * 1), [1, 2][RInt(1)])
class StrMul(str):
    def __rmod__(self, o): return "rmod"
    def __mod__(self, o): return "mod"
print("%s" % StrMul("a"), StrMul("%s") % 1, "a" + StrMul("b"), type(StrMul("a") + "b"))
