"""Soft keywords as names, unicode identifiers, the list of keywords."""
match = 1
case = 2
_ = 3
type = 4
print(match, case, _, type)
del type
match = {"match": match, "case": [case, 1]}
print(match["match"], match ["case"] [1])
match.update(a=1)
print(match.get("a"))
match = lambda *args: ("called", args)
print(match(1), match (2, 3), match(*[4]))
match -1 if False else None
match = 10
print(match -1, match * 2, match [0] if False else "sub")
def case(x): return x
print(case(5))
print([match for match in range(2)], [case for case in "ab"])
class match:
    case = "class named match"
print(match.case)
print(lambda match: match, (lambda match, case: match + case)(1, 2)) if False else print((lambda match, case: match + case)(1, 2))
été = "summer"
変数 = "variable"
ﬁ = "ligature"
print(été, 変数, fi)
ª = 1
print(a, "ª" in globals(), "a" in globals(), "été" in globals())
μ = "micro"
µ = "greek"
print(μ)
def функция(параметр): return параметр * 2
print(функция(4))
__private = 1
class C:
    __mangled = 2
    def get(self): return self.__mangled
    def __method(self): pass
    __dunder__ = 3
    def names(self):
        __local = 1
        def inner(__arg): return __local + __arg
        return inner(1), inner.__code__.co_varnames, inner.__code__.co_freevars
print(sorted(n for n in vars(C) if "mangled" in n or "method" in n or "dunder" in n))
print(C().get(), C._C__mangled, C().names())
class _Under:
    __x = 1
class __Both__:
    __y = 2
class ___:
    __z = 3
print([n for n in vars(_Under) if "x" in n], [n for n in vars(__Both__) if "__y" in n], [n for n in vars(___) if n == "__z"])
try:
    class D:
        def f(self): return __missing
    D().f()
except NameError as error:
    print(error)
class E:
    def __set(self, v): self.__v = v
    def __init__(self): self.__set(1); self.__v += 1; del self.__dict__["_E__v"]
print(vars(E()))
import keyword
print(keyword.kwlist)
print(keyword.softkwlist, keyword.iskeyword("match"), keyword.iskeyword("None"))
for name in ["abc", "été", "1a", "a-b", "", "None", "変数", "a b", "_", "·a", "a·"]:
    print(repr(name), name.isidentifier())
