"""super(), properties and class methods while the classes on the way change."""
from _harness import done, fresh_function, rounds

SOURCE = """
class A:
    def m(self): return ["A"]
    @property
    def p(self): return "A.p"
    @classmethod
    def c(cls): return cls.__name__
class B(A):
    def m(self): return ["B"] + super().m()
    @property
    def p(self): return "B>" + super().p
class C(B):
    def m(self): return ["C"] + super().m()
    @classmethod
    def c(cls): return "C>" + super().c()
made = (A, B, C)
"""


def setup(_):
    return fresh_function(SOURCE, "made")


def user(classes):
    o = classes[2]()
    for _ in range(50):
        assert o.m() in (["C", "B", "A"], ["C", "B", "new"], ["C", "A"], ["C", "new"]), o.m()
        assert o.p in ("B>A.p", "B>new.p"), o.p
        assert o.c() in ("C>C", "C>new")


def changer(classes):
    A, B, _ = classes
    old = B.m
    for i in range(20):
        A.m = lambda self: ["new"]
        A.p = property(lambda self: "new.p")
        A.c = classmethod(lambda cls: "new")
        del B.m
        B.m = old
        A.m = lambda self: ["A"]


rounds(setup, [user, user, changer], lambda classes: classes[2]().m() == ["C", "B", "A"] or 1 / 0)
done()
