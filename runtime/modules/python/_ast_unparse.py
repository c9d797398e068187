"""Trees back to text: a program whose tree is the same, with as few parentheses as its operators need.

Each expression is written for a place of a certain level: it gets parentheses where it binds less tightly
than that. Statements are lines with an indentation; those that define something stand after an empty line.
"""
import _ast_classes

# Levels, from what binds least to what binds most.
(NAMED, TUPLE, YIELD, TEST, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, SUM, TERM, FACTOR, POWER,
 AWAIT, ATOM) = range(18)

_BINARY = {
    "Add": ("+", SUM), "Sub": ("-", SUM), "Mult": ("*", TERM), "MatMult": ("@", TERM), "Div": ("/", TERM),
    "Mod": ("%", TERM), "LShift": ("<<", SHIFT), "RShift": (">>", SHIFT), "BitOr": ("|", BIT_OR),
    "BitXor": ("^", BIT_XOR), "BitAnd": ("&", BIT_AND), "FloorDiv": ("//", TERM), "Pow": ("**", POWER),
}
_UNARY = {"Invert": ("~", FACTOR), "Not": ("not ", NOT), "UAdd": ("+", FACTOR), "USub": ("-", FACTOR)}
_BOOLEAN = {"And": ("and", AND), "Or": ("or", OR)}
_COMPARE = {
    "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not",
    "In": "in", "NotIn": "not in",
}
_LONG_QUOTES = ('"""', "'''")
_QUOTES = ("'", '"', *_LONG_QUOTES)
_HUGE = "1e309"  # a float too large for any: infinity


def _kind(node):
    return type(node).__name__


def _quoting(text, quotes, escape_lines):
    """The text with escapes where needed, and the quotes of those given that can stand around it."""
    pieces = []
    for c in text:
        keep = c in "\n\t" and not escape_lines
        if not keep and (c == "\\" or not c.isprintable()):
            c = c.encode("unicode_escape").decode("ascii")
        pieces.append(c)
    escaped = "".join(pieces)
    fitting = [q for q in quotes if q not in escaped and (q in _LONG_QUOTES or "\n" not in escaped)]
    if not fitting:
        # No quotes fit: Python's own way to write it, inside the quotes that it takes.
        literal = repr(text)
        quote = next((q for q in quotes if literal[0] in q), literal[0])
        return literal[1:-1], [quote]
    if escaped:
        last = escaped[-1]
        fitting.sort(key=lambda q: q[0] == last)
        if fitting[0][0] == last:
            escaped = escaped[:-1] + "\\" + last
    return escaped, fitting


def _without_backslashes(text, quotes=_QUOTES):
    escaped, fitting = _quoting(text, quotes, False)
    return fitting[0] + escaped + fitting[0]


class Writer:
    """Writes one tree."""

    def __init__(self, in_format=False):
        self._in_format = in_format  # inside of {} of an f-string, where no backslash may stand
        self._lines = []
        self._indent = 0

    def text_of(self, node):
        """The text of any node."""
        name = _kind(node)
        if isinstance(node, list):
            for item in node:
                self.statement(item)
            return "\n".join(self._lines)
        if name in ("Module", "Interactive"):
            self._body(node, docstring=name == "Module")
        elif name == "FunctionType":
            return f"({', '.join(map(self.expression, node.argtypes))}) -> {self.expression(node.returns)}"
        elif name == "Expression":
            return self.expression(node.body)
        elif isinstance(node, (_ast_classes.classes["stmt"], _ast_classes.classes["excepthandler"],
                               _ast_classes.classes["match_case"])):
            self.statement(node)
        else:
            return self.expression(node)
        return "\n".join(self._lines)

    # ---- statements ----

    def _line(self, text):
        self._lines.append("    " * self._indent + text)

    def _space(self):
        """An empty line, but not at the start."""
        if self._lines:
            self._lines.append("")

    def _block(self, body):
        self._indent += 1
        for statement in body:
            self.statement(statement)
        self._indent -= 1

    def _body(self, node, docstring=True):
        """A body that may begin with a docstring."""
        body = node.body
        if docstring and body and _kind(body[0]) == "Expr" and _kind(body[0].value) == "Constant" \
                and isinstance(body[0].value.value, str):
            constant = body[0].value
            prefix = "u" if constant.kind == "u" else ""
            self._line(prefix + _without_backslashes(constant.value, _LONG_QUOTES))
            body = body[1:]
        for statement in body:
            self.statement(statement)

    def statement(self, node):
        """Adds the lines of a statement."""
        method = getattr(self, "_s_" + _kind(node), None)
        if method is None:
            self._line(self.expression(node))
        else:
            method(node)

    def _s_Expr(self, node):
        self._line(self.expression(node.value, YIELD))

    def _s_Assign(self, node):
        targets = "".join(self.expression(target, TUPLE) + " = " for target in node.targets)
        self._line(targets + self.expression(node.value) + self._type_comment(node))

    def _s_AugAssign(self, node):
        operator = _BINARY[_kind(node.op)][0]
        self._line(f"{self.expression(node.target)} {operator}= {self.expression(node.value)}")

    def _s_AnnAssign(self, node):
        target = self.expression(node.target)
        if not node.simple and _kind(node.target) == "Name":
            target = f"({target})"
        value = "" if node.value is None else " = " + self.expression(node.value)
        self._line(f"{target}: {self.expression(node.annotation)}{value}")

    def _s_Return(self, node):
        self._line("return" + ("" if node.value is None else " " + self.expression(node.value)))

    def _s_Delete(self, node):
        self._line("del " + ", ".join(map(self.expression, node.targets)))

    def _s_Assert(self, node):
        message = "" if node.msg is None else ", " + self.expression(node.msg)
        self._line("assert " + self.expression(node.test) + message)

    def _s_Raise(self, node):
        if node.exc is None:
            if node.cause is not None:
                raise ValueError("Node can't use cause without an exception.")
            self._line("raise")
            return
        cause = "" if node.cause is None else " from " + self.expression(node.cause)
        self._line("raise " + self.expression(node.exc) + cause)

    def _s_Pass(self, node):
        self._line("pass")

    def _s_Break(self, node):
        self._line("break")

    def _s_Continue(self, node):
        self._line("continue")

    def _s_Global(self, node):
        self._line("global " + ", ".join(node.names))

    def _s_Nonlocal(self, node):
        self._line("nonlocal " + ", ".join(node.names))

    def _s_Import(self, node):
        self._line("import " + ", ".join(map(self._e_alias, node.names)))

    def _s_ImportFrom(self, node):
        origin = "." * (node.level or 0) + (node.module or "")
        self._line(f"from {origin} import {', '.join(map(self._e_alias, node.names))}")

    def _s_ClassDef(self, node):
        self._space()
        for decorator in node.decorator_list:
            self._line("@" + self.expression(decorator))
        arguments = [self.expression(part) for part in (*node.bases, *node.keywords)]
        self._line(f"class {node.name}{'(' + ', '.join(arguments) + ')' if arguments else ''}:")
        self._indent += 1
        self._body(node)
        self._indent -= 1

    def _function(self, node, word):
        self._space()
        for decorator in node.decorator_list:
            self._line("@" + self.expression(decorator))
        returns = "" if node.returns is None else " -> " + self.expression(node.returns)
        self._line(f"{word} {node.name}({self._e_arguments(node.args)}){returns}:{self._type_comment(node)}")
        self._indent += 1
        self._body(node)
        self._indent -= 1

    def _s_FunctionDef(self, node):
        self._function(node, "def")

    def _s_AsyncFunctionDef(self, node):
        self._function(node, "async def")

    def _type_comment(self, node):
        comment = getattr(node, "type_comment", None)
        return "" if comment is None else " # type: " + comment

    def _else(self, body, word="else"):
        if body:
            self._line(word + ":")
            self._block(body)

    def _for(self, node, word):
        self._line(f"{word} {self.expression(node.target, TUPLE)} in {self.expression(node.iter)}:"
                   f"{self._type_comment(node)}")
        self._block(node.body)
        self._else(node.orelse)

    def _s_For(self, node):
        self._for(node, "for")

    def _s_AsyncFor(self, node):
        self._for(node, "async for")

    def _s_While(self, node):
        self._line(f"while {self.expression(node.test)}:")
        self._block(node.body)
        self._else(node.orelse)

    def _s_If(self, node):
        word = "if"
        while True:
            self._line(f"{word} {self.expression(node.test)}:")
            self._block(node.body)
            if len(node.orelse) != 1 or _kind(node.orelse[0]) != "If":
                break
            node = node.orelse[0]
            word = "elif"
        self._else(node.orelse)

    def _with(self, node, word):
        items = ", ".join(map(self._e_withitem, node.items))
        self._line(f"{word} {items}:{self._type_comment(node)}")
        self._block(node.body)

    def _s_With(self, node):
        self._with(node, "with")

    def _s_AsyncWith(self, node):
        self._with(node, "async with")

    def _try(self, node, word):
        self._line("try:")
        self._block(node.body)
        for handler in node.handlers:
            self._handler(handler, word)
        self._else(node.orelse)
        self._else(node.finalbody, "finally")

    def _s_Try(self, node):
        self._try(node, "except")

    def _s_TryStar(self, node):
        self._try(node, "except*")

    def _s_ExceptHandler(self, node):
        self._handler(node, "except")

    def _handler(self, node, word):
        caught = "" if node.type is None else " " + self.expression(node.type)
        name = "" if node.name is None else " as " + node.name
        self._line(f"{word}{caught}{name}:")
        self._block(node.body)

    def _s_Match(self, node):
        self._line(f"match {self.expression(node.subject)}:")
        self._block(node.cases)

    def _s_match_case(self, node):
        guard = "" if node.guard is None else " if " + self.expression(node.guard)
        self._line(f"case {self.expression(node.pattern)}{guard}:")
        self._block(node.body)

    # ---- expressions ----

    def expression(self, node, level=TEST):
        """The text of an expression, a pattern or a part of either, in a place of a level."""
        name = _kind(node)
        leveled = getattr(self, "_l_" + name, None)
        if leveled is None:
            return getattr(self, "_e_" + name)(node)
        own, text = leveled(node)
        return f"({text})" if level > own else text

    def _items(self, nodes):
        """Items with commas between them, a single one with a comma behind it."""
        texts = list(map(self.expression, nodes))
        return texts[0] + "," if len(texts) == 1 else ", ".join(texts)

    def _l_NamedExpr(self, node):
        return NAMED, f"{self.expression(node.target, ATOM)} := {self.expression(node.value, ATOM)}"

    def _l_IfExp(self, node):
        body, test = self.expression(node.body, TEST + 1), self.expression(node.test, TEST + 1)
        return TEST, f"{body} if {test} else {self.expression(node.orelse)}"

    def _l_Lambda(self, node):
        arguments = self._e_arguments(node.args)
        return TEST, f"lambda{' ' if arguments else ''}{arguments}: {self.expression(node.body)}"

    def _l_UnaryOp(self, node):
        operator, level = _UNARY[_kind(node.op)]
        return level, operator + self.expression(node.operand, level)

    def _l_BinOp(self, node):
        operator, level = _BINARY[_kind(node.op)]
        right = operator == "**"  # groups to the right
        return level, (f"{self.expression(node.left, level + right)} {operator} "
                       f"{self.expression(node.right, level + (not right))}")

    def _l_BoolOp(self, node):
        operator, level = _BOOLEAN[_kind(node.op)]
        texts = [self.expression(value, min(level + number, ATOM)) for number, value in enumerate(node.values, 1)]
        return level, f" {operator} ".join(texts)

    def _l_Compare(self, node):
        text = self.expression(node.left, COMPARE + 1)
        for operator, right in zip(node.ops, node.comparators):
            text += f" {_COMPARE[_kind(operator)]} {self.expression(right, COMPARE + 1)}"
        return COMPARE, text

    def _l_Await(self, node):
        return AWAIT, "await " + self.expression(node.value, ATOM)

    def _l_Yield(self, node):
        return YIELD, "yield" + ("" if node.value is None else " " + self.expression(node.value, ATOM))

    def _l_YieldFrom(self, node):
        if node.value is None:
            raise ValueError("Node can't be used without a value attribute.")
        return YIELD, "yield from " + self.expression(node.value, ATOM)

    def _l_Tuple(self, node):
        return (TUPLE if node.elts else -1), self._items(node.elts)

    def _e_List(self, node):
        return f"[{', '.join(map(self.expression, node.elts))}]"

    def _e_Set(self, node):
        return "{" + (", ".join(map(self.expression, node.elts)) or "*()") + "}"

    def _e_Dict(self, node):
        pairs = []
        for key, value in zip(node.keys, node.values):
            if key is None:
                pairs.append("**" + self.expression(value, BIT_OR))
            else:
                pairs.append(f"{self.expression(key)}: {self.expression(value)}")
        return "{" + ", ".join(pairs) + "}"

    def _generators(self, node):
        return "".join(map(self._e_comprehension, node.generators))

    def _e_ListComp(self, node):
        return f"[{self.expression(node.elt)}{self._generators(node)}]"

    def _e_SetComp(self, node):
        return f"{{{self.expression(node.elt)}{self._generators(node)}}}"

    def _e_GeneratorExp(self, node):
        return f"({self.expression(node.elt)}{self._generators(node)})"

    def _e_DictComp(self, node):
        return f"{{{self.expression(node.key)}: {self.expression(node.value)}{self._generators(node)}}}"

    def _e_comprehension(self, node):
        conditions = "".join(" if " + self.expression(condition, TEST + 1) for condition in node.ifs)
        return (f" {'async for' if node.is_async else 'for'} {self.expression(node.target, TUPLE)} in "
                f"{self.expression(node.iter, TEST + 1)}{conditions}")

    def _e_Attribute(self, node):
        value = self.expression(node.value, ATOM)
        # A digit followed by a point would be a float.
        number = _kind(node.value) == "Constant" and isinstance(node.value.value, int)
        return f"{value}{' ' if number else ''}.{node.attr}"

    def _e_Call(self, node):
        arguments = [self.expression(part) for part in (*node.args, *node.keywords)]
        return f"{self.expression(node.func, ATOM)}({', '.join(arguments)})"

    def _e_Subscript(self, node):
        index = node.slice
        if _kind(index) == "Tuple" and index.elts:
            inside = self._items(index.elts)
        else:
            inside = self.expression(index)
        return f"{self.expression(node.value, ATOM)}[{inside}]"

    def _e_Starred(self, node):
        return "*" + self.expression(node.value, BIT_OR)

    def _e_Slice(self, node):
        lower, upper, step = ("" if part is None else self.expression(part)
                              for part in (node.lower, node.upper, node.step))
        return f"{lower}:{upper}" + (":" + step if node.step is not None else "")

    def _e_Name(self, node):
        return node.id

    def _constant(self, value):
        if self._in_format and isinstance(value, str):
            return _without_backslashes(value)
        text = repr(value)
        if isinstance(value, (float, complex)):
            text = text.replace("inf", _HUGE).replace("nan", f"({_HUGE}-{_HUGE})")
        return text

    def _e_Constant(self, node):
        value = node.value
        if isinstance(value, tuple):
            texts = list(map(self._constant, value))
            return f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"
        if value is ...:
            return "..."
        return ("u" if node.kind == "u" else "") + self._constant(value)

    # ---- f-strings ----

    def _e_JoinedStr(self, node):
        pieces = [(self._format_piece(value), _kind(value) == "Constant") for value in node.values]
        if self._in_format:
            return "f" + _without_backslashes("".join(text for text, _ in pieces))
        quotes = list(_QUOTES)
        texts = []
        for text, constant in pieces:
            text, fitting = _quoting(text, quotes, constant)
            if not set(fitting) & set(quotes):
                # No quotes fit all parts: each is escaped for single quotes, three of them.
                quotes = ["'''"]
                texts = [repr('"' + text)[2:-1] for text, _ in pieces]
                break
            quotes = fitting
            texts.append(text)
        return f"f{quotes[0]}{''.join(texts)}{quotes[0]}"

    def _e_FormattedValue(self, node):
        return "f" + _without_backslashes(self._format_piece(node))

    def _format_piece(self, node):
        """The text of a part of an f-string, before its quotes are chosen."""
        name = _kind(node)
        if name == "JoinedStr":
            return "".join(map(self._format_piece, node.values))
        if name == "Constant" and isinstance(node.value, str):
            return node.value.replace("{", "{{").replace("}", "}}")
        if name != "FormattedValue":
            raise ValueError(f"Unexpected node inside JoinedStr, {node!r}")
        text = Writer(in_format=True).expression(node.value, TEST + 1)
        if "\\" in text:
            raise ValueError("Unable to avoid backslash in f-string expression part")
        if text.startswith("{"):
            text = " " + text
        if node.conversion != -1:
            text += "!" + chr(node.conversion)
        if node.format_spec is not None:
            text += ":" + self._format_piece(node.format_spec)
        return "{" + text + "}"

    # ---- parts ----

    def _e_arguments(self, node):
        positional = [*node.posonlyargs, *node.args]
        missing = len(positional) - len(node.defaults)
        texts = []
        for number, argument in enumerate(positional):
            text = self._e_arg(argument)
            if number >= missing:
                text += "=" + self.expression(node.defaults[number - missing])
            texts.append(text)
            if number + 1 == len(node.posonlyargs):
                texts.append("/")
        if node.vararg is not None:
            texts.append("*" + self._e_arg(node.vararg))
        elif node.kwonlyargs:
            texts.append("*")
        for argument, default in zip(node.kwonlyargs, node.kw_defaults):
            texts.append(self._e_arg(argument) + ("" if default is None else "=" + self.expression(default)))
        if node.kwarg is not None:
            texts.append("**" + self._e_arg(node.kwarg))
        return ", ".join(texts)

    def _e_arg(self, node):
        return node.arg + ("" if node.annotation is None else ": " + self.expression(node.annotation))

    def _e_keyword(self, node):
        return ("**" if node.arg is None else node.arg + "=") + self.expression(node.value)

    def _e_alias(self, node):
        return node.name + ("" if node.asname is None else " as " + node.asname)

    def _e_withitem(self, node):
        name = "" if node.optional_vars is None else " as " + self.expression(node.optional_vars)
        return self.expression(node.context_expr) + name

    # ---- patterns ----

    def _e_MatchValue(self, node):
        return self.expression(node.value)

    def _e_MatchSingleton(self, node):
        return self._constant(node.value)

    def _e_MatchSequence(self, node):
        return f"[{', '.join(map(self.expression, node.patterns))}]"

    def _e_MatchStar(self, node):
        return "*" + (node.name or "_")

    def _e_MatchMapping(self, node):
        pairs = [f"{self.expression(key)}: {self.expression(pattern)}"
                 for key, pattern in zip(node.keys, node.patterns)]
        if node.rest is not None:
            pairs.append("**" + node.rest)
        return "{" + ", ".join(pairs) + "}"

    def _e_MatchClass(self, node):
        patterns = list(map(self.expression, node.patterns))
        patterns += [f"{name}={self.expression(pattern)}"
                     for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        return f"{self.expression(node.cls, ATOM)}({', '.join(patterns)})"

    def _l_MatchAs(self, node):
        if node.pattern is None:
            return ATOM, node.name or "_"
        return TEST, f"{self.expression(node.pattern, BIT_OR)} as {node.name}"

    def _l_MatchOr(self, node):
        return BIT_OR, " | ".join(self.expression(pattern, BIT_OR + 1) for pattern in node.patterns)


def _operator(text):
    """A method that writes an operator or context that stands alone."""
    return lambda self, node: text


for _names in (_BINARY, _UNARY, _BOOLEAN):
    for _name, (_text, _level) in _names.items():
        setattr(Writer, "_e_" + _name, _operator(""))
for _name in (*_COMPARE, "Load", "Store", "Del"):
    setattr(Writer, "_e_" + _name, _operator(""))
del _name, _names, _text, _level, _operator
