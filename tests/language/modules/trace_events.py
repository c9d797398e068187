# The events of sys.settrace: calls, lines, returns and exceptions, through generators and coroutines.
import sys
class C:
    def __enter__(self): return 1
    def __exit__(self, *a): pass
def tracer(frame, event, arg):
    if event == 'exception': arg = (arg[0].__name__, str(arg[1]))
    print(frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg)
    return tracer
def show(f):
    print('---', f.__name__)
    sys.settrace(tracer)
    try: f()
    except Exception as e: print('raised', e)
    finally: sys.settrace(None)
def a():
    x = 1
    y = 2
    return x + y
def b():
    for i in range(2):
        a()
    while i < 3:
        i += 1
def gen():
    yield 1
    x = yield 2
    return 5
def c():
    for v in gen():
        pass
    return [v for v in gen()]
def d():
    try: 1/0
    except ZeroDivisionError:
        x = 1
def e():
    def inner():
        raise ValueError('v')
    inner()
def g():
    if 1 > 2:
        pass
    elif 2 > 3:
        x = 1
    else:
        x = 2
    with C() as f:
        x = f
    lambda: 3
    class K:
        z = 1
        def m(self): pass
    K().m()
    return {k: 1
            for k in 'ab'}
def h():
    def sub():
        r = yield from gen()
        return r
    g = sub()
    next(g)
    g.send(3)
    try: g.send(4)
    except StopIteration as e: x = e.value
    g2 = gen()
    next(g2)
    try: g2.throw(KeyError('k'))
    except KeyError: pass
    g3 = gen(); next(g3); g3.close()
def i():
    sorted([3,1,2], key=lambda v:
        -v)
    x = max(a(),
        a())
    try: e()
    except ValueError:
        x = 2
    async def co():
        return 1
    async def co2():
        return await co()
    try: co2().send(None)
    except StopIteration: pass
@staticmethod
def j(
  a=1,
  b=2
):
    '''doc'''
    global zz
    zz = 3
    continue_ = 0
    for q in (1,2):
        if q == 1:
            continue
        break
    assert q
    del q
    import sys
    print('in j')
    return
def k():
    match 5:
        case 1: x = 1
        case 5:
            x = 2
class P:
    @property
    def p(self):
        return 1
    def __getitem__(self, i):
        return i
    def __init__(self):
        self.x = 1
    def __iter__(self):
        return It()
def l():
    p = P()
    p.p
    p[3]
    for q in p: pass
    [x, y] = 1, 2
    return f'{p.p}'
class It:
    def __iter__(self): return self
    def __repr__(self): return '<It>'
    n = 0
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration
        return 1
def m():
    for x in It():
        y = x
def n():
    i = 0
    x = (1 if i else
        2)
    return x
for f in (a,b,c,d,e,g,h,i,j.__func__,k,l,m,n):
    show(f)
print(sys.gettrace())
