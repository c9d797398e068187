"""f-strings: nesting, conversions, specs, debug form, quotes, lambdas, errors, evaluation order."""
import datetime
x, y, name, w, p = 5, 3.14159, "abc", 10, 3
print(f"{x}{y:.2f}{name!r:>{w}}|{name:^{w}}|{y:{w}.{p}}|{x:0{w}b}|{x:#x}|{x:+,}|{-x:=+6}|{1e10:g}|{name!s:.2}|{'é'!a}")
print(f"{x=} {x = } {x=!r} {y=:.1f} {name=} {name = !s} {x+1=} {f'{x}'=} { x = :>5}")
print(f"{{}} {{{x}}} {'{'} {'}'} {{{{ {x!r}}}}}")
print(f'{"nested " + f"{x:{f"{w}"}}"}' f" {'a' 'b'}" "plain {x}" rf"\n{x}\t" f"\n{x}\x41\u00e9\N{LATIN SMALL LETTER A}")
print(f"{(lambda a: a * 2)(x)} {[i for i in range(3)]} { {'k': 1}['k'] } {x if x else y} {x, y} {*[1, 2],} {x!r:{'>'}{w}}")
print(f"""multi
{x
 + 1}
{'''triple'''}""")
print(f"{x:%}" , f"{0.5:.0%}", f"{datetime.date(2020, 1, 2):%Y/%m}" if hasattr(datetime, "date") else "2020/01")
class F:
    def __format__(self, s): return f"<{s}>"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
f = F()
print(f"{f}", f"{f:spec}", f"{f!s:>5}", f"{f!r}", f"{f:{x}:{y}}", f"{f:}}" "}" if False else f"{f:a}}}", format(f), format(f, "q"), "{:z} {!r}".format(f, f))
order = []
def o(n): order.append(n); return n
f"{o(1)}{o(2):{o(3)}}{o(4)!r:{o(5)}}"; print(order)
print(f"{x:{'{'}>10}" if False else "", f"{3.0}", f"{10**20:,}", f"{1234.5:_.1f}", f"{255:_x}", f"{True}", f"{None}", f"{[]!r}", f"{b'q'}")
def fn(a): 
    b = 2
    return f"{a}{b}{x}{__name__}" + f"{(c := a)}{c}"
print(fn(1))
class C:
    v = 1
    s = f"{v} {__qualname__}"
print(C.s)
print(f"{x!r}" f"{x!s}" == "55", f"" == "", f"{''}" == "", type(f"{1}"))
print(f'{x:{"a"}^{w}}', f"{x:{''}}", f"{'a':{1}{2}}" )
for src in ('f"{"', 'f"}"', 'f"{}"', 'f"{ }"', 'f"{!r}"', 'f"{x!}"', 'f"{x!z}"', 'f"{x!rr}"', 'f"{x:{y:{z}}}"', 'f"{x:{y:{z:{w}}}}"', 'f"{x\\n}"', 'f"{#}"', 'f"{x y}"', 'f"{a b:c}"', 'f"{lambda x: 1}"', 'f"{x = }"', 'f"{x=!r:^20}"', 'f"{x:"', 'f"{(x}"', 'f"{x)}"', 'f"{1 if}"', 'f"{yield}"', 'f"{await x}"', 'f"{*}"', 'f"{**a}"', 'f"{x = !q}"', "f'{a['b']}'", "f'{\"\\\\n\"}'", 'bf"x"', 'fb"x"', 'f"a" b"b"', 'f"{x}" = 1', 'f"{print}"()', 'f"{a:=5}"', 'f"{(a:=5)}"', 'f"{x!r }"', 'f"{x! r}"', 'f"{x:{}}"', 'f"{\'"', 'f"{None.a}"', 'f"{1.a}"', 'f"{x.}"'):
    try: print(src, "=", eval(src, {"x": 5, "y": 6, "z": 7, "w": 8, "a": 9}))
    except SyntaxError as e: print(src, "->", e.msg, e.lineno, e.offset, repr(e.text))
    except Exception as e: print(src, "->", type(e).__name__, e)
