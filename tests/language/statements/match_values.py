"""match: literals, captures, values, or, guards, sequences, wildcards."""
class Color:
    RED = 1
    GREEN = "g"
def classify(v):
    match v:
        case None: return "None"
        case True: return "True"
        case False: return "False"
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5 | 2.5: return "half"
        case -3+4j: return "complex"
        case "a" "b": return "ab"
        case b"x": return "bytes"
        case Color.GREEN: return "green"
        case []: return "empty"
        case [1]: return "one"
        case [1, 2]: return "one two"
        case [x, "mid", y]: return "mid", x, y
        case (a, b) if a == b: return "equal pair", a
        case [a, [b, *c]]: return "nested", a, b, c
        case [*_, "last"]: return "ends with last"
        case ["first", *rest]: return "starts", rest
        case [a, *_, z]: return "ends", a, z
        case str() as s if len(s) > 3: return "long", s
        case "x" | "y" as letter: return "letter", letter
        case int(n) | float(n): return "number", n
        case _: return "other"
for v in [None, True, False, 0, -1, 1.5, 2.5, -3 + 4j, "ab", b"x", "g", [], [1], [1, 2], ["q", "mid", 3], (7, 7), (1, [2, 3, 4]), [1, 2, 3, "last"], ("first", 2, 3, 4), range(5), "abcd", "x", "zz", 42, 3.25, 10 ** 30, {}, b"zz", {1}, 0.0, 1, -1.0, bytearray(b"x"), iter([1]), "last", ["last"]]:
    print(repr(v) if "iterator" not in repr(v) else "iterator", "->", classify(v))
def bindings(v):
    a = "unset"
    match v:
        case [a, 5]: return "five", a
        case [b, a] if False: pass
        case (c): pass
    return a, "b" in locals() and b, c
print(bindings([1, 5]), bindings([1, 6]))
match 1, 2:
    case x, y: print(x, y)
match 1,:
    case x,: print(x)
match [1, 2, 3]:
    case first, *others: print(first, others)
match (lambda: 5)():
    case 4 | 5 | 6 as n: print(n)
match {"a": 1}:
    case {"a": 2}: print("no")
    case {"a": x} if x > 5: print("no")
    case {}: print("any mapping")
def log(tag, r): print(tag, end=" "); return r
match log("subject", 3):
    case n if log("guard1", n > 5): print("big")
    case n if log("guard2", n > 2): print("medium")
    case n if log("guard3", True): print("small")
match 7:
    case 8: print("eight")
print("no match falls through")
class Eq:
    def __eq__(self, o): print("eq", o, end=" "); return o == "hit"
match Eq():
    case "miss": print("never")
    case None: print("never")
    case "hit": print("found")
for v in ("str", b"by", bytearray(b"ba"), [1, 2], (1, 2), range(2), {1: 2}, {1, 2}, memoryview(b"ab")):
    match v:
        case [_, _]: print(type(v).__name__, "sequence")
        case [_, _, _]: print(type(v).__name__, "three")
        case _: print(type(v).__name__, "not")
import collections
match collections.deque([1, 2]):
    case [a, b]: print("deque", a, b)
for source in ["case x: pass\n case y: pass", "case _: pass\n case 1: pass", "case a | b: pass", "case [a, a]: pass", "case a | 1: pass", "case 1 | a: pass", "case [*a, *b]: pass", "case {**a, 'b': 1}: pass", "case {**_}: pass", "case x.y(z=1, z=2): pass", "case f(): pass", "case 1 + 1: pass", "case 1 + 2j: pass", "case -x: pass", "case x as _: pass", "case x as y.z: pass", "case {'a': 1, 'a': 2}: pass", "case f'x': pass", "case {x: 1}: pass", "case (1 as x) | (2 as x): pass", "case (1 as x) | 2: pass", "case C(a=1, 2): pass", "case 1j + 1: pass", "case *a: pass", "case [*_]: pass", "case {-1: x, 1.5: y, 'k': z, A.b: w, None: q}: pass"]:
    try: compile("match v:\n " + source, "s", "exec"); print(source.replace("\n", ";"), "-> ok")
    except SyntaxError as e: print(source.replace("\n", ";"), "->", e.msg)
