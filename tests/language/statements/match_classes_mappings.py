"""match: class patterns, __match_args__, mapping patterns, nesting."""
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
    def __repr__(self): return f"Point({self.x}, {self.y})"
class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Plain: pass
def where(p):
    match p:
        case Point3(0, 0, 0): return "3d origin"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return "on y", y
        case Point(x, 0): return "on x", x
        case Point(x, y) if x == y: return "diagonal", x
        case Point3(z=z): return "3d z", z
        case Point(): return "somewhere"
        case [Point(x1, y1), Point(x2, y2) as second]: return "two", x1, y1, x2, y2, second
        case {"point": Point(x, y), **rest}: return "mapping", x, y, rest
        case Plain(name=n): return "plain", n
        case int() | str(): return "builtin"
        case list(l): return "list", l
        case dict(d): return "dict", d
        case type(): return "a type"
        case _: return "nowhere"
plain = Plain(); plain.name = "nm"
for p in [Point(0, 0), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), Point3(0, 0, 0), Point3(1, 2, 3), [Point(1, 2), Point(3, 4)], {"point": Point(9, 8), "k": 1}, plain, Plain(), 5, "s", [1], {"q": 1}, int, None]:
    r = where(p)
    print(r)
def mapping(m):
    match m:
        case {"type": "a", "v": v}: return "a", v
        case {"type": ("b" | "c") as t}: return "b or c", t
        case {1: x, 2: y, **rest}: return x, y, rest
        case {"deep": {"deeper": [_, {"x": x}]}}: return "deep", x
        case {"none": None}: return "none value"
        case {}: return "some mapping"
for m in [{"type": "a", "v": 1, "w": 2}, {"type": "c"}, {1: "p", 2: "q", 3: "r"}, {"deep": {"deeper": [0, {"x": 7}]}}, {"none": None}, {}, {"type": "a"}, {"none": 0}, 5]:
    print(mapping(m))
import collections.abc
dd = collections.defaultdict(int)
match dd:
    case {"missing": v}: print("created", v)
    case _: print("not created", dict(dd))
class NotTuple: __match_args__ = ["x"]
class NotStr: __match_args__ = (1,)
class Few: __match_args__ = ("a",)
class Dup: __match_args__ = ("a", "a"); a = 1
class NoArgs: pass
for source in ["case NotTuple(x): pass", "case NotStr(x): pass", "case Few(a, b): pass", "case Few(1, a=1): pass", "case Dup(1, 1): pass", "case NoArgs(1): pass", "case int(1, 2): pass", "case not_a_class(): pass", "case object(1): pass", "case undefined(): pass", "case Few.nope: pass"]:
    ns = {"NotTuple": NotTuple, "NotStr": NotStr, "Few": Few, "Dup": Dup, "NoArgs": NoArgs, "not_a_class": 5}
    for subject in ["NotTuple()", "NotStr()", "Few()", "Dup()", "NoArgs()", "7", "object()"]:
        if subject.split("(")[0] in source or subject == "7" and ("int" in source or "not_a" in source or "undef" in source or "nope" in source) or subject == "object()" and "object" in source:
            if subject == "Few()": subject = "type('F', (Few,), {'a': 1})()"
            try: exec(f"match {subject}:\n {source}", ns); print(source, subject.split("(")[0], "fell through")
            except Exception as e: print(source, "->", type(e).__name__, e)
class Attr:
    @property
    def lazy(self): print("lazy read", end=" "); return 5
    @property
    def broken(self): raise AttributeError("hidden")
    @property
    def bad(self): raise ValueError("visible")
match Attr():
    case Attr(broken=1): print("no")
    case Attr(lazy=6): print("no")
    case Attr(lazy=5): print("yes")
try:
    match Attr():
        case Attr(bad=1): print("no")
except ValueError as e: print(e)
for v in [True, 1, 1.0, "s", b"b", bytearray(b"c"), (1,), [2], {3}, frozenset({4}), {5: 6}]:
    match v:
        case bool(x): print("bool", x)
        case int(x): print("int", x)
        case float(x): print("float", x)
        case str(x) | bytes(x) | bytearray(x): print("text", x)
        case tuple(x) | list(x): print("seq", x)
        case set(x) | frozenset(x): print("set", x)
        case dict(x): print("dict", x)
class Meta(type):
    def __instancecheck__(cls, o): return o == "fake"
class Virtual(metaclass=Meta): pass
match "fake":
    case Virtual(): print("virtual instance")
class Keys(collections.abc.Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): print("getitem", k, end=" "); return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
match Keys({"a": 1, "b": 2}):
    case {"a": a, "zzz": _}: print("no")
    case {"a": a, **others}: print(a, others)
key = "dynamic"
class K: key = "dynamic"
match {"dynamic": 10}:
    case {K.key: v}: print(v)
try:
    class D:
        a = b = 1
    match {1: 2}:
        case {D.a: _, D.b: _}: print("no")
except ValueError as e: print(e)
