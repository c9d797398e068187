# Which characters of a binary operation are marked when parentheses group its operands, and how
# groups that were raised while handling groups are drawn.
import linecache
import traceback

def function():
    return 0

x = 1
for number, text in enumerate("""(x)/0
(x+1)/0
(x) / (0)
((x))/((0))
x/(x-1)
x/((x-1))
x /(x-1)
x/ (x-1)
x//(x-1)
x //  (x-1)
x%(0)
x/(-(0))
x/-0
(x)//function()
(x) // (function())
(lambda: 1)/(0)
x+(x)/(0)
x+(1)+(x/0)
x*(x)+(x)/(function())
(x,)+(1)
(x for x in [])+(1)
(x)[0]
(x) [(0)]
('a')  +1
x<<(-(1))""".splitlines()):
    name = "<case %d>" % number
    linecache.cache[name] = (len(text), None, [text + "\n"], name)
    try:
        exec(compile(text, name, "exec"))
    except Exception as error:
        print("".join(traceback.format_exception(error)[2:]))

import atexit

class Fails:
    def __call__(self):
        [y for y in range(3) if 1/(y-1)]

    def __repr__(self):
        return "<fails>"

atexit.register(Fails())

try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as error:
    raise KeyError("new")
except* TypeError as error:
    raise OSError("x")
