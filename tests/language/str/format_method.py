"""str.format: fields, attributes, indexes, conversions, nesting, errors, format_map."""
print("{} {}".format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0} {x}".format(5, x=6), "{{}} {{{}}}".format(1), "{0[1]} {0[0]}".format([10, 20]), "{0[k]} {0[k l]}".format({"k": 1, "k l": 2}), "{0.real} {0.imag}".format(1 + 2j))
print("{0.__class__.__name__}".format(5), "{a.b[c].d}".format(a=type("X", (), {"b": {"c": type("Y", (), {"d": "deep"})}})), "{[0]} {[1]}".format("ab", "cd"), "{.real}".format(3), "{0[-1]}".format({"-1": "neg key"}), "{0[0][1][2]}".format([[0, [1, 2, "found"]]]))
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>10}|{0!s:<10}|{0!a:^10}|".format("é"), "{:{}}|{:{w}.{p}f}|{:{f}{a}{w}}".format("a", 5, 3.14159, "x", w=8, p=2, f="*", a="^"), "{:{}{}}".format(5, ">", 4))
print("{:>5}|{:<5}|{:^5}|{:*^7}|{:05d}|{:+d}|{: d}|{:x}|{:#b}|{:,}|{:.2%}|{:e}|{:s}".format(1, 2, 3, "m", 4, 5, 6, 255, 5, 1234567, 0.256, 12345.678, "str"))
for s in ["{:5}", "{:>5}", "{:^5}", "{:.2}", "{:10.2}", "{:*<6}", "{:06}", "{:=6}", "{:s}", "{:d}", "{:+}", "{: }", "{:,}", "{:#}", "{:.0}", "{:é>6}", "{:}}", "{:{{}}", "{:<}", "{:5s}", "{:.}", "{:z}", "{:_}"]:
    try: print(s, repr(s.format("abc")))
    except Exception as e: print(s, "->", type(e).__name__, e)
for f, a, k in [("{", (), {}), ("}", (), {}), ("{}", (), {}), ("{} {}", (1,), {}), ("{1}", (1,), {}), ("{a}", (), {}), ("{0} {}", (1, 2), {}), ("{} {0}", (1, 2), {}), ("{!}", (1,), {}), ("{!x}", (1,), {}), ("{!rr}", (1,), {}), ("{!r", (1,), {}), ("{a.b}", (), {"a": 1}), ("{a[b]}", (), {"a": 1}), ("{a[}", (), {"a": 1}), ("{a[]}", (), {"a": [1]}), ("{a.}", (), {"a": 1}), ("{a[0]x}", (), {"a": [1]}), ("{0[9]}", ([1],), {}), ("{0[a]}", ([1],), {}), ("{:{:{}}}", (1, 2, 3), {}), ("{:{}", (1,), {}), ("{-1}", (1,), {}), ("{0x1}", (1,), {}), ("{ 0}", (1,), {}), ("{ }", (1,), {}), ("{a b}", (), {"a b": "spaces ok"}), ("{:d}", (1.5,), {}), ("{:q}", (1,), {}), ("{:>>>5}", (1,), {}), ("{:c}", (1114112,), {}), ("{:1.5d}", (5,), {}), ("{:5", (1,), {}), ("a}b", (), {}), ("a{b", (), {}), ("{}}", (1,), {}), ("{{}", (), {}), ("{:,s}", ("a",), {}), ("{99999999999999999999}", (), {}), ("{0[99999999999999999999]}", ([],), {}), ("{.x}", (5,), {}), ("{a!r.b}", (), {"a": 1}), ("{:n}", ("a",), {}), ("{:10000000000000000000000}", (1,), {})]:
    try: print(repr(f), repr(f.format(*a, **k)))
    except Exception as e: print(repr(f), "->", type(e).__name__, e)
class F:
    x = [1, {"k": "v"}]
    def __format__(self, spec): return f"<{spec}>"
    def __str__(self): return "S"
    def __repr__(self): return "R"
    def __getitem__(self, k): return (type(k).__name__, k)
print("{} {:a b} {!s:>3} {!r:<3}| {.x[1][k]} {[5]} {[key]} {0.x}".replace("{0.x}", "").format(F(), F(), F(), F(), F(), F(), F()))
print("{a}{b}".format_map({"a": 1, "b": 2}), "{x}".format_map(type("D", (dict,), {"__missing__": lambda s, k: f"missing {k}"})()), "{0}".format_map({"0": "text key"}) if False else "")
for f in [lambda: "{}".format_map({}), lambda: "{a}".format_map({}), lambda: "{a}".format_map(5), lambda: "{0}".format_map([1]), lambda: "{a}".format_map(), lambda: "{}".format(*[]), lambda: str.format(), lambda: str.format(5)]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
print("{0:{1}} {2:{3}}".format("a", ">4", "b", "<4"), "{:{w}}|".format("x", w=3), "{:>{w}}".format("x", w="4"), "{!r:{w}}|".format("x", w=6), "{0:{0}}".format(3))
print(format(5), format("a", ">3"), format(1.5, ".3f"), format(None), format([1, 2]), format(True, "5"), format(3 + 4j, ".1f"), format((1,), ""), format(range(3)))
for v, s in [([1], "5"), (None, "x"), ((1,), ">5"), ({}, "d"), (object, "s"), (b"a", "5"), (..., "1"), (len, " ")]:
    try: print(format(v, s))
    except TypeError as e: print(e)
for bad in ["format()", "format(1, 2)", "format(1, None)", "format('a', 'd')", "format(1, 's')", "format(1, '.2')", "format(1, ',' * 2)", "format('a', '=5')", "format('a', '05')", "format('a', ',')"]:
    try: print(bad, repr(eval(bad)))
    except Exception as e: print(bad, "->", type(e).__name__, e)
import string
print(list(string.Formatter().parse("a{b!r:c{d}}e{{f}}{0}")), string.Formatter().format("{0} {x}", 1, x=2), string.Formatter().vformat("{a}", (), {"a": 5}))
table = [("apple", 3, 1.5), ("kiwi", 12, 0.25), ("watermelon", 1, 10)]
for row in table: print("{:<12}|{:^6}|{:>8.2f}|".format(*row))
print("{:-^40}".format(" title "), "{:,} {:_} {:,.2f}".format(10 ** 9, 10 ** 9, 1234567.891), "{0:08b} {0:#06x} {0:o}".format(77), "{:>{}}".format("r", 5), "{:\n^5}".format("a").encode())
