"""Constant expressions: folded or not, they must mean the same."""
import math
print(2 ** 100, 2 ** -2, 0 ** 0, (-2) ** 3, 1 << 70, -1 >> 100, 7 // -2, -7 % 3, 5 % -3, 0 // 5)
for source in ["1 / 0", "1 // 0", "1 % 0", "0 ** -1", "1 << -1", "1 >> -1", "1.0 / 0", "1.0 // 0.0", "1 % 0.0", "divmod(1, 0)", "pow(2, -1, 4)", "pow(2, 3, 0)",
               "0.0 ** -1", "0j ** -1", "1j // 1", "1j % 1", "'a' * 'b'", "-'a'", "~1.0", "+[]", "'a' % 1", "'%d' % 'a'", "(1).x", "1 .real", "'abc'[5]", "(1, 2)[2]", "[] < 1", "1 < 'a'", "1 in 1", "'a' in 1", "1 in 'a'", "(-1) ** 0.5 != 1j",
               "'a' * -5", "[0] * 0", "(1,) * 3", "'ab' * 3", "b'x' * 2", "2 ** 0.5", "10 ** -400", "10.0 ** 400", "2.0 ** 1024", "math.exp(1000)", "int(1e400)", "int(float('nan'))", "1 if 1 else 1 / 0", "not 1 / 1", "1 and 1 / 0"]:
    try:
        print(source, "=", eval(source))
    except Exception as error:
        print(source, "->", type(error).__name__ + ":", error)
def unreachable():
    if 0:
        1 / 0
    while False:
        1 / 0
    if not True:
        x = 1
    try:
        return x
    except UnboundLocalError as error:
        return str(error)
print(unreachable())
def constants():
    a = (1, 2, (3, 4))
    b = (1, 2, (3, 4))
    c = 1.0
    d = 1
    e = True
    f = -0.0
    g = 0.0
    return a == b, type(c), type(d), type(e), f, g, (0.0, -0.0), {0: "a", 0.0: "b", False: "c"}
print(constants())
print(1 == 1.0, (1, 1.0, True, 1 + 0j), [0, -0, 0.0, -0.0], -0j, 0 - 0j, complex(-0.0, -0.0))
print("a" "b" * 2, "x" in "xyz", "abc"[1:], "abc"[::-1], (1, 2) + (3,), {1: 2}[1], [1, 2, 3][-1], "%s-%s" % ("a", 1), "%%" % ())
x = 1000
y = 1000
print(x == y, "ab" == "a" + "b")
print(1_0 + 0x10 + 0b10 + 0o10, -(-(-1)), not not not 0, ~~~0, --1, +-+1)
print(3 .__add__(4), (3).__radd__(4), 3.5.__trunc__(), (5).__rpow__(2), (5).__divmod__(3), 7 .__rdivmod__(30))
assert 1, "never"
assert (1 == 1)
print(__debug__, __name__, __doc__)
def docstring_first():
    "doc"
    return docstring_first.__doc__
def docstring_not():
    ("a" + "b")
    return docstring_not.__doc__
def fdoc():
    f"not a docstring"
    return fdoc.__doc__
def bdoc():
    b"not either"
    return bdoc.__doc__
class Doc:
    """class doc"""
    x = __doc__
print(docstring_first(), docstring_not(), fdoc(), bdoc(), Doc.__doc__, Doc.x)
