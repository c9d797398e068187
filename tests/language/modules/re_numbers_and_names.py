# re: group numbers as int() reads them, names in bytes, repeats above 65535, places behind the end, what is said of
# unknown extensions, and the group that closed last.
import re
import warnings


def attempt(work):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print(ascii(work()), *(f"[{each.category.__name__}: {each.message!a}]" for each in caught))
        except Exception as error:
            print(type(error).__name__, "|", ascii(str(error)), *(f"[{each.message!a}]" for each in caught))


for number in ("1", "+1", " 1 ", "1_0", "\u0661", "-1", "0", "9999999999", "1x", "x"):
    attempt(lambda: re.match("(a)?(?(%s)b|c)" % number, "ab"))
    attempt(lambda: re.sub("(?P<x>a)", r"[\g<%s>]" % number, "ab"))
for pattern in (b"(?P<a\xb5>a)", b"(?P<a>x)(?P=\xb5)", b"(?P<\xa9>a)", "(?\\s)", "(?\\", "(?<\\s)", "(?P\\s)", "(?P\\",
                "(?<=a|bc)(", "(?<=a*)", "(?<!a?)b)"):
    attempt(lambda: re.compile(pattern).groupindex)
attempt(lambda: re.sub(b"(?P<\xb5>a)", rb"[\g<" + b"\xb5" + rb">\g<+1>]", b"ab"))

text = "a" * 70000
for pattern in (".{65536}", "a{66000,}?", "a{0,66000}", r"\w{1,69999}$", "[ab]{70001}", "a{66000,69000}?a$",
                "a{66000,69000}+a", "x{3,100000}", "(?:a{70000})?", "a{65535,65537}", "a{,200000}?$"):
    attempt(lambda: [found and found.span() for found in (re.match(pattern, text), re.search(pattern, text))])

empty = re.compile("")
print(empty.search("abc", 3, 0), empty.fullmatch("abc", 2, 1), empty.findall("abc", 2, 1),
      list(empty.finditer("abc", 3, 1)), empty.match("abc", 5, 9))
for pattern, text in (("((?=([a-c])))", "a"), ("((a)(?=(b)))", "ab"), ("((a)|(b))*", "ab"), ("(?:(a)|(b))*", "ba"),
                      ("(a(b(c)))", "abc"), ("()(a)", "a"), ("(?<=(a)(b))", "ab")):
    found = re.search(pattern, text)
    print(pattern, found.lastindex, found.regs)
