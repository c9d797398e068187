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
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """A static method that subclasses must define."""
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


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
        """Makes `subclass` count as derived from this class. Returns the subclass, to allow usage as a class
        decorator."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """What isinstance(instance, cls) asks."""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """What issubclass(subclass, cls) asks."""
        return _abc_subclasscheck(cls, subclass)


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using inheritance."""
    __slots__ = ()


def update_abstractmethods(cls):
    """Recalculate the set of abstract methods of a class, after methods were added to it."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    abstracts = set()
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                abstracts.add(name)
    for name, value in cls.__dict__.items():
        if getattr(value, "__isabstractmethod__", False):
            abstracts.add(name)
    cls.__abstractmethods__ = frozenset(abstracts)
    return cls
