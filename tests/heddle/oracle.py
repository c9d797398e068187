"""The oracle: every execution that RC11 allows for a litmus program, found without Heddle.

RC11 is the C11 memory model as repaired by Lahav, Vafeiadis, Kang, Hur and Dreyer ("Repairing
sequential consistency in C/C++11", PLDI 2017), with the release sequences of C++20 (continued by
read-modify-writes alone). An execution is a graph of events with reads-from (rf) and a modification
order (mo) for each variable. Because RC11 forbids cycles in program order and rf, each consistent
graph can be built event by event, every prefix being consistent; `explore` does that and visits each
graph once. Relations are rows of bits. `literal.py` says the same a second time, straight from the
definitions, and the tests compare the two.

    explore(program)  ->  Result(outcomes, executions, blocked, racy)
"""
from collections import Counter, namedtuple

RELEASES = frozenset(("rel", "acq_rel", "sc"))
ACQUIRES = frozenset(("acq", "acq_rel", "sc"))
Result = namedtuple("Result", "outcomes executions blocked racy")
# An event as it stands in a graph. kind: R, W, U (read-modify-write) or F; source: what it reads from; locked:
# on x86 a locked instruction although it is no read-modify-write (a failed exchange, an unlock).
Event = namedtuple("Event", "kind place order source value locked", defaults=(False,))
INITIAL = -1
NOTHING = "-" # the outcome of a program that has neither registers nor observed variables


class TooLarge(Exception):
    """More partial graphs than the caller wanted to wait for."""


def run_thread(body, reads, steps):
    """The statement that the thread comes to after `steps` events, given the values its reads returned,
    or None at its end; and its registers."""
    registers = {}
    values = iter(reads)
    left = [steps]

    def run(statements):
        for statement in statements:
            kind = statement[0]
            if kind == "if":
                if (registers.get(statement[1], 0) == statement[3]) == (statement[2] == "=="):
                    found = run(statement[4])
                    if found is not None:
                        return found
                continue
            if left[0] == 0:
                if kind == "store":
                    return ("store", statement[1], statement[2], evaluate(statement[3]))
                return statement
            left[0] -= 1
            if kind in ("load", "add", "swap", "cas"):
                registers[statement[-1]] = next(values)
        return None

    def evaluate(value):
        if isinstance(value[0], int):
            return value[0]
        return registers.get(value[0], 0) + value[1]

    return run(body), registers


class Graph:
    """Events of each thread so far, and mo for each place: tuples of (thread, index), the first initial."""
    __slots__ = ("threads", "mo")

    def __init__(self, threads, mo):
        self.threads, self.mo = threads, mo

    def key(self):
        return (self.threads, self.mo)


class Relations:
    """The derived relations of one graph. Rows of bits: row[i] has bit j if i is related to j."""

    def __init__(self, graph, places):
        self.number = {}
        self.events, self.owner = [], []
        for place in range(places):
            self.number[(INITIAL, place)] = len(self.events)
            self.events.append(Event("W", place, "na", None, 0))
            self.owner.append(INITIAL)
        self.initials = places
        for thread, events in enumerate(graph.threads):
            for index, event in enumerate(events):
                self.number[(thread, index)] = len(self.events)
                self.events.append(event)
                self.owner.append(thread)
        self.size = len(self.events)
        self.position = {}
        self.key = [0] * self.size # eco on one place is the order of these keys
        for order in graph.mo:
            for position, name in enumerate(order):
                self.position[self.number[name]] = position
        self.source = [None] * self.size
        for i, event in enumerate(self.events):
            if event.source is not None:
                self.source[i] = self.number[event.source]
            if i in self.position:
                self.key[i] = 2 * self.position[i]
            elif event.kind == "R":
                self.key[i] = 2 * self.position[self.source[i]] + 1
        self._program_order()
        self._happens_before()

    def _program_order(self):
        self.sb = [0] * self.size
        everything = (1 << self.size) - 1
        later = everything & ~((1 << self.initials) - 1)
        for i in range(self.initials):
            self.sb[i] = later
        i = self.initials
        while i < self.size:
            end = i
            while end < self.size and self.owner[end] == self.owner[i]:
                end += 1
            for j in range(i, end):
                self.sb[j] = ((1 << end) - 1) & ~((1 << (j + 1)) - 1)
            i = end

    def _happens_before(self):
        rows = list(self.sb)
        for reader, event in enumerate(self.events):
            if event.source is None or event.order == "na":
                continue
            sinks = self._sinks(reader)
            if sinks:
                for head in self._release_heads(self.source[reader]):
                    rows[head] |= sinks
        self.hb = close(rows)

    def _sinks(self, reader):
        sinks = 0
        if self.events[reader].order in ACQUIRES:
            sinks |= 1 << reader
        for j in range(reader + 1, self.size):
            if self.owner[j] != self.owner[reader]:
                break
            if self.events[j].kind == "F" and self.events[j].order in ACQUIRES:
                sinks |= 1 << j
        return sinks

    def _release_heads(self, writer):
        heads = []
        while True:
            event = self.events[writer]
            if event.order == "na":
                return heads
            if event.order in RELEASES:
                heads.append(writer)
            j = writer - 1
            while j >= self.initials and self.owner[j] == self.owner[writer]:
                if self.events[j].kind == "F" and self.events[j].order in RELEASES:
                    heads.append(j)
                j -= 1
            if event.kind != "U":
                return heads
            writer = self.source[writer]

    def coherent(self):
        for i in range(self.size):
            event = self.events[i]
            if event.kind == "U" and self.position[i] != self.position[self.source[i]] + 1:
                return False
            if event.kind == "F":
                continue
            row = self.hb[i]
            while row:
                low = row & -row
                j = low.bit_length() - 1
                row ^= low
                if self.events[j].kind != "F" and self.events[j].place == event.place and self.key[j] < self.key[i]:
                    return False
        return True

    def _same_place(self, i, j):
        return self.events[i].kind != "F" and self.events[j].kind != "F" and self.events[i].place == self.events[j].place

    def _communication(self):
        """eco (all of it) and mo with reads-before, as rows."""
        eco, before = [0] * self.size, [0] * self.size
        for i in range(self.size):
            for j in range(self.size):
                if i == j or not self._same_place(i, j):
                    continue
                if self.key[i] < self.key[j]:
                    eco[i] |= 1 << j
                if j in self.position:
                    if i in self.position and self.position[i] < self.position[j]:
                        before[i] |= 1 << j
                    if self.source[i] is not None and self.position[self.source[i]] < self.position[j]:
                        before[i] |= 1 << j
        return eco, before

    def psc_acyclic(self):
        strong = [i for i, event in enumerate(self.events) if event.order == "sc"]
        if len(strong) < 2:
            return True
        eco, before = self._communication()
        apart = [0] * self.size
        scb = [0] * self.size
        for i in range(self.size):
            same = 0
            for j in range(self.size):
                if self._same_place(i, j):
                    same |= 1 << j
            apart[i] = self.sb[i] & ~same
            scb[i] = self.sb[i] | (self.hb[i] & same) | before[i]
        across = compose(compose(apart, self.hb), apart)
        scb = [scb[i] | across[i] for i in range(self.size)]
        maybe_hb = [self.hb[i] | 1 << i for i in range(self.size)]
        fences = [i for i in strong if self.events[i].kind == "F"]
        fence_bits = sum(1 << i for i in fences)
        strong_bits = sum(1 << i for i in strong)
        rows = [0] * self.size
        for i in strong:
            reach = scb[i]
            if i in fences:
                reach = apply(maybe_hb[i], scb)
            rows[i] = (reach & strong_bits) | (apply(reach, maybe_hb) & fence_bits)
            if i in fences:
                past = self.hb[i] | apply(apply(self.hb[i], eco), self.hb)
                rows[i] |= past & fence_bits
        rows = close(rows)
        return not any(rows[i] >> i & 1 for i in strong)

    def sequential(self):
        """No cycle in program order, rf, mo and reads-before at all: what --model sc allows."""
        return acyclic(self._all_edges(self.sb))

    def _all_edges(self, base):
        _, before = self._communication()
        rows = [base[i] | before[i] for i in range(self.size)]
        for i in range(self.size):
            if self.source[i] is not None:
                rows[self.source[i]] |= 1 << i
        return rows

    def total_store_order(self):
        """x86-TSO: a store may be overtaken by later loads of its thread, unless something strong stands
        between, and a thread may read its own store early."""
        kept = [0] * self.size
        for i in range(self.size):
            row = self.sb[i]
            while row:
                low = row & -row
                j = low.bit_length() - 1
                row ^= low
                if "F" in (self.events[i].kind, self.events[j].kind) and not (self._barrier(i) or self._barrier(j)):
                    continue # other fences are no instructions
                delayed = (i >= self.initials and self.events[i].kind == "W" and self.events[j].kind == "R" and
                           not any(self._barrier(k) for k in range(i, j)) and not self.events[j].locked)
                if not delayed:
                    kept[i] |= low
        _, before = self._communication()
        rows = [kept[i] | before[i] for i in range(self.size)]
        for i in range(self.size):
            source = self.source[i]
            if source is not None and self.owner[source] != self.owner[i]:
                rows[source] |= 1 << i
        return acyclic(rows)

    def _barrier(self, i):
        event = self.events[i]
        return event.kind == "U" or event.locked or (event.kind in "FW" and event.order == "sc")

    def has_race(self):
        for i in range(self.initials, self.size):
            for j in range(i + 1, self.size):
                first, second = self.events[i], self.events[j]
                if (self._same_place(i, j) and self.owner[i] != self.owner[j] and "na" in (first.order, second.order) and
                        (first.kind != "R" or second.kind != "R") and
                        not self.hb[i] >> j & 1 and not self.hb[j] >> i & 1):
                    return True
        return False


def close(rows):
    """Transitive closure."""
    rows = list(rows)
    for middle in range(len(rows)):
        reach, bit = rows[middle], 1 << middle
        for i, row in enumerate(rows):
            if row & bit:
                rows[i] = row | reach
    return rows


def apply(bits, rows):
    result = 0
    while bits:
        low = bits & -bits
        result |= rows[low.bit_length() - 1]
        bits ^= low
    return result


def compose(first, second):
    return [apply(row, second) for row in first]


def acyclic(rows):
    rows = close(rows)
    return not any(row >> i & 1 for i, row in enumerate(rows))


class Explorer:
    def __init__(self, program, model, limit):
        self.program, self.model, self.limit = program, model, limit
        self.places = list(program.variables) + list(program.mutexes)
        self.place = {name: i for i, name in enumerate(self.places)}
        self.seen = set()
        self.outcomes, self.blocked, self.racy = Counter(), 0, False
        self.statements = {}

    def explore(self):
        start = Graph(tuple(() for _ in self.program.threads),
                      tuple(((INITIAL, place),) for place in range(len(self.places))))
        stack = [start]
        self.seen.add(start.key())
        while stack:
            graph = stack.pop()
            for follower in self.extensions(graph):
                key = follower.key()
                if key not in self.seen:
                    self.seen.add(key)
                    if self.limit and len(self.seen) > self.limit:
                        raise TooLarge()
                    stack.append(follower)

    def consistent(self, graph):
        relations = Relations(graph, len(self.places))
        if not relations.coherent():
            return False
        if self.model == "sc":
            return relations.sequential()
        if self.model == "tso":
            return relations.total_store_order()
        return relations.psc_acyclic()

    def value_of(self, graph, name):
        return 0 if name[0] == INITIAL else graph.threads[name[0]][name[1]].value

    def next_statement(self, graph, thread):
        events = graph.threads[thread]
        reads = tuple(self.value_of(graph, event.source) for event in events
                      if event.source is not None and self.places[event.place] not in self.program.mutexes)
        key = (thread, len(events), reads)
        if key not in self.statements:
            self.statements[key] = run_thread(self.program.threads[thread], reads, len(events))
        return self.statements[key]

    def extensions(self, graph):
        """The consistent graphs one event larger. A program that has ended, or whose threads all wait for
        mutexes, has none, and is counted here."""
        waiting = []
        for thread in range(len(graph.threads)):
            statement, _ = self.next_statement(graph, thread)
            if statement is None:
                continue
            # A store or fence depends on nothing outside its thread: putting it in at once loses no graph.
            if statement[0] in ("store", "fence", "unlock"):
                return [follower for follower in self.extend(graph, thread, statement) if self.consistent(follower)]
            waiting.append((thread, statement))
        if not waiting:
            self.finish(graph)
            return []
        followers = [follower for thread, statement in waiting for follower in self.extend(graph, thread, statement)
                     if self.consistent(follower)]
        if not followers:
            self.blocked += 1
            self.racy = self.racy or Relations(graph, len(self.places)).has_race()
        return followers

    def extend(self, graph, thread, statement):
        kind = statement[0]
        if kind == "fence":
            return [self.append(graph, thread, Event("F", -1, statement[1], None, 0))]
        if kind == "unlock":
            return self.write(graph, thread, Event("W", self.place[statement[1]], "rel", None, 0, True))
        if kind == "store":
            return self.write(graph, thread, Event("W", self.place[statement[1]], statement[2], None, statement[3]))
        place = self.place[statement[1]]
        followers = []
        for position, source in enumerate(graph.mo[place]):
            value = self.value_of(graph, source)
            if kind == "lock":
                event = Event("U", place, "acq", source, 1) if value == 0 else None
            elif kind == "load":
                event = Event("R", place, statement[2], source, None)
            elif kind == "add":
                event = Event("U", place, statement[2], source, value + statement[3])
            elif kind == "swap":
                event = Event("U", place, statement[2], source, statement[3])
            elif value == statement[4]:
                event = Event("U", place, statement[2], source, statement[5])
            else:
                event = Event("R", place, statement[3], source, None, True)
            if event is None:
                continue
            follower = self.append(graph, thread, event)
            if event.kind == "U":
                follower = self.place_in(follower, place, position + 1, (thread, len(graph.threads[thread])))
            followers.append(follower)
        return followers

    def write(self, graph, thread, event):
        grown = self.append(graph, thread, event)
        name = (thread, len(graph.threads[thread]))
        return [self.place_in(grown, event.place, position, name)
                for position in range(1, len(graph.mo[event.place]) + 1)]

    @staticmethod
    def append(graph, thread, event):
        threads = graph.threads
        return Graph(threads[:thread] + (threads[thread] + (event,),) + threads[thread + 1:], graph.mo)

    @staticmethod
    def place_in(graph, place, position, name):
        order = graph.mo[place]
        order = order[:position] + (name,) + order[position:]
        return Graph(graph.threads, graph.mo[:place] + (order,) + graph.mo[place + 1:])

    def finish(self, graph):
        registers = {}
        for thread in range(len(graph.threads)):
            registers.update(self.next_statement(graph, thread)[1])
        parts = ["%s=%d" % (name, registers.get(name, 0)) for name in sorted(self.program.registers)]
        for name in self.program.observed:
            parts.append("%s=%d" % (name, self.value_of(graph, graph.mo[self.place[name]][-1])))
        self.outcomes[" ".join(parts) or NOTHING] += 1
        if not self.racy and self.program.plain:
            self.racy = Relations(graph, len(self.places)).has_race()


def explore(program, model="rc11", limit=None):
    """All consistent executions of a program; `outcomes` maps each outcome to its number of executions."""
    explorer = Explorer(program, model, limit)
    explorer.explore()
    return Result(dict(explorer.outcomes), sum(explorer.outcomes.values()), explorer.blocked, explorer.racy)
