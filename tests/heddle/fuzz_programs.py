"""Random litmus programs, small enough that the oracle judges them at once; equal seeds give equal programs."""
import random

STORES = ("rlx", "rel", "sc")
LOADS = ("rlx", "acq", "sc")
UPDATES = ("rlx", "acq", "rel", "acq_rel", "sc")
FENCES = ("acq", "rel", "acq_rel", "sc")


class Maker:
    def __init__(self, seed, threads=(2, 4), events=9, locks=True, plain=True):
        self.random = random.Random(seed)
        self.threads, self.events = threads, events
        self.locks, self.plain = locks, plain
        self.register = 0
        self.value = 0

    def fresh_register(self):
        self.register += 1
        return "r%02d" % self.register

    def fresh_value(self):
        self.value += 1
        return self.value

    def program(self):
        """The lines of one program, one a thread, and the variables whose final value belongs to the outcome."""
        pick = self.random
        count = pick.randint(*self.threads)
        self.variables = ["x", "y", "z"][:pick.choice((1, 2, 2, 2, 3))]
        # All accesses of a program lean to one strength, so that strong and weak programs are both common.
        self.strength = pick.choice(("weak", "middle", "strong", "any"))
        self.uses_plain = self.plain and pick.random() < 0.25
        self.uses_locks = self.locks and pick.random() < 0.12
        budget = self.events
        lines = []
        for thread in range(count):
            most = max(1, min(4, budget - (count - thread - 1)))
            length = pick.randint(1, most)
            budget -= length
            lines.append("; ".join(self.thread(length)))
        used = [name for name in self.variables if any(name + "." in line for line in lines)]
        return lines, tuple(used)

    def order(self, choices):
        if self.strength == "weak" and self.random.random() < 0.8:
            return "rlx"
        if self.strength == "strong" and self.random.random() < 0.8:
            return choices[-1]
        if self.strength == "middle":
            return self.random.choice(choices[:-1])
        return self.random.choice(choices)

    def thread(self, length):
        statements = []
        self.own = []
        if self.uses_locks and self.random.random() < 0.6:
            return ["lock m"] + [self.locked() for _ in range(min(2, length))] + ["unlock m"]
        while length > 0:
            kind = self.random.random()
            if kind < 0.12 and length > 1 and self.own:
                register = self.random.choice(self.own)
                relation = self.random.choice(("==", "!="))
                number = self.random.choice((0, 1, max(1, self.value)))
                statements.append("if %s %s %d { %s }" % (register, relation, number, self.access()))
            elif kind < 0.22 and statements and length > 1:
                statements.append("fence." + self.order(FENCES).replace("rlx", "acq_rel"))
            else:
                statements.append(self.access())
            length -= 1
        return statements

    def locked(self):
        if self.random.random() < 0.5:
            return "d.na = %d" % self.fresh_value()
        register = self.fresh_register()
        return "%s = d.na" % register

    def access(self):
        pick = self.random
        variable = pick.choice(self.variables)
        kind = pick.random()
        if self.uses_plain and kind < 0.3:
            if pick.random() < 0.5:
                return "d.na = %d" % self.fresh_value()
            register = self.fresh_register()
            return "%s = d.na" % register
        if kind < 0.42:
            if self.own and pick.random() < 0.15:
                return "%s.%s = %s + %d" % (variable, self.order(STORES), pick.choice(self.own), pick.randint(0, 2))
            return "%s.%s = %d" % (variable, self.order(STORES), self.fresh_value())
        register = self.fresh_register()
        if kind < 0.82:
            text = "%s = %s.%s" % (register, variable, self.order(LOADS))
        elif kind < 0.90:
            text = "%s = add %s.%s 1" % (register, variable, self.order(UPDATES))
        elif kind < 0.94:
            text = "%s = swap %s.%s %d" % (register, variable, self.order(UPDATES), self.fresh_value())
        else:
            text = "%s = cas %s.%s/%s %d %d" % (register, variable, self.order(UPDATES), self.order(LOADS),
                                                pick.choice((0, 0, 1)), self.fresh_value())
        self.own.append(register)
        return text
