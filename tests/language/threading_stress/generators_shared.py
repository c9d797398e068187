"""A generator, a list iterator and a range iterator that several threads share never break."""
import threading

THREADS = 4


def numbers():
    for i in range(2000):
        yield i


def drain(iterator, out):
    while True:
        try:
            out.append(next(iterator))
        except StopIteration:
            return
        except ValueError as error:
            assert str(error) == "generator already executing", error


def shared(iterator):
    outs = [[] for _ in range(THREADS)]
    threads = [threading.Thread(target=drain, args=(iterator, out)) for out in outs]
    for t in threads: t.start()
    for t in threads: t.join()
    return [x for out in outs for x in out]


got = shared(numbers())
print(sorted(got) == list(range(2000)))
print(set(shared(iter(list(range(3000))))) <= set(range(3000)))
print(set(shared(iter(range(3000)))) <= set(range(3000)))
