"""Truth: __bool__, __len__, errors, short circuit values, conditional expressions."""
class B:
    def __init__(self, v): self.v = v
    def __bool__(self): print("bool", self.v, end="; "); return self.v
class L:
    def __init__(self, n): self.n = n
    def __len__(self): print("len", self.n, end="; "); return self.n
for value in [B(True), B(False), L(0), L(3)]:
    print("yes" if value else "no", not value)
t, f = B(True), B(False)
print((t and f) is f, (f and t) is f, (t or f) is t, (f or t) is t, (f or f) is f)
if t and f or t:
    print("taken")
while f or not t:
    pass
print()
print(all([1, t, f, t]), any([0, f, t, f]))
print(bool(t), bool(L(0)), not not L(2))
for bad in [B(1), B(None), B("x"), L(-1), L("a"), L(1.0), L(2 ** 70)]:
    try:
        bool(bad)
    except Exception as error:
        print(type(error).__name__, error)
class Raises:
    def __bool__(self): raise RuntimeError("no truth")
for source in ["not r", "r and 1", "r or 1", "1 if r else 2", "if r: pass", "while r: pass", "assert r", "[x for x in [1] if r]", "all([r])", "any([r])", "bool(r)", "list(filter(None, [r]))", "filter(lambda x: r, [1]).__next__()"]:
    try:
        exec(source, {"r": Raises()})
        print(source, "no error")
    except RuntimeError as error:
        print(source, "->", error)
class NoneBool:
    __bool__ = None
try:
    bool(NoneBool())
except TypeError as error:
    print(error)
class Both:
    def __bool__(self): return False
    def __len__(self): return 5
print(bool(Both()), len(Both()))
class InstanceOnly: pass
i = InstanceOnly()
i.__bool__ = lambda: False
i.__len__ = lambda: 0
print(bool(i))
print([bool(x) for x in (0, 1, -1, 0.0, -0.0, 1e-300, float("nan"), 0j, "", " ", b"", b"0", [], [[]], (), ((),), {}, {0: 0}, set(), {0}, range(0), range(1), None, ..., object(), int, lambda: 0)])
print(1 if True else 1 / 0, (1, 2) if [] else (3,), [x if x % 2 else -x for x in range(5)])
print("a" if 0 else "b" if 0 else "c", ("a" if 1 else "b") if 1 else "c", not 1 if 0 else not 0)
print((lambda: "then" if len("ab") == 2 else "else")(), (1 if 1 else 2) + 3, 1 if 1 else 2 + 3)
print(True + True, True * 5, -True, ~True, True & False, True | 2, True ^ True, type(True & False), type(True & 1), True / 2, True // 2, True ** False)
print(isinstance(True, int), issubclass(bool, int), bool.__mro__, True == 1.0, {True: "a", 1: "b"}, repr(True), str(False), int(True), f"{True:d} {True} {True:5}|")
print(bool(), bool("False"), True.real, True.bit_length(), (True).__and__(1), bool.__and__(True, 0), sorted([True, 0, False, 2]))
x = 0
x or (y := 5)
print(y, x and z_undefined if False else "ok")
