"""iter, next, sentinel iterators, exhaustion, length hints, builtin iterator types."""
class Count:
    def __init__(self, n): self.n, self.i = n, 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1; return self.i
print(list(Count(3)), sum(Count(4)), max(Count(5)), tuple(Count(2)), [*Count(2)], dict(zip(Count(2), "ab")), set(Count(2)) == {1, 2}, sorted(Count(3), reverse=True), ",".join(map(str, Count(3))), 2 in Count(3), any(x > 2 for x in Count(3)), list(enumerate(Count(2), 5)), min(Count(3)), list(filter(lambda x: x % 2, Count(5))))
it = Count(3); print(next(it), list(it), list(it), next(it, "dflt"))
for src in ["next(Count(0))", "next([])", "next(5)", "iter(5)", "iter()", "iter(1, 2)", "next()", "next(iter([]), 1, 2)", "iter(len)", "next(iter([]))", "iter(None)", "iter(int)", "iter(Count)", "list(iter(5, 6))", "next(x=1)"]:
    try: print(src, eval(src))
    except StopIteration as e: print(src, "-> StopIteration", e.args)
    except Exception as e: print(src, "->", type(e).__name__, e)
vals = iter([1, 2, 0, 3]); print(list(iter(lambda: next(vals), 0)), list(vals))
s = iter(lambda: 1, 1); print(list(s), list(s), type(s).__name__)
def boom(): raise ValueError("from callable")
try: next(iter(boom, 0))
except ValueError as e: print(e)
def stop(): raise StopIteration
print(list(iter(stop, 0)))
class Seq:
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
it = iter(Seq()); print(type(it).__name__, next(it), list(it), list(it))
for obj in ["ab", b"ab", [1, 2], (1, 2), {1: 2, 3: 4}, {1: 2}.keys(), {1: 2}.values(), {1: 2}.items(), {5}, frozenset([5]), range(2), range(10 ** 20, 10 ** 20 + 2), bytearray(b"ab"), enumerate("ab"), zip("ab", "cd"), map(str, [1, 2]), filter(None, [1, 2]), reversed([1, 2]), reversed("ab"), reversed((1, 2)), reversed(range(2)), reversed({1: 2}), reversed({1: 2}.items()), memoryview(b"ab"), (i for i in "ab"), iter([1, 2])]:
    it = iter(obj); hint = it.__length_hint__() if hasattr(it, "__length_hint__") else None
    first = next(it); print(type(obj).__name__, type(it).__name__, iter(it) is it, hint, first, list(it), next(it, "end"), list(it))
import operator
print(operator.length_hint([1, 2]), operator.length_hint(iter([1, 2])), operator.length_hint(5, 7), operator.length_hint(Count(3)), operator.length_hint(map(str, [1])), operator.length_hint(range(5)))
l = [1, 2, 3]; it = iter(l); print(next(it)); l.append(4); print(list(it)); l.append(5); print(list(it))
l = [1, 2, 3]; it = iter(l); next(it); next(it); l.clear(); print(list(it))
l = [1, 2, 3]; r = reversed(l); l.append(4); print(list(r)); r = reversed(l); next(r); l.clear(); print(list(r))
s = iter("abc"); a, b, c = s; print(a, b, c)
it = iter([1, 2, 3, 4, 5]); print(list(zip(it, it)), list(it)); it = iter(range(6)); print([(x, next(it)) for x in it])
z = zip([1, 2, 3], iter("ab")); print(list(z)); i = iter([1, 2, 3]); print(list(zip(i, "a")), list(i)); i = iter([1, 2, 3]); print(list(zip("a", i)), list(i))
for src in ["list(zip('ab', 'c', strict=True))", "list(zip('a', 'bc', strict=True))", "list(zip('ab', 'cd', 'e', strict=True))", "list(zip('ab', 'cd', strict=True))", "list(zip())", "list(zip('ab'))", "zip(5)", "zip([1], 5)", "list(map(lambda a, b: a + b, [1, 2], [10, 20, 30]))", "map(5)", "list(map(5, [1]))", "list(map(None, [1]))", "list(map(int, 'a1'))", "filter()", "list(filter(5, [1]))", "list(filter(str.isdigit, 'a1b2'))", "enumerate(5)", "enumerate([], 'a')", "list(enumerate('ab', start=-1))", "list(enumerate('ab', 10 ** 20))", "reversed(5)", "reversed({1})", "reversed(iter([]))", "list(reversed('abc'))"]:
    try: print(src, eval(src))
    except Exception as e: print(src, "->", type(e).__name__, e)
class Bad:
    def __iter__(self): return [1]
class Bad2:
    def __iter__(self): return Count
class NoneIter: __iter__ = None
for c in (Bad, Bad2, NoneIter):
    try: print(list(c()))
    except TypeError as e: print(e)
class Resume:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n % 3 == 0: raise StopIteration
        return self.n
r = Resume(); print(list(r), list(r), list(r))
class IterGen:
    def __iter__(self): yield 1; yield 2
g = IterGen(); print(list(g), list(g), [*g, *g], 2 in g)
def take(n, it): return [x for _, x in zip(range(n), it)]
print(take(3, Count(10)), take(2, iter(int, 1)), take(0, "abc"))
class Peek:
    def __init__(self, it): self.it, self.buf = iter(it), []
    def __iter__(self): return self
    def __next__(self): return self.buf.pop() if self.buf else next(self.it)
    def peek(self, d=None):
        if not self.buf:
            try: self.buf.append(next(self.it))
            except StopIteration: return d
        return self.buf[0]
p = Peek("abc"); print(p.peek(), next(p), p.peek(), list(p), p.peek("none"))
import copy
i = iter([1, 2, 3]); next(i); j = copy.copy(i); print(list(i), list(j)); k = iter("xyz"); next(k); print(list(copy.copy(k)), k.__reduce__()[0].__name__)
