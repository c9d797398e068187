"""dis beyond the bytecode itself: flags, code_info, instructions as objects, errors."""
import dis


def counter(limit, *rest, step=1, **options):
    total = 0
    for i in range(limit):
        total += i * step
    return len(rest) + total


def outer(shared):
    def inner():
        return shared
    return inner


def generator():
    yield 1


async def coroutine():
    pass


async def stream():
    yield 1


for function in (counter, outer, outer(1), generator, coroutine, stream):
    print(function.__name__, dis.pretty_flags(function.__code__.co_flags))
print(dis.pretty_flags(0), dis.pretty_flags(1 << 20), dis.pretty_flags(0x3FF))
print(sorted(dis.COMPILER_FLAG_NAMES.items()))

info = dis.code_info(counter).splitlines()
print([line for line in info if not line.startswith(("Filename", "Stack size", "   "))])
print(info[0], info[2], info[3], info[4], info[5])
print(dis.code_info("x = y").splitlines()[0:2])
print(dis.Bytecode(outer).info().splitlines()[-2:])

print(dis.Instruction._fields)
print(dis.Positions._fields, dis.Positions())
instructions = list(dis.get_instructions(counter))
print(sorted({i.argval for i in instructions if i.opname == "LOAD_GLOBAL"}))
print(sorted({i.argrepr for i in instructions if i.opname == "LOAD_GLOBAL"}))
print(instructions[-1].opname, instructions[-1].positions.lineno == counter.__code__.co_firstlineno + 4)
first = counter.__code__.co_firstlineno
lines = [i.starts_line - first for i in instructions if i.starts_line is not None]
print([line for line in lines if line])
lines = [i.starts_line for i in dis.get_instructions(counter, first_line=101) if i.starts_line is not None]
print([line for line in lines if line != 101])
targets = {i.offset for i in instructions if i.is_jump_target}
print(set(dis.findlabels(counter.__code__.co_code)) <= targets, bool(targets))
print([line - first for _, line in dis.findlinestarts(counter.__code__) if line != first])
print(all(dis.opname[i.opcode] == i.opname and dis.opmap[i.opname] == i.opcode for i in instructions))
print([i.argval for i in dis.get_instructions(lambda a: a < 1) if i.opname == "COMPARE_OP"])
print([i.argval for i in dis.get_instructions(lambda a: a().one + a().two) if i.opname == "LOAD_ATTR"])
print(dis.cmp_op)

code = dis.Bytecode(counter)
print(repr(code) == "Bytecode(%r)" % counter, code.codeobj is counter.__code__, code.first_line == first)
print([i.opname for i in code] == [i.opname for i in instructions])
try:
    counter(None)
except TypeError as error:
    trace = error.__traceback__
    print(sum(line.startswith(("-->", "    -->")) or "-->" in line
              for line in dis.Bytecode.from_traceback(trace).dis().splitlines()))


class Sample:
    def method(self):
        pass

    @staticmethod
    def static():
        pass

    number = 3


import io
out = io.StringIO()
dis.dis(Sample, file=out)
print([line for line in out.getvalue().splitlines() if line.startswith("Disassembly")])
for bad in (3, 4.5, [], None.__class__):
    try:
        dis.dis(bad)
        print("printed")
    except TypeError as error:
        print(error)
for function in (dis.code_info, dis.Bytecode, dis.get_instructions):
    try:
        list(function(3))
    except TypeError as error:
        print(error)
try:
    dis.distb()
except RuntimeError as error:
    print(error)
pop, load = dis.opmap["POP_TOP"], dis.opmap["LOAD_CONST"]
print(dis.stack_effect(pop), dis.stack_effect(load, 0), dis.stack_effect(dis.opmap["BUILD_LIST"], 4))
try:
    dis.stack_effect(pop, jump=5)
except ValueError as error:
    print(error)
