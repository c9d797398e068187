"""One site, several classes, several threads: each result belongs to its receiver."""
import threading

THREADS = 4


def make(round_number):
    class A:
        __slots__ = ("x", "y")
        def __init__(self): self.x = "A.x"; self.y = "A.y"
        def name(self): return "A"
        def __getitem__(self, i): return ("A", i)
    class B:
        __slots__ = ("y", "x")
        def __init__(self): self.x = "B.x"; self.y = "B.y"
        def name(self): return "B"
        def __getitem__(self, i): return ("B", i)
    class C:
        def __init__(self): self.x = "C.x"; self.y = "C.y"
        def name(self): return "C"
        def __getitem__(self, i): return ("C", i)
    class D(C):
        def __init__(self): self.z = 0; self.y = "D.y"; self.x = "D.x"
        def name(self): return "D"
        @property
        def kind(self): return "D"
    namespace = {}
    exec("def site(o): return o.x, o.y, o.name(), o[1]", namespace)
    return [A(), B(), C(), D()], namespace["site"]


wrong = []


def run(k, barrier, objects, site):
    barrier.wait()
    for i in range(60):
        o = objects[(k + i) % 4]
        name = type(o).__name__
        x, y, n, item = site(o)
        base = "C" if name == "D" else name
        if (x, y, n, item) != (name + ".x", name + ".y", name, (base, 1)):
            wrong.append((name, x, y, n, item))


for number in range(40):
    objects, site = make(number)
    barrier = threading.Barrier(THREADS)
    threads = [threading.Thread(target=run, args=(k, barrier, objects, site)) for k in range(THREADS)]
    for t in threads: t.start()
    for t in threads: t.join()
print("wrong", wrong)


class Changing:
    def value(self): return 0


seen_backwards = []
published = [0]
stop = False


def reader():
    o = Changing()
    while not stop:
        low = published[0]
        got = o.value()
        if got < low:
            seen_backwards.append((low, got))


threads = [threading.Thread(target=reader) for _ in range(3)]
for t in threads: t.start()
for i in range(1, 400):
    Changing.value = (lambda i: lambda self: i)(i)
    published[0] = i
stop = True
for t in threads: t.join()
print("stale", seen_backwards)
