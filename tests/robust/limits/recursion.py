"""Recursion of every kind: RecursionError, or success; never a crash. `--limit N` sets the limit."""
import ast
import copy
import functools
import gc
import itertools
import json
import operator
import re
import sys
import threading
import types
from collections import OrderedDict, deque

LIMIT = int(sys.argv[2]) if sys.argv[1:2] == ["--limit"] else 1000
sys.setrecursionlimit(LIMIT)
DEEP = 3000
HIGH = LIMIT != 1000


def nest(wrap, first=(), depth=DEEP):
    result = first
    for _ in range(depth):
        result = wrap(result)
    return result


def attempt(name, function, may_succeed=False):
    try:
        function()
        done = may_succeed
    except RecursionError:
        done = True
    except BaseException as error:
        print(name, type(error).__name__, error)
        done = False
    print(name + (": ok" if done else ": not as expected"), flush=True)


CONTAINERS = {
    "list": lambda x: [x], "tuple": lambda x: (x,), "dict": lambda x: {1: x}, "deque": lambda x: deque([x]),
    "OrderedDict": lambda x: OrderedDict(a=x), "namespace": lambda x: types.SimpleNamespace(a=x),
    "slice": slice, "alias": lambda x: list[x], "partial": lambda x: functools.partial(print, x),
}
for name, wrap in CONTAINERS.items():
    for what in (repr, str, format, ascii, "{!r}".format, "%r".__mod__):
        if name == "alias" and what is not repr:
            continue
        attempt(f"{name} {getattr(what, '__name__', what)}", lambda: what((nest(wrap),)), HIGH)
    if name != "partial":
        attempt(f"{name} ==", lambda: nest(wrap) == nest(wrap), HIGH)
        attempt(f"{name} !=", lambda: nest(wrap) != nest(wrap), HIGH)
    if name in ("list", "tuple", "deque"):
        attempt(f"{name} <", lambda: nest(wrap) < nest(wrap, (1,)), HIGH)
        attempt(f"{name} in", lambda: nest(wrap) in [nest(wrap)], HIGH)
        attempt(f"{name} index", lambda: [nest(wrap)].index(nest(wrap)), HIGH)
        attempt(f"{name} sort", lambda: sorted([nest(wrap), nest(wrap)]), HIGH)
    if name in ("list", "tuple", "dict"):
        attempt(f"{name} deepcopy", lambda: copy.deepcopy(nest(wrap)), HIGH)
        attempt(f"{name} json", lambda: json.dumps(nest(wrap)), HIGH)
        attempt(f"{name} json indent", lambda: json.dumps(nest(wrap), indent=0), HIGH)
for name in ("list", "tuple", "dict"):  # deeper than any native stack, also for the collector
    deepest = nest(CONTAINERS[name], depth=200000)
    gc.collect()
    attempt(f"deepest {name} repr", lambda: repr(deepest))
    attempt(f"deepest {name} ==", lambda: deepest == nest(CONTAINERS[name], depth=200000))
    attempt(f"deepest {name} deepcopy", lambda: copy.deepcopy(deepest))
    attempt(f"deepest {name} json", lambda: json.dumps(deepest))
del deepest
attempt("deepest tuple hash", lambda: hash(nest(CONTAINERS["tuple"], depth=200000)), True)
attempt("json arrays", lambda: json.loads("[" * DEEP + "]" * DEEP), HIGH)
attempt("json objects", lambda: json.loads('{"a":' * DEEP + "1" + "}" * DEEP), HIGH)
attempt("hash tuple", lambda: hash(nest(CONTAINERS["tuple"])), True)
attempt("key tuple", lambda: {nest(CONTAINERS["tuple"]): 1}[nest(CONTAINERS["tuple"])], HIGH)
attempt("frozenset repr", lambda: repr(nest(lambda x: frozenset([x]))), HIGH)
attempt("isinstance", lambda: isinstance(1, nest(CONTAINERS["tuple"])), HIGH)
attempt("issubclass", lambda: issubclass(int, nest(CONTAINERS["tuple"])), HIGH)
group = lambda: nest(lambda e: ExceptionGroup("g", [e]), ValueError(1))
attempt("group split", lambda: group().split(KeyError), HIGH)
attempt("group repr", lambda: repr(group()), HIGH)
attempt("regular expression", lambda: re.compile("(?:" * DEEP + ")" * DEEP), True)
attempt("backtracking", lambda: re.match("(?:a|b)*c", "ab" * DEEP), True)
attempt("chain", lambda: next(nest(itertools.chain, iter([1]))), True)
attempt("map", lambda: next(nest(lambda i: map(abs, i), iter([1]))), True)
attempt("zip", lambda: next(nest(zip, iter([1]))), True)
attempt("bound methods", lambda: nest(lambda f: types.MethodType(f, 1), lambda *a: 1)(), HIGH)


def delegate(inner):
    yield from inner


def delegate_down(n):
    yield n
    yield from delegate_down(n - 1)


def pass_on(inner):
    for item in inner:
        yield item


if not HIGH:
    attempt("yield from outside in", lambda: list(nest(delegate, iter([1]))))
    attempt("yield from inside out", lambda: list(delegate_down(DEEP)))
    attempt("generators in loops", lambda: list(nest(pass_on, iter([1]))))

ENDLESS = {
    "__repr__": repr, "__str__": str, "__len__": len, "__bool__": bool, "__iter__": iter, "__next__": next,
    "__neg__": operator.neg, "__int__": int, "__float__": float, "__hash__": hash, "__call__": lambda x: x(),
    "__abs__": abs, "__index__": lambda x: range(10)[x], "__enter__": lambda x: x.__enter__(),
    "__reversed__": reversed, "__bytes__": bytes, "__format__": lambda x, *a: format(x), "__dir__": dir,
    "__lt__": lambda x, *a: x < x, "__eq__": lambda x, *a: x == x, "__getitem__": lambda x, *a: x[0],
    "__contains__": lambda x, *a: 1 in x, "__add__": lambda x, *a: x + 1, "__radd__": lambda x, *a: 1 + x,
    "__getattr__": lambda x, *a: x.missing, "__getattribute__": lambda x, *a: x.missing,
    "__setattr__": lambda x, *a: setattr(x, "a", 1), "__delattr__": lambda x, *a: delattr(x, "a"),
    "__instancecheck__": lambda x, *a: isinstance(1, x), "__subclasscheck__": lambda x, *a: issubclass(int, x),
    "__length_hint__": lambda x: operator.length_hint(x), "__round__": round, "__matmul__": lambda x, *a: x @ x,
}
for name, operation in ENDLESS.items():
    endless = type("Endless", (), {name: lambda self, *more, operation=operation: operation(self, *more)})()
    attempt(name, lambda: operation(endless))
    attempt(name + " once more", lambda: operation(endless))

again = lambda function: function(function)
ROUNDABOUT = {
    "call": lambda f: f(f), "sort key": lambda f: sorted([1, 2], key=lambda x: f(f)),
    "max key": lambda f: max([1, 2], key=lambda x: f(f)), "map": lambda f: list(map(lambda x: f(f), [1])),
    "reduce": lambda f: functools.reduce(lambda a, b: f(f), [1, 2]), "eval": lambda f: eval("f(f)", {"f": f}),
    "exec": lambda f: exec("f(f)", {"f": f}), "filter": lambda f: list(filter(lambda x: f(f), [1])),
    "sub": lambda f: re.sub("a", lambda m: f(f), "a"), "dict": lambda f: {f(f): 1 for _ in (1,)},
    "property": lambda f: property(lambda self: f(f)).fget(1), "partial": lambda f: functools.partial(f, f)(),
    "cache": lambda f: functools.lru_cache(lambda: f(f))(), "hook": lambda f: json.loads("{}", object_hook=lambda d: f(f)),
    "default": lambda f: json.dumps(f, default=lambda x: f(f)), "type": lambda f: type("T", (), {"__init__": lambda s: f(f)})(),
    "subclass": lambda f: type("T", (type("B", (), {"__init_subclass__": classmethod(lambda c: f(f))}),), {}),
    "star": lambda f: f(*[f]), "double star": lambda f: (lambda **k: f(f))(**{"a": 1}),
}
for name, function in ROUNDABOUT.items():
    if not HIGH:
        attempt("through " + name, lambda: again(function))


class Less:
    def __lt__(self, other):
        return sorted([Less(), Less()])


class Node:
    def __init__(self, next):
        self.next = next


class Dying(Node):
    def __del__(self):
        self.next = None


tree = ast.List([], ast.Load(), lineno=1, col_offset=0)
tree.elts.append(tree)
attempt("compile() of a tree in itself", lambda: compile(ast.Expression(tree), "<tree>", "eval"))
attempt("sort <", lambda: sorted([Less(), Less()]))
for kind in (Node, Dying, CONTAINERS["list"], CONTAINERS["tuple"], CONTAINERS["dict"]):
    chain = None
    for _ in range(100000):
        chain = kind(chain)
    chain = None
    attempt(f"a long chain of {getattr(kind, '__name__', kind)} is dropped", gc.collect, True)


def deep(f):
    try:
        raise ValueError
    finally:
        f(f)


if not HIGH:
    attempt("context", lambda: again(deep))


def in_thread(function):
    thread = threading.Thread(target=function)
    thread.start()
    thread.join()


for size in (32768, 65536, 1 << 20, 1 << 24):
    threading.stack_size(size)
    for name in ("list", "tuple", "dict"):
        for what in (repr, lambda x: x == nest(CONTAINERS[name]), copy.deepcopy, json.dumps):
            in_thread(lambda: attempt(f"thread of {size} {name}", lambda: what(nest(CONTAINERS[name])), HIGH))
    in_thread(lambda: attempt(f"thread of {size} calls", lambda: again(lambda f: f(f))))
    in_thread(lambda: attempt(f"thread of {size} natively", lambda: again(ROUNDABOUT["sort key"])))
