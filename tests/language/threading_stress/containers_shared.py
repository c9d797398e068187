"""Appends, pops, dict stores and set adds of several threads: nothing lost, nothing torn."""
import threading

N, THREADS = 3000, 4


def together(work):
    barrier = threading.Barrier(THREADS)

    def run(k):
        barrier.wait()
        work(k)
    threads = [threading.Thread(target=run, args=(k,)) for k in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


items = []
together(lambda k: [items.append((k, i)) for i in range(N)])
print(len(items), len(set(items)))
taken = [[] for _ in range(THREADS)]


def take(k):
    while True:
        try:
            taken[k].append(items.pop())
        except IndexError:
            return


together(take)
everything = [x for part in taken for x in part]
print(len(everything), len(set(everything)), items)
table = {}
together(lambda k: [table.__setitem__((k, i % 500), i) for i in range(N)])
print(len(table), all(v % 500 == key[1] for key, v in table.items()))
winners = [[] for _ in range(THREADS)]
shared = {}
together(lambda k: [winners[k].append(shared.setdefault(i, k)) for i in range(N)])
print(all(len({winners[k][i] for k in range(THREADS)}) == 1 for i in range(N)))
names = set()
together(lambda k: [names.add(i) for i in range(N)])
print(len(names))
cleared = [list(range(50)) for _ in range(200)]
lengths = set()
together(lambda k: [lengths.add(len(l)) if k % 2 else l.clear() for l in cleared])
print(lengths <= {0, 50})
