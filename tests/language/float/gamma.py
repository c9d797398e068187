# math.gamma and math.lgamma to the last bit.
import math
import operator

def show(f, x):
    try:
        return f(x).hex()
    except (ValueError, OverflowError) as error:
        return "%s %s" % (type(error).__name__, error)

special = [0.5, 2.5, -0.5, -1.5, 1e-21, 1e-10, 170.5, 171.6, 171.7, -170.5, -180.3, -210.5, 141.3, -141.3, 5.0001,
           4.9999, 23, 24, 30.0, 3, 1.0, 2.0, -1e-25, 1e300, 199.9, 0, -1, float("inf"), float("-inf"), float("nan")]
state = 12345
for i in range(300):
    state = (state * 1103515245 + 12345) % 2**31
    special.append(state / 2**31 * 340 - 170)
for x in special:
    print(x, show(math.gamma, x), show(math.lgamma, x))
for f in (operator.countOf, operator.indexOf):
    try:
        f(1, 1)
    except TypeError as error:
        print(error)
