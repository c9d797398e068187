"""The litmus language: small loop-free programs over shared variables, read from text.

A program is one line of statements a thread, statements separated by `;`:

    x.rel = 1             store; the right side is a number, a register or register + number
    a = x.acq             load into a register
    a = add x.rlx 1       fetch-and-add       a = swap x.acq_rel 2     exchange
    a = cas x.acq/rlx 0 1 compare-exchange, strong: order on success / on failure, expected, desired
    fence.sc              fence
    lock m; unlock m      a mutex
    if a == 1 { ... }     also `!=`; branches may nest

Orders are na (a plain access), rlx, acq, rel, acq_rel and sc, or $name for one that is not chosen yet. Registers start at 0 and belong to one
thread; a register's name is used by one thread only, so that an outcome reads `a=1 b=0`. `observe x`
adds the final value of a variable to the outcome. The oracle, the C generator and the fuzzer all work
on what `parse` returns.
"""
import re

ORDERS = ("na", "rlx", "acq", "rel", "acq_rel", "sc")
TOKEN = re.compile(r"\s*([A-Za-z_][A-Za-z_0-9]*(?:\.[$A-Za-z0-9_]+(?:/[$A-Za-z0-9_]+)?)?|\d+|==|!=|[=+;{}])")


class LitmusError(Exception):
    """A program that the language does not know."""


class Program:
    """Threads as nested tuples of statements, and the variables, mutexes and registers that they use."""

    def __init__(self, threads, observed=()):
        self.threads = tuple(threads)
        self.observed = tuple(observed)
        self.variables, self.plain, self.mutexes = [], set(), []
        self.registers = []
        self.atomic = set()
        self._owner = {}
        for number, body in enumerate(self.threads):
            self._collect(body, number)
        for name in self.observed:
            if name not in self.variables:
                raise LitmusError("observed variable %s is not used" % name)

    def _collect(self, body, number):
        for statement in body:
            kind = statement[0]
            if kind == "if":
                self._own(statement[1], number, False)
                self._collect(statement[4], number)
            elif kind in ("lock", "unlock"):
                if statement[1] not in self.mutexes:
                    self.mutexes.append(statement[1])
            elif kind != "fence":
                variable, order = statement[1], statement[2]
                if variable not in self.variables:
                    self.variables.append(variable)
                if order == "na":
                    self.plain.add(variable)
                else:
                    self.atomic.add(variable)
                if kind == "store":
                    for part in statement[3]:
                        if isinstance(part, str):
                            self._own(part, number, False)
                else:
                    self._own(statement[-1], number, True)

    def _own(self, register, number, written):
        owner = self._owner.setdefault(register, number)
        if owner != number:
            raise LitmusError("register %s is used by two threads" % register)
        if written and register not in self.registers:
            self.registers.append(register)


class _Reader:
    def __init__(self, text):
        self.tokens = []
        position = 0
        text = text.strip()
        while position < len(text):
            match = TOKEN.match(text, position)
            if not match:
                raise LitmusError("cannot read %r" % text[position:])
            self.tokens.append(match.group(1))
            position = match.end()
        self.next = 0

    def peek(self):
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def take(self, wanted=None):
        token = self.peek()
        if token is None or (wanted is not None and token != wanted):
            raise LitmusError("%r where %r was expected" % (token, wanted))
        self.next += 1
        return token


def _access(token):
    name, _, order = token.partition(".")
    for part in order.split("/"):
        if part not in ORDERS and not part.startswith("$"):
            raise LitmusError("unknown order in %r" % token)
    return name, order


def _value(reader):
    token = reader.take()
    if token.isdigit():
        return (int(token),)
    if reader.peek() == "+":
        reader.take()
        return (token, int(reader.take()))
    return (token, 0)


def _statement(reader):
    token = reader.take()
    if token == "if":
        register, relation, number = reader.take(), reader.take(), int(reader.take())
        reader.take("{")
        body = _body(reader)
        reader.take("}")
        return ("if", register, relation, number, body)
    if token in ("lock", "unlock"):
        return (token, reader.take())
    if token.startswith("fence."):
        return ("fence", _access(token)[1])
    if "." in token:
        name, order = _access(token)
        if order in ("acq", "acq_rel"):
            raise LitmusError("a store cannot be %s" % order)
        reader.take("=")
        return ("store", name, order, _value(reader))
    register = token
    reader.take("=")
    word = reader.take()
    if word in ("add", "swap"):
        name, order = _access(reader.take())
        return (word, name, order, int(reader.take()), register)
    if word == "cas":
        name, order = _access(reader.take())
        return ("cas", name, order.split("/")[0], order.split("/")[1], int(reader.take()), int(reader.take()), register)
    name, order = _access(word)
    if order in ("rel", "acq_rel"):
        raise LitmusError("a load cannot be %s" % order)
    return ("load", name, order, register)


def _body(reader):
    statements = []
    while reader.peek() not in (None, "}"):
        statements.append(_statement(reader))
        if reader.peek() == ";":
            reader.take()
    return tuple(statements)


def parse(lines, observed=()):
    """A program from one text a thread."""
    threads = []
    for line in lines:
        reader = _Reader(line)
        threads.append(_body(reader))
        if reader.peek() is not None:
            raise LitmusError("unexpected %r" % reader.peek())
    return Program(threads, observed)


def substitute(text, orders):
    """The text with each $name replaced by its order; `-` drops the statement it stands in (for fences)."""
    def replace(match):
        if match.group(1) not in orders:
            raise LitmusError("no order for $%s" % match.group(1))
        return orders[match.group(1)]
    text = re.sub(r"\$([A-Za-z0-9_]+)", replace, text)
    return re.sub(r"fence\.-\s*;?", "", text)
