"""`__class__` in a class body is the class around the method that the body stands in; in the methods of the
body it is the class that is being made."""


class Outer:
    def plain(self):
        class Inner:
            around = __class__

            def own(self):
                return __class__

        return Inner.around, Inner().own().__name__

    def without_methods(self):
        class Inner:
            around = __class__
        return Inner.around

    def nested(self):
        class Inner:
            around = __class__

            class Innermost:
                try:
                    around = __class__
                except NameError as error:
                    around = str(error)

            def own(self):
                return super().__repr__ is not None, __class__.__name__

        return Inner.around, Inner.Innermost.around, Inner().own()

    def assigned(self):
        class Inner:
            __class__ = 413

            def own(self):
                return super().__hash__() is not None

        return Inner().__class__, Inner().own()


print(Outer().plain())
print(Outer().without_methods())
print(Outer().nested())
print(Outer().assigned())
try:
    exec("class Alone:\n    __class__\n    def method(self):\n        __class__", {})
except NameError as error:
    print(type(error).__name__, error)

# what a property is told about its name, and in which order slots are refused
for arguments in ((), (1,), (1, 2), (1, 2, 3)):
    try:
        print(property().__set_name__(*arguments))
    except TypeError as error:
        print(error)
for base in (tuple, int, bytes):
    for slots in ((), ("a",), ("__dict__",), ("__weakref__",), ("1",), (1,)):
        try:
            type("Made", (base,), {"__slots__": slots})
        except TypeError as error:
            print(base.__name__, slots, error)
        else:
            print(base.__name__, slots)
print(object().__reduce__()[1:], object().__reduce_ex__(0)[1:], object().__reduce_ex__(2)[1:])
print(staticmethod(None).__dict__, sorted(staticmethod(lambda: None).__dict__))
