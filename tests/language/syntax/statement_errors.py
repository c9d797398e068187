"""What the compiler says to statements that are grammatical but forbidden."""
sources = r"""
return 1
yield 1
await x
break
continue
def f(): break
class A: return 1
def f():\n  x = 1\n  global x
def f():\n  print(x)\n  global x
def f(x):\n  global x
def f():\n  nonlocal x
nonlocal x
def f(x):\n  nonlocal x
def f():\n  global y\n  nonlocal y
def f(a, a): pass
def f(a=1, b): pass
def f(*): pass
def f(*, **k): pass
def f(**k, a): pass
def f(*a, *b): pass
def f(a, /, b, /): pass
def f(/, a): pass
def f(None): pass
lambda a, a: 0
f(a=1, a=2)
f(a=1, 2)
f(**k, 1)
f(x for x in y, 1)
f(1, x for x in y)
f(True=1)
f(a.b=1)
f(1=2)
1 = x
f() = 1
a + b = 1
None = 1
True = 1
(a, 1) = x
[a, b()] = x
x + 1 += 1
(a, b) += 1
f() += 1
a = 1 = b
"s" = 1
f"{a}" = 1
lambda: 0 = 1
{} = 1
... = 1
a if b else c = 1
a < b = 1
-a = 1
a and b = 1
*a = 1
*a
a, *b, *c = x
del f()
del 1
del a + b
del (a, b)
del [a, b.c, d[0]]
del *a
for 1 in x: pass
for f() in x: pass
with x as 1: pass
with x as f(): pass
import a.b as c.d
from x import *
def f(): from x import *
from . import *
from __future__ import nothing
from __future__ import braces
x = 1; from __future__ import annotations
import a as
from a import
from a import (b,)
from a import b,
try:\n  pass
try:\n  pass\nexcept:\n  pass\nexcept E:\n  pass
try:\n  pass\nexcept A:\n  pass\nexcept* B:\n  pass
try:\n  pass\nexcept*:\n  pass
try:\n  pass\nfinally:\n  continue
async with a: pass
async for a in b: pass
async def f(): yield from x
async def f():\n  yield\n  return 1
[await x for x in y]
class A(x for x in y): pass
class A(*b, **c): pass
@x y
raise a from
assert
assert (a, "b")
x: int: str
(x, y): int
[x]: int = 1
x: int = yield
__debug__ = 1
def __debug__(): pass
import a.__debug__
"""
for source in sources.strip().split("\n"):
    source = source.replace("\\n", "\n")
    try:
        import warnings
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "s", "exec")
        print("ok:", repr(source))
    except SyntaxError as error:
        print(repr(source), "->", error.msg, (error.lineno, error.offset))
