"""In-place operators: __i*__ methods, fall-backs, evaluation order, identity."""
class V:
    def __init__(self, v): self.v = v
    def __iadd__(self, o): self.v += o; return self
    def __add__(self, o): return V(self.v + o)
    def __sub__(self, o): return V(self.v - o)
    def __imul__(self, o): return "replaced"
    def __repr__(self): return f"V({self.v})"
a = b = V(1)
a += 5
print(a, b, a is b)
a -= 2
print(a, b, a is b)
a *= 3
print(a)
l = m = [1]
l += (2, 3)
l += "ab"
l *= 2
print(l, m, l is m)
l = l + [0]
print(l is m)
t = u = (1,)
t += (2,)
print(t, u)
s = r = "a"
s += "b"; s *= 2
print(s, r)
d = e = {1: 1}
d |= {2: 2}
d |= [(3, 3)]
print(d, e is d)
x = y = {1, 2, 3}
x |= {4}; x &= {2, 3, 4}; x -= {2}; x ^= {3, 9}
print(sorted(x), x is y)
f = g = frozenset([1])
f |= {2}
print(sorted(f), sorted(g))
ba = bb = bytearray(b"a")
ba += b"b"; ba *= 2
print(bb)
class NotIn:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
n = NotIn(); n += 1
print(n)
k = 1; k += NotIn()
print(k)
class OnlyR:
    def __rsub__(self, o): return f"rsub {o!r}"
    def __rpow__(self, o, mod=None): return f"rpow {o!r} {mod}"
    def __rmatmul__(self, o): return f"rmatmul {o!r}"
z = 7; z -= OnlyR(); print(z)
z = 7; z **= OnlyR(); print(z)
z = []; z @= OnlyR(); print(z)
for op in "+ - * / // % @ ** << >> & | ^".split():
    env = {"q": object.__new__(type("T", (), {"__repr__": lambda s: "T"}))}
    try:
        exec(f"q {op}= 1", env)
    except TypeError as error:
        print(error)
for left, op, right in [("1", "+", "'a'"), ("'a'", "+", "1"), ("[]", "+", "1"), ("()", "+", "[]"), ("{}", "|", "1"), ("{}", "+", "{}"),
                        ("{1}", "|", "[1]"), ("b''", "+", "''"), ("None", "+", "1"), ("1.5", "<<", "1"), ("1", "@", "2"), ("'a'", "*", "'b'")]:
    try:
        env = {}
        exec(f"q = {left}\nq {op}= {right}", env)
        print(env["q"])
    except TypeError as error:
        print(left, op, right, "->", error)
class Box:
    def __init__(self): self.log = []
    def __getitem__(self, k): self.log.append(("get", k)); return 1
    def __setitem__(self, k, v): self.log.append(("set", k, v))
    def __getattr__(self, n): return 100
box = Box()
box[1] += 1
box["a":"b"] *= 5
box[1, 2] -= 1
box.dyn += 1
print(box.log, vars(box)["dyn"])
lst = [1, 2, 3]
i = 0
def idx(): global i; i += 1; return i
lst[idx()] += 10
print(lst, i)
class P:
    @property
    def p(self): return 1
try:
    o = P(); o.p += 1
except AttributeError as error:
    print(error)
lst = [[1], [2]]
for item in lst: item += [0]
print(lst)
nums = [1, 2]
for num in nums: num += 1
print(nums)
