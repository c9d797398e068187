"""Syntax trees of Python programs: parse them, look at them, change them, compile them, write them out.

The parser is the compiler's own. Nodes are objects of the classes of _ast_classes; compile() takes a tree
instead of a text. _ast_unparse turns a tree back into text.
"""
import re as _re
import sys as _sys

from _ast_classes import AST, classes as _classes

globals().update(_classes)

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000


def parse(source, filename="<unknown>", mode="exec", *, type_comments=False, feature_version=None):
    """The tree of a program (mode "exec"), an expression ("eval") or an interactive statement ("single")."""
    flags = PyCF_ONLY_AST | (PyCF_TYPE_COMMENTS if type_comments else 0)
    return compile(source, filename, mode, flags)


# ---- looking at trees ----

def iter_fields(node):
    """Pairs (name, value) of the fields that a node has."""
    for field in node._fields:
        if hasattr(node, field):
            yield field, getattr(node, field)


def iter_child_nodes(node):
    """The nodes that are fields of a node, or items of such fields."""
    for _, value in iter_fields(node):
        if isinstance(value, AST):
            yield value
        elif isinstance(value, list):
            yield from (item for item in value if isinstance(item, AST))


def walk(node):
    """A node and all nodes below it, level by level."""
    waiting = [node]
    for node in waiting:
        waiting.extend(iter_child_nodes(node))
        yield node


def _dumped(value, annotate, attributes, indent, level):
    """The text of a value, and whether it is short enough to stand on its parent's line."""
    if isinstance(value, list):
        if not value:
            return "[]", True
        level += 1
        items = [_dumped(item, annotate, attributes, indent, level)[0] for item in value]
        if indent is None:
            return "[" + ", ".join(items) + "]", False
        line = "\n" + indent * level
        return "[" + line + ("," + line).join(items) + "]", False
    if not isinstance(value, AST):
        return repr(value), True
    kind = type(value)
    parts = []
    all_short = True
    for names, named in ((value._fields, annotate), (value._attributes if attributes else (), True)):
        for name in names:
            part = getattr(value, name, _MISSING)
            if part is _MISSING or (part is None and getattr(kind, name, _MISSING) is None):
                named = True  # a place was left out: from here on positions would mislead
                continue
            text, short = _dumped(part, annotate, attributes, indent, level + 1)
            all_short = all_short and short
            parts.append(f"{name}={text}" if named else text)
    if indent is None or (all_short and len(parts) <= 3):
        return f"{kind.__name__}({', '.join(parts)})", not parts
    line = "\n" + indent * (level + 1)
    return f"{kind.__name__}({line}{(',' + line).join(parts)})", False


_MISSING = object()


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    """A tree as text that would make it again; with indent, on several lines."""
    if not isinstance(node, AST):
        raise TypeError(f"expected AST, got {type(node).__name__!r}")
    if indent is not None and not isinstance(indent, str):
        indent = " " * indent
    return _dumped(node, annotate_fields, include_attributes, indent, 0)[0]


def get_docstring(node, clean=True):
    """The docstring of a module, class or function, or None."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f"{type(node).__name__!r} can't have docstrings")
    first = node.body[0] if node.body else None
    if not isinstance(first, Expr) or not isinstance(first.value, Constant):
        return None
    text = first.value.value
    if not isinstance(text, str):
        return None
    if clean:
        import inspect
        text = inspect.cleandoc(text)
    return text


def _source_lines(source):
    """Lines with their ends; only what ends a line of a program counts, not a form feed."""
    return _re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", source)


def get_source_segment(source, node, *, padded=False):
    """The piece of the source that a node stands for, or None where that is not known."""
    first, last = getattr(node, "lineno", None), getattr(node, "end_lineno", None)
    start, end = getattr(node, "col_offset", None), getattr(node, "end_col_offset", None)
    if None in (first, last, start, end):
        return None
    lines = [line.encode() for line in _source_lines(source)[first - 1:last]]
    padding = b""
    if padded and last > first:
        padding = _re.sub(rb"[^\f\t]", b" ", lines[0][:start])
    lines[-1] = lines[-1][:end]
    lines[0] = padding + lines[0][start:]
    return b"".join(lines).decode()


# ---- positions ----

def copy_location(new_node, old_node):
    """Gives a node the position of another; returns it."""
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        if name in old_node._attributes and name in new_node._attributes:
            value = getattr(old_node, name, None)
            if value is not None or (name.startswith("end_") and hasattr(old_node, name)):
                setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives nodes without a position that of their parent, the root the start of the program."""
    waiting = [(node, (1, 0, 1, 0))]
    while waiting:
        part, inherited = waiting.pop()
        position = []
        for name, value in zip(("lineno", "col_offset", "end_lineno", "end_col_offset"), inherited):
            if name in part._attributes:
                own = getattr(part, name, None)
                if own is None and (name.startswith("end_") or not hasattr(part, name)):
                    setattr(part, name, value)
                else:
                    value = own
            position.append(value)
        waiting.extend((child, position) for child in iter_child_nodes(part))
    return node


def increment_lineno(node, n=1):
    """Moves a tree down by n lines."""
    for part in walk(node):
        if isinstance(part, TypeIgnore):
            part.lineno = getattr(part, "lineno", 0) + n
        if "lineno" in part._attributes:
            part.lineno = getattr(part, "lineno", 0) + n
        if "end_lineno" in part._attributes and getattr(part, "end_lineno", 0) is not None:
            part.end_lineno = getattr(part, "end_lineno", 0) + n
    return node


# ---- walking with a method for each class ----

class NodeVisitor:
    """Calls visit_CLASS(node) for a node where there is such a method, generic_visit(node) otherwise."""

    def visit(self, node):
        """Visits one node; what its method returns."""
        return getattr(self, "visit_" + type(node).__name__, self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits what is below a node."""
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        """For visitors that were written before Constant: its method for the kind of value, if any."""
        name = _old_name(node.value)
        method = name and getattr(self, "visit_" + name, None)
        if not method:
            return self.generic_visit(node)
        import warnings
        warnings.warn(f"visit_{name} is deprecated; add visit_Constant", DeprecationWarning, 2)
        return method(node)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods return what takes the node's place: a node, None for nothing, or, in a list,
    several."""

    def generic_visit(self, node):
        for field, old in iter_fields(node):
            if isinstance(old, list):
                new = []
                for item in old:
                    if isinstance(item, AST):
                        item = self.visit(item)
                        if item is None:
                            continue
                        if not isinstance(item, AST):
                            new.extend(item)
                            continue
                    new.append(item)
                old[:] = new
            elif isinstance(old, AST):
                new = self.visit(old)
                if new is None:
                    delattr(node, field)
                else:
                    setattr(node, field, new)
        return node


# ---- values ----

def _malformed(node):
    line = getattr(node, "lineno", None)
    where = f" on line {line}" if line else ""
    raise ValueError(f"malformed node or string{where}: {node!r}")


def _number(node):
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed_number(node):
    if isinstance(node, UnaryOp) and isinstance(node.op, (UAdd, USub)):
        number = _number(node.operand)
        return +number if isinstance(node.op, UAdd) else -number
    return _number(node)


def _literal(node):
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Tuple):
        return tuple(map(_literal, node.elts))
    if isinstance(node, List):
        return list(map(_literal, node.elts))
    if isinstance(node, Set):
        return set(map(_literal, node.elts))
    if (isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == "set"
            and node.args == node.keywords == []):
        return set()
    if isinstance(node, Dict):
        if len(node.keys) != len(node.values):
            _malformed(node)
        return dict(zip(map(_literal, node.keys), map(_literal, node.values)))
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        left, right = _signed_number(node.left), _number(node.right)
        if isinstance(left, (int, float)) and isinstance(right, complex):
            return left + right if isinstance(node.op, Add) else left - right
    return _signed_number(node)


def literal_eval(node_or_string):
    """The value of a text or tree made of literals alone: no names are looked up, nothing is called."""
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(" \t"), mode="eval")
    if isinstance(node, Expression):
        node = node.body
    return _literal(node)


def unparse(ast_obj):
    """A program whose tree is the given one."""
    from _ast_unparse import Writer
    return Writer().text_of(ast_obj)


# ---- names that stood for constants before Constant ----

class _OldConstant(type):
    """isinstance(Constant(1), Num) holds; Num(1) makes a Constant."""

    def __instancecheck__(cls, instance):
        if cls is Ellipsis or cls in (Num, Str, Bytes, NameConstant):
            return isinstance(instance, Constant) and _old_name(getattr(instance, "value", _MISSING)) == cls.__name__
        return type.__instancecheck__(cls, instance)


def _old_name(value):
    for types, name in (((bool, type(None)), "NameConstant"), ((int, float, complex), "Num"), (str, "Str"),
                        (bytes, "Bytes"), (type(...), "Ellipsis")):
        if isinstance(value, types):
            return name
    return None


def _make_constant(cls, *args, **kwargs):
    if cls not in (Num, Str, Bytes, NameConstant, Ellipsis):
        return Constant.__new__(cls)
    if cls is Ellipsis:
        return Constant(..., *args, **kwargs)
    for old in ("n", "s"):
        if old in kwargs:
            kwargs["value"] = kwargs.pop(old)
    return Constant(*args, **kwargs)


def _old_class(name, fields):
    return _OldConstant(name, (Constant,), {"__module__": "ast", "_fields": fields, "__new__": _make_constant})


def _old_value(doc):
    def get(self):
        return self.value

    def put(self, value):
        self.value = value
    return property(get, put, doc=doc)


Constant.n = _old_value("The value, as of a Num.")
Constant.s = _old_value("The value, as of a Str.")
Num = _old_class("Num", ("n",))
Str = _old_class("Str", ("s",))
Bytes = _old_class("Bytes", ("s",))
NameConstant = _old_class("NameConstant", ("value", "kind"))
Ellipsis = _old_class("Ellipsis", ())


def main():
    """python -m ast [-m MODE] [-a] [-i N] [FILE]: shows the tree of a program."""
    import argparse
    parser = argparse.ArgumentParser(prog="python -m ast")
    parser.add_argument("infile", nargs="?", default="-", help="the file to parse; defaults to stdin")
    parser.add_argument("-m", "--mode", default="exec", choices=("exec", "single", "eval"),
                        help="specify what kind of code must be parsed")
    parser.add_argument("-a", "--include-attributes", action="store_true",
                        help="include attributes such as line numbers and column offsets")
    parser.add_argument("-i", "--indent", type=int, default=3, help="indentation of nodes (number of spaces)")
    args = parser.parse_args()
    if args.infile == "-":
        source, name = _sys.stdin.buffer.read(), "<stdin>"
    else:
        name = args.infile
        with open(name, "rb") as file:
            source = file.read()
    tree = parse(source, name, args.mode)
    print(dump(tree, include_attributes=args.include_attributes, indent=args.indent))


if __name__ == "__main__":
    main()
