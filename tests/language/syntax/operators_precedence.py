"""Precedence, associativity, short circuits, chained comparison, evaluation order."""
print(1 + 2 * 3 - 4 / 2, 2 ** 3 ** 0, -2 ** 2, 10 - 5 - 2, 100 / 10 / 2, 7 // 2 * 2)
print(1 | 2 ^ 3 & 4, 1 << 2 + 1, 1 + 1 << 2, 5 & 3 == 3, (5 & 3) == 3, 6 ^ 3 | 1)
print(not 1 == 2, not True and False, True or False and False, (True or False) and False)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 > 1 > 0, 1 == 1 != 2, 1 < 2 == 2, 1 in [1] == True)
print(1 if 0 else 2 if 0 else 3, (lambda: 1 if 0 else 2)(), [1, 2][0 if 1 else 1])
print(not None, not [], not [0], not "", not 0.0, not 0j, not "0")
print(1 or 1 / 0, 0 and 1 / 0, None or [] or 0, 1 and 2 and 3, "" or "default")
print("a" < "b" > "a", 1 < 2 > 1, [1] < [1, 2] < [2], (1, "a") < (1, "b"))
print(-3 // 2, -3 % 2, 3 // -2, 3 % -2, -3.5 // 2, -3.5 % 2, 2 ** -1, (-8) ** (1 / 3) != -2)
log = []
def t(label, value):
    log.append(label)
    return value
t("a", 1) + t("b", 2) * t("c", 3) ** t("d", 2)
print("".join(log)); log.clear()
t("a", 5) < t("b", 3) < t("c", 9)
print("".join(log)); log.clear()
t("a", 1) if t("b", 0) else t("c", 2)
print("".join(log)); log.clear()
t("a", print)(t("b", "call"), *[t("c", "star")], sep=t("d", "-"), **t("e", {"end": "!\n"}))
print("".join(log)); log.clear()
{t("k1", 1): t("v1", 1), **t("m", {}), t("k2", 2): t("v2", 2)}
print(",".join(log)); log.clear()
[t("x", 1), t("y", 2)][t("i", 0)]
print("".join(log)); log.clear()
t("a", 0) or t("b", 0) or t("c", 3) and t("d", 4)
print("".join(log)); log.clear()
t("a", [0])[t("b", 0)] = t("c", 1)
print("".join(log)); log.clear()
t("d", {})[t("k", 1)], t("l", [0])[t("i", 0)] = t("rhs", (1, 2))
print(",".join(log)); log.clear()
a = 1
print(0 < 1 in [1], (0 < 1) in [1], 1 not in [2] , a is not None, not a is None)
print(2 * "ab" + "c" * -1 + "d" * True, [0] * 3 + [1], () + (1,) * 2)
print(~1 + 2, -1 .__abs__(), - 1 .__abs__(), (-1).__abs__())
import operator
class M:
    def __init__(self, n): self.n = n
    def __matmul__(self, o): return M(f"({self.n}@{o.n})")
    def __mul__(self, o): return M(f"({self.n}*{o.n})")
    def __add__(self, o): return M(f"({self.n}+{o.n})")
    def __pow__(self, o): return M(f"({self.n}**{o.n})")
    def __neg__(self): return M(f"(-{self.n})")
    def __invert__(self): return M(f"(~{self.n})")
a, b, c, d = map(M, "abcd")
print((a @ b * c + d).n, (a + b @ c).n, (a ** b ** c).n, (-a ** -b).n, (~a * -b).n, (a * b @ c * d).n)
print((lambda *a, **k: (a, k))(*[1], 2, *(3,), x=4, **{"y": 5}, z=6))
print([*range(2), *"ab"], {*[1], *[1]}, (*[1], 2), {**{"a": 1}, "a": 2, **{"b": 3}})
