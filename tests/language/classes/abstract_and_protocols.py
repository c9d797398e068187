"""abc: abstract methods, registration, virtual subclasses, collections.abc."""
from abc import ABC, ABCMeta, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): return "base area"
    @property
    @abstractmethod
    def name(self): ...
    @classmethod
    @abstractmethod
    def make(cls): ...
    @staticmethod
    @abstractmethod
    def info(): ...
    def concrete(self): return f"{self.name}: {self.area()}"
print(sorted(Shape.__abstractmethods__))
class Partial(Shape):
    def area(self): return 1
class One(ABC):
    @abstractmethod
    def only(self): ...
for cls in (Shape, Partial, One):
    try: cls()
    except TypeError as e: print(e)
class Full(Partial):
    name = "full"
    @classmethod
    def make(cls): return cls()
    @staticmethod
    def info(): return "info"
    def area(self): return super().area(), Shape.area(self)
print(Full.make().concrete(), Full.__abstractmethods__, Full.info())
class Reg(ABC): pass
@Reg.register
class Unrelated: pass
Reg.register(int)
print(isinstance(Unrelated(), Reg), issubclass(int, Reg), isinstance(5, Reg), isinstance("s", Reg), issubclass(bool, Reg), Reg.__mro__[1].__name__, Unrelated.__bases__)
try: Reg.register(5)
except TypeError as e: print(e)
try: Unrelated2 = type("U2", (), {}); Reg2 = ABCMeta("Reg2", (Reg,), {}); Reg2.register(Reg)
except RuntimeError as e: print(e)
class Hook(ABC):
    @classmethod
    def __subclasshook__(cls, C):
        if cls is Hook: return any("quack" in B.__dict__ for B in C.__mro__)
        return NotImplemented
class Duck:
    def quack(self): pass
class Dog: pass
print(isinstance(Duck(), Hook), issubclass(Dog, Hook), issubclass(Duck, Hook))
import collections.abc as c
print([isinstance(x, c.Iterable) for x in ([], "", 5, iter([]), {}, (i for i in ()))], [isinstance(x, c.Iterator) for x in ([], iter([]), (i for i in ()), 5)])
print([isinstance(x, c.Hashable) for x in (1, [], "", {}, (), ([],), set(), frozenset(), object())], isinstance(len, c.Callable), isinstance({}, c.MutableMapping), isinstance((), c.MutableSequence), isinstance([], c.Sequence), isinstance(b"", c.ByteString), isinstance(range(1), c.Sequence), isinstance({}.keys(), c.Set), isinstance({}.items(), c.ItemsView), isinstance((i for i in ()), c.Generator))
class HasIter:
    def __iter__(self): return iter(())
    def __len__(self): return 0
    def __contains__(self, x): return False
print(isinstance(HasIter(), c.Iterable), isinstance(HasIter(), c.Sized), isinstance(HasIter(), c.Container), isinstance(HasIter(), c.Collection), isinstance(HasIter(), c.Sequence), issubclass(HasIter, c.Hashable))
class Seq(c.Sequence):
    def __init__(self, *a): self.a = a
    def __getitem__(self, i): return self.a[i]
    def __len__(self): return len(self.a)
s = Seq(1, 2, 3, 2)
print(list(s), 2 in s, s.index(2), s.count(2), list(reversed(s)), s.index(2, 2))
try: s.index(9)
except ValueError as e: print("ValueError", e)
class MSeq(Seq, c.MutableSequence):
    def __init__(self, *a): self.a = list(a)
    def __setitem__(self, i, v): self.a[i] = v
    def __delitem__(self, i): del self.a[i]
    def insert(self, i, v): self.a.insert(i, v)
m = MSeq(1, 2)
m.append(3); m.extend([4, 5]); m += [6]; m.reverse(); m.remove(1)
print(m.a, m.pop(), m.pop(0), m.a); m.clear(); print(m.a)
class Map(c.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = Map(); m["a"] = 1; m.update(b=2, c=3); m.setdefault("d", 4)
print(dict(m), m.pop("a"), m.get("zz"), m.pop("zz", 0), list(m.keys()), list(m.values()), list(m.items()), "b" in m, m == {"b": 2, "c": 3, "d": 4}, m.popitem())
try: m.pop("zz")
except KeyError as e: print("KeyError", e)
class Set(c.MutableSet):
    def __init__(self, it=()): self.s = list(dict.fromkeys(it))
    def __contains__(self, x): return x in self.s
    def __iter__(self): return iter(self.s)
    def __len__(self): return len(self.s)
    def add(self, x): self.s.append(x) if x not in self.s else None
    def discard(self, x): self.s.remove(x) if x in self.s else None
a, b = Set([1, 2, 3]), Set([2, 3, 4])
print(list(a & b), list(a | b), list(a - b), list(a ^ b), a == Set([3, 2, 1]), a <= b, Set([2]) < a, a.isdisjoint(Set([9])), a >= {1})
a |= b; a -= {1}; a ^= {2, 9}
print(sorted(a))
try: a.remove(77)
except KeyError as e: print("KeyError", e)
for cls in (c.Sequence, c.Mapping, c.Iterator, c.Hashable):
    try: cls()
    except TypeError as e: print(e)
class It(c.Iterator):
    def __next__(self): raise StopIteration
print(list(It()), iter(It()).__class__.__name__, c.Iterator.__abstractmethods__)
