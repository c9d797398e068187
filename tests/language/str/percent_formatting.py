"""The % operator: every conversion, flags, width, mapping keys, errors."""
print("%s|%r|%a" % ("é", "é", "é"), "%d|%i|%u" % (5, -5, 5), "%o %x %X %#o %#x %#X" % (8, 255, 255, 8, 255, 255), "%c%c" % ("a", 98), "%%")
print("%5d|%-5d|%05d|%+d|% d|%+5d|%-+5d|%5.3d|%.0d|%.5d|%+.3d" % (42, 42, 42, 42, 42, 42, 42, 42, 0, 42, 7))
print("%10s|%-10s|%.2s|%10.2s|%s|%5s|%-5s|" % ("abc", "abc", "abc", "abc", None, True, []))
print("%f|%.0f|%.1f|%10.3f|%-10.1f|%+.2f|%010.2f|%e|%.2E|%g|%G|%#.0f|%#g" % (1.5, 2.5, 0.25, 3.14159, 2.0, 1.0, -1.5, 12345.678, 12345.678, 0.00001, 1e20, 3.0, 1.0))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.345, "c": 1}, "%(key with space)s" % {"key with space": 1}, "%()s" % {"": "empty"}, "%(a(b))s" % {"a(b)": "nested"})
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828), "%*s" % (-5, "ab") + "|")
print("%s" % (1,), "%s" % ((1, 2),), "%s %s" % (1, 2), "%s" % [1, 2], "%s" % {"a": 1}, "%r" % "q", "%s" % (None,), "no args" % (), "no args" % {}, "no args" % [])
print("%x %x %X" % (-255, 2 ** 70, 10 ** 20), "%#o %#x" % (-8, -255), "%d" % 10 ** 3, "%d" % (10 ** 30), "%5x|%-5x|%05x|%#7x|%#07x|%+x" % (10, 10, 10, 10, 10, 10))
print("%d %d %d" % (3.99, -3.99, True), "%c" % "日", "%c" % 0x65e5, "%s" % 1.0, "%s" % 1e20, "%r" % 0.1, "%5c|%-5c|" % ("x", "y"), "%ld %hd %Ld" % (1, 2, 3))
for f, a in [("%d", "a"), ("%d", None), ("%x", 1.5), ("%o", "1"), ("%c", "ab"), ("%c", ""), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%f", "a"), ("%s %s", 1), ("%s %s", (1,)), ("%s", ()), ("%s", (1, 2)), ("x", 1), ("x", (1,)), ("%", 1), ("%5", 1), ("%z", 1), ("%(a)s", {}), ("%(a)s", 1), ("%(a)s", (1,)), ("%(a", {"a": 1}), ("%(a)", {"a": 1}), ("%(a)d", {"a": "x"}), ("%*d", (1,)), ("%*d", ("a", 1)), ("%.*f", (1.5, 1)), ("%s %(a)s", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%d", [1]), ("%d", 1j), ("%d", float("nan")), ("%d", float("inf")), ("%5.", 1), ("%.", 1), ("%-", 1), ("%s%", 1), ("%99999999999999999999d", 1), ("%.99999999999999999999f", 1.0), ("%y", ()), ("abc%é", 1), ("%b", b"a"), ("%-()s", {"": 1}), ("%d %d", (1, "x"))]:
    try: print(repr(f), repr(f % a))
    except Exception as e: print(repr(f), "->", type(e).__name__, e)
class A:
    def __str__(self): return "str"
    def __repr__(self): return "repr é"
    def __int__(self): return 7
    def __float__(self): return 1.25
    def __index__(self): return 9
    def __getitem__(self, k): return f"item {k}"
print("%s %r %a %d %f %x" % (A(), A(), A(), A(), A(), A()), "%(k)s %(l)s" % A(), "%s" % A())
class M(dict):
    def __missing__(self, k): return "<" + k + ">"
print("%(x)s %(y)s" % M(x=1), "%(x)s" % dict(x=(1, 2)))
class S(str):
    def __mod__(self, o): return "S.__mod__"
    def __rmod__(self, o): return "S.__rmod__"
print(S("%s") % 1, "%s" % S("x"), "%s" % (S("x"),))
print(b"%s %d %x %c %a %r %b" % (b"a", 5, 255, b"z", "é", "q", b"bb"), b"%5d|%-5s|%05.1f" % (1, b"x", 2.55), b"%(a)s" % {b"a": b"v"}, b"%c" % 65, bytearray(b"%d") % 3, b"%%" % ())
for f, a in [(b"%s", "str"), (b"%c", "a"), (b"%c", 256), (b"%d", "a"), (b"%b", "x"), (b"%(a)s", {"a": 1}), (b"%s %s", b"a"), (b"a", 1), (b"%b", 5)]:
    try: print(f, f % a)
    except Exception as e: print(f, "->", type(e).__name__, e)
for w in range(4): print("|".join("%*s" % (w, c) for c in "abc"), "|".join("%-*d" % (w, i) for i in range(3)))
print("%s is %d years, %5.1f%% done: %r" % ("Bob", 42, 99.5, {"k": [1, (2,)]}), "%-10s|%10s|" % ("left", "right"), "%03d-%02x" % (7, 255))
