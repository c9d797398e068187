# ast.unparse: parentheses, quotes, statements; what is written has the same tree again.
import ast

PROGRAMS = [
    "a + b * c - (d + e) * f ** -g ** h", "(a + b) + c; a + (b + c); (a ** b) ** c; a ** (b ** c)",
    "not (a and b or c); (not a) in b; a < (b < c); -(-a); - -a; ~(a | b & c ^ d); (yield)", "x = yield; x = (yield 5)",
    "(a if b else c) if d else (e if f else g)", "lambda: (yield); lambda a, *b, c=1, **d: (a, b)", "(lambda x: x)(1)",
    "(await_)(1); (a.b).c[1][2](3)(4); 1 .real; 1.5.real; (-1).real; (a, b)[0]; [a, b][0]",
    "x[a:b, c:d:e, ::2, ...]; x[()]; x[(a,)]; x[a, *b]; x[:]", "a, *b = c, d; (a, b), [c, d] = e\nfor a, b in c, d: pass",
    "print(*a, **b, c=d); f((x for x in y)); f(x for x in y)", "return_ = (a := 5); f(a := 1); [a := 1, b]; (a := (b := c))",
    "x = (1, 2); return_(); x: int; (x): int = 5; x.y: int = 6; x[1]: int", "{}; []; (); {*()}; {a: b, **c}; {a, *b}",
    "'a\\nb'; 'it\\'s'; \"q'\\\"\"; '''a\nb'''; b'\\x00\\xff'; u'u'; 'é\\u200b\\ud800'; '\\\\'",
    "1e400; -1e400; 1e400j; 1j; 1.0; 1e100; 0xff; 1_000; ...; None; True",
    "f'{a}'; f'{a!r}'; f'{a:>{b}}'; f'{{}}{a}'; f'{a=}'; f\"{x['y']}\"; f'''{x}\n'''; f'a' 'b'; f'{ {1: 2} }'; f'{(lambda: 1)}'",
    "f'\\'{a}\"'; f'{a}\\n'; f'{a:%Y-%m}'; f'{f\"{x}\"}'; f'{a, b}'; f'{a if b else c}'; f'{not a}'",
    "async def f():\n  await a\n  await (a + b)\n  (await a) ** 2\n  return [x async for x in y]\n  async with a, b as c: pass\n  async for x in y: pass\n  else: pass",
    "@a\n@b(c)\nclass A(B, c=D):\n  'doc'\n  x = 1\n  @property\n  def f(self): pass\n  class E: pass\nclass F: pass\nx = 1",
    "def f(a, b=1, /, c: int=2, *d: tuple, e, f=3, **g: dict) -> None: 'it\\'s \"\"\" doc\\\\'\ndef g(*, a): return\ndef h(a, /): return a, b",
    "if a: pass\nelif b: pass\nelse:\n  if c: pass\n  d",
    "if a: pass\nelse:\n  if b: pass",
    "try: a\nexcept: b\nelse: c\nfinally: d\ntry: a\nexcept* (A, B) as e: b\nexcept* C: c\ntry: a\nfinally: b",
    "with (a as b, c): pass\nwith a as (b, c), (yield): pass\nwhile a: break\nelse: continue_",
    "import a.b as c, d\nfrom . import a\nfrom ...b.c import d as e, f\nfrom x import *\nglobal g, h\ndel a, (b, c), [d]\nassert a, (b, c)\nraise\nraise A from b",
    "match a, b:\n  case 1 | 'x' | None | -1 | 1+2j | b'y': pass\n  case [a, *_, (b, c)] if d: pass\n  case (a as b) | _: pass\n"
    "  case {'a': 1, **r}: pass\n  case {}: pass\n  case A.B(1, x=C()) as y: pass\n  case [*x]: pass\n  case (1 | 2) as z: pass",
    "def f():\n  nonlocal x\n  yield\n  yield a, b\n  x = yield from y\n  return (yield)", "[x for a, b in c if d if (e, f) for g in h]",
    "{a: b for c in d}; {a for b in (c if d else e)}; (a for b in c); [a for b in (lambda: c)]", "a = b = c; a += b, c; a @= b; a //= b; a **= b",
    "x = *a, b; *a, = b; print(*(a or b)); print(**(a or b))", "'''doc\n  more'''\n'not doc'", "u'doc'", "'''quote \"\"\" inside'''",
]
for program in PROGRAMS:
    tree = ast.parse(program)
    text = ast.unparse(tree)
    print(text)
    print("--", ast.dump(ast.parse(text)) == ast.dump(tree))

print(ast.unparse(ast.parse("a + 1", mode="eval")), ast.unparse(ast.parse("a\nb", mode="exec").body))
for node in (ast.Constant((1, "a")), ast.Constant((1,)), ast.Constant(frozenset()), ast.Tuple([], ast.Load()),
             ast.arguments([], [ast.arg("a")], None, [], [], None, []), ast.alias("a", "b"), ast.keyword(None, ast.Name("a")),
             ast.Constant(float("nan")), ast.Constant(float("-inf")), ast.Slice(None, None, None), ast.MatchStar(None)):
    print(ast.unparse(node))
for node in (ast.Raise(None, ast.Name("a")), ast.YieldFrom(None), ast.JoinedStr([ast.Name("a", ast.Load())]),
             ast.JoinedStr([ast.Constant(5)])):
    try:
        print(ast.unparse(node))
    except ValueError as e:
        print(str(e).split(" at 0x")[0])
