"""Comparison across numeric types, bool arithmetic, identity of equal values as keys."""
yes = True
values = [0, -0.0, False, 1, 1.0, True, 1 + 0j, -1, 2 ** 53, 2.0 ** 53, 2 ** 53 + 1, 10 ** 20, 1e20, 10 ** 23, 1e23, float("inf"), -float("inf"), 10 ** 400, 0.5, -0.5]
for a in values:
    print(repr(a) if a != 10 ** 400 else "10**400", [int(a == b) for b in values], [("<" if a < b else ">" if a > b else "=") for b in values if not isinstance(a, complex) and not isinstance(b, complex)])
print({1: "a", 1.0: "b", True: "c"}, {0: "x", False: "y", 0.0: "z", -0.0: "w"}, len({1, 1.0, True, 1 + 0j}), [1, 2].index(True), (0, 1).count(False), 1 in {1.0}, 2 ** 53 + 1 in {2.0 ** 53})
print(hash(1) == hash(1.0) == hash(True) == hash(1 + 0j), hash(2 ** 53) == hash(2.0 ** 53), hash(0.5) == hash(1 / 2), hash(float("inf")), hash(-float("inf")), hash(10 ** 20) == hash(1e20))
print(True + 1, True * 3, False - 1, True / 2, True // 1, -True, +True, ~False, True << 3, True ** 2, True % 2, divmod(True, 2), abs(True), round(True), sum([True, True]), max(True, 0), min(False, 1))
print(True & True, True & 1, True | 0, False ^ True, 1 & True, type(True & True), type(True & 1), type(True ^ True), type(+True), type(True + 0), type(True and 5), not True, not 0)
print(True == 1, True is (1 == 1), bool(2) == 1, True != 2, True < 2, False < True, sorted([True, 0, 1, False]), [i for i in range(3)][True], "ab"[False], (5, 6)[True])
print(bool(0), bool(-1), bool(0.0), bool(0j), bool(10 ** 100), bool("0"), bool(" "), bool([0]), bool(None), bool(...), bool(NotImplemented) if False else True)
print(repr(True), str(False), f"{True}", f"{True:d}", f"{True:5}", f"{False:>6}", f"{True!s:>6}", "%d %s %r" % (True, True, False), format(True), format(True, ""), format(True, "d"), int(True), float(False), complex(True), "{:n}".format(True))
print(True.bit_length(), True.to_bytes(1, "big"), (True).numerator, True.real, type(True.real), True.conjugate(), bool.from_bytes(b"\x00", "big"), bool.from_bytes(b"\x05", "big"), True.as_integer_ratio(), type(int(True)))
for bad in ["True.x = 1", "bool.x = 1", "bool(1, 2)", "bool(x=1)", "yes()", "yes[0]", "len(True)", "True = 1", "iter(True)", "class B(bool): pass", "bool.__new__(int)", "bool.__new__(bool, 1, 2)", "True < 'a'", "True + 'a'", "'a' * True", "True @ 1", "int.__add__(True, 1)", "bool.__and__(1, True)", "bool.__or__(True, 'x')"]:
    try: print(bad, "=", eval(bad) if " = " not in bad and "class" not in bad else exec(bad))
    except SyntaxError as e: print(bad, "-> SyntaxError", e.msg)
    except Exception as e: print(bad, "->", type(e).__name__, e)
nan = float("nan")
print([nan == x for x in (nan, 0, 1)], nan < nan, nan > 1, nan != nan, min(nan, 1) != min(1, nan) or True, [nan] == [nan], nan in (nan,), (nan, 1) == (nan, 1), sorted([3, 1, 2]), max(1, nan), max(nan, 1) != max(nan, 1))
print(1 < 2.5 < 3, 2 ** 62 < 2.0 ** 62 + 1e10, 2 ** 62 == float(2 ** 62), (2 ** 62 + 1) == float(2 ** 62), -2 ** 63 < -9.3e18, 9007199254740993 > 9007199254740992.0, 9007199254740993 == 9007199254740992.0, 10 ** 308 < 1.7e308, 10 ** 309 > 1.79e308)
print(0 == -0, 0.0 == -0.0, str(0.0 - 0.0), str(-0.0), -0.0 < 0, [0.0].index(-0.0), {0.0: 1}[-0.0], 3 == 3 + 0j, 3 == 3 + 1j, (1, 2) == (1.0, 2.0), [1] == [True])
class Num:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == (o.v if isinstance(o, Num) else o)
    def __lt__(self, o): return self.v < (o.v if isinstance(o, Num) else o)
    def __gt__(self, o): return self.v > (o.v if isinstance(o, Num) else o)
    def __hash__(self): return hash(self.v)
print(1 == Num(1), Num(1) == 1, 1 < Num(2), 2 > Num(1), {Num(1): "n"}[1], 1 in {Num(1)}, [Num(1)].index(1), sorted([Num(2), 1, Num(0)])[0].v)
print(int.__eq__(1, 1.0), int.__eq__(1, True), float.__eq__(1.0, 1), int.__lt__(1, "a"), (1).__ne__(2), float.__lt__(1.0, 10 ** 400), complex.__eq__(1j, 1j), complex.__lt__(1j, 1j), (5).__cmp__ if hasattr(5, "__cmp__") else "none")
