"""Generators in programs: pipelines, coroutines by send, permutations, primes, closures."""
def read(text):
    for n, line in enumerate(text.splitlines(), 1): yield n, line
def strip(lines):
    for n, line in lines:
        line = line.split("#")[0].strip()
        if line: yield n, line
def parse(lines):
    for n, line in lines:
        key, sep, value = line.partition("=")
        if not sep: yield n, ("error", line)
        else: yield n, (key.strip(), value.strip())
text = """a = 1
# comment

b=2 # trailing
oops
c = x = y"""
for item in parse(strip(read(text))): print(item)
def primes():
    sieve, n = {}, 2
    while True:
        p = sieve.pop(n, None)
        if p is None: yield n; sieve[n * n] = n
        else:
            m = n + p
            while m in sieve: m += p
            sieve[m] = p
        n += 1
import itertools
print(list(itertools.islice(primes(), 20)), next(p for p in primes() if p > 500))
def permutations(s):
    if not s: yield ()
    for i, x in enumerate(s):
        for rest in permutations(s[:i] + s[i + 1:]): yield (x,) + rest
print(["".join(p) for p in permutations("abc")], sum(1 for _ in permutations("abcde")))
def queens(n, row=0, cols=()):
    if row == n: yield cols
    else:
        for c in range(n):
            if all(c != q and abs(c - q) != row - r for r, q in enumerate(cols)): yield from queens(n, row + 1, cols + (c,))
print(next(queens(8)), len(list(queens(6))))
def coroutine(f):
    def start(*a): g = f(*a); next(g); return g
    return start
@coroutine
def printer(tag):
    try:
        while True: print(tag, (yield))
    finally: print(tag, "closed")
@coroutine
def broadcast(*targets):
    try:
        while True:
            v = yield
            for t in targets: t.send(v)
    finally:
        for t in targets: t.close()
@coroutine
def filt(pred, target):
    try:
        while True:
            v = yield
            if pred(v): target.send(v)
    finally:
        target.close()
b = broadcast(printer("all"), filt(lambda x: x % 2, printer("odd")))
for i in range(3): b.send(i)
b.close()
def fib():
    a, b = 0, 1
    while True:
        reset = yield a
        if reset: a, b = 0, 1
        else: a, b = b, a + b
f = fib()
print([next(f) for _ in range(10)], f.send(True), [next(f) for _ in range(5)])
def windows(it, n):
    w = []
    for x in it:
        w.append(x)
        if len(w) == n: yield tuple(w); w.pop(0)
print(list(windows(range(6), 3)))
def merge(*its):
    heads = []
    for it in map(iter, its):
        for x in it: heads.append([x, it]); break
    while heads:
        m = min(heads, key=lambda h: h[0])
        yield m[0]
        try: m[0] = next(m[1])
        except StopIteration: heads.remove(m)
print(list(merge([1, 4, 7], [2, 5, 8], [3, 6, 9], [])))
def tokens(s):
    i = 0
    while i < len(s):
        if s[i].isdigit():
            j = i
            while j < len(s) and s[j].isdigit(): j += 1
            yield "num", int(s[i:j]); i = j
        elif s[i].isspace(): i += 1
        else: yield "op", s[i]; i += 1
print(list(tokens("12 + 3*(45-6)")))
class Tree:
    def __init__(self, v, l=None, r=None): self.v, self.l, self.r = v, l, r
    def __iter__(self):
        if self.l: yield from self.l
        yield self.v
        if self.r: yield from self.r
    def levels(self):
        level = [self]
        while level:
            yield [t.v for t in level]
            level = [c for t in level for c in (t.l, t.r) if c]
t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6, Tree(5)))
print(list(t), list(t.levels()), 5 in t, sum(t), sorted(t, reverse=True))
def machine():
    state = "idle"
    while True:
        ev = yield state
        state = {("idle", "start"): "running", ("running", "pause"): "paused", ("paused", "start"): "running", ("running", "stop"): "idle"}.get((state, ev), state)
m = machine(); next(m)
print([m.send(e) for e in ["pause", "start", "pause", "start", "stop"]])
gens = [(lambda n: (x * n for x in range(3)))(k) for k in range(3)]
print([list(g) for g in gens])
k = 10
ge = (k * i for i in range(3))
k = 100
print(list(ge))
def rr(*its):
    its = [iter(i) for i in its]
    while its:
        for it in its[:]:
            try: yield next(it)
            except StopIteration: its.remove(it)
print("".join(rr("abc", "12345", "-")))
def collatz(n):
    while n != 1: yield n; n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1
print(list(collatz(6)), max(range(1, 100), key=lambda n: sum(1 for _ in collatz(n))))
