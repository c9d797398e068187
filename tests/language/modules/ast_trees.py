# ast: parse, dump, walking, positions, visitors, literal_eval; classes of nodes.
import ast
import copy
import pickle

def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, str(e).split(" at 0x")[0])

SOURCE = '''"""Doc."""
import os.path as p, sys
from .. import x
from a.b import (c as d, *) if 0 else c
'''
PROGRAM = '''\
"""About
    this."""
import os.path as p, sys
from ..pkg import x as y
@deco(1)
async def f(a, /, b: int = 2, *args, c, d=4, **kw) -> "r":
    """Inner."""
    async with a as (b, c), d: pass
    async for i, in b: await i
    return [x async for x in y if x if not y]
class C(B, metaclass=M):
    x: int = 1
    (y): str
    def m(self): nonlocal_ = yield; yield from self
try:
    del a[1:2, ::3], b.c
except (A, B) as e:
    raise E from e
except* C: pass
else: pass
finally: assert x, "no"
'''.replace("except* C: pass\n", "")
MORE = '''\
for a.b in c: break
else: continue_
while 1 < x <= 2 is not None not in z: pass
if a: pass
elif b: pass
else: global g
with open(f"{x!r:>{w}} {{}} {y=}") as f, g: x = y = (lambda *a, b=1: -a ** ~b)
match v:
    case {"k": [1, *_, -2.5j], **rest} | C(1, x=None) as q if q: pass
    case 1 + 2j | a.b | "s" | _: pass
x += not a and b or c if d else e; (n := 5)
{**a, 1: 2, 'u': u'u', b'x': 1.5}; {1, *s}; {k: v for k, v in z}; f(*a, k=1, **kw); ...; "a" "b"
'''
for text in (PROGRAM, MORE):
    print(ast.dump(ast.parse(text), indent=1, include_attributes=True))
print(ast.dump(ast.parse("x = [1, a.b]")))
print(ast.dump(ast.parse("x = [1, a.b]"), annotate_fields=False))
print(ast.dump(ast.parse("é + 'ü'", mode="eval"), include_attributes=True))
print(ast.dump(ast.parse("a; b", mode="single"), indent="--"))
attempt(ast.dump, 5)
attempt(ast.parse, "x = (")
attempt(ast.parse, "x y", "file.py", "eval")
attempt(ast.parse, "a", mode="nope")
attempt(ast.parse, "a\0b")

print(ast.Name._fields, ast.Name._attributes, ast.Name.__bases__, ast.stmt.__mro__, ast.arg.end_lineno)
print(ast.Name("a", ast.Load()).id, ast.Name(id="b").id, hasattr(ast.Name(), "id"), ast.Return().value)
attempt(ast.Name, 1, 2, 3)
attempt(ast.Pass, 1)
attempt(ast.Name, "a", id="b")
match ast.Name("z", ast.Store()):
    case ast.Name(id, ast.Store()):
        print("matched", id)
node = ast.parse("a + 1").body[0]
for again in (copy.deepcopy(node), pickle.loads(pickle.dumps(node)), copy.copy(node)):
    print(ast.dump(again), again.lineno)
print(node.value.op.__class__, isinstance(node.value.op, ast.operator), repr(node).split(" at ")[0])

tree = ast.parse("def f(a):\n    'doc\\n      more'\n    return a * 2\n")
print([type(n).__name__ for n in ast.walk(tree)])
print([type(n).__name__ for n in ast.iter_child_nodes(tree.body[0])])
print([name for name, value in ast.iter_fields(tree.body[0])])
print(repr(ast.get_docstring(tree.body[0])), repr(ast.get_docstring(tree.body[0], clean=False)),
      ast.get_docstring(tree))
attempt(ast.get_docstring, tree.body[0].args)
source = "x = [\n  é + 1,\n  'two']\r\ny = 2\n"
tree = ast.parse(source)
print(repr(ast.get_source_segment(source, tree.body[0])),
      repr(ast.get_source_segment(source, tree.body[0].value.elts[0])),
      repr(ast.get_source_segment(source, tree.body[0].value, padded=True)),
      repr(ast.get_source_segment(source, tree.body[1].value)), ast.get_source_segment(source, ast.Load()))

ast.increment_lineno(tree, 10)
print(tree.body[0].lineno, tree.body[0].end_lineno, tree.body[1].value.lineno)
new = ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2))
ast.copy_location(new, tree.body[1])
ast.fix_missing_locations(new)
print(ast.dump(new, include_attributes=True))

class Names(ast.NodeVisitor):
    def __init__(self):
        self.seen = []
    def visit_Name(self, node):
        self.seen.append((node.id, type(node.ctx).__name__))
    def visit_FunctionDef(self, node):
        self.seen.append(node.name)
        self.generic_visit(node)
names = Names()
names.visit(ast.parse("def f(x):\n  y = x + z\n  del y"))
print(names.seen)

class Change(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.Constant(node.value * 2) if isinstance(node.value, int) else node
    def visit_Pass(self, node):
        return None
    def visit_Assert(self, node):
        return [ast.Expr(node.test), ast.Expr(ast.Constant("was assert"))]
    def visit_Return(self, node):
        self.generic_visit(node)
        return node
tree = Change().visit(ast.parse("def f():\n  pass\n  assert a\n  return 21\nx = 'k'"))
print(ast.unparse(tree))
print(isinstance(ast.Constant(1), ast.Num), isinstance(ast.Constant("a"), ast.Str),
      isinstance(ast.Constant(None), ast.NameConstant), ast.dump(ast.Num(5)), ast.Constant(3).n)

for text in ("[1, 2.5, 'a', b'b', None, True, ..., (1,), {1: 2}, {3}, -4, +5, 1 + 2j, -1 - 3j, set()]", " 5", "()",
             "x", "f(1)", "1 + 2", "[1, *a]", "{**a}", "-'a'", "--1", "1 +", "a b", "", "{1: x}", "not 1", "f'{1}'",
             "'a' 'b'", "{'a': [1, {'b': (2, 3)}]}", "\n1", "__import__('os')", "1_000", "-True", "{1, [2]}", "set(1)"):
    attempt(ast.literal_eval, text)
attempt(ast.literal_eval, ast.Constant(5))
attempt(ast.literal_eval, ast.Name("a", ast.Load()))
