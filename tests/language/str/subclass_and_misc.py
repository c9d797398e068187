"""str subclasses, multiplication limits, identity free facts, comparison, hashing, sorting."""
class S(str):
    def __new__(cls, v="", tag=None): o = super().__new__(cls, v); o.tag = tag; return o
    def __repr__(self): return f"S({str.__repr__(self)})"
    def __add__(self, o): return S(str.__add__(self, o), "added")
    def __getitem__(self, i): return "item"
    def __contains__(self, x): return "contains!"
    def __iter__(self): return iter(["iter"])
s = S("abc", 1)
print(s, repr(s), s.tag, s + "d", (s + "d").tag, "x" + s, s[0], "z" in s, list(s), len(s), s == "abc", hash(s) == hash("abc"), {s: 1}["abc"], {"abc": 2}[s], s.upper(), type(s.upper()).__name__, type(s.strip()).__name__, type(str(s)).__name__, type(s[:]).__name__, f"{s}", "%s" % s, "".join([s]), [s], s.split("b"), s.replace("z", "y"), type(s.replace("z", "y")).__name__)
print(str(), str(5), str(None), str([1, "a"]), str(b"x"), str(1.0), str("é"), str(S("q")), repr("a'b\"c"), repr("\\"), str(str), str(type(S)), str(...), str(1 + 2j))
for bad in ["'a' * 10 ** 20", "'a' * -1", "'ab' * True", "'a' + 5", "'a' + b'b'", "5 + 'a'", "'a' - 'b'", "s['b']", "'a'.x", "'a'.x()", "int('a' * 5)", "'a' < 5", "'a' in 5", "5 in 'a'", "None in 'a'", "'a' @ 'b'", "str.join('a')", "str.nope", "'a'.__getitem__('b')", "'abc'.__add__(5)", "'abc'.__mul__(2)", "'abc'.__mul__('x')", "'abc'.__rmul__(2)", "'abc'.__contains__('a')", "'abc'.__len__()", "'abc'.__getnewargs__()", "'abc'.__eq__(5)", "'abc'.__lt__('b')", "'a'.__mod__(1)", "'%s'.__mod__(1)", "'%s'.__rmod__('x')", "str.__new__(int)", "str.__new__(str, 5)", "str(1, 2, 3, 4)", "str(b'a', 5)", "'a'.__format__('>3')", "'a'.__sizeof__() > 0", "sum(['a', 'b'], '')"]:
    try: print(bad, "=", repr(eval(bad)))
    except Exception as e: print(bad, "->", type(e).__name__, e)
print(sorted(["b", "A", "a", "B", "", "aa", "a b", "a-b", "10", "9", "é", "_"]), sorted("Hello World".split(), key=str.lower), max("abc", "abd"), min("", "a"), sorted("hello"), sorted(["x1", "x10", "x2"], key=lambda t: (t[0], int(t[1:]))))
print("abc" < "abcd", "abc" <= "abc", "" < "a", "a" > "B", "10" < "9", "a\0b" > "a", "ab" != "ba", "A" == "a".upper(), ("a", "b") < ("a", "c"), "é" == "\u00e9" == "\xe9")
a = "x" * 1000
print(len(a + a), (a + "y").find("y"), (a + "y" + a).rfind("y"), a.count("xx"), a == "x" * 999 + "x", (a + "é").find("é"), len((a + "日").encode()), a.replace("x", "yy") == "y" * 2000, a[500:505], a[::250])
big = "ab" * 50000
print(len(big), big.count("ba"), big.find("bb"), big[99998:], big.replace("ab", "c") == "c" * 50000, len(big.split("a")), big.rfind("ab"), hash(big) == hash("ab" * 50000), "abc" in big, "ba" * 10 in big)
hay = "a" * 5000 + "b"
print(hay.find("a" * 100 + "b"), hay.find("ab"), hay.rfind("a" * 4999), hay.count("aab"), ("ab" * 100 + "ac").find("abac"), hay.index("b"))
out = ""
for i in range(1000): out += str(i % 10)
print(len(out), out[-10:], out.count("7"))
def caesar(t, k): return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in t)
print(caesar("hello, world", 3), caesar(caesar("hello", 5), -5), "".join(sorted(set("mississippi"))), "racecar" == "racecar"[::-1], " ".join(w[::-1] for w in "the quick fox".split()), "".join(dict.fromkeys("abracadabra")))
from collections import Counter
print(Counter("abracadabra").most_common(3), {c: "hello".count(c) for c in "helo"}, "hello world".translate({ord(v): v.upper() for v in "aeiou"}), [*zip("abc", "xyz")], dict(enumerate("ab")), "a-b_c d".replace("-", " ").replace("_", " ").title().replace(" ", ""))
import string
print(string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, repr(string.whitespace), string.punctuation, len(string.printable), string.capwords("  hello   big world "), string.capwords("a-b-c", "-"))
t = string.Template("$who likes ${what}, costs $$5 $")
try: t.substitute(who="x", what="y")
except ValueError as e: print(e)
t = string.Template("$who likes ${what}, costs $$5")
print(t.substitute(who="Ann", what="tea"), t.safe_substitute(who="Bob"), t.substitute({"who": 1, "what": 2}, what=3))
try: t.substitute(who=1)
except KeyError as e: print("KeyError", e)
print(t.template, t.get_identifiers() if hasattr(t, "get_identifiers") else None, t.is_valid() if hasattr(t, "is_valid") else None)
