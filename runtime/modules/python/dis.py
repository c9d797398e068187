"""Disassembly: the opcodes of Weft (docs/opcodes in runtime/compile/opcodes.def), not CPython's."""
import sys

__all__ = ["dis", "disassemble", "code_info", "show_code", "findlinestarts"]


def _code_of(x):
    if isinstance(x, str):
        return compile(x, "<dis>", "exec")
    for name in ("__wrapped__", "__func__"):
        if not hasattr(x, "__code__") and hasattr(x, name):
            x = getattr(x, name)
    for name in ("__code__", "gi_code", "cr_code", "ag_code"):
        if hasattr(x, name):
            return getattr(x, name)
    return x


def dis(x=None, *, file=None, depth=None, show_caches=False, adaptive=False):
    if x is None:
        x = sys.exc_info()[2]
        if x is None:
            raise RuntimeError("no last traceback to disassemble")
        while x.tb_next is not None:
            x = x.tb_next
        x = x.tb_frame.f_code
    if isinstance(x, type) or type(x).__name__ == "module":
        for name, member in sorted(vars(x).items()):
            if hasattr(_code_of(member), "co_code"):
                print("Disassembly of %s:" % name, file=file)
                dis(member, file=file, depth=depth, adaptive=adaptive)
                print(file=file)
        return
    code = _code_of(x)
    if not hasattr(code, "co_code"):
        raise TypeError("don't know how to disassemble %s objects" % type(x).__name__)
    disassemble(code, file=file, adaptive=adaptive)
    if depth is None or depth > 0:
        for constant in code.co_consts:
            if hasattr(constant, "co_code"):
                print(file=file)
                print("Disassembly of %r:" % (constant,), file=file)
                dis(constant, file=file, depth=None if depth is None else depth - 1, adaptive=adaptive)


def disassemble(co, lasti=-1, *, file=None, show_caches=False, adaptive=False):
    import _weft
    text = _weft.disassemble(co, adaptive)
    print(text, end="" if text.endswith("\n") else "\n", file=file)


disco = disassemble


def findlinestarts(code):
    last = None
    for start, end, line in code.co_lines():
        if line is not None and line != last:
            last = line
            yield start, line


def code_info(x):
    code = _code_of(x)
    lines = ["Name:              %s" % code.co_name, "Filename:          %s" % code.co_filename,
             "Argument count:    %s" % code.co_argcount,
             "Positional-only arguments: %s" % code.co_posonlyargcount,
             "Kw-only arguments: %s" % code.co_kwonlyargcount,
             "Number of locals:  %s" % code.co_nlocals, "Stack size:        %s" % code.co_stacksize,
             "Flags:             %#x" % code.co_flags]
    for title, values in (("Constants", code.co_consts), ("Names", code.co_names),
                          ("Variable names", code.co_varnames), ("Free variables", code.co_freevars),
                          ("Cell variables", code.co_cellvars)):
        if values:
            lines.append(title + ":")
            lines.extend("%4d: %r" % item for item in enumerate(values))
    return "\n".join(lines)


def show_code(co, *, file=None):
    print(code_info(co), file=file)
