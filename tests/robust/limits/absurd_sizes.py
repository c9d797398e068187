"""Shifts, repetitions, widths and sizes beyond all measure: the exception that CPython raises (where
CPython tries for ever, MemoryError), at once and without touching the memory. Each row runs twice."""
import time

ROWS = {
    "MemoryError": r"""
1<<10**18
'a'*10**18
b'a'*10**18
[0]*2**62
(0,)*2**62
bytes(2**62)
bytearray(2**62)
list(range(2**62))
tuple(range(2**62))
'%*d'%(10**18,1)
'%9999999999999d'%1
f'{1:999999999999}'
f'{"a":999999999999}'
f'{1:0999999999999}'
'{:999999999999}'.format(1)
'a'.ljust(2**62)
'a'.center(2**62)
'a'.zfill(2**62)
b'a'.ljust(2**62)
b'a'.zfill(2**62)
(1).to_bytes(2**62,'big')
'x'.join(['a'*10**6]*10**13)
__import__('os').urandom(2**62)
1<<(1<<61)
10**10**18
2**(2**62)
2**(2**64)
pow(2,10**18)
pow(10**100,10**10)
(-2)**(10**18)
__import__('math').factorial(10**18)
__import__('math').comb(10**18,10**17)
__import__('math').perm(10**18,10**17)
list(__import__('itertools').repeat(1,2**62))
""",
    "OverflowError": r"""
1<<10**30
'a'*10**30
''*10**30
[0]*2**64
[]*2**64
(0,)*2**64
bytes(2**64)
bytearray(2**64)
len(range(10**30))
len(range(2**63))
'%*d'%(10**30,1)
'%.*f'%(10**18,1.0)
'%.*f'%(10**30,1.0)
'a'.rjust(2**64)
'a\tb'.expandtabs(2**62)
1.0**10**400
10.0**400
int(float('inf'))
float(10**400)
10**400/1
__import__('collections').deque(maxlen=2**64)
__import__('math').factorial(2**70)
__import__('math').ldexp(1.0,10**18)
__import__('math').exp(10**6)
__import__('time').sleep(10**18)
__import__('time').sleep(10**30)
__import__('random').getrandbits(2**62)
__import__('random').getrandbits(2**64)
__import__('random').randbytes(2**62)
__import__('sys').setrecursionlimit(2**31)
__import__('sys').setrecursionlimit(2**64)
chr(2**62)
chr(2**64)
[0].insert(2**64,1)
[0].pop(2**64)
'%c'%2**62
'%c'%(2**62)
complex(10**400)
divmod(10**400,1.0)
10**400+1.0
[0]*-2**64
'a'*-2**64
__import__('re').compile('a{99999999999}')
__import__('re').compile('a{4294967295}')
__import__('functools').lru_cache(2**70)(abs)(1)
__import__('itertools').product(range(10),repeat=2**62)
__import__('itertools').product(range(10),repeat=2**64)
__import__('itertools').combinations(range(3),2**64)
__import__('operator').length_hint([],2**64)
open('/dev/null').read(2**64)
""",
    "ValueError": r"""
int('9'*10**6)
str(10**5000)
'%999999999999999999999d'%1
'%.999999999999999999999f'%1
'%.99999999999d'%1
f'{1:99999999999999999999999}'
f'{1.0:.999999999999}f'
f'{1.0:.9999999999f}'
'{:>99999999999999999999}'.format('a')
'{99999999999999999999}'.format(1)
int('1'*4301)
__import__('time').sleep(-1)
__import__('threading').stack_size(2**62)
[0].index(0,2**64)
bytes([256])
bytes(-1)
__import__('json').loads('9'*5000)
__import__('itertools').islice([1],2**64)
1<<-1
1>>-1
""",
    "error": r"""
__import__('struct').pack('999999999999999999999x')
__import__('struct').calcsize('9999999999999999999i')
__import__('struct').calcsize('999999999999999999i')
""",
    "IndexError": r"""
[1,2,3][2**64]
(1,2)[2**64]
""",
}
FINE = r"""
1 >> 10**30
-1 >> 10**30
'' * 10**18
0 << 10**18
[] * 2**61
range(10**30)[10**29]
int('f' * 10**6, 16) > 0
1 / 10**400
'abc'[2**70:]
[1, 2, 3][-2**64:2**64]
[0].index(0, -2**64)
slice(2**70).indices(2**70)
__import__('itertools').repeat(1, 2**62).__length_hint__() == 2**62
__import__('itertools').repeat(1, 2**62).__reduce__()[1][1] == 2**62
__import__('collections').deque(maxlen=2**62).maxlen == 2**62
__import__('collections').deque([1], 2**62).copy().maxlen == 2**62
__import__('functools').lru_cache(2**62)(abs).cache_info().maxsize == 2**62
-(1 << 61) - 1 == ~(1 << 61)
"""


def attempt(source, expected):
    start = time.process_time()
    try:
        result = "fine" if eval(source) is not False else "False"
    except Exception as error:
        result = type(error).__name__
    seconds = time.process_time() - start
    if result != expected:
        print(f"{source}: {result}")
    elif seconds > 5:
        print(f"{source}: took {seconds:.1f} s")
    else:
        print(f"{source}: ok", flush=True)


for expected, sources in [*ROWS.items(), ("fine", FINE)]:
    for source in sources.strip().split("\n") * 2:
        attempt(source, expected)
