"""Priority queues in plain lists: heap[k] <= heap[2*k+1] and heap[k] <= heap[2*k+2]. The operations on
one heap are in C (_heapq)."""

from _heapq import (_heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush,
                    heappushpop, heapreplace)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest',
           'heappushpop']


def merge(*iterables, key=None, reverse=False):
    """Merges sorted inputs into one sorted output, reading each as far as needed."""
    heap = []
    sign = -1 if reverse else 1
    make, pop, replace = ((_heapify_max, _heappop_max, _heapreplace_max) if reverse
                          else (heapify, heappop, heapreplace))
    for order, iterator in enumerate(map(iter, iterables)):
        for item in iterator:
            # The order of the inputs decides among equal items.
            heap.append([item if key is None else key(item), order * sign, item, iterator])
            break
    make(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[2] = item
            entry[0] = item if key is None else key(item)
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        entry = heap[0]
        yield entry[2]
        yield from entry[3]


def _best(n, iterable, key, largest):
    """The n first items of the sorted input, in time n log n beyond one pass. Equal keys keep their
    order."""
    iterator = iter(iterable)
    step = -1 if largest else 1
    rows = []
    order = 0
    for item in iterator:
        rows.append((item if key is None else key(item), order, item))
        order += step
        if len(rows) == n:
            break
    if len(rows) == n:
        # The worst of the rows at the root, to be replaced by better ones.
        make, replace = (heapify, heapreplace) if largest else (_heapify_max, _heapreplace_max)
        make(rows)
        worst = rows[0][0]
        for item in iterator:
            k = item if key is None else key(item)
            if (worst < k) if largest else (k < worst):
                replace(rows, (k, order, item))
                worst = rows[0][0]
                order += step
    rows.sort(reverse=largest)
    return [row[2] for row in rows]


def nsmallest(n, iterable, key=None):
    """The n smallest items, as sorted(iterable, key=key)[:n]."""
    return _select(n, iterable, key, False)


def nlargest(n, iterable, key=None):
    """The n largest items, as sorted(iterable, key=key, reverse=True)[:n]."""
    return _select(n, iterable, key, True)


def _select(n, iterable, key, largest):
    if n == 1:
        absent = object()
        result = (max if largest else min)(iterable, default=absent, key=key)
        return [] if result is absent else [result]
    try:
        size = len(iterable)
    except (TypeError, AttributeError):
        pass
    else:
        if n >= size:
            return sorted(iterable, key=key, reverse=largest)[:n]
    return _best(n, iterable, key, largest) if n > 0 else []
