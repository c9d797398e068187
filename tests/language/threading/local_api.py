"""threading.local: attributes per thread, subclasses, arguments, deletion, __dict__."""
import threading


def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except BaseException as error:
        return "%s: %s" % (type(error).__name__, error)


def elsewhere(f):
    out = []
    t = threading.Thread(target=lambda: out.append(attempt(f)))
    t.start()
    t.join()
    return out[0]


data = threading.local()
data.x = 1
print(data.x, data.__dict__, elsewhere(lambda: data.x), elsewhere(lambda: data.__dict__))
print(elsewhere(lambda: setattr(data, "x", 5)), data.x, hasattr(data, "y"))
del data.x
print(attempt(lambda: data.x), attempt(lambda: delattr(data, "x")))
print(attempt(threading.local, 1), "|", attempt(threading.local, a=1))
print(attempt(lambda: setattr(data, "__dict__", {})))


class Counter(threading.local):
    shared = []
    kind = "class"

    def __init__(self, start, step=1):
        self.count = start
        self.step = step
        self.shared.append((start, step))

    def up(self):
        self.count += self.step
        return self.count

    @property
    def double(self):
        return self.count * 2

    @double.setter
    def double(self, value):
        self.count = value // 2


c = Counter(10, step=2)
print(c.up(), c.up(), elsewhere(c.up), elsewhere(lambda: [c.up(), c.up(), c.double]), c.up(), Counter.shared)
c.double = 8
print(c.count, c.double, sorted(c.__dict__.items()), c.kind)
c.kind = "own"
print(c.kind, elsewhere(lambda: c.kind), Counter.kind)
del c.kind
print(c.kind, isinstance(c, threading.local), type(threading.local()).__name__)


class Slotted(threading.local):
    __slots__ = ("seen",)


s = Slotted()
s.seen = 3
s.other = 4
print(s.seen, elsewhere(lambda: s.seen), elsewhere(lambda: s.other))


class Fails(threading.local):
    def __init__(self, ok):
        if threading.current_thread() is not threading.main_thread():
            raise ValueError("not here")
        self.ok = ok


f = Fails("fine")
print(f.ok, elsewhere(lambda: f.ok))
several = [threading.local() for _ in range(50)]
for i, each in enumerate(several):
    each.number = i
print(sum(each.number for each in several), elsewhere(lambda: sum(hasattr(each, "number") for each in several)))
print(dir(data) == sorted(set(dir(threading.local)) | set(data.__dict__)))
