"""Disassembly of Weft's own bytecode (runtime/compile/opcodes.def), with the interface of CPython's module.

Offsets are those of co_lines(), f_lasti and tb_lasti: two for each unit of an instruction or cache. In the
text that dis() prints, instructions and jump targets are numbered by unit. An instruction has the operands
`arg` and `second`; only a few have the latter (Instruction.second).
"""
import collections
import io
import sys
import types

import _weft
import opcode as _opcode
from opcode import *
from opcode import __all__ as _opcode_all

__all__ = ["code_info", "dis", "disassemble", "distb", "disco", "findlinestarts", "findlabels", "show_code",
           "get_instructions", "Instruction", "Bytecode", "Positions", "COMPILER_FLAG_NAMES",
           "pretty_flags"] + _opcode_all

COMPILER_FLAG_NAMES = {
    1: "OPTIMIZED", 2: "NEWLOCALS", 4: "VARARGS", 8: "VARKEYWORDS", 16: "NESTED", 32: "GENERATOR",
    64: "NOFREE", 128: "COROUTINE", 256: "ITERABLE_COROUTINE", 512: "ASYNC_GENERATOR",
}
Positions = collections.namedtuple("Positions", ["lineno", "end_lineno", "col_offset", "end_col_offset"],
                                   defaults=(None,) * 4)
_UNIT_BYTES = 8
_UNIT_OFFSET = 2
_binary_operators = ("+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@")


def pretty_flags(flags):
    """The names of the flags of a code object, divided by commas."""
    single = [1 << bit for bit in range(32) if flags >> bit & 1]
    names = [COMPILER_FLAG_NAMES.get(flag, hex(flag)) for flag in single]
    rest = flags - sum(single)
    if rest or not names:
        names.append(hex(rest))
    return ", ".join(names)


def _compiled(source, name):
    try:
        return compile(source, name, "eval")
    except SyntaxError:
        return compile(source, name, "exec")


def _code_of(x):
    """The code object that `x` is or has, source text compiled; anything else is given back."""
    for name in ("__func__", "__code__", "gi_code", "ag_code", "cr_code"):
        if hasattr(x, name):
            x = getattr(x, name)
            if name != "__func__":
                break
    if isinstance(x, str):
        x = _compiled(x, "<disassembly>")
    return x


def _required_code(x):
    code = _code_of(x)
    if not hasattr(code, "co_code"):
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)
    return code


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    """Prints the instructions of a function, class, module, source text or generator.

    Without an argument: those of the function that raised the last exception. Functions within are
    printed too, as deep as `depth` says. `adaptive` shows what the specializer has put there.
    """
    if x is None:
        distb(file=file, show_caches=show_caches, adaptive=adaptive)
        return
    code = _code_of(x)
    if hasattr(code, "co_code"):
        _disassemble_deeply(code, file, depth, adaptive)
    elif hasattr(x, "__dict__"):
        for name, member in sorted(x.__dict__.items()):
            if isinstance(member, (types.MethodType, types.FunctionType, types.CodeType, classmethod,
                                   staticmethod, type)):
                print("Disassembly of %s:" % name, file=file)
                try:
                    dis(member, file=file, depth=depth, adaptive=adaptive)
                except TypeError as error:
                    print("Sorry:", error, file=file)
                print(file=file)
    else:
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)


def _disassemble_deeply(code, file, depth, adaptive):
    disassemble(code, file=file, adaptive=adaptive)
    if depth is None or depth > 0:
        for constant in code.co_consts:
            if hasattr(constant, "co_code"):
                print(file=file)
                print("Disassembly of %r:" % (constant,), file=file)
                _disassemble_deeply(constant, file, None if depth is None else depth - 1, adaptive)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    """Prints the instructions of one code object; an arrow marks the one at offset `lasti`."""
    text = _weft.disassemble(co, adaptive)
    if lasti >= 0:
        unit = str(lasti // _UNIT_OFFSET)
        lines = []
        for line in text.splitlines():
            marked = line[9:14].strip() == unit and line[14:15] == " "
            lines.append((("--> " if marked else "    ") + line).rstrip())
        text = "\n".join(lines)
    print(text, end="" if text.endswith("\n") else "\n", file=file)


disco = disassemble


def distb(tb=None, *, file=None, show_caches=False, adaptive=False):
    """Prints the function in which a traceback ends, by default the last one that was not caught."""
    if tb is None:
        try:
            tb = getattr(sys, "last_traceback", None) or sys.exc_info()[2]
        except AttributeError:
            tb = None
        if tb is None:
            raise RuntimeError("no last traceback to disassemble")
    while tb.tb_next is not None:
        tb = tb.tb_next
    disassemble(tb.tb_frame.f_code, tb.tb_lasti, file=file, adaptive=adaptive)


# ---- instructions as objects ----

class Instruction(collections.namedtuple(
        "Instruction", ["opname", "opcode", "arg", "argval", "argrepr", "offset", "starts_line",
                        "is_jump_target", "positions"], defaults=(None,))):
    """One instruction: its name and number, its operand, what that means, and where it stands.

    Fields: opname; opcode, the number; arg, the first operand; argval, what it stands for; argrepr, the
    same for people; offset; starts_line, the line number if a line begins here, else None;
    is_jump_target; positions, the lines and columns in the source. The attribute `second` is the second
    operand.
    """

    second = 0


def _slot_names(code):
    cells = tuple(name for name in code.co_cellvars if name not in code.co_varnames)
    return code.co_varnames + cells + code.co_freevars


def _operand_meaning(code, name, a, b):
    """(argval, argrepr) of an instruction with the base opcode `name`."""
    slots = code.co_varnames if not (code.co_cellvars or code.co_freevars) else _slot_names(code)
    number = _opcode.opmap[name]
    if name == "LOAD_CONST":
        return code.co_consts[a], repr(code.co_consts[a])
    if name == "LOAD_FAST_LOAD_CONST":
        return (slots[a], code.co_consts[b]), "%s, %r" % (slots[a], code.co_consts[b])
    if name in ("LOAD_FAST_LOAD_FAST", "STORE_FAST_LOAD_FAST"):
        return (slots[a], slots[b]), "%s, %s" % (slots[a], slots[b])
    if name in ("LOAD_FAST_LOAD_ATTR", "LOAD_FAST_LOAD_METHOD"):
        return (slots[b], code.co_names[a]), "%s, %s" % (slots[b], code.co_names[a])
    if number in _opcode.hasname:
        value = code.co_names[a]
        return value, "NULL + " + value if name == "LOAD_GLOBAL" and b else value
    if number in _opcode.haslocal or number in _opcode.hasfree:
        return slots[a], slots[a]
    if number in _opcode.hasjabs:
        return a * _UNIT_OFFSET, "to %d" % (a * _UNIT_OFFSET)
    if name == "BINARY_OP":
        return a, (_binary_operators[a] if a < len(_binary_operators) else "") + ("=" if b else "")
    if name == "COMPARE_OP":
        return _opcode.cmp_op[a], _opcode.cmp_op[a]
    if name == "IS_OP":
        return a, "is not" if a else "is"
    if name == "CONTAINS_OP":
        return a, "not in" if a else "in"
    return a, ""


def _units(data):
    """(unit, base opcode, a, b) of each instruction of a co_code."""
    unit = 0
    while unit * _UNIT_BYTES < len(data):
        at = unit * _UNIT_BYTES
        op = data[at]
        yield (unit, op, int.from_bytes(data[at + 4:at + 8], "little"),
               int.from_bytes(data[at + 2:at + 4], "little"))
        unit += 1 + _opcode._table[op][1]


def findlabels(code):
    """The offsets that jumps in a co_code lead to."""
    labels = []
    for unit, op, a, b in _units(code):
        if op in _opcode.hasjabs and a * _UNIT_OFFSET not in labels:
            labels.append(a * _UNIT_OFFSET)
    return labels


def findlinestarts(code):
    """Pairs of an offset and the number of the line that begins there."""
    last = None
    for start, end, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def get_instructions(x, *, first_line=None, show_caches=False, adaptive=False):
    """The instructions of a function, method, source text or code object, one by one."""
    code = _required_code(x)
    shift = 0 if first_line is None else first_line - code.co_firstlineno
    starts = dict(findlinestarts(code))
    labels = set(findlabels(code.co_code))
    present = _weft.opcodes_now(code) if adaptive else None
    positions = [Positions(*item) for item in code.co_positions()]
    for unit, op, a, b in _units(code.co_code):
        offset = unit * _UNIT_OFFSET
        value, text = _operand_meaning(code, _opcode.opname[op], a, b)
        line = starts.get(offset)
        now = op if present is None else present[unit]
        made = Instruction(_opcode.opname[now], now, a, value, text, offset,
                           None if line is None else line + shift, offset in labels, positions[unit])
        if b:
            made.second = b
        yield made


class Bytecode:
    """The instructions of a function, method, source text or code object.

    Iterating gives Instruction objects; info() and dis() give texts.
    """

    def __init__(self, x, *, first_line=None, current_offset=None, show_caches=False, adaptive=False):
        self.codeobj = code = _required_code(x)
        self.first_line = code.co_firstlineno if first_line is None else first_line
        self.current_offset = current_offset
        self.show_caches = show_caches
        self.adaptive = adaptive
        self._original_object = x

    def __iter__(self):
        return get_instructions(self.codeobj, first_line=self.first_line, adaptive=self.adaptive)

    def __repr__(self):
        return "%s(%r)" % (type(self).__name__, self._original_object)

    @classmethod
    def from_traceback(cls, tb, *, show_caches=False, adaptive=False):
        """The function in which a traceback ends, with the instruction that raised marked."""
        while tb.tb_next is not None:
            tb = tb.tb_next
        return cls(tb.tb_frame.f_code, current_offset=tb.tb_lasti, show_caches=show_caches, adaptive=adaptive)

    def info(self):
        return code_info(self.codeobj)

    def dis(self):
        out = io.StringIO()
        disassemble(self.codeobj, -1 if self.current_offset is None else self.current_offset, file=out,
                    adaptive=self.adaptive)
        return out.getvalue()


# ---- about a code object ----

def code_info(x):
    """Name, file, counts, flags, constants and names of a code object, as text."""
    code = _required_code(x)
    lines = ["Name:              %s" % code.co_name, "Filename:          %s" % code.co_filename,
             "Argument count:    %s" % code.co_argcount,
             "Positional-only arguments: %s" % code.co_posonlyargcount,
             "Kw-only arguments: %s" % code.co_kwonlyargcount,
             "Number of locals:  %s" % code.co_nlocals, "Stack size:        %s" % code.co_stacksize,
             "Flags:             %s" % pretty_flags(code.co_flags)]
    if code.co_consts:
        lines.append("Constants:")
        lines.extend("%4d: %r" % item for item in enumerate(code.co_consts))
    for title, values in (("Names", code.co_names), ("Variable names", code.co_varnames),
                          ("Free variables", code.co_freevars), ("Cell variables", code.co_cellvars)):
        if values:
            lines.append(title + ":")
            lines.extend("%4d: %s" % item for item in enumerate(values))
    return "\n".join(lines)


def show_code(co, *, file=None):
    """Prints what code_info() tells."""
    print(code_info(co), file=file)


def main():
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument("infile", type=argparse.FileType("rb"), nargs="?", default="-")
    arguments = parser.parse_args()
    with arguments.infile as file:
        source = file.read()
    dis(compile(source, arguments.infile.name, "exec"))


if __name__ == "__main__":
    main()
