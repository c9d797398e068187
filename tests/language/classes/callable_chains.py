"""__call__ that is itself an instance, endless chains of them, class methods around descriptors."""


class A:
    pass


A.__call__ = A()
try:
    A()()
except RecursionError as e:
    print(e)


class Inner:
    def __call__(self, *args, **kwargs):
        return args, kwargs


class Outer:
    __call__ = Inner()


print(Outer()(1, x=2))


class Describes:
    def __get__(self, instance, owner):
        return lambda *args: (type(instance).__name__, owner.__name__, args)


class Uses:
    __call__ = Describes()
    method = classmethod(Describes())
    chained = classmethod(classmethod(lambda cls: cls.__name__))
    prop = classmethod(property(lambda cls: cls.__name__))


print(Uses()(1))
print(Uses.method(1), Uses().method(2))
print(Uses.chained(), Uses.prop, Uses().prop)
try:
    class Broken(metaclass=lambda *args: None):
        def f(self):
            return __class__
    print(Broken)
except RuntimeError as e:
    print(e)


class Incomplete(type):
    def mro(cls):
        if cls.__name__ == "Whole":
            try:
                type("Part", (cls,), {})
            except TypeError as e:
                print(e)
        return type.mro(cls)


class Whole(metaclass=Incomplete):
    pass


print(Whole.__mro__)
