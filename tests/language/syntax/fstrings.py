"""f-strings: expressions, conversions, nested formats, debugging form."""
name, value, width, precision = "weft", 3.14159, 10, 3
print(f"{name} {value} {name!r} {name!s} {name!a} {'é'!a}")
print(f"{value:.2f}|{value:10.3f}|{value:<10.1f}|{value:^10.1f}|{value:+.0f}|{value:e}")
print(f"{value:{width}.{precision}f}|{name:>{width}}|{name:*^{width}}|{name!r:>{width}}")
print(f"{{}} {{{name}}} {{{{{name}}}}}")
print(f"{name=} {value=:.2f} {name = } {name=!s} {1 + 2 = } {name  =  !r:>8}")
print(f"{'nested' + ' ' + 'quotes'} {name.upper()} {name[0]} {[1, 2][1]} { {'a': 1}['a'] }")
print(f"{(lambda x: x * 2)(4)} {value if value > 3 else 0} {[i for i in range(3)]} {3 != 4}")
print(f"{name:{'>'}{10}}", f"{5:{'0'}>{'4'}}", f"{'a':{'*'}^{5}}", f"{12:#x} {12:#b} {12:08.3f}")
print(f"""multi
{name}
{
value
}""")
print(f"a" "b{name}" f"{name}" 'c' F"{1}", rf"\n{name}\t", fR"{name}\\")
print(f"{'a' 'b'}", f'{"x"}', f"{''}", f"", f"{1}" f"{2}")
print(f"{True}", f"{None}", f"{1j}", f"{[1, 'a']}", f"{b'x'}", f"{...}")
class Custom:
    def __format__(self, spec):
        return f"<{spec}>"
    def __str__(self):
        return "str"
    def __repr__(self):
        return "repr"
c = Custom()
print(f"{c} {c!s} {c!r} {c:abc} {c!r:>6} {c:{name}x{width}} {c:} {c=} {c=!s} {c=:q}")
print(f"{value:{width}.{precision}}", f"{value!r:{width}}", f"{1_000_000:,} {1_000_000:_}")
print(f"{name:\x41>6}", f"\x41{name}\u0042", f"\N{BULLET}{name}")
print(f"{3,}", f"{1, 2}", f"{*[1, 2], 3}", f"{(yield_ := 5)}", yield_)
x = 7
print(f"{x:=5}", f"{x!r:^{x}}", f"{x == 7}", f"{x!=8}", f"{x<8}", f"{x>=7}", f"{x<=7!r}")
for source in ["f'{}'", "f'{'", "f'}'", "f'{a!}'", "f'{a!x}'", "f'{ }'", "f'{a b}'", "f'{#}'",
               "f'{\\n}'", "f'{*a}'", "f'{!r}'", "f'{:x}'", "f'{a:{b:{c}}}'", "f'{=}'", "f'{lambda x:1}'",
               "f'{a[}'", "f'{)}'", "f'{a!r:'"]:
    try:
        print(source, "->", compile(source, "f", "eval") and "ok")
    except SyntaxError as error:
        print(source, "->", error.msg)
try:
    f"{value:d}"
except ValueError as error:
    print(error)
try:
    f"{undefined_name}"
except NameError as error:
    print(error)
print(f"{'a' if 1 else 'b':>3}", f"{ {1: 2} }", f"{ {1, 2} == {2, 1} }", f"{{{1}}}")
def order(tag, result):
    print("eval", tag)
    return result
print(f"{order('a', 5):{order('b', 3)}}{order('c', 'z')}")
