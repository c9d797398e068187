"""Messages of NameError, AttributeError, TypeError, IndexError, KeyError, ValueError."""
class A:
    x = 1
    def m(self): pass
    @property
    def p(self): return 1
a = A(); l = [1, 2]; d = {"k": 1}; t = (1, 2); s = "abc"; f = lambda x: x
tests = """undefined
del undefined
a.y
A.y
a.y = a.z
del a.y
a.p = 1
del a.p
a.m.z
l.foo
d.k
s.upper.foo
(5).foo
None.foo
f.foo
print.foo
int.foo
l[2]
l[-3]
l['a']
l[1.5]
l[None]
l[2] = 1
l['a'] = 1
del l[9]
t[5]
t['a']
t[0] = 1
del t[0]
s[10]
s['a']
s[0] = 'x'
del s[0]
d['missing']
d[1]
d[(1, 2)]
d[None]
d[[]]
d[{}]
del d['zz']
l()
d()
s()
a()
a.m(1)
a.x()
int()()
1 + 'a'
'a' + 1
1 + None
[] + ()
[] + 1
() + []
'a' - 'b'
{} + {}
{1} + {2}
None + None
1 < 'a'
[] < ()
{} < {}
None < None
1j < 2j
-'a'
~1.5
not_defined()
l.append()
l.append(1, 2)
l.pop(9)
[].pop()
{}.popitem()
set().pop()
{}.pop('a')
set().remove(1)
[].remove(1)
[].index(1)
'a'.index('b')
().index(1)
b''.index(b'a')
''.join([1])
''.join(5)
','.join(['a', None])
'a' * 'b'
'a' * 1.5
[1] * 'a'
[1] * 2.0
'%d' % 'a'
'%s %s' % 1
'%s' % (1, 2)
'%z' % 1
'%(a)s' % {}
'%(a)s' % 1
'{} {}'.format(1)
'{a}'.format()
'{0.x}'.format(1)
'{0[0]}'.format(1)
'{:d}'.format('a')
'{!z}'.format(1)
'{'.format()
'}'.format()
int('a')
int('')
int('1.5')
int('0x1')
int('10', 2.0)
int('9', 8)
int('1', 37)
int('1', 1)
int([])
int(None)
float('x')
float('')
float(None)
float([])
complex('x')
complex('1', 2)
complex(1, '2')
chr(-1)
chr(0x110000)
chr('a')
ord('ab')
ord('')
ord(1)
bytes([256])
bytes([-1])
bytes('a')
bytes(-1)
bytes(None)
bytes(['a'])
bytearray([300])
'é'.encode('ascii')
b'\\xff'.decode()
b'\\xff'.decode('ascii')
'a'.encode('nope')
range(1.5)
range(1, 2, 0)
range('a')
iter(5)
next([])
len(5)
sum(['a'])
sum([1], 'a')
sum('ab', '')
sum([b'a'], b'')
max()
max([])
max(1, 'a')
min([1, None])
sorted([1, 'a'])
sorted(5)
list(5)
tuple(5)
set(5)
dict(5)
dict([1])
dict(['abc'])
dict([[1]])
set([[]])
{[]: 1}
{{}}
hash([])
hash({})
hash(set())
hash(([],))
abs('a')
round('a')
pow('a', 2)
divmod(1, 'a')
1 % 0
1.5 % 0
1 // 0
1 / 0
1.5 // 0
0 ** -1
0.0 ** -1
2 ** 'a'
1 << -1
1 << 'a'
1.5 & 1
isinstance(1, 'a')
issubclass(1, int)
zip(1)
map()
map(len)
filter(None)
enumerate()
enumerate(5)
reversed(5)
reversed({1})
eval(5)
exec(5)
open(b'')
getattr(a)
setattr(a, 'b')
type('a', 'b', 'c')
super()
object.__new__(A, 1)
A(1)
a.__class__ = 1
a.__dict__ = 1
x, y = 1
x, y = 1, 2, 3
x, y = [1]
x, *y = []
for q in 5: pass
f(1, 2)
f()
f(x=1, y=2)
f(1, x=2)
print(sep=1)
print(end=1)
print(file=1)
import nonexistent_module_q
raise 5
raise int
assert 0, 'msg'
yield_from = [*5]
{**5}
f(*5)
f(**5)
f(**{1: 2})
lambda: undefined_inside
with a: pass
with 5: pass
slice(1, 2, 0).indices(5)
'abc'[::0]
[1][::0]
l[0:1] = 5
l[::2] = [1, 2, 3]
bytearray(b'a')[0] = 300
bytearray(b'a')[0] = 'x'
b'a'[0] = 1
memoryview(b'a')[0] = 1
memoryview('a')"""
env = dict(a=a, l=l, d=d, t=t, s=s, f=f, A=A)
import warnings; warnings.simplefilter("ignore")
for source in tests.split("\n"):
    try: exec(source, dict(env, l=[1, 2], d={"k": 1}))
    except BaseException as e: print(source, "->", type(e).__name__ + ":", e)
    else: print(source, "-> nothing")
