"""What `__builtins__` of a namespace decides: which names code finds there, and which a nested exec finds."""
import builtins
import colorsys
import sys
import types


def attempt(source, names):
    try:
        exec(source, names)
    except Exception as error:
        print(f"{source!r}: {type(error).__name__}: {error}")
    else:
        print(f"{source!r}: {sorted(name for name in names if name != '__builtins__')}")


# where a module finds its builtins
print(type(__builtins__).__name__, __builtins__ is builtins)
print(type(colorsys.__builtins__).__name__, colorsys.__builtins__ is vars(builtins))
print("__builtins__" in vars(sys), "__builtins__" in vars(types.ModuleType("made")))
names = {}
exec("x = 1", names)
print(names["__builtins__"] is vars(builtins), sys._getframe().f_builtins is vars(builtins))

# no builtins at all, or none but some
attempt("x = 1 + 1", {"__builtins__": None})
attempt("x = len('a')", {"__builtins__": None})
attempt("x = len('a')", {"__builtins__": {}})
attempt("x = len('a')", {"__builtins__": 5})
attempt("x = len('a')", {"__builtins__": []})
attempt("x = len", {"__builtins__": {"len": 5}})
attempt("x = len('a')", {"__builtins__": builtins})
attempt("x = print", {"__builtins__": types.MappingProxyType({"print": 1})})
attempt("class A: pass", {"__builtins__": {}})
attempt("class A: pass", {"__builtins__": None})
attempt("import os", {"__builtins__": {}})
attempt("x = y", {"__builtins__": {}, "y": 2})


class Guessing(dict):
    def __missing__(self, key):
        return f"guessed {key}"


attempt("x = [unknown for i in (1, 2)]", {"__builtins__": Guessing()})

# code in a restricted namespace cannot give more to code that it runs
some = {"exec": exec, "print": print}
attempt("exec('print(sorted)', {})", {"__builtins__": some})
attempt("inner = {}\nexec('y = 1', inner)\nprint(inner['__builtins__'] is not None, *inner['__builtins__'])",
        {"__builtins__": some})
print(eval("sum", {"__builtins__": {"sum": "another"}}))

# a function keeps the builtins of the time when it was made; one code object may meet different ones
names = {}
exec("def size(v): return len(v)", names)
first = names["size"]
names["__builtins__"] = {"len": lambda v: "another length"}
second = types.FunctionType(first.__code__, names)
names["__builtins__"] = None
third = types.FunctionType(first.__code__, names)
for _ in range(20):
    results = [first("abc"), second("abc")]
    try:
        third("abc")
    except TypeError as error:
        results.append(str(error))
print(results, third.__builtins__, second.__builtins__.keys())
