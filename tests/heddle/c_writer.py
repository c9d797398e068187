"""Writes a litmus program as C11. The same writer serves the checked-in programs and the fuzzer."""

NAMES = {"rlx": "memory_order_relaxed", "acq": "memory_order_acquire", "rel": "memory_order_release",
         "acq_rel": "memory_order_acq_rel", "sc": "memory_order_seq_cst"}


def order_name(order):
    return "ORDER_" + order[1:] if order.startswith("$") else NAMES[order]


def value_text(value):
    if isinstance(value[0], int):
        return str(value[0])
    return value[0] if value[1] == 0 else "%s + %d" % value


def statement_lines(statement, indent):
    kind = statement[0]
    if kind == "if":
        lines = ["%sif (%s %s %d) {" % (indent, statement[1], statement[2], statement[3])]
        for inner in statement[4]:
            lines += statement_lines(inner, indent + "    ")
        return lines + [indent + "}"]
    if kind in ("lock", "unlock"):
        text = "(void)pthread_mutex_%s(&%s)" % (kind, statement[1])
    elif kind == "fence":
        text = "FENCE_" + statement[1][1:] if statement[1].startswith("$") else "atomic_thread_fence(%s)" % NAMES[statement[1]]
    elif kind == "store" and statement[2] == "na":
        text = "%s = %s" % (statement[1], value_text(statement[3]))
    elif kind == "store":
        text = "atomic_store_explicit(&%s, %s, %s)" % (statement[1], value_text(statement[3]), order_name(statement[2]))
    elif kind == "load" and statement[2] == "na":
        text = "%s = %s" % (statement[3], statement[1])
    elif kind == "load":
        text = "%s = atomic_load_explicit(&%s, %s)" % (statement[3], statement[1], order_name(statement[2]))
    elif kind == "cas":
        _, variable, success, failure, expected, desired, register = statement
        return ["%s%s = %d;" % (indent, register, expected),
                "%s(void)atomic_compare_exchange_strong_explicit(&%s, &%s, %d, %s, %s);" %
                (indent, variable, register, desired, order_name(success), order_name(failure))]
    else:
        function = "atomic_fetch_add_explicit" if kind == "add" else "atomic_exchange_explicit"
        text = "%s = %s(&%s, %d, %s)" % (statement[4], function, statement[1], statement[3], order_name(statement[2]))
    return [indent + text + ";"]


def own_registers(body):
    names = []
    for statement in body:
        if statement[0] == "if":
            names += own_registers(statement[4])
        elif statement[0] in ("load", "add", "swap", "cas"):
            names.append(statement[-1])
    return list(dict.fromkeys(names))


def write_c(program, heading, definitions=()):
    """The text of a C file: `heading` is its first comment, `definitions` stand before the variables."""
    lines = ["/* " + heading + " */", '#include "litmus.h"', ""]
    lines += list(definitions)
    for name in program.variables:
        lines.append("static %s %s;" % ("int" if name in program.plain else "atomic_int", name))
    for name in program.mutexes:
        lines.append("static pthread_mutex_t %s = PTHREAD_MUTEX_INITIALIZER;" % name)
    registers = sorted(program.registers)
    if registers:
        lines.append("static int " + ", ".join("final_" + name for name in registers) + ";")
    for number, body in enumerate(program.threads):
        lines += ["", "static void *thread_%d(void *unused)" % number, "{"]
        own = own_registers(body)
        if own:
            lines.append("    int " + ", ".join(name + " = 0" for name in own) + ";")
        lines.append("    (void)unused;")
        for statement in body:
            lines += statement_lines(statement, "    ")
        for name in own:
            lines.append("    final_%s = %s;" % (name, name))
        lines += ["    return NULL;", "}"]
    names = registers + list(program.observed)
    values = ["final_" + name for name in registers]
    for name in program.observed:
        values.append(name if name in program.plain else "atomic_load_explicit(&%s, memory_order_relaxed)" % name)
    lines += ["", "int main(void)", "{",
              "    void *(*bodies[])(void *) = {" + ", ".join("thread_%d" % i for i in range(len(program.threads))) + "};",
              "    run_threads(bodies, %d);" % len(program.threads),
              "    LITMUS_OUTCOME(%s);" % ", ".join(['"%s"' % (" ".join(name + "=%d" for name in names) or "-")] + values),
              "    return 0;", "}"]
    return "\n".join(lines) + "\n"
