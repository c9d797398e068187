"""Structures of small objects: binary trees of tuples, a balanced tree, a trie, shortest paths in a grid."""
import heapq
import sys


def make(depth):
    return (None, None) if depth == 0 else (make(depth - 1), make(depth - 1))


def count(tree):
    left, right = tree
    return 1 if left is None else 1 + count(left) + count(right)


class Node:
    __slots__ = ("key", "left", "right", "height")

    def __init__(self, key):
        self.key, self.left, self.right, self.height = key, None, None, 1


def height(node):
    return node.height if node else 0


def fix(node):
    node.height = 1 + max(height(node.left), height(node.right))
    return height(node.left) - height(node.right)


def turn_right(node):
    top = node.left
    node.left, top.right = top.right, node
    fix(node)
    fix(top)
    return top


def turn_left(node):
    top = node.right
    node.right, top.left = top.left, node
    fix(node)
    fix(top)
    return top


def insert(node, key):
    if node is None:
        return Node(key)
    if key < node.key:
        node.left = insert(node.left, key)
    else:
        node.right = insert(node.right, key)
    slope = fix(node)
    if slope > 1:
        if key >= node.left.key:
            node.left = turn_left(node.left)
        return turn_right(node)
    if slope < -1:
        if key < node.right.key:
            node.right = turn_right(node.right)
        return turn_left(node)
    return node


def walk(node):
    if node is not None:
        yield from walk(node.left)
        yield node.key
        yield from walk(node.right)


class Trie:
    def __init__(self):
        self.children, self.ends = {}, False

    def add(self, word):
        node = self
        for letter in word:
            node = node.children.setdefault(letter, Trie())
        node.ends = True

    def __contains__(self, word):
        node = self
        for letter in word:
            node = node.children.get(letter)
            if node is None:
                return False
        return node.ends


def paths(width):
    cost = {(x, y): x * 7919 % 9 + y * 104729 % 7 + 1 for x in range(width) for y in range(width)}
    best, waiting = {(0, 0): 0}, [(0, (0, 0))]
    while waiting:
        spent, (x, y) = heapq.heappop(waiting)
        if spent > best[x, y]:
            continue
        for step in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            if step in cost and spent + cost[step] < best.get(step, 1 << 30):
                best[step] = spent + cost[step]
                heapq.heappush(waiting, (best[step], step))
    return best[width - 1, width - 1]


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    for _ in range(times):
        root = None
        for i in range(2500):
            root = insert(root, i * 7919 % 10007)
        keys, trie = list(walk(root)), Trie()
        words = ["".join("abcde"[i * k * 31 % 5] for k in range(1, 9)) + str(i % 50) for i in range(2000)]
        for word in words[::2]:
            trie.add(word)
        result = (sum(count(make(depth)) for depth in (4, 8, 12)), root.height, keys == sorted(keys),
                  sum(word in trie for word in words), paths(40))
    print("trees", *result)


main()
