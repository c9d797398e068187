# hash() of what __hash__ returns: any number of 64 bits is taken as it is.
class P:
    def __init__(s,x,y): s.x=x;s.y=y
    def __hash__(s): return hash((s.x,s.y))
    def __eq__(s,o): return (s.x,s.y)==(o.x,o.y)
print(hash(P(1,2))==hash((1,2)), hash(P(1,2)), P(1,2) in {P(1,2)}, {P(1,2):3}[P(1,2)], len({P(i,i) for i in range(1000)}|{P(i,i) for i in range(1000)}))
class Q:
    def __init__(s,h): s.h=h
    def __hash__(s): return s.h
for h in (2**61-1, 2**61, -2**61, 2**62, 2**63-1, -2**63, 2**63, -2**63-1, -1, -2, 0, True, 2**64+5):
    print(h, hash(Q(h)))
print({Q(2**62): 1}.__len__(), Q.__hash__(Q(2**62)))
import dataclasses
@dataclasses.dataclass(frozen=True)
class D: x:int; y:str
print(hash(D(1,2))==hash((1,2)))
import functools
@functools.lru_cache
def f(p): return 1
f(P(1,2)); f(P(1,2)); print(f.cache_info().hits)
print(hash(frozenset([P(1,2)]))==hash(frozenset([P(1,2)])))

from typing import Optional
@dataclasses.dataclass
class Node:
    child: Optional["Node"] = None
field = dataclasses.fields(Node)[0]
field.type = field
print(repr(field).partition("init")[0].replace(repr(dataclasses.MISSING), "MISSING"))
import collections
print(collections.UserString("a\tb").expandtabs(tabsize=4))
