"""First touches of what is made lazily, from many threads at once, once for each fresh object."""
from _harness import THREADS, done, fresh_function, rounds

SOURCE = """
class K:
    field: int = 1
    def method(self, a, b=2): "doc"; return a + b
    @property
    def p(self): return 5
def f(x: int, *y, z=1) -> str:
    return [x + i for i in range(3)]
made = (f, K)
"""


def setup(_):
    return fresh_function(SOURCE, "made"), [None] * THREADS


def body_for(tag):
    def body(state):
        (f, K), seen = state
        code = f.__code__
        seen[tag] = (code.co_code, code.co_varnames, code.co_names, code.co_consts is not None,
                     list(code.co_lines()), f.__annotations__, f.__qualname__, f.__doc__,
                     K.__annotations__, K.__doc__, K.method.__doc__, K.method.__qualname__,
                     K().method(1), K().p, f(tag)[0] - tag, K.__mro__, id(K.__dict__["p"]),
                     K.__subclasses__(), id(f.__dict__), id(f.__annotations__), id(code))
    return body


def check(state):
    assert all(seen == state[1][0] for seen in state[1]), state[1]


rounds(setup, [body_for(tag) for tag in range(THREADS)], check)
done()
