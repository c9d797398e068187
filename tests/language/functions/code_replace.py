# code.replace(): names, constants, variables; what it refuses.
def f(a,b=2,*c,d,e=5,**k):
    x=1
    def g(): return x
    return g
c=f.__code__
r=c.replace(co_name='zz', co_filename='ff', co_firstlineno=100)
print(r.co_name, r.co_filename, r.co_firstlineno, r.co_qualname)
import types
f2=types.FunctionType(r, globals())
print(f2.__name__, f2.__qualname__)
try: types.CodeType()
except TypeError as e: print(e)
try: types.CodeType(1)
except TypeError as e: print(e)
for n in 'co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_varnames co_cellvars co_freevars co_names co_flags co_qualname'.split(): print(n, getattr(c,n))
print(f(1,d=1).__code__.co_freevars)
def h(x): return x+1
print(h.__code__ == h.__code__.replace(), h.__code__ == (lambda x: x+1).__code__, hash(h.__code__)==hash(h.__code__.replace()))
h.__code__=(lambda y: y*2).__code__
print(h(4))
try: h.__code__=f(1,d=2).__code__
except ValueError as e: print(e)
h2=h.__code__.replace(co_consts=(None,10))
print(h2.co_consts)
try: h.__code__.replace(foo=1)
except TypeError as e: print(e)
try: h.__code__.replace(co_argcount='a')
except TypeError as e: print(e)
def k(): return 'spam'
k.__code__=k.__code__.replace(co_consts=(None,'eggs'))
print(k())
def n(): return abc
n2=types.FunctionType(n.__code__.replace(co_names=('xyz',)), {'xyz': 7})
print(n2())
v=types.FunctionType(h.__code__.replace(co_varnames=('renamed',)), {})
print(v(renamed=3))
