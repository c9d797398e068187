# classmethod around bound methods and other callables; keywords that come twice; annotations in any mapping.
class A:
    def one(self):
        return "one", type(self).__name__

    def two(self, owner):
        return "two", owner.__name__

class B:
    first = classmethod(A().one)
    second = classmethod(A().two)
    prop = classmethod(property(lambda cls: cls.__name__))

print(B.second(), B().second(), B.prop)
try:
    B.first()
except TypeError as error:
    print(error)

def f(**keywords):
    return keywords

for text in ["f(**{1: 3}, **{1: 5})", "f(**{'a': 1}, **{'a': 2})", "f(a=1, **{2: 3})"]:
    try:
        print(eval(text))
    except TypeError as error:
        print(error)

class Names:
    def __init__(self):
        self.kept = {}

    def __getitem__(self, name):
        print("get", name)
        return self.kept[name]

    def __setitem__(self, name, value):
        print("set", name)
        self.kept[name] = value

names = Names()
exec("x: int = 1\ny: str", {}, names)
print(names.kept)
c = 1 + 2j
print(complex(c) is c)

class S:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i

it = iter(S())
next(it)
print(it.__reduce__()[2])
it.__setstate__(2)
print(list(it), it.__reduce__()[1])
it = iter(lambda: 5, 5)
print(list(it), it.__reduce__()[1])
