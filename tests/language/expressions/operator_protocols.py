"""Operators: reflected protocol, in-place, comparison fallbacks, matmul, divmod, pow, unary, index."""
class Num:
    def __init__(self, v): self.v = v
    def __repr__(self): return f"Num({self.v})"
    def __add__(self, o): return ("add", self.v, o) if isinstance(o, int) else NotImplemented
    def __radd__(self, o): return ("radd", self.v, o)
    def __sub__(self, o): return NotImplemented
    def __rsub__(self, o): return NotImplemented
    def __matmul__(self, o): return ("matmul", o)
    def __rmatmul__(self, o): return ("rmatmul", o)
    def __imatmul__(self, o): return ("imatmul", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __rpow__(self, o, m=None): return ("rpow", o, m)
    def __ipow__(self, o): return ("ipow", o)
    def __divmod__(self, o): return ("divmod", o)
    def __rdivmod__(self, o): return ("rdivmod", o)
    def __floordiv__(self, o): return ("floordiv", o)
    def __iadd__(self, o): self.v += 1; return self
    def __neg__(self): return "neg"
    def __pos__(self): return "pos"
    def __invert__(self): return "inv"
    def __abs__(self): return "abs"
    def __round__(self, n="none"): return ("round", n)
    def __lt__(self, o): return ("lt", o)
    def __le__(self, o): return NotImplemented
    def __eq__(self, o): return NotImplemented
    def __hash__(self): return 1
class Sub(Num):
    def __radd__(self, o): return ("sub radd", o)
    def __gt__(self, o): return ("sub gt", o)
n, s = Num(1), Sub(2)
print(n + 1, 1 + n, n + s, s + n, n + n, "x" + n)
print(n @ 1, 1 @ n, n ** 2, 2 ** n, pow(n, 2, 3), divmod(n, 2), divmod(2, n), n // 3)
m = n; m += 5; print(m is n, m); m @= 2; print(m); m = n; m **= 3; print(m)
print(-n, +n, ~n, abs(n), round(n), round(n, 2), n < 1, 1 > n, n < s, s > n, n > s)
for e in ("n - 1", "1 - n", "n - n", "n <= 1", "1 <= n", "n <= n", "3 // n", "n << 1", "n & n", "n | 1", "n % 2", "n / 2", "[] @ []", "1 @ 2", "pow(2, n, 3)", "pow('a', 2)", "divmod('a', 1)", "-[]", "~1.5", "+'a'", "abs('a')", "n[0]", "n()", "len(n)", "1 + None", "None + 1", "[] + ()", "'a' * 'b'", "'a' - 'b'", "{} | []", "{1} + {2}", "1 if n == n else 2", "n != n", "n == 1", "1 << -1", "1 >> -1", "2 ** -1", "0 ** -1", "1 % 0", "1.0 // 0", "1j % 2", "1j < 2", "[1] < ['a']", "(1, 'a') < (1, 2)", "{1} < [1]", "int < int", "print < print"):
    try: print(e, "=", eval(e))
    except Exception as x: print(e, "->", type(x).__name__, x)
x = [1]; y = x; y += (2,); y *= 2; print(x)
for stmt in ("x = 1; x += 'a'", "x = []; x += 5", "x = 'a'; x -= 'b'", "x = (1,); x += [2]", "x = {}; x |= 5", "x = n; x -= 1", "x = 5; x @= 2", "x = 1; x <<= 'a'", "x = (1, [2]); x[1] += [3]"):
    ns = {"n": n}
    try: exec(stmt, ns); print(stmt, ns["x"])
    except TypeError as e: print(stmt, "->", e, ns["x"])
class Idx:
    def __init__(self, i): self.i = i
    def __index__(self): return self.i
print([10, 20, 30][Idx(1)], range(Idx(3)), "abc"[Idx(-1)], [1, 2, 3][Idx(0):Idx(2)], hex(Idx(255)), int(Idx(7)), float(Idx(2)), "a" * Idx(3), chr(Idx(65)), bytes(Idx(2)), list(range(10))[::Idx(3)], complex(Idx(1)))
class Cmp:
    def __eq__(self, o): print("eq"); return "truthy"
    def __ne__(self, o): print("ne"); return []
print(Cmp() == 1, Cmp() != 1, 1 == Cmp(), 1 != Cmp(), [Cmp()] == [1], Cmp() in [1])
try: hash(Cmp())
except TypeError as e: print(e)
class Chain:
    def __init__(self, v): self.v = v
    def __lt__(self, o): print("lt", self.v, o.v); return self.v < o.v
print(Chain(1) < Chain(2) < Chain(0) < Chain(5))
class Contains:
    def __contains__(self, x): return [x]
print(1 in Contains(), 1 not in Contains())
