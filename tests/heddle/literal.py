"""RC11 once more, slowly: every candidate graph is made and judged by the definitions as they are written.

This file shares nothing with oracle.py but the language. Values are guessed for every load, every
reads-from and every modification order is tried, and the axioms (PLDI 2017, section 3; release sequences
of C++20) are spelled in an algebra of sets of pairs. It is for small programs and for comparing.
"""
import itertools
from collections import Counter


def seq(*relations):
    result = relations[0]
    for relation in relations[1:]:
        follow = {}
        for a, b in relation:
            follow.setdefault(a, []).append(b)
        result = {(a, c) for a, b in result for c in follow.get(b, ())}
    return result


def plus(relation):
    result = set(relation)
    while True:
        larger = result | seq(result, relation)
        if larger == result:
            return result
        result = larger


def inverse(relation):
    return {(b, a) for a, b in relation}


def irreflexive(relation):
    return all(a != b for a, b in relation)


class Node:
    def __init__(self, thread, kind, place, order, read, written):
        self.thread, self.kind, self.place, self.order = thread, kind, place, order
        self.read, self.written = read, written


def paths(body, domain):
    """All event lists of one thread, with every value of the domain for each load: (nodes, registers)."""
    found = []

    def go(todo, nodes, registers):
        if not todo:
            found.append((nodes, registers))
            return
        first, rest = todo[0], todo[1:]
        kind = first[0]
        if kind == "if":
            taken = (registers.get(first[1], 0) == first[3]) == (first[2] == "==")
            go((first[4] if taken else ()) + rest, nodes, registers)
        elif kind == "fence":
            go(rest, nodes + [("F", None, first[1], None, None)], registers)
        elif kind == "lock":
            go(rest, nodes + [("U", first[1], "acq", 0, 1)], registers)
        elif kind == "unlock":
            go(rest, nodes + [("W", first[1], "rel", None, 0)], registers)
        elif kind == "store":
            value = first[3]
            number = value[0] if isinstance(value[0], int) else registers.get(value[0], 0) + value[1]
            go(rest, nodes + [("W", first[1], first[2], None, number)], registers)
        else:
            for value in sorted(domain[first[1]]):
                if kind == "load":
                    node = ("R", first[1], first[2], value, None)
                elif kind == "add":
                    node = ("U", first[1], first[2], value, value + first[3])
                elif kind == "swap":
                    node = ("U", first[1], first[2], value, first[3])
                elif value == first[4]:
                    node = ("U", first[1], first[2], value, first[5])
                else:
                    node = ("R", first[1], first[3], value, None)
                go(rest, nodes + [node], {**registers, first[-1]: value})

    go(tuple(body), [], {})
    return found


def all_paths(program):
    """Paths of every thread, over the values that can be in each variable at all."""
    domain = {name: {0} for name in program.variables}
    events = 1
    while True:
        threads = [paths(body, domain) for body in program.threads]
        grown = {name: set(values) for name, values in domain.items()}
        for nodes, _ in itertools.chain(*threads):
            for _, place, _, _, written in nodes:
                if place in grown and written is not None:
                    grown[place].add(written)
        longest = sum(max(len(nodes) for nodes, _ in thread) for thread in threads)
        if grown == domain or events > longest:
            return threads
        domain, events = grown, events + 1


class Candidate:
    """One graph; `nodes` begins with the initial stores."""

    def __init__(self, nodes, rf, mo):
        self.nodes = nodes
        everyone = range(len(nodes))
        self.everyone = everyone
        self.rf, self.mo = rf, mo
        self.rb = {(a, b) for a, b in seq(inverse(rf), mo) if a != b}
        self.sb = {(a, b) for a in everyone for b in everyone if a < b and nodes[b].thread is not None and
                   (nodes[a].thread is None or nodes[a].thread == nodes[b].thread)}
        self.eco = plus(rf | mo | self.rb)
        self._synchronize()

    def identity(self, test):
        return {(i, i) for i in self.everyone if test(self.nodes[i])}

    def same_place(self, relation):
        return {(a, b) for a, b in relation if self.nodes[a].place is not None and self.nodes[a].place == self.nodes[b].place}

    def _synchronize(self):
        rel = self.identity(lambda node: node.order in ("rel", "acq_rel", "sc"))
        acq = self.identity(lambda node: node.order in ("acq", "acq_rel", "sc"))
        fence = self.identity(lambda node: node.kind == "F")
        everything = self.identity(lambda node: True)
        writes = self.identity(lambda node: node.kind in "WU" and node.order != "na")
        reads = self.identity(lambda node: node.kind in "RU" and node.order != "na")
        update = self.identity(lambda node: node.kind == "U")
        sequence = seq(writes, everything | plus(seq(self.rf, update)))
        self.sw = seq(rel, everything | seq(fence, self.sb), sequence, self.rf, reads, everything | seq(self.sb, fence), acq)
        self.hb = plus(self.sb | self.sw)

    def consistent(self):
        everything = self.identity(lambda node: True)
        if not irreflexive(plus(self.sb | self.rf)): # no thin air
            return False
        if not irreflexive(seq(self.hb, everything | self.eco)): # coherence
            return False
        # A read-modify-write is one node here; in the paper its load comes before its store in program
        # order, which coherence turns into: it does not read from what comes after it.
        if not irreflexive(self.eco):
            return False
        update = self.identity(lambda node: node.kind == "U")
        if not irreflexive(seq(update, self.rb, self.mo)): # atomicity
            return False
        return irreflexive(plus(self.psc()))

    def psc(self):
        everything = self.identity(lambda node: True)
        strong = self.identity(lambda node: node.order == "sc")
        fence = self.identity(lambda node: node.order == "sc" and node.kind == "F")
        apart = self.sb - self.same_place(self.sb)
        scb = self.sb | seq(apart, self.hb, apart) | self.same_place(self.hb) | self.mo | self.rb
        maybe = everything | self.hb
        base = seq(strong | seq(fence, maybe), scb, strong | seq(maybe, fence))
        return base | seq(fence, self.hb | seq(self.hb, self.eco, self.hb), fence)

    def has_race(self):
        for a in self.everyone:
            for b in self.everyone:
                first, second = self.nodes[a], self.nodes[b]
                if (a < b and first.thread is not None and first.thread != second.thread and
                        first.place is not None and first.place == second.place and
                        "na" in (first.order, second.order) and (first.kind != "R" or second.kind != "R") and
                        (a, b) not in self.hb and (b, a) not in self.hb):
                    return True
        return False


class TooLarge(Exception):
    """More candidates than the caller wanted to wait for."""


def explore(program, limit=None):
    """(outcomes with their number of executions, racy). Executions that a deadlock cuts short are not made."""
    outcomes, racy = Counter(), False
    threads = all_paths(program)
    candidates, tried = 1, 0
    for thread in threads:
        candidates *= len(thread)
    if limit and candidates > 20 * limit: # most guesses of values have no store to read from
        raise TooLarge()
    places = program.variables + program.mutexes
    for choice in itertools.product(*threads):
        nodes = [Node(None, "W", place, "na", None, 0) for place in places]
        registers = {}
        for thread, (events, values) in enumerate(choice):
            registers.update(values)
            nodes.extend(Node(thread, *event) for event in events)
        writers = {place: [i for i, node in enumerate(nodes) if node.place == place and node.kind in "WU"] for place in places}
        readers = [i for i, node in enumerate(nodes) if node.kind in "RU"]
        sources = [[w for w in writers[nodes[r].place] if nodes[w].written == nodes[r].read and w != r] for r in readers]
        for picked in itertools.product(*sources):
            rf = set(zip(picked, readers))
            updates = [w for w, r in rf if nodes[r].kind == "U"]
            if len(set(updates)) != len(updates):
                continue
            for chains in itertools.product(*(itertools.permutations(writers[place][1:]) for place in places)):
                tried += 1
                if limit and tried > limit:
                    raise TooLarge()
                mo = set()
                last = {}
                for place, chain in zip(places, chains):
                    line = writers[place][:1] + list(chain)
                    last[place] = nodes[line[-1]].written
                    mo.update(itertools.combinations(line, 2))
                candidate = Candidate(nodes, rf, mo)
                if candidate.consistent():
                    parts = ["%s=%d" % (name, registers.get(name, 0)) for name in sorted(program.registers)]
                    parts += ["%s=%d" % (name, last[name]) for name in program.observed]
                    outcomes[" ".join(parts) or "-"] += 1
                    racy = racy or candidate.has_race()
    return dict(outcomes), racy
