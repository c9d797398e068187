"""inspect: signatures, parameters, binding and annotations."""
import functools
import inspect
from inspect import Parameter, Signature, signature


def show(obj, **options):
    try:
        print(signature(obj, **options))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


def plain(a, /, b, c=3, *args, d, e=5, **kwargs):
    pass


def annotated(a: int, b: "str" = "x", *args: float, key: list[int] = None) -> dict:
    pass


class Base:
    def __init__(self, x, y=2):
        pass

    def method(self, value, *, flag=False):
        pass

    @classmethod
    def build(cls, text):
        pass

    @staticmethod
    def helper(n):
        pass

    def __call__(self, z):
        pass

    partial = functools.partialmethod(method, flag=True)


class Derived(Base):
    def __new__(cls, *args, extra=None):
        return super().__new__(cls)


class Meta(type):
    def __call__(cls, only):
        pass


class WithMeta(metaclass=Meta):
    pass


class Empty:
    pass


@functools.wraps(plain)
def wrapper(*args, **kwargs):
    pass


class Given:
    __signature__ = Signature([Parameter("one", Parameter.KEYWORD_ONLY)])


for obj in (plain, annotated, Base, Base(1).method, Base.method, Base.build, Base.helper, Base(1), Derived,
            WithMeta, Empty, wrapper, Given, Base(1).partial, Base.partial, lambda *, k: k,
            functools.partial(plain, 1, c=9), functools.partial(plain, 1, 2), len, "".join, str.join,
            dict.__setitem__, object.__init__, 5, "text"):
    show(obj)
show(wrapper, follow_wrapped=False)
show(annotated, eval_str=True)
print(signature(annotated).return_annotation, signature(annotated).parameters["b"].annotation)
print(repr(signature(plain)), repr(signature(plain).parameters["d"]))
print([(p.name, p.kind.name, str(p.kind), p.kind.description) for p in signature(plain).parameters.values()])
print(signature(plain).parameters["a"].default is Parameter.empty, Parameter.empty, Signature.empty)
print(signature(plain) == signature(wrapper), hash(signature(plain)) == hash(signature(wrapper)))
print(signature(lambda a, b: 0) == signature(lambda b, a: 0),
      signature(lambda *, a, b: 0) == signature(lambda *, b, a: 0))

for args, kwargs in (((1, 2), {"d": 4}), ((1,), {"b": 2, "d": 4, "z": 1}), ((1, 2, 3, 4, 5), {"d": 0}),
                     ((1, 2), {}), ((), {"a": 1, "b": 2, "d": 3}), ((1, 2), {"b": 3, "d": 1})):
    try:
        bound = signature(plain).bind(*args, **kwargs)
        print(bound, bound.args, bound.kwargs)
        bound.apply_defaults()
        print(bound, bound.arguments)
    except TypeError as error:
        print("TypeError", error)
print(signature(plain).bind_partial(1), signature(plain).bind_partial())
for call in (lambda: signature(lambda a: 0).bind(1, 2), lambda: signature(lambda: 0).bind(q=1),
             lambda: signature(lambda *, k: 0).bind()):
    try:
        call()
    except TypeError as error:
        print(error)
bound = signature(annotated).bind(1)
bound.arguments["a"] = 10
print(bound.args, bound == signature(annotated).bind(10), bound.signature is not None)

p = Parameter("p", Parameter.POSITIONAL_OR_KEYWORD, default=1, annotation=int)
print(p, p.replace(name="q", default=Parameter.empty), p.replace(kind=Parameter.KEYWORD_ONLY) == p)
for make in (lambda: Parameter("1x", Parameter.KEYWORD_ONLY), lambda: Parameter("x", 9),
             lambda: Parameter("x", Parameter.VAR_KEYWORD, default=1), lambda: Parameter(3, 1),
             lambda: Parameter("if", Parameter.KEYWORD_ONLY),
             lambda: Signature([p, p]),
             lambda: Signature([p.replace(kind=Parameter.KEYWORD_ONLY), p.replace(name="r")]),
             lambda: Signature([p, p.replace(name="z", default=Parameter.empty)])):
    try:
        print(make())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(signature(plain).replace(parameters=[p], return_annotation="text"))

print(inspect.getfullargspec(plain))
print(inspect.getfullargspec(annotated))
print(inspect.getfullargspec(Base(1).method))
print(inspect.getargs(plain.__code__))
print(inspect.getcallargs(plain, 1, 2, 3, 4, d=5, z=6))
for args, kwargs in (((), {}), ((1,), {}), ((1, 2), {}), ((1, 2), {"d": 1, "b": 3})):
    try:
        print(inspect.getcallargs(plain, *args, **kwargs))
    except TypeError as error:
        print(error)
try:
    inspect.getcallargs(lambda a, b=1: 0, 1, 2, 3)
except TypeError as error:
    print(error)

print(inspect.get_annotations(annotated), inspect.get_annotations(annotated, eval_str=True)["b"])
print(inspect.get_annotations(Empty))
try:
    inspect.get_annotations(3)
except TypeError as error:
    print(error)
print(inspect.formatannotation(int), inspect.formatannotation(Base), inspect.formatannotation("text"))
