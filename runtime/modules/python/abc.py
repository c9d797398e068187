"""Abstract base classes: ABCMeta keeps the set of abstract methods and answers isinstance and
issubclass through registration and __subclasshook__. The caches are in C (_abc)."""

from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck,
                  _abc_registry, get_cache_token)


def abstractmethod(funcobj):
    """Marks a method that subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that subclasses must define."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractstaticmethod(staticmethod):
    """A static method that subclasses must define."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractproperty(property):
    """A property that subclasses must define."""
    __isabstractmethod__ = True


class ABCMeta(type):
    """The type of classes that may have abstract methods and virtual subclasses."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Makes `subclass` count as derived from this class; returns it, so it can be a decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """What isinstance(instance, cls) asks."""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """What issubclass(subclass, cls) asks."""
        return _abc_subclasscheck(cls, subclass)


class ABC(metaclass=ABCMeta):
    """A class to inherit from, in place of naming the metaclass."""
    __slots__ = ()


def update_abstractmethods(cls):
    """Recalculate the set of abstract methods of a class, after methods were added to it."""
    if hasattr(cls, '__abstractmethods__'):
        candidates = dict(cls.__dict__)
        for base in cls.__bases__:
            for name in getattr(base, '__abstractmethods__', ()):
                candidates.setdefault(name, getattr(cls, name, None))
        cls.__abstractmethods__ = frozenset(
            name for name, value in candidates.items() if getattr(value, '__isabstractmethod__', False))
    return cls
