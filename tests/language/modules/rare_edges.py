"""Edges of json, math, random, operator, time and functools that programs rarely reach."""
import json, operator
shared=[1]
deep=shared
x=[shared, shared]
for i in range(100): x=[x, shared, {"a": shared}]
print(len(json.dumps(x)))
for n in (1,5,31,32,33,40,100,300):
    l=[]; top=l
    for i in range(n): l.append([]); l=l[0]
    l.append(top)
    for pre in (0, 50, 500):
        w=top
        for i in range(pre): w=[w]
        try: json.dumps(w); print('no')
        except ValueError as e: print(n, pre, e)
import math
print(math.hypot(1025906489.6, 1451450000.5), math.hypot(3,4), math.hypot(1e308,1e308), math.hypot(5e-324,5e-324), math.dist((1,2,3),(4,5,6.5)), math.hypot(1e-320, 2e-320,3e-310))
import random
r=random.Random(5)
tot=0
for i in range(20000):
    a=[r.uniform(-1e3,1e3)*10**r.randint(-5,5) for _ in range(r.randint(2,5))]
    tot^=hash(math.hypot(*a))
print(tot)
print(operator.__abs__ is operator.abs, operator.add.__module__, len(operator.__all__))
import time
print(time.asctime((123456789,1,1,0,0,0,0,0,0)))
try: time.strftime("%Y\0", time.gmtime(0))
except ValueError as e: print(e)
try: time.asctime((2**31,1,1,0,0,0,0,0,0))
except OverflowError as e: print(e)
class E(Exception): pass
import functools
class P:
    calls=0
    @functools.cached_property
    def v(self): P.calls+=1; return 5
class S:
    __slots__='x'
    @functools.cached_property
    def v(self): return 5
class M(type):
    @functools.cached_property
    def v(cls): return 1
class MM(metaclass=M): pass
p=P(); print(p.v,p.v,P.calls, p.__dict__)
for o in (S(), MM):
    try: o.v
    except TypeError as e: print(e)
try: math.lgamma(1.7e308)
except OverflowError as e: print(e)
try: random.Random().setstate((2,(1,),None))
except Exception as e: print(type(e),e)
print(random.Random(3).__reduce__()[:2])

import collections
import stat
print(set(collections.__all__) <= set(dir(collections)), "abc" in dir(collections))
for mode in (0o100644, 0o040755, 0o120777, 0o104755, 0o102644, 0o041777, 0o001000, 0o010600, 0o140000, 0o060660, 0o020666, 0):
    print(oct(mode), stat.filemode(mode), oct(stat.S_IMODE(mode)), oct(stat.S_IFMT(mode)), stat.S_ISDOOR(mode))
print(stat.ST_SIZE, stat.S_ISUID, stat.S_IREAD, stat.UF_HIDDEN, stat.FILE_ATTRIBUTE_HIDDEN)
