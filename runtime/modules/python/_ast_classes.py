"""The classes of syntax trees, made from one table that follows the published grammar of Python 3.11.

A row is `Name(fields)`; a field that may be None ends in `?`, one that is a list in `*`. What stands under
a heading has the heading's class as base, and its attributes.
"""

_POSITION = ("lineno", "col_offset", "end_lineno", "end_col_offset")

_GRAMMAR = """
mod:
Module(body* type_ignores*) Interactive(body*) Expression(body) FunctionType(argtypes* returns)

stmt!:
FunctionDef(name args body* decorator_list* returns? type_comment?)
AsyncFunctionDef(name args body* decorator_list* returns? type_comment?)
ClassDef(name bases* keywords* body* decorator_list*)
Return(value?) Delete(targets*) Assign(targets* value type_comment?) AugAssign(target op value)
AnnAssign(target annotation value? simple)
For(target iter body* orelse* type_comment?) AsyncFor(target iter body* orelse* type_comment?)
While(test body* orelse*) If(test body* orelse*)
With(items* body* type_comment?) AsyncWith(items* body* type_comment?)
Match(subject cases*) Raise(exc? cause?)
Try(body* handlers* orelse* finalbody*) TryStar(body* handlers* orelse* finalbody*)
Assert(test msg?) Import(names*) ImportFrom(module? names* level?)
Global(names*) Nonlocal(names*) Expr(value) Pass() Break() Continue()

expr!:
BoolOp(op values*) NamedExpr(target value) BinOp(left op right) UnaryOp(op operand) Lambda(args body)
IfExp(test body orelse) Dict(keys* values*) Set(elts*)
ListComp(elt generators*) SetComp(elt generators*) DictComp(key value generators*)
GeneratorExp(elt generators*) Await(value) Yield(value?) YieldFrom(value)
Compare(left ops* comparators*) Call(func args* keywords*) FormattedValue(value conversion format_spec?)
JoinedStr(values*) Constant(value kind?) Attribute(value attr ctx) Subscript(value slice ctx)
Starred(value ctx) Name(id ctx) List(elts* ctx) Tuple(elts* ctx) Slice(lower? upper? step?)

expr_context: Load() Store() Del()
boolop: And() Or()
operator: Add() Sub() Mult() MatMult() Div() Mod() Pow() LShift() RShift() BitOr() BitXor() BitAnd() FloorDiv()
unaryop: Invert() Not() UAdd() USub()
cmpop: Eq() NotEq() Lt() LtE() Gt() GtE() Is() IsNot() In() NotIn()

comprehension(target iter ifs* is_async)

excepthandler!: ExceptHandler(type? name? body*)

arguments(posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*)
arg!(arg annotation? type_comment?)
keyword!(arg? value)
alias!(name asname?)
withitem(context_expr optional_vars?)
match_case(pattern guard? body*)

pattern!:
MatchValue(value) MatchSingleton(value) MatchSequence(patterns*) MatchMapping(keys* patterns* rest?)
MatchClass(cls patterns* kwd_attrs* kwd_patterns*) MatchStar(name?) MatchAs(pattern? name?) MatchOr(patterns*)

type_ignore: TypeIgnore(lineno tag)
"""

# The end of a node need not be told, but for patterns.
_ENDS = {"end_lineno": None, "end_col_offset": None}


class AST:
    """The base of all nodes. Fields are given by position, in the order of _fields, or by name."""

    _fields = ()
    _attributes = ()
    __match_args__ = ()
    __module__ = "ast"

    def __init__(self, *args, **kwargs):
        fields = self._fields
        name = type(self).__name__
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            raise TypeError(f"{name} constructor takes at most {len(fields)} positional argument{plural}")
        for field, value in zip(fields, args):
            setattr(self, field, value)
        given = fields[:len(args)]
        for field, value in kwargs.items():
            if field in given:
                raise TypeError(f"{name} got multiple values for argument {field!r}")
            setattr(self, field, value)

    def __reduce__(self):
        return type(self), (), self.__dict__


def _scan(text):
    """Yields (name, has_position, fields or None, is_heading) for each entry of the grammar."""
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start = at
        while text[at].isalpha() or text[at] == "_":
            at += 1
        name = text[start:at]
        positioned = text[at] == "!"
        at += positioned
        if text[at] == ":":
            yield name, positioned, None
            at += 1
        else:
            end = text.index(")", at)
            yield name, positioned, text[at + 1:end].split()
            at = end + 1


def _make():
    classes = {"AST": AST}
    heading = AST
    for block in _GRAMMAR.strip().split("\n\n"):
        for line in _entries(block):
            for name, positioned, fields in _scan(line):
                base = AST if fields is None or name[0].islower() else heading
                made = _class(name, base, positioned, fields or [])
                classes[name] = made
                if fields is None:
                    heading = made
    return classes


def _entries(block):
    """The lines of a block; where headings share a block, each line is one."""
    lines = block.split("\n")
    return lines if lines[0].rstrip().endswith(")") else ["\n".join(lines)]


def _class(name, base, positioned, fields):
    names = tuple(field.rstrip("?*") for field in fields)
    body = {"__module__": "ast", "_fields": names, "__match_args__": names,
            "__doc__": f"{name}({', '.join(fields)})" if fields else name}
    if positioned:
        body["_attributes"] = _POSITION
        if "pattern" not in (name, base.__name__):
            body.update(_ENDS)
    for field in fields:
        if field.endswith("?"):
            body[field[:-1]] = None
    return type(base)(name, (base,), body)


classes = _make()
del _make, _entries, _scan, _class
