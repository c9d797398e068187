"""Classes: inheritance, properties, slots, metaclasses, descriptors."""
class Meta(type):
    def __new__(mcls, name, bases, namespace, **keywords):
        namespace["tag"] = name.lower()
        return super().__new__(mcls, name, bases, namespace)
class Base(metaclass=Meta):
    __slots__ = ("x", "__dict__")
    registry = []
    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        Base.registry.append(cls.__name__)
    def __init__(self, x):
        self.x = x
    def __repr__(self):
        return f"{type(self).__name__}({self.x!r})"
    def __eq__(self, other):
        return isinstance(other, Base) and self.x == other.x
    def __hash__(self):
        return hash(self.x)
    @property
    def double(self):
        return self.x * 2
class Left(Base):
    def who(self):
        return "left " + super().who() if hasattr(super(), "who") else "left"
class Right(Base):
    def who(self):
        return "right"
class Both(Left, Right):
    def __getattr__(self, name):
        return name.upper()
    @classmethod
    def make(cls, *given):
        return [cls(g) for g in given]
    @staticmethod
    def plain(a, b=2, *, c=3):
        return a, b, c
print(Both.registry, Both.tag, Both(3), Both(3).who(), Both(4).double, Both(1).missing)
print(Both.make(1, "a", None), {Both(1), Both(1), Left(2)} == {Left(1), Right(2)}, Both.plain(1, c=5))
item = Both(1)
for i in range(50):
    setattr(item, "field%d" % (i % 7), i)
print(sorted(vars(item).items())[:4], [c.__name__ for c in Both.__mro__], isinstance(item, Right))
Dynamic = type("Dynamic", (Left,), {"__len__": lambda self: 5, "__call__": lambda self, n: n + 1})
print(len(Dynamic(0)), Dynamic(0)(41), bool(Dynamic(0)))
class Older:
    mark = "old"
class Newer:
    mark = "new"
class Moved(Older):
    pass
moved = Moved()
seen = [moved.mark for i in range(30)]
try:
    Moved.__bases__ = (Newer,)
except MemoryError:
    print("MemoryError")
home = Moved.__bases__[0]
seen += [moved.mark for i in range(30)]
home.mark = "changed"
if moved.mark != "changed" or home not in Moved.__mro__ or home.__subclasses__() != [Moved]:
    raise SystemExit(3)  # neither what is right nor what a lack of memory explains
print(seen[0], seen[-1], moved.mark)
