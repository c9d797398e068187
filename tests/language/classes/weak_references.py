import weakref, gc
class C:
    def __str__(self): return "cstr"
    def __bytes__(self): return b"cb"
    def __reversed__(self): return iter("cba")
    def __format__(self, spec): return "fmt:" + spec
    def __len__(self): return 3
    def __iter__(self): return iter((1,2))
    def __enter__(self): return 5
    def __exit__(self, *a): return False
    def __call__(self): return 9
    def __index__(self): return 4
    def __dir__(self): return ["a"]
    def __round__(self, n=0): return 1.5
    def __instancecheck__(self, o): return True
    def __matmul__(self, o): return 'mm'
    def __rmatmul__(self, o): return 'rmm'
    def __imatmul__(self, o): return self
    def __getitem__(self, i): return i
o = C()
print(o.__weakref__)
r = weakref.ref(o)
print(weakref.ref(o) is r, o.__weakref__ is r, weakref.ref(o, None) is r)
print(weakref.getweakrefcount(o), weakref.getweakrefs(o) == [r])
p = weakref.proxy(o)
print(weakref.proxy(o) is p, type(p))
order = []
def cb(n):
    return lambda ref: order.append(n)
a = weakref.ref(o, cb(1)); b = weakref.ref(o, cb(2)); c = weakref.ref(o, cb(3))
print(a is b, a == b, hash(a) == hash(r))
class S(weakref.ref): pass
s = S(o)
print(s is S(o), s is r, isinstance(s, weakref.ref))
del s
L = weakref.getweakrefs(o)
print(len(L), L[0] is r, L[1] is p, L[2] is c, L[3] is b, L[4] is a)
print(bytes(p), str(p), len(p), list(p), p @ 1, 1 @ p, p[3:4], [10,20,30,40,50][p])
class D:
    def __reversed__(self): return iter("cba")
    def __bytes__(self): return b"d"
d = D(); q = weakref.proxy(d)
print(list(reversed(q)), bytes(q), type(q), weakref.proxy(d) is q, d.__weakref__ is q, weakref.ref(d) is d.__weakref__)
class M(dict):
    def __getattr__(self, x): return self[x]
m = M(); print('M' in repr(weakref.ref(m)))
def fn(): pass
print('(fn)' in repr(weakref.ref(fn)), "(D)" in repr(weakref.ref(D)))
print(p(), dir(p), bool(p), isinstance(p, C), p.__class__)
try: hash(p)
except TypeError as e: print(e)
del o, L
gc.collect()
print(order, r(), a())
for f in (lambda: p.x, lambda: str(p), lambda: p + 1, lambda: len(p), lambda: bytes(p)):
    try: f()
    except ReferenceError as e: print("RE", e)
for x in (1, "s", (), [], None, {}, object()):
    try: weakref.ref(x)
    except TypeError as e: print(e)
print(weakref.getweakrefcount(5), weakref.getweakrefs("x"))
