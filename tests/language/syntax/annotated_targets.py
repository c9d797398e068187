# What may stand left of the colon of an annotation: parentheses around a target, but not as its beginning.
class A:
    def __call__(self):
        return self

a = A()
d = {}
(a.z): int = 2
(q): int = 5
d["k"]: int = 3
(d["j"]): int = 4
((w)): int
a().v: int = 6
(a()).u: int = 7
print(d, q, a.z, a.v, a.u, __annotations__)
for text in ["(a).y: int = 1", "(d)['l']: int", "((a)).y: int", "(a.z).y: int", "(a).b.c: int = 2", "(d['k'])[0]: int",
             "(a)(): int", "(a, d): int", "a, d: int", "[a]: int", "(a()): int", "(1).y: int", "(a + d).y: int"]:
    try:
        compile(text, "f", "exec")
    except SyntaxError as error:
        print(text, "->", error, error.offset, error.end_offset)
    else:
        print(text, "compiles")
