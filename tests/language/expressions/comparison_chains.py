"""Rich comparison: chains, reflected operations, defaults, mixed types."""
class Logged:
    def __init__(self, name, answers): self.name, self.answers = name, answers
    def reply(self, op):
        print(f"{self.name}.{op}", end=" ")
        return self.answers.get(op, NotImplemented)
    def __lt__(self, o): return self.reply("lt")
    def __le__(self, o): return self.reply("le")
    def __gt__(self, o): return self.reply("gt")
    def __ge__(self, o): return self.reply("ge")
    def __eq__(self, o): return self.reply("eq")
    def __ne__(self, o): return self.reply("ne")
class Sub(Logged): pass
a, b, s = Logged("a", {}), Logged("b", {"gt": "b-gt", "eq": 0}), Sub("s", {"gt": "s-gt", "eq": "s-eq", "ge": "s-ge"})
print(a < b)
print(a == b)
print(a < s)
print(a == s)
print(a <= s)
print(a != b)
for op in ["a < a", "a <= b", "a >= a", "a < 1", "1 < a", "1 > b"]:
    try:
        print(op, eval(op))
    except TypeError as error:
        print("|", error)
print(a == 1, 1 == a, a != a)
class E:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return isinstance(o, E) and self.v == o.v
print(E(1) == E(1), E(1) != E(1), E(1) != E(2), E(1) == 1, E.__hash__, E(1) in [E(1)])
try:
    hash(E(1))
except TypeError as error:
    print(error)
class Weird:
    def __lt__(self, o): return []
    def __gt__(self, o): return "yes"
    def __eq__(self, o): return ["truthy"]
    def __bool__(self): return False
w = Weird()
print(w < w, w > w, w == w, w != w, 1 if w == w else 2, not (w == w))
print(w < w < w, w > w > w, (w > w) and (w == w))
nan = float("nan")
print(nan == nan, nan != nan, [nan] == [nan], nan in [nan], (nan,) < (nan,), [nan] == [float("nan")])
print(1 == 1.0 == True, 1 < 1.5 < 2, 2 ** 53 == 2.0 ** 53, 2 ** 53 + 1 == 2.0 ** 53, 10 ** 400 > 1e308, 10 ** 400 < float("inf"))
print("a" == b"a", "a" != b"a", (1, 2) == [1, 2], {1} == frozenset([1]), 1 == "1", None == False)
for pair in [("a", 1), ([], ()), ({}, {}), (1j, 2j), (None, None), (b"a", "a"), (len, len), (int, str), ({1}, [1]), (range(2), range(3)), (object(), 1)]:
    try:
        print(pair[0] < pair[1])
    except TypeError as error:
        print(error)
x = 5
print(1 < x < 10, 1 < x > 3, x == 5 != 6, 0 <= x - 5 < 1, x < 3 < 1 / 0 if False else x > 9 > 1)
calls = []
def v(n): calls.append(n); return n
print(v(1) < v(2) < v(1) < v(9), calls)
print([1, 2] < [1, 2, 0], [2] > [1, 9], [] < [0], (1, 2) < (1, 3), "abc" < "abd", "" < "a", "Z" < "a", [1, "a"] < [2, 1])
print([[1], [0]] > [[1]], max([1, 2], [1, 3]), sorted([(2, "b"), (1, "z"), (2, "a")]))
