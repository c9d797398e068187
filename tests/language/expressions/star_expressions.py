"""Unpacking in displays, calls, returns, subscripts, loops; dict unpacking order."""
a = [1, 2]
print([*a, *a], (*a, 0), {*a, 3} == {1, 2, 3}, {**{"x": 1}, "y": 2}, [*"ab", *range(2), *{}, *()])
print(*a, *"xy", sep=",")
def ret(): return *a, 3
def gen():
    x = yield *a, 4
    print("got", x)
g = gen(); print(next(g)); print(list(g))
print(ret())
t = *a, *a
print(t)
for x in *a, 9: print(x, end=" ")
print()
for first, *rest in [(1, 2, 3), "ab", [5]]: print(first, rest)
print({**{"a": 1, "b": 2}, "a": 3}, {"a": 3, **{"a": 1, "b": 2}}, {**{1: 1}, **{True: 2}})
class Mapping:
    def keys(self): print("keys", end=" "); return ["k1", "k2"]
    def __getitem__(self, k): return k.upper()
print({**Mapping()}, dict(**Mapping()), (lambda **k: k)(**Mapping()))
class Iterable:
    def __iter__(self): print("iter", end=" "); return iter("ab")
    def __len__(self): print("len called", end=" "); return 2
print([*Iterable()], (lambda *a: a)(*Iterable()))
class LenBoom:
    def __iter__(self): return iter([1, 2])
    def __length_hint__(self): return 1
print([*LenBoom()], list(LenBoom()))
def f(*args, **kwargs): return args, kwargs
print(f(*a, 3, *a, k=1, **{"l": 2}), f(*[], **{}), f(*a, x=0, *[7]))
for source in ["[*1]", "(*1,)", "{*1}", "{**1}", "{**[1]}", "f(*1)", "f(**1)", "f(**{1: 2})", "[*None]", "{**None}", "f(*a, **None)", "{*[[]]}", "{**{}, []: 1}", "f(**{'a': 1}, **{'a': 2})", "print(*1)", "a, b = *1,"]:
    try:
        print(source, eval(source) if "=" not in source.replace("==", "") or "(" in source else exec(source))
    except Exception as error:
        print(source, "->", type(error).__name__ + ":", error)
for source in ["*a", "(*a)", "[**a]", "(**a)", "{*a: 1}", "{*a, **b}", "{**a, *b}", "x = *a", "return_ = *a,", "f(**a, *b)", "f(*a for a in b)", "[*a for a in b]", "{**a for a in b}", "print(**a, b)", "*a, *b = c", "*a = b", "for *a in b: pass", "for *a, b in c: pass", "a[*b] = 1", "a[*b:1]", "del *a, b", "lambda *: 0", "*(a) = 1", "with *a: pass", "f(*)", "f(**)", "assert *a, 1", "if *a: pass", "x: *int", "def g(*args: *Ts): pass", "yield_ = (*a, *b)"]:
    try:
        compile(source, "s", "exec")
        print(source, "-> ok")
    except SyntaxError as error:
        print(source, "->", error.msg)
first, *_, last = range(1000)
print(first, last, len(_))
(a, *b), *c = [[1, 2, 3], 4, 5]
print(a, b, c)
[x, [y, *z]] = 1, [2, 3, 4]
print(x, y, z)
def many(*a): return sum(a)
print(many(*range(300)), len([*range(5), *range(5)]), f(*(i for i in range(3))))
