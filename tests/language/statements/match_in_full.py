"""match: all kinds of patterns, guards, binding rules, errors."""
from dataclasses import dataclass
from enum import Enum
class Color(Enum): RED = 1; BLUE = 2
@dataclass
class Point: x: int; y: int = 0
class Slotted:
    __match_args__ = ("a", "b")
    def __init__(self, a, b): self.a, self.b = a, b
class Lied:
    __match_args__ = ["a"]
class Lied2:
    __match_args__ = (1,)
class NoArgs: pass
def m(v):
    match v:
        case None | True | False: return f"single {v}"
        case 0 | 1.5 | -2 | 3j | 1+2j: return f"number {v!r}"
        case "a" "b" | b"c": return f"text {v!r}"
        case Color.RED: return "red"
        case Color(): return "other color"
        case []: return "empty seq"
        case [x]: return f"one {x}"
        case [1, 2, *rest]: return f"12+{rest}"
        case (a, (b, c)) if a == b: return f"guard {a} {c}"
        case [a, _, *_, z]: return f"ends {a} {z}"
        case [_, _]: return "pair"
        case {"k": [first, *_], **kw}: return f"map {first} {kw}"
        case {"k": v2, "z": _}: return f"kz {v2}"
        case {}: return f"any map {len(v)}"
        case Point(0, y=yy): return f"origin-x {yy}"
        case Point(x=xx) as p if xx > 10: return f"big {p}"
        case Point(): return "point"
        case Slotted(1, b=q): return f"slotted {q}"
        case Slotted(a, Point(x, y)): return f"nested {a} {x} {y}"
        case int(i) | float(i): return f"num {i}"
        case str(s): return f"str {s}"
        case bytearray(b): return f"ba {b}"
        case type(): return f"type {v.__name__}"
        case _: return "default"
import collections
for v in (None, True, 0, 1, 1.5, -2, 3j, 1 + 2j, "ab", b"c", Color.RED, Color.BLUE, [], (), [5], [1, 2], [1, 2, 3, 4], (7, (7, 8)), (7, (8, 8)), [1, 2][::-1], range(5), "xy", b"xy", {}, {"k": [1, 2], "q": 3}, {"k": 5, "z": 6}, {"k": 5}, Point(0, 3), Point(11), Point(5), Slotted(1, 2), Slotted(3, Point(4, 5)), Slotted(3, 4), 77, 7.5, bytearray(b"q"), int, NoArgs(), collections.deque([1]), collections.OrderedDict(k=[9]), iter([1]), {1, 2}, memoryview(b"ab")):
    print(type(v).__name__ if " at 0x" in repr(v) else repr(v), "->", m(v))
def err(v, which):
    match which:
        case 1:
            match v:
                case Lied(1): pass
        case 2:
            match v:
                case Lied2(1): pass
        case 3:
            match v:
                case NoArgs(1): pass
        case 4:
            match v:
                case Slotted(1, 2, 3): pass
        case 5:
            match v:
                case int(1, 2): pass
        case 6:
            match v:
                case Slotted(1, a=1): pass
        case 7:
            x = 5
            match v:
                case x(): pass
for v, w in ((Lied(), 1), (Lied2(), 2), (NoArgs(), 3), (Slotted(1, 2), 4), (3, 5), (Slotted(1, 2), 6), (3, 7)):
    try: err(v, w)
    except TypeError as e: print(e)
def binding():
    match [1, [2, 3]]:
        case [a, [b, c]] if (d := a + b) > 100: pass
        case [a, list() as l]: pass
    print(a, b, c, d, l)
binding()
def dyn(v):
    class N: K = 3; L = "k"
    match v:
        case N.K: return "const"
        case {N.L: x}: return x
    return "none"
print(dyn(3), dyn({"k": 4}), dyn(5))
class Seq(collections.abc.Sequence):
    def __len__(self): print("len", end=" "); return 2
    def __getitem__(self, i): print("get", i, end=" "); return "ab"[i]
match Seq():
    case [a, b, c]: print("3")
    case [x, y]: print(x, y)
class Mp(collections.abc.Mapping):
    def __len__(self): return 1
    def __iter__(self): return iter(["a"])
    def __getitem__(self, k): print("getitem", k); raise KeyError(k)
    def get(self, k, d=None): print("get", k); return super().get(k, d)
match Mp():
    case {"zz": 1}: print("no")
    case {"a": _}: print("no")
    case {**rest}: print("rest")
match = 1; case = 2; _ = 3
print(match, case, _, [match for match in range(2)])
match (1, 2):
    case match, case: print(match, case)
match 5, :
    case (x,): print("tuple", x)
match (y := 6) + 1:
    case 7: print(y)
class MissAttr:
    __match_args__ = ("p", "q")
    p = 1
match MissAttr():
    case MissAttr(1, 2): print("both")
    case MissAttr(1): print("p")
class Prop:
    @property
    def bad(self): raise ValueError("prop")
try:
    match Prop():
        case Prop(bad=1): pass
except ValueError as e: print(e)
for src in ("match x:\n case a: pass\n case b: pass", "match x:\n case [a, a]: pass", "match x:\n case a | b: pass", "match x:\n case [*a, *b]: pass", "match x:\n case {**r, 'a': 1}: pass", "match x:\n case {'a': 1, 'a': 2}: pass", "match x:\n case 1 + 2: pass", "match x:\n case A(a=1, a=2): pass", "match x:\n case A(b=1, 2): pass", "match x:\n case _ as _: pass", "match x:\n case a.b(): pass\nelse: pass", "match x:\n case f'{x}': pass", "match x:\n case -a: pass", "match x:\n case 1 as 2: pass", "match x:\n case (a as b).c: pass", "match x: case 1: pass", "match x:\npass", "match x:\n  case 1 if: pass", "match x:\n case {1+1: 2}: pass", "match x:\n case {**_}: pass", "match *a, b:\n case c: pass"):
    try: compile(src, "s", "exec"); print("ok", src.split(chr(10))[1])
    except SyntaxError as e: print(src.split(chr(10))[-1], "->", type(e).__name__, e.msg, e.lineno, e.offset)
