"""Order of what depends on each other."""
from types import GenericAlias

__all__ = ["TopologicalSorter", "CycleError"]

_OUT = -1   # of a node's count: get_ready() has handed it out
_DONE = -2  # and done() was told of it


class _Node:
    __slots__ = ("node", "missing", "successors")

    def __init__(self, node):
        self.node = node
        self.missing = 0  # predecessors that are not done
        self.successors = []


class CycleError(ValueError):
    """Nodes depend on each other in a circle: args[1] is the circle, its first node at the end again."""


class TopologicalSorter:
    """Hands out nodes once all that they depend on are done.

    Give a graph as a mapping from nodes to their predecessors, or add() nodes; then take static_order(), or
    prepare(), and while is_active(): get_ready(), done(). It is not for several threads at once.
    """

    def __init__(self, graph=None):
        self._nodes = {}
        self._ready = None
        self._handed_out = 0
        self._finished = 0
        if graph is not None:
            for node, predecessors in graph.items():
                self.add(node, *predecessors)

    def _node(self, node):
        found = self._nodes.get(node)
        if found is None:
            found = self._nodes[node] = _Node(node)
        return found

    def add(self, node, *predecessors):
        """Adds a node, or more predecessors of one."""
        if self._ready is not None:
            raise ValueError("Nodes cannot be added after a call to prepare()")
        self._node(node).missing += len(predecessors)
        for predecessor in predecessors:
            self._node(predecessor).successors.append(node)

    def prepare(self):
        """Ends adding; CycleError if there is a circle, but what does not depend on it can be handed out."""
        if self._ready is not None:
            raise ValueError("cannot prepare() more than once")
        self._ready = [each.node for each in self._nodes.values() if each.missing == 0]
        circle = self._find_circle()
        if circle:
            raise CycleError("nodes are in a cycle", circle)

    def get_ready(self):
        """All nodes that have become ready since the last call."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        result = tuple(self._ready)
        for node in result:
            self._nodes[node].missing = _OUT
        self._ready.clear()
        self._handed_out += len(result)
        return result

    def is_active(self):
        """True while there is something to hand out, or to wait for."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        return self._finished < self._handed_out or bool(self._ready)

    def __bool__(self):
        return self.is_active()

    def done(self, *nodes):
        """Marks nodes that were handed out as done."""
        if self._ready is None:
            raise ValueError("prepare() must be called first")
        for node in nodes:
            found = self._nodes.get(node)
            if found is None:
                raise ValueError(f"node {node!r} was not added using add()")
            if found.missing != _OUT:
                if found.missing >= 0:
                    raise ValueError(f"node {node!r} was not passed out (still not ready)")
                raise ValueError(f"node {node!r} was already marked done")
            found.missing = _DONE
            for successor in found.successors:
                after = self._nodes[successor]
                after.missing -= 1
                if after.missing == 0:
                    self._ready.append(successor)
            self._finished += 1

    def _find_circle(self):
        """A circle as a list of nodes, or None; walks in depth with a stack of its own."""
        visited = set()
        for start in self._nodes:
            if start in visited:
                continue
            way, places = [start], {start: 0}
            branches = [iter(self._nodes[start].successors)]
            visited.add(start)
            while way:
                for node in branches[-1]:
                    if node in places:
                        return way[places[node]:] + [node]
                    if node not in visited:
                        visited.add(node)
                        places[node] = len(way)
                        way.append(node)
                        branches.append(iter(self._nodes[node].successors))
                        break
                else:
                    del places[way.pop()]
                    branches.pop()
        return None

    def static_order(self):
        """All nodes in an order in which each comes after those that it depends on."""
        self.prepare()
        while self.is_active():
            nodes = self.get_ready()
            yield from nodes
            self.done(*nodes)

    __class_getitem__ = classmethod(GenericAlias)
