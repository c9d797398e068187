# compile() of trees: programs that a program changed, and trees that no text could have.
import ast

def run(tree, mode="exec"):
    space = {}
    code = compile(ast.fix_missing_locations(tree), "<tree>", mode)
    if mode == "eval":
        return eval(code, space)
    exec(code, space)
    return {k: v for k, v in space.items() if k != "__builtins__"}

SOURCE = '''
"""Documented."""
from __future__ import annotations
import math as m
def fib(n: int, *, memo={}) -> int:
    "fib doc"
    if n < 2: return n
    elif n in memo: return memo[n]
    else:
        memo[n] = fib(n - 1) + fib(n - 2)
        return memo[n]
class Point:
    "point"
    def __init__(self, x, y=2): self.x, self.y = x, y
    def __repr__(self): return f"Point({self.x!r}, {self.y:>{3}})"
def gen():
    try:
        for i in range(3): yield i
    finally: log.append("closed")
log = []
results = [fib(20), Point(1), list(gen()), {k: v for k, v in zip("ab", [1, 2])}, (lambda *a, **k: (a, k))(1, z=2)]
match {"k": [1, 2, 3]}:
    case {"k": [first, *rest]} if first: results.append((first, rest))
try: 1 / 0
except ZeroDivisionError as e: results.append(str(e))
with open(__file__ := "/dev/null") as f: results.append(f.read())
x = y = 5; x += 1; del y; a, *b = range(4); results += [x, a, b, 1 < x <= 6, not x, -x, x if x else 0, "s" "t", b"q", 1.5, 2j, ...]
assert results
doc = fib.__doc__, Point.__doc__, __doc__, fib.__annotations__
'''
found = run(ast.parse(SOURCE))
print(found["results"], found["log"], found["doc"])

class Swap(ast.NodeTransformer):
    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Add):
            node.op = ast.Mult()
        return node
print(run(Swap().visit(ast.parse("6 + 7 - 1", mode="eval")), "eval"))
body = [ast.Assign([ast.Name("v", ast.Store())], ast.Constant(value)) for value in (-5, (1, "a", (2.5, None)), frozenset({1}), 1 + 2j)]
for statement in body:
    print(run(ast.Module([statement], [])))
function = ast.FunctionDef("f", ast.arguments([], [ast.arg("a")], None, [], [], None, [ast.Constant(3)]),
                           [ast.Return(ast.BinOp(ast.Name("a", ast.Load()), ast.Pow(), ast.Constant(2)))], [])
print(run(ast.Module([function], []))["f"](), run(ast.Module([function], []))["f"](5))
exec(compile(ast.parse("1 + 1; 'shown'", mode="single"), "<s>", "single"))
tree = ast.parse("a = 1\n\nb = a.nothing\n")
try:
    exec(compile(tree, "<where>", "exec"))
except AttributeError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)
class MyName(ast.Name):
    pass
print(run(ast.Expression(MyName("__name__", ast.Load())), "eval"))
print(compile("x = 1", "<f>", "exec", ast.PyCF_ONLY_AST).body[0].targets[0].id)

L, S, N, C = ast.Load(), ast.Store(), lambda i, c=ast.Load(): ast.Name(i, c), ast.Constant
def module(*body):
    return ast.fix_missing_locations(ast.Module(list(body), []))
def no_arguments(**given):
    return ast.arguments(**{**dict(posonlyargs=[], args=[], vararg=None, kwonlyargs=[], kw_defaults=[], kwarg=None, defaults=[]), **given})
BAD = [
    ("exec", ast.Expression(C(1))), ("eval", module()), ("exec", C(1)), ("exec", module(ast.Expr(N("a", S)))),
    ("exec", module(ast.Assign([N("a")], C(1)))), ("exec", module(ast.Assign([C(1)], C(1)))), ("exec", module(ast.Assign([], C(1)))),
    ("exec", module(ast.Delete([N("a", S)]))), ("exec", module(ast.If(C(1), [], []))), ("exec", module(ast.Try([ast.Pass()], [], [], []))),
    ("exec", module(ast.FunctionDef("f", no_arguments(), [], []))), ("exec", module(ast.Pass(), C(1))), ("exec", module(ast.Expr(ast.Pass()))),
    ("exec", module(ast.FunctionDef("f", no_arguments(kwonlyargs=[ast.arg("a")]), [ast.Pass()], []))),
    ("exec", module(ast.FunctionDef("f", no_arguments(defaults=[C(1)]), [ast.Pass()], []))),
    ("exec", module(ast.Expr(ast.Compare(C(1), [ast.Lt()], [])))), ("exec", module(ast.Expr(ast.Compare(C(1), [], [C(2)])))),
    ("exec", module(ast.Expr(ast.BoolOp(ast.And(), [C(1)])))), ("exec", module(ast.Expr(ast.Dict([C(1)], [])))),
    ("exec", module(ast.Expr(ast.ListComp(C(1), [])))), ("exec", module(ast.Expr(C([1])))), ("exec", module(ast.Expr(C((1, [2]))))),
    ("exec", module(ast.Expr(ast.BinOp(C(1), ast.Not(), C(2))))), ("exec", module(ast.Expr(N(5)))), ("exec", module(ast.Expr(N("None")))),
    ("exec", module(ast.Expr(ast.Tuple((C(1),), L)))), ("exec", module(ast.Expr(ast.Tuple([None], L)))), ("exec", module(ast.Expr(None))),
    ("exec", module(ast.ImportFrom("a", [], 0))), ("exec", module(ast.ImportFrom("a", [ast.alias("b")], -1))), ("exec", module(ast.Global([]))),
    ("exec", module(ast.Raise(None, C(1)))), ("exec", module(ast.AnnAssign(ast.Attribute(N("a"), "b", S), C(1), None, 1))),
    ("exec", module(ast.Match(C(1), [ast.match_case(ast.MatchValue(N("a")), None, [ast.Pass()])]))),
    ("exec", module(ast.Match(C(1), [ast.match_case(ast.MatchStar("a"), None, [ast.Pass()])]))),
    ("exec", module(ast.Match(C(1), [ast.match_case(ast.MatchMapping([C(1)], [], None), None, [ast.Pass()])]))),
    ("exec", module(ast.Match(C(1), [ast.match_case(ast.MatchOr([ast.MatchAs()]), None, [ast.Pass()])]))),
    ("exec", module(ast.Match(C(1), [ast.match_case(ast.MatchAs(None, "_"), None, [ast.Pass()])]))),
    ("exec", module(ast.Return(C(1)))), ("exec", module(ast.Break())), ("exec", ast.Module([ast.Expr(C(1))], [])), ("exec", ast.Module([], [])),
    ("exec", ast.Module((), [])), ("exec", ast.Module()), ("exec", module(ast.Expr())), ("exec", ast.AST()),
    ("exec", ast.Module([ast.Pass(lineno=5, col_offset=0, end_lineno=4, end_col_offset=0)], [])),
    ("exec", ast.Module([ast.Pass(lineno=None, col_offset=0)], [])), ("exec", ast.Module([ast.Pass(lineno="a", col_offset=0)], [])),
    ("exec", 5), ("nope", module()), ("exec", ast.Module([ast.Expr(C(1, lineno=1, col_offset=0, end_lineno=1, end_col_offset=1))], [])),
]
for number, (mode, tree) in enumerate(BAD):
    try:
        compile(tree, "<bad>", mode)
        print(number, "fine")
    except Exception as e:
        print(number, type(e).__name__, str(e).split(" at 0x")[0])
try:
    compile(ast.Expression(ast.fix_missing_locations(ast.Starred(C(1), L))), "<bad>", "eval")
except SyntaxError as e:
    print(e)
# `except*` needs a type in a text; in a tree it may be missing, and whether that is refused is not told.
tree = ast.parse("try: pass\nexcept* A: pass")
tree.body[0].handlers[0].type = None
try:
    compile(tree, "<bad>", "exec")
except ValueError:
    pass
print("nothing broke")
