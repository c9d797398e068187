# Corners of functools, collections and generic aliases: copies, pickles, names of parameters.
import collections
import copy
import functools
import logging
import pickle

part = functools.partial(max, 1, key=int)
part.note = [3]
other = copy.copy(part)
print(other.keywords is part.keywords, other.args is part.args, other.note is part.note)
deep = copy.deepcopy(part)
print(deep.keywords == part.keywords, deep.keywords is part.keywords, deep.note == part.note, deep.note is part.note)
part.__setstate__((min, (2,), {'a': 1}, None))
print(part, vars(part))


@functools.lru_cache
def remembered(x):
    return x


print(pickle.loads(pickle.dumps(remembered)) is remembered, copy.copy(remembered) is remembered, remembered.__reduce__())

Ordered = collections.OrderedDict
print(Ordered.fromkeys('ab', value=3), Ordered.fromkeys(iterable='ab'), Ordered().setdefault('k', default=5),
      Ordered(a=1).pop('a', default=2), Ordered(a=1).pop(key='b', default=2))


class Derived(Ordered):
    pass


print(Derived.fromkeys('ab', value=3), type(Derived.fromkeys('ab')).__name__)
for wrong in (lambda: Ordered().pop('x'), lambda: Ordered().pop(), lambda: Ordered.fromkeys()):
    try:
        wrong()
    except (KeyError, TypeError) as error:
        print(type(error).__name__)

starred = (*tuple[int, ...],)[0]
for protocol in range(6):
    print(pickle.loads(pickle.dumps(starred, protocol)) == starred,
          pickle.loads(pickle.dumps(tuple[starred], protocol)) == tuple[starred], end=' ')
print(copy.copy(starred) == starred, starred, copy.deepcopy(tuple[starred]))
iterator = iter(list[int])
print(type(iterator), iterator.__reduce__()[1], next(iterator), list(iterator), iterator.__reduce__()[1])


async def steps():
    yield 1


print(type(steps())[int], logging.StreamHandler[int], logging.LoggerAdapter[int])
