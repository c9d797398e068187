"""Classes die and new ones take their place under one old site; guards must not confuse them."""
import gc

from _harness import done, together


def site(o):
    return o.m(), o.v, o.attribute


def churn_for(tag):
    count = [0]

    def churn():
        for _ in range(10):
            count[0] += 1
            name = "%s%d" % (tag, count[0])
            order = ("v", "attribute") if count[0] % 2 else ("attribute", "v")
            cls = type(name, (), {"m": lambda self, name=name: name, "__slots__": order})
            o = cls()
            o.v, o.attribute = name + ".v", name + ".attribute"
            for _ in range(4):
                assert site(o) == (name, name + ".v", name + ".attribute"), (site(o), name)
            del cls, o
        if count[0] % 50 == 0:
            gc.collect()
    return churn


together(*[churn_for(tag) for tag in "ABCD"])
done()
