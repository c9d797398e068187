import sys, threading
# sys.settrace and sys.setprofile: natives, frames that run already, observers that fail, threads.
log=[]
def prof(frame, event, arg):
    if event.startswith('c_'): arg = arg.__qualname__
    log.append((frame.f_code.co_name, event, arg if not isinstance(arg, (list,)) else list(arg)))
def f(x):
    return len(x) + g(x)
def g(x):
    x.append(3)
    x.sort()
    try: x.index(77)
    except ValueError: pass
    return sum(x)
def gen():
    yield 1
    yield 2
sys.setprofile(prof)
f([1,2])
len([1])
list(gen())
for v in gen(): pass
abs(-1); int('3'); "a".join(['x'])
print('x', end='')
sys.setprofile(None)
f([1])
for e in log: print(e)
print(sys.getprofile())
# current frame tracing
def t(frame, event, arg):
    print('T', frame.f_code.co_name, event, frame.f_lineno)
    return t
def cur():
    sys._getframe().f_trace = t
    sys.settrace(t)
    x = 1
    y = 2
    sys.settrace(None)
    z = 3
    return z
cur()
def settracer():
    sys._getframe().f_back.f_trace = t
    sys.settrace(t)
def user():
    a = 1
    settracer()
    b = 2
    c = a + b
    sys.settrace(None)
user()
# errors in trace function
def bad(frame, event, arg):
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 2: raise RuntimeError('bad trace')
    return bad
def victim():
    x = 1
    y = 2
    return 3
sys.settrace(bad)
try: victim()
except RuntimeError as e: print('caught', e, sys.gettrace())
def bad2(frame, event, arg): raise KeyError('c')
sys.settrace(bad2)
try: victim()
except KeyError as e: print('caught', repr(e), sys.gettrace())
# None from call: not traced
def only_calls(frame, event, arg):
    print('call', frame.f_code.co_name, event)
sys.settrace(only_calls); victim(); victim(); sys.settrace(None)
# f_trace_lines/opcodes
def tl(frame, event, arg):
    frame.f_trace_lines = False
    print('tl', event)
    return tl
sys.settrace(tl); victim(); sys.settrace(None)
n=0
def to(frame, event, arg):
    global n
    frame.f_trace_opcodes = True
    if event == 'opcode': n += 1
    return to
sys.settrace(to); victim(); sys.settrace(None)
print(n > 3)
# f_lineno
fr = sys._getframe()
for v in ('a',):
    try: fr.f_lineno = v
    except ValueError as e: print(e)
try: del fr.f_lineno
except AttributeError as e: print(e)
# threads
out=[]
def tt(frame, event, arg):
    if frame.f_code.co_name in ('work',): out.append((frame.f_code.co_name, event))
    return tt
def work(): return 1
threading.settrace(tt)
th = threading.Thread(target=work); th.start(); th.join()
threading.settrace(None)
print(out, sys.gettrace(), threading.gettrace())
# call_tracing, nested
def outer(frame, event, arg):
    print('o', event, frame.f_code.co_name)
    return outer
def victim2(): pass
sys.settrace(outer); victim(); sys.settrace(None)
# deep recursion while traced & toggling
def rec(n): return 0 if n == 0 else 1 + rec(n-1)
c=[0]
def counter(frame, event, arg): c[0]+=1; return counter
sys.settrace(counter); print(rec(500)); sys.settrace(None); print(c)
for i in range(3000):
    sys.settrace(counter); sys.settrace(None)
print('done')
class Quiet:
    def __enter__(self): pass
    def __exit__(self, *a): pass
def withgen():
    def gg():
        with Quiet():
            x = yield 1
            print('got', x)
    k = gg(); next(k)
    try: k.send(5)
    except StopIteration: pass
    k = gg(); next(k); k.close()
sys.settrace(t); withgen(); sys.settrace(None)
class E:
    def __getattr__(self, n): return n
    def __lt__(self, o): return True
def dunder():
    e = E(); e.foo; e < e; sorted([e, e]); [e for _ in 'ab']
sys.settrace(t); dunder(); sys.settrace(None)
try: sys.settrace()
except TypeError as e: print(e)
