"""pickle and copy: records, nested lists and objects out and back again, in two protocols."""
import copy
import pickle
import sys


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
        self.tags = ["point", x]


class Tree:
    def __init__(self, depth):
        self.point = Point(depth, depth * 2)
        self.left = Tree(depth - 1) if depth else None
        self.right = Tree(depth - 1) if depth else None


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    record = {"id": 302935349, "name": "Ana", "flags": 412317970704, "born": (1980, 5, 7), "ratio": 2.5, "ok": True,
              "note": None, "tags": ["a", "b", "c", "d"], "city": "São Paulo"}
    records = [dict(record, id=i) for i in range(150)]
    rows = [("key %d" % j, j, j / 4, {j: str(j)}) for j in range(500)]
    tree, size, check = Tree(6), 0, 0
    for _ in range(times):
        for protocol in (2, 4):
            for value in (records, rows, tree):
                data = pickle.dumps(value, protocol)
                size += len(data)
                back = pickle.loads(data)
                check += back.left.point.y if value is tree else len(back)
        check += copy.deepcopy(records[:40])[7]["id"]
    print("pickles", size, check)


main()
