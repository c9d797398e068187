"""str: find, index, count, split, partition, replace, strip, justify, join, prefix."""
s = "the cat sat on the mat"
print(s.find("at"), s.find("at", 6), s.find("at", 6, 9), s.find("zz"), s.find(""), s.find("", 5), s.find("", 100), s.find("", 22), s.rfind("at"), s.rfind("at", 0, 10), s.rfind(""), s.rfind("the", 1), s.find("t", -3), s.find("the", -5, -1), s.find("cat", None, None), s.find("t", None, 2))
print(s.count("at"), s.count("t"), s.count(""), "".count(""), "aaaa".count("aa"), s.count("the", 1), s.count("", 5, 8), s.count("", 30), s.index("cat"), s.rindex("the"))
for f in [lambda: s.index("zz"), lambda: s.rindex("zz"), lambda: s.index("the", 16), lambda: s.find(1), lambda: s.find(), lambda: s.find("a", "b"), lambda: s.count(None), lambda: s.find("a", 1.5)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for t in ["a,b,c", "", ",", ",,", "abc", ",a,", "a,,b"]: print(repr(t), t.split(","), t.rsplit(","), t.split(",", 1), t.rsplit(",", 1), t.split(",", 0), t.partition(","), t.rpartition(","))
for t in ["  a  b  ", "", " ", "a", "\ta\nb\x0bc\x1cd\u2003e", "a b c d"]: print(repr(t), t.split(), t.rsplit(), t.split(None, 1), t.rsplit(None, 1), t.split(None, 0), t.split(maxsplit=2), t.split(" "))
print("a<>b<>c".split("<>"), "aXbXXc".split("XX"), "mississippi".split("ss"), "mississippi".rsplit("ss", 1), "abc".split("abc"), "a b".split(sep=" ", maxsplit=5))
for f in [lambda: "a".split(""), lambda: "a".split(1), lambda: "a".partition(""), lambda: "a".rpartition(1), lambda: "a".split(None, "x"), lambda: "a".split("a", b=1), lambda: "a".rsplit("")]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for t in ["a\nb", "a\r\nb\rc\n", "", "\n", "\n\n", "a\x0bb\x0cc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "x\n\ry"]: print(repr(t), t.splitlines(), t.splitlines(True), t.splitlines(keepends=True) == t.splitlines(1))
print(s.replace("at", "og"), s.replace("at", "og", 1), s.replace("", "-", 3), "abc".replace("", "-"), "".replace("", "x"), "".replace("a", "x"), "aaa".replace("aa", "b"), "abc".replace("b", ""), "abc".replace("c", "c"), "a".replace("a", "b", 0), "aaa".replace("a", "bb", -1), "aaa".replace("a", "bb", 2))
for t in ["  x  ", "xxaxx", "", "\t\n x \u2003", "abcba"]: print(repr(t), repr(t.strip()), repr(t.lstrip()), repr(t.rstrip()), repr(t.strip("x")), repr(t.strip("ab")), repr(t.lstrip("ax")), repr(t.rstrip(" x")), repr(t.strip("")), repr(t.strip(None)))
for n in (0, 3, 4, 7, 8, -1): print(n, repr("abc".center(n)), repr("abcd".center(n, "*")), repr("ab".ljust(n, "-")), repr("ab".rjust(n, "é")), repr("-7".zfill(n)), repr("+".zfill(n)), repr("".zfill(n)))
for f in [lambda: "a".center(5, "xx"), lambda: "a".ljust(5, ""), lambda: "a".rjust("5"), lambda: "a".center(), lambda: "a".zfill("x"), lambda: "a".strip(1), lambda: "a".center(5, 1), lambda: "a".replace("a"), lambda: "a".replace(1, 2), lambda: "a".replace("a", "b", "c"), lambda: "a".join(5), lambda: "a".join([1]), lambda: "".join([b"a"]), lambda: "".join(["a", 5])]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print(",".join("abc"), "".join([]), "-".join(["x"]), ", ".join({"k": 1, "l": 2}), "ab".join(("1", "2", "3")), "".join(chr(i) for i in range(97, 102)), "é".join("日本"))
print(s.startswith("the"), s.startswith("cat", 4), s.startswith(("x", "t")), s.startswith(()), s.startswith(""), s.startswith("", 30), s.endswith("mat"), s.endswith("ma", 0, -1), s.endswith(("at", "x"), 5), "".startswith(""), s.startswith("the", 0, 2))
for f in [lambda: s.startswith(1), lambda: s.startswith(("a", 1)), lambda: s.startswith(["a"]), lambda: s.endswith(None), lambda: s.startswith()]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print("TestCase".removeprefix("Test"), "TestCase".removesuffix("Case"), "x".removeprefix("y"), "x".removeprefix("x"), "xx".removesuffix(""), "abc".removesuffix("abcd"))
print("a\tb\tc".expandtabs(), "a\tb".expandtabs(4), "\t\t".expandtabs(2), "ab\ncd\te".expandtabs(4), "a\tb".expandtabs(0), "a\tb".expandtabs(-1), "x\ry\tz".expandtabs(4).encode())
t = str.maketrans("abc", "xyz", "d"); print(t, "aabbccdd".translate(t), "abc".translate({97: None, 98: "BB", 99: 100}), "abc".translate(str.maketrans({"a": 1 and "q", "b": None})), "ab".translate({}))
class Tr(dict):
    def __missing__(self, k): return chr(k).upper()
print("abc".translate(Tr({97: "*"})), "abc".translate("x" * 97 + "123"))
for f in [lambda: str.maketrans("ab", "c"), lambda: str.maketrans(5), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans({1.5: 1}), lambda: "a".translate({97: 1 << 30}), lambda: "a".translate({97: 1.5}), lambda: "a".translate(None), lambda: str.maketrans("a", "b", 5)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print("a" in "abc", "" in "", "ac" in "abc", "bc" in "abc", "abc" * 2, "abc" * 0, -1 * "a", "a" + "b" "c", "abc"[::-1], "abc"[1:1], "b" < "ba", "Z" < "a", "é" > "z", "\U00010000" > "\uffff", "abc" == "abc", hash("a") == hash("a"))
