"""exec, eval, compile: modes, flags, namespaces, code objects."""
import sys
ns = {}
exec("a = 1\ndef f(): return a\nclass C: x = a", ns); print(ns["f"](), ns["C"].x, "__builtins__" in ns)
loc = {}; exec("b = 2; c = b + 1", {}, loc); print(loc)
exec("global d; d = 5", ns, loc); print(ns["d"], "d" in loc)
try: exec("def g(): return b\ng()", {}, {"b": 1})
except NameError as e: print(e)
class Map(dict):
    def __missing__(self, k): return f"<{k}>"
    def __setitem__(self, k, v): print("set", k, v); super().__setitem__(k, v)
    def __delitem__(self, k): print("del", k); super().__delitem__(k)
exec("x = y; del x; print(z)", {"print": print}, Map())
print(eval("1 + 2"), eval(" \t3"), eval("a", {"a": 4}), eval("b", {}, {"b": 5}), eval(compile("6", "s", "eval")), eval(b"7"), eval("(8)\n"), eval("[i for i in range(n)]", {"n": 3}))
for args in (("1 +",), ("a = 1",), ("",), (5,), ("1", 5), ("1", {}, 5), ("1\n2",), ("yield 1",), ("return",), ("x y",), ("\0",), ("lambda: (yield)",), (" 1\n 2",)):
    try: print(eval(*args))
    except (SyntaxError, TypeError, ValueError) as e: print(type(e).__name__, e)
for src, mode in (("1", "exec"), ("1", "single"), ("x = 1", "single"), ("x = 1\ny = 2", "single"), ("if 1: pass", "single"), ("if 1:\n  pass\n", "single"), ("def f():\n  pass", "single"), ("1", "bad"), ("1;2", "single"), ("1;2", "eval")):
    try: c = compile(src, "<f>", mode); r = eval(c); print(repr(src), mode, r)
    except (SyntaxError, ValueError) as e: print(repr(src), mode, type(e).__name__, e)
old = sys.displayhook; sys.displayhook = lambda v: print("display", repr(v)); exec(compile("5; None; 'a'", "s", "single")); sys.displayhook = old
exec(compile("5", "s", "single")); import builtins; print(builtins._)
c = compile("def f(a, b=1, *c, d, **e):\n    x = a\n    def g(): return x\n    return g", "file.py", "exec")
fc = c.co_consts[0]
print(c.co_name, c.co_filename, c.co_firstlineno, c.co_argcount, type(fc).__name__, fc.co_name, fc.co_qualname, fc.co_argcount, fc.co_kwonlyargcount, fc.co_varnames, fc.co_cellvars, fc.co_freevars, fc.co_nlocals, fc.co_flags & 0xFF, fc.co_firstlineno, fc.co_names)
gc_ = [k for k in fc.co_consts if type(k) is type(c)][0]; print(gc_.co_freevars, gc_.co_qualname, gc_.co_name, repr(gc_)[:16])
print(compile("1", "s", "eval") == compile("1", "s", "eval"), compile("1", "s", "eval") == compile("2", "s", "eval"), hash(c) == hash(compile("def f(a, b=1, *c, d, **e):\n    x = a\n    def g(): return x\n    return g", "file.py", "exec")))
r = fc.replace(co_name="new", co_filename="n.py", co_firstlineno=10); print(r.co_name, r.co_filename, r.co_firstlineno, r == fc)
for s in ("from __future__ import annotations\ndef f(a: x): pass\nprint(f.__annotations__)", "def f(a: 1 + 1): pass\nprint(f.__annotations__)"): exec(s)
exec("from __future__ import annotations"); exec("def f(a: undefined): pass\nprint(f.__annotations__)") if False else None
import __future__
co = compile("def f(a: zz): pass", "s", "exec", flags=__future__.annotations.compiler_flag); exec(co); print(f.__annotations__, __future__.annotations.getMandatoryRelease(), __future__.division.optional)
for s in ("from __future__ import braces", "from __future__ import nope", "x = 1\nfrom __future__ import division", "from __future__ import *", "'doc'\nfrom __future__ import division, generators as g\nprint(g.optional)"):
    try: exec(s)
    except SyntaxError as e: print(e.msg, e.lineno)
def local_exec():
    x = 1
    exec("x = 2\ny = 3\nprint(sorted(locals()))")
    print(x, locals().get("y"))
    exec("print(x)"); eval("print(x)")
    return eval("[x for _ in [1]]", {"x": "given"})
print(local_exec())
class Body:
    exec("made = 5"); print(made, sorted(k for k in locals() if not k.startswith("__")))
    locals()["dyn"] = 6
print(Body.dyn, Body.made)
print(eval("__name__"), eval("__name__", {}) if False else "", eval("len([1])", {"__builtins__": {"len": len}}))
try: eval("open", {"__builtins__": {}})
except NameError as e: print(e)
try: exec("import os", {"__builtins__": {}})
except ImportError as e: print(e)
try: exec("class A: pass", {"__builtins__": {}})
except NameError as e: print(e)
def closure_exec():
    v = 1
    def inner(): nonlocal v; v += 1; return v
    exec(inner.__code__, {}, closure=inner.__closure__); return v
print(closure_exec())
for a, k in (((mk := (lambda: v0)).__code__, {}),):
    try: exec(a)
    except NameError as e: print(e)
try: exec((lambda q: (lambda: q))(1).__code__)
except TypeError as e: print(e)
print(globals() is sys.modules["__main__"].__dict__, locals() is globals(), vars() is globals())
