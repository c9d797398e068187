import traceback, sys, io
def f(a,b): return a/b
def g(x):
    return (f(x, 0)
        + 1)
try: g(1)
except Exception as e:
    print(traceback.format_exc()); print(traceback.format_exception_only(e)); print(traceback.extract_tb(e.__traceback__)); traceback.print_exc(file=sys.stdout); print(traceback.format_tb(e.__traceback__,1)); t=traceback.TracebackException.from_exception(e); print(''.join(t.format())); print(''.join(traceback.format_exception(e, chain=False)), t.stack[0].line, t.stack[-1].name, list(t.stack[0]), str(t))
try:
    try: {}['a']
    except KeyError as e: raise ValueError('x\ny') from e
except ValueError as e: e.add_note('n1\nn2'); print(''.join(traceback.format_exception(e))); traceback.print_exception(e, file=sys.stdout, limit=0)
try:
    try: [][1]
    except IndexError: undefined_name
except NameError as e: print(''.join(traceback.format_exception(type(e), e, e.__traceback__)))
try: raise ExceptionGroup('eg',[ValueError(1), TypeError('t'), ExceptionGroup('in',[KeyError(2)])])
except ExceptionGroup as e: print(''.join(traceback.format_exception(e)))
try: compile('a b\n','<f>','exec')
except SyntaxError as e: print(''.join(traceback.format_exception(e))); print(traceback.format_exception_only(e))
def rec(n): return rec(n+1)
try: rec(0)
except RecursionError as e: print(''.join(traceback.format_exception(e)).replace(__file__, 'file')[:600])
def h(): traceback.print_stack(file=sys.stdout); print(traceback.extract_stack()[-1].name, traceback.format_stack(limit=1))
h()
class E(Exception):
    def __str__(self): raise 1
try: raise E
except E as e: print(traceback.format_exception_only(e))
print(traceback.format_exception_only(None), traceback.format_exception(None), traceback.format_list([('a',1,'f','x = 1')]))
try: traceback.format_exception(1)
except TypeError as e: print(e)
class C:
    class D(Exception): pass
print(traceback.format_exception_only(C.D(1)), traceback.format_exception_only(ValueError()))
x=[1]
try: x[5].foo
except IndexError: traceback.print_exc(file=sys.stdout)
try: (lambda: x.foo.bar)()
except AttributeError: traceback.print_exc(file=sys.stdout)
