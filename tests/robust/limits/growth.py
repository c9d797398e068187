"""What builtin types and modules do with eight times as many items takes about eight times as long.

Each operation runs with N and with 8 * N items. It prints `name: ok`, or how much longer it took where that is
more than 24 times: what looks at all items for each item takes 64 times as long. Processor time, the
best of several tries.
"""
import array
import bisect
import collections
import copy
import functools
import gc
import heapq
import io
import itertools
import json
import pickle
import random
import re
import struct
import sys
import time
import weakref

N = 4000
TRIES = 5
LEAST = 0.0005  # seconds: shorter times are not told apart


def numbers(n):
    for i in range(n):
        yield i


# A name, and indented what is done with n items.
OPERATIONS = """\
list_gen
    list(numbers(n))
list_append
    l = []
    for i in range(n):
        l.append(i)
list_pop
    l = list(range(n))
    while l:
        l.pop()
list_iadd
    l = []
    for i in range(n):
        l += [i]
tuple_gen
    tuple(numbers(n))
dict_build
    d = {}
    for i in range(n):
        d[i] = i
dict_str
    d = {}
    for i in range(n):
        d['k%d' % i] = i
dict_del
    d = dict.fromkeys(range(n))
    for i in range(n):
        del d[i]
dict_popitem
    d = dict.fromkeys(range(n))
    while d:
        d.popitem()
dict_pop_first
    d = dict.fromkeys(range(n // 10))
    while d:
        d.pop(next(iter(d)))
dict_fifo
    d = {}
    for i in range(n):
        d[i] = 1
        if len(d) > 100:
            del d[next(iter(d))]
dict_setdefault
    d = {}
    for i in range(n):
        d.setdefault(i % 1000, []).append(i)
dict_update
    d = {}
    for i in range(n // 10):
        d.update({i: i})
dict_items
    d = dict.fromkeys(range(n))
    s = 0
    for k, v in d.items():
        s += k
dict_collide
    d = {}
    for i in range(n):
        d[i << 20] = i
dict_floats
    d = {}
    for i in range(n):
        d[i / 7] = i
dict_tuples
    d = {}
    for i in range(n):
        d[i, i + 1] = i
dict_bigints
    d = {}
    for i in range(n):
        d[i << 70] = i
dict_objects
    d = {}
    for i in range(n):
        d[object()] = i
set_build
    s = set()
    for i in range(n):
        s.add(i)
set_pop
    s = set(range(n))
    while s:
        s.pop()
set_ops
    s = set(range(n))
    t = set(range(n // 2, n * 2))
    s | t
    s & t
    s - t
    s ^ t
set_discard_add
    s = set()
    for i in range(n):
        s.add(i)
        s.discard(i - 50)
str_join
    ''.join((str(i) for i in range(n)))
str_split
    ('ab ' * n).split()
str_replace
    ('ab ' * n).replace('b', 'cd')
str_append
    s = ''
    for i in range(n * 16):
        s += 'x'
str_append_attribute
    class A:
        pass
    a = A()
    a.s = ''
    for i in range(n * 16):
        a.s = a.s + 'é'
str_append_shared
    s = ''
    for i in range(n * 16):
        t = s
        s += '一'
str_index
    s = 'é' * n
    t = 0
    for i in range(0, n):
        t += s[i] == 'x'
str_wide_index
    s = '😀é' * n
    t = 0
    for i in range(0, n):
        t += s[i] == 'x'
str_iter
    for c in 'abc' * n:
        pass
str_find
    s = 'ab' * n
    p = 0
    while True:
        p = s.find('b', p) + 1
        if not p:
            break
str_wide_find
    s = 'é一' * n
    p = 0
    while True:
        p = s.find('一', p) + 1
        if not p:
            break
str_startswith
    s = 'abc' * n
    t = 0
    for i in range(n):
        t += s.startswith('bc', i)
str_slice
    s = 'éabc' * n
    t = 0
    for i in range(n):
        t += len(s[i:i + 3])
str_partition
    s = 'a ' * (n // 100)
    while s:
        _, _, s = s.partition(' ')
str_format
    for i in range(n):
        '%5d|%s' % (i, i)
str_translate
    ('abc' * n).translate({97: 'x', 98: None})
str_encode
    ('é一a' * n).encode().decode()
str_splitlines
    ('ab\\n' * n).splitlines()
str_rsplit
    ('ab ' * n).rsplit(' ')
str_count
    ('ab' * n).count('b')
str_upper
    ('aé' * n).upper().lower().title()
bytes_concat
    b = bytearray()
    for i in range(n):
        b += b'ab'
bytearray_append
    b = bytearray()
    for i in range(n):
        b.append(i & 255)
bytearray_pop
    b = bytearray(n)
    while b:
        b.pop()
bytearray_index
    b = bytearray(n)
    t = 0
    for i in range(n):
        t += b[i]
        b[i] = 1
bytearray_find
    b = bytearray(b'ab' * n)
    p = 0
    while True:
        p = b.find(b'b', p) + 1
        if not p:
            break
bytearray_slice
    b = bytearray(n * 4)
    for i in range(n):
        b[i:i + 4]
bytearray_setslice
    b = bytearray(n * 4)
    for i in range(n):
        b[i:i + 4] = b'abcd'
memoryview_slice
    b = memoryview(bytearray(n * 4))
    for i in range(n):
        b[i:i + 4]
memoryview_tobytes
    b = memoryview(bytearray(n * 4))
    for i in range(n):
        bytes(b[i:i + 4])
memoryview_frombytes
    b = memoryview(bytearray(n * 4))
    for i in range(n):
        int.from_bytes(b[i:i + 4], 'big')
memoryview_items
    b = memoryview(bytearray(n))
    t = 0
    for x in b:
        t += x
struct_iter
    for x in struct.iter_unpack('<I', bytearray(n * 4)):
        pass
struct_pack_into
    b = bytearray(n * 4)
    for i in range(n):
        struct.pack_into('<I', b, i * 4, i)
array_append
    a = array.array('i')
    for i in range(n):
        a.append(i)
    for i in range(n):
        a[i]
bytesio
    f = io.BytesIO()
    for i in range(n):
        f.write(b'abc\\n')
    f.seek(0)
    for l in f:
        pass
bytesio_read
    f = io.BytesIO(bytes(n * 4))
    while f.read(4):
        pass
stringio
    f = io.StringIO()
    for i in range(n):
        f.write('abc\\n')
    f.seek(0)
    for l in f:
        pass
stringio_read
    f = io.StringIO('abc\\n' * n)
    while f.read(4):
        pass
stringio_readline
    f = io.StringIO('abc\\n' * n)
    while f.readline():
        pass
deque_ops
    d = collections.deque()
    for i in range(n):
        d.append(i)
        d.appendleft(i)
    while d:
        d.popleft()
deque_mid
    d = collections.deque(range(n // 100))
    for i in range(n // 100):
        d[i]
counter
    collections.Counter((i % 1000 for i in range(n))).most_common(5)
od_move
    d = collections.OrderedDict.fromkeys(range(n))
    for i in range(n):
        d.move_to_end(i)
od_lru
    d = collections.OrderedDict()
    for i in range(n):
        d[i] = 1
        if len(d) > 100:
            d.popitem(last=False)
od_popfirst
    d = collections.OrderedDict.fromkeys(range(n))
    while d:
        d.popitem(last=False)
lru
    @functools.lru_cache(maxsize=100)
    def f(x):
        return x
    for i in range(n):
        f(i)
heap
    h = []
    for i in range(n):
        heapq.heappush(h, -i)
    while h:
        heapq.heappop(h)
sort_random
    r = random.Random(1)
    sorted([r.random() for i in range(n)])
sort_key
    sorted(range(n), key=lambda x: -x)
sort_str
    sorted([str(i) for i in range(n)])
sort_tuples
    sorted([(i % 10, i) for i in range(n)])
regex_sub
    re.sub('b', 'cd', 'ab ' * n)
regex_findall
    re.findall('\\\\w+', 'ab ' * n)
regex_finditer
    for m in re.finditer('\\\\w+', 'ab ' * n):
        m.group()
regex_wide
    for m in re.finditer('\\\\w+', 'é一 ' * n):
        m.start()
regex_match_pos
    p = re.compile('\\\\w+ ')
    s = 'ab ' * n
    at = 0
    while at < len(s):
        at = p.match(s, at).end()
regex_match_pos_wide
    p = re.compile('\\\\w+ ')
    s = 'éb ' * n
    at = 0
    while at < len(s):
        at = p.match(s, at).end()
regex_split
    re.split(' ', 'ab ' * n)
regex_scanner
    s = re.compile('a').scanner('ab' * n)
    while s.search():
        pass
json_list
    json.loads(json.dumps(list(range(n))))
json_nested
    json.loads(json.dumps([{'a': [i, str(i)]} for i in range(n // 5)], indent=1))
json_wide
    json.loads(json.dumps(['é一'] * n, ensure_ascii=False))
pickle_list
    pickle.loads(pickle.dumps([(i, str(i)) for i in range(n // 5)]))
copy_deep
    copy.deepcopy([[i] for i in range(n // 10)])
objs
    class A:
        def __init__(s, i):
            s.i = i
            s.j = i
    l = [A(i) for i in range(n)]
many_attrs
    class A:
        pass
    a = A()
    for i in range(n // 10):
        setattr(a, 'x%d' % i, i)
    for i in range(n // 10):
        getattr(a, 'x%d' % i)
    for i in range(n // 10):
        delattr(a, 'x%d' % i)
subclasses
    class B:
        pass
    k = [type('C%d' % i, (B,), {}) for i in range(n // 200)]
    for i in range(n // 200):
        B.x = i
linked
    h = None
    for i in range(n):
        h = (i, h)
    t = 0
    while h:
        t += h[0]
        h = h[1]
closures
    l = [lambda i=i: i for i in range(n)]
    for f in l:
        f()
exceptions
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as e:
            pass
chain
    sum(itertools.chain.from_iterable(([i] for i in range(n))))
groupby
    [list(v) for k, v in itertools.groupby(range(n), lambda x: x // 10)]
tee
    a, b = itertools.tee(range(n))
    sum(a)
    sum(b)
weak
    class A:
        pass
    l = [A() for i in range(n // 4)]
    r = [weakref.ref(x) for x in l]
    del l
weakval
    class A:
        pass
    d = weakref.WeakValueDictionary()
    l = [A() for i in range(n // 10)]
    for i, x in enumerate(l):
        d[i] = x
weak_one
    class A:
        pass
    a = A()
    f = lambda r: 0
    l = [weakref.ref(a, f) for i in range(n // 20)]
dels
    class A:
        def __del__(s):
            pass
    for i in range(n // 4):
        A()
cycles
    for i in range(n // 2):
        a = []
        a.append(a)
intern
    for i in range(n):
        sys.intern('q%d' % i)
strs_hash
    {str(i) for i in range(n)}
compile
    compile('x=1\\n' * (n // 20), 'f', 'exec')
compile_list
    compile('[' + '1,' * (n // 10) + ']', 'f', 'eval')
compile_dict
    compile('{' + ','.join(('%d:%d' % (i, i) for i in range(n // 10))) + '}', 'f', 'eval')
compile_names
    compile('\\n'.join(('n%d=%d' % (i, i) for i in range(n // 20))), 'f', 'exec')
compile_strs
    compile('\\n'.join(('n="s%d"' % i for i in range(n // 20))), 'f', 'exec')
compile_func
    compile('\\n'.join(('def f%d(a): return a' % i for i in range(n // 50))), 'f', 'exec')
compile_elif
    compile('if x: pass\\n' + '\\n'.join(('elif x==%d: pass' % i for i in range(n // 50))), 'f', 'exec')
compile_locals
    compile('def f():\\n' + '\\n'.join((' n%d=%d' % (i, i) for i in range(n // 50))), 'f', 'exec')
fstr
    compile('f"' + '{x}a' * (n // 50) + '"', 'f', 'eval')
lines_print
    out = io.StringIO()
    for i in range(n // 4):
        print(i, file=out)
fromkeys_binumbers
    {**dict.fromkeys(range(n))}
unpack_star
    a, *b = range(n)
    [*b, *b]
zip
    dict(zip(range(n), range(n)))
enumerate
    [i + x for i, x in enumerate(range(n))]
reversed
    list(reversed(range(n)))
    list(reversed(list(range(n))))
any
    any((x < 0 for x in range(n)))
    all(map(lambda x: x >= 0, range(n)))
    max(range(n))
    min(list(range(n)))
    sum(list(range(n)))
namedtuple
    P = collections.namedtuple('P', 'x y')
    for i in range(n):
        P(i, i).x
chainmap
    c = collections.ChainMap({}, {i: i for i in range(100)})
    for i in range(n // 10):
        c[i % 100]
"""


def functions():
    """Name and function of each operation."""
    for name, body in re.findall(r"^(\w+)\n((?:    .*\n)+)", OPERATIONS, re.MULTILINE):
        scope = dict(globals())
        exec("def operation(n):\n" + body, scope)
        yield name, scope["operation"]


def seconds(function, n):
    gc.collect()
    started = time.process_time()
    function(n)
    return time.process_time() - started


def longer(function):
    few = many = float("inf")
    for _ in range(TRIES):
        few = min(few, seconds(function, N))
        many = min(many, seconds(function, 8 * N))
        if many <= 24 * max(few, LEAST):
            return None
    return many / max(few, LEAST)


names = sys.argv[1:]
for name, function in functions():
    if not names or name in names:
        function(100)
        factor = longer(function)
        print(name + (": ok" if factor is None else ": %.0f times as long" % factor), flush=True)
