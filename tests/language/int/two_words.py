"""Operators around the borders of one and two machine words: a digest for all, some in full."""
import hashlib
import operator
import random

chosen = random.Random(41)
OPERATORS = [operator.add, operator.sub, operator.mul, operator.and_, operator.or_, operator.xor,
             operator.floordiv, operator.mod, divmod, operator.lshift, operator.rshift]
BORDERS = [2 ** 61, 2 ** 61 - 1, 2 ** 62, 2 ** 63, 2 ** 63 - 1, 2 ** 64, 2 ** 64 - 1, 2 ** 126, 2 ** 127,
           2 ** 127 - 1, 2 ** 128]


class Whole(int):
    pass


def number():
    kind = chosen.randrange(6)
    if kind == 0:
        value = chosen.getrandbits(chosen.randrange(1, 140))
    elif kind == 1:
        value = (1 << chosen.randrange(0, 135)) + chosen.randrange(-2, 3)
    elif kind == 2:
        value = chosen.getrandbits(64)
    elif kind == 3:
        value = chosen.randrange(-5, 6)
    elif kind == 4:
        value = chosen.getrandbits(chosen.randrange(58, 66))
    else:
        value = chosen.choice(BORDERS)
    return -value if chosen.random() < 0.4 else value


def outcome(operation, left, right):
    try:
        return repr(operation(left, right))
    except (ArithmeticError, ValueError) as error:
        return repr(error)


digest = hashlib.sha256()
for _ in range(20000):
    operation, left, right = chosen.choice(OPERATORS), number(), number()
    if operation in (operator.lshift, operator.rshift):
        right = chosen.randrange(-1, 140)
    elif chosen.random() < 0.05:
        right = True
    if chosen.random() < 0.05:
        left = Whole(left)
    digest.update(f'{operation.__name__} {left} {right} {outcome(operation, left, right)}\n'.encode())
print(digest.hexdigest())

for left in (2 ** 63, -2 ** 63, 2 ** 64 + 1, -2 ** 126, 1):
    for right in (2 ** 62, -2 ** 62 + 1, 3, 0, -1):
        print(left, right, [outcome(operation, left, right) for operation in OPERATORS[:9]])
    print([left << 62, left >> 1, left >> 200, left << 126])
state = 1
for _ in range(1000):
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
print(state, type(Whole(2 ** 70) + 1) is int)
