"""Assignment expressions and where their names live."""
if (n := len("hello")) > 3:
    print(n)
print([y := 1, y ** 2, y + 1], y)
print([last := x for x in range(4)], last)
print({k: (v := k * 2) for k in range(3)}, v)
total = 0
print([total := total + i for i in range(5)], total)
data = iter([3, 2, 1, 0, 9])
while (item := next(data)):
    print("item", item)
print(any((witness := x) > 2 for x in [1, 2, 3, 4]), witness)
def f():
    if (a := 1) and (b := 2):
        return a + b
print(f())
print((x := 1, 2), x, (x := (1, 2)), x)
z = (w := 5) + 1
print(z, w)
def g(a=(default := 7)):
    return a
print(g(), default)
print(f"{(q := 4)}", q, f"{q:=5}")
print(lambda: (inner := 1), (lambda: (inner := 1))()) if False else print((lambda: (inner := 1))())
class C:
    attr = (hidden := 3)
    both = [hidden, attr]
print(C.attr, C.hidden, C.both)
def nested():
    values = [[(j := i * k) for i in range(2)] for k in range(3)]
    return values, j
print(nested())
def outer():
    global gl
    [gl := i for i in range(3)]
outer()
print(gl)
def nonlocal_walrus():
    count = 0
    def inner():
        nonlocal count
        return [count := count + 1 for _ in range(3)]
    return inner(), count
print(nonlocal_walrus())
x = 0
print(x := 10, x)
print(max(m := [1, 2], key=lambda e: -e), m)
s = "abc"
print(s[(i := 1)], s[i:(j := 3)], i, j)
for source in ["x := 1", "(x.y := 1)", "(x[0] := 1)", "[i := 0 for i in range(3)]", "[[(j := 0) for i in range(5)] for j in range(5)]",
               "f(a := 1, b=c := 2)", "class A: [x := i for i in range(3)]", "[x for i in (y := [1])]", "(a, b := 1, 2)",
               "def f(x: (y := 1)): pass", "lambda: x := 1", "x = y := 1", "((a, b) := (1, 2))", "(None := 1)", "({x: y} := 1)",
               "[i for i in range(3) if (i := 1)]"]:
    try:
        compile(source, "s", "exec")
        print(source, "-> ok")
    except SyntaxError as error:
        print(source, "->", error.msg)
