"""The formatters of `argparse`: usage and help, laid out for the width of the terminal.

Handed on by `argparse`, whose name everything here bears.
"""
import re as _re

from _argparse_actions import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

__name__ = "argparse"


class HelpFormatter:
    """Lays out usage and help."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._current_indent = 0
        self._action_max_length = 0
        self._items = []       # functions that give text
        self._stack = []

    def _indent(self):
        self._current_indent += self._indent_increment

    def _dedent(self):
        self._current_indent -= self._indent_increment

    def start_section(self, heading):
        self._stack.append((self._items, heading))
        self._items = []
        self._indent()

    def end_section(self):
        inner = self._items
        self._dedent()
        self._items, heading = self._stack.pop()
        indent = self._current_indent

        def section():
            text = "".join(filter(None, (function() for function in inner)))
            if not text:
                return ""
            title = "%*s%s:\n" % (indent, "", heading) if heading is not SUPPRESS and heading is not None else ""
            return "\n" + title + text + "\n"
        self._items.append(section)

    def add_text(self, text):
        if text is not SUPPRESS and text is not None:
            indent = self._current_indent
            self._items.append(lambda: self._format_text(text, indent))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            self._items.append(lambda: self._format_usage(usage, actions, groups, prefix))

    def add_argument(self, action):
        if action.help is SUPPRESS:
            return
        lengths = [len(self._format_action_invocation(action)) + self._current_indent]
        for inner in self._subactions(action):
            lengths.append(len(self._format_action_invocation(inner)) + self._current_indent + self._indent_increment)
        self._action_max_length = max(self._action_max_length, *lengths)
        indent = self._current_indent

        def item():
            saved, self._current_indent = self._current_indent, indent
            try:
                return self._format_action(action)
            finally:
                self._current_indent = saved
        self._items.append(item)

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = "".join(filter(None, (function() for function in self._items)))
        if text:
            text = _re.sub(r"\n\n\n+", "\n\n", text)
            text = text.strip("\n") + "\n"
        return text

    def _subactions(self, action):
        get = getattr(action, "_get_subactions", None)
        return list(get()) if get is not None else []

    def _format_usage(self, usage, actions, groups, prefix):
        prefix = "usage: " if prefix is None else prefix
        if usage is not None:
            return "%s%s\n\n" % (prefix, usage % dict(prog=self._prog))
        prog = "%(prog)s" % dict(prog=self._prog)
        if not actions:
            return "%s%s\n\n" % (prefix, prog)
        options = self._usage_parts([a for a in actions if a.option_strings], groups)
        positionals = self._usage_parts([a for a in actions if not a.option_strings], groups)
        usage = " ".join([prog] + options + positionals)
        room = self._width - self._current_indent
        if len(prefix) + len(usage) > room:
            def lines_of(parts, indent, start=None):
                lines, line = [], []
                size = (len(start) if start is not None else len(indent)) - 1
                for part in parts:
                    if size + 1 + len(part) > room and line:
                        lines.append(indent + " ".join(line))
                        line, size = [], len(indent) - 1
                    line.append(part)
                    size += len(part) + 1
                if line:
                    lines.append(indent + " ".join(line))
                if start is not None:
                    lines[0] = lines[0][len(indent):]
                return lines
            if len(prefix) + len(prog) <= 0.75 * room:
                indent = " " * (len(prefix) + len(prog) + 1)
                if options:
                    lines = lines_of([prog] + options, indent, prefix)
                    lines.extend(lines_of(positionals, indent))
                elif positionals:
                    lines = lines_of([prog] + positionals, indent, prefix)
                else:
                    lines = [prog]
            else:
                indent = " " * len(prefix)
                lines = lines_of(options + positionals, indent)
                if len(lines) > 1:
                    lines = lines_of(options, indent) + lines_of(positionals, indent)
                lines = [prog] + lines
            usage = "\n".join(lines)
        return "%s%s\n\n" % (prefix, usage)

    def _usage_parts(self, actions, groups):
        opening, closing, joined = {}, {}, set()
        for group in groups:
            members = group._group_actions
            if not members or all(a.help is SUPPRESS for a in members):
                continue
            try:
                start = actions.index(members[0])
            except ValueError:
                continue
            if actions[start:start + len(members)] != members:
                continue
            shown = [a for a in members if a.help is not SUPPRESS]
            joined.update(map(id, members))
            brackets = ("(", ")") if group.required else ("[", "]")
            if group.required and len(shown) == 1:
                brackets = ("", "")
            opening[id(shown[0])] = brackets[0]
            closing[id(shown[-1])] = brackets[1]
        parts = []
        for action in actions:
            if action.help is SUPPRESS:
                continue
            inside = id(action) in joined
            if not action.option_strings:
                text = self._format_args(action, self._get_default_metavar_for_positional(action))
                if inside and text[:1] == "[" and text[-1:] == "]":
                    text = text[1:-1]
            else:
                option = action.option_strings[0]
                if action.nargs == 0:
                    text = action.format_usage()
                else:
                    text = "%s %s" % (option, self._format_args(action,
                                                               self._get_default_metavar_for_optional(action)))
                if not action.required and not inside:
                    text = "[%s]" % text
            if inside:
                text = opening.get(id(action), "") + text
                if id(action) in closing:
                    text += closing[id(action)]
                else:
                    text += " |"
            parts.append(text)
        # Members of a group stand on one line as separate parts, like everything else.
        return parts

    def _format_text(self, text, indent):
        if "%(prog)" in text:
            text = text % dict(prog=self._prog)
        return self._fill_text(text, max(self._width - indent, 11), " " * indent) + "\n\n"

    def _format_action(self, action):
        position = min(self._action_max_length + 2, self._max_help_position)
        help_width = max(self._width - position, 11)
        action_width = position - self._current_indent - 2
        header = self._format_action_invocation(action)
        first = 0
        if not action.help:
            header = "%*s%s\n" % (self._current_indent, "", header)
        elif len(header) <= action_width:
            header = "%*s%-*s  " % (self._current_indent, "", action_width, header)
        else:
            header = "%*s%s\n" % (self._current_indent, "", header)
            first = position
        parts = [header]
        if action.help and action.help.strip():
            text = self._expand_help(action)
            lines = self._split_lines(text, help_width) if text else []
            if lines:
                parts.append("%*s%s\n" % (first, "", lines[0]))
                parts.extend("%*s%s\n" % (position, "", line) for line in lines[1:])
        elif not header.endswith("\n"):
            parts.append("\n")
        self._indent()
        for inner in self._subactions(action):
            parts.append(self._format_action(inner))
        self._dedent()
        return "".join(parts)

    def _format_action_invocation(self, action):
        if not action.option_strings:
            default = self._get_default_metavar_for_positional(action)
            return ", ".join(self._metavar_formatter(action, default)(1))
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        args = self._format_args(action, self._get_default_metavar_for_optional(action))
        return ", ".join("%s %s" % (option, args) for option in action.option_strings)

    def _metavar_formatter(self, action, default):
        if action.metavar is not None:
            result = action.metavar
        elif action.choices is not None:
            result = "{%s}" % ",".join(map(str, action.choices))
        else:
            result = default
        return lambda size: result if isinstance(result, tuple) else (result,) * size

    def _format_args(self, action, default):
        get = self._metavar_formatter(action, default)
        if action.nargs is None:
            return "%s" % get(1)
        if action.nargs == OPTIONAL:
            return "[%s]" % get(1)
        if action.nargs == ZERO_OR_MORE:
            metavar = get(1)
            return "[%s [%s ...]]" % metavar if len(metavar) == 2 else "[%s ...]" % metavar
        if action.nargs == ONE_OR_MORE:
            return "%s [%s ...]" % get(2)
        if action.nargs == REMAINDER:
            return "..."
        if action.nargs == PARSER:
            return "%s ..." % get(1)
        if action.nargs == SUPPRESS:
            return ""
        try:
            forms = ["%s" for _ in range(action.nargs)]
        except TypeError:
            raise ValueError("invalid nargs value") from None
        return " ".join(forms) % get(action.nargs)

    def _expand_help(self, action):
        values = dict(vars(action), prog=self._prog)
        for name in list(values):
            if values[name] is SUPPRESS:
                del values[name]
            elif hasattr(values[name], "__name__"):
                values[name] = values[name].__name__
        if values.get("choices") is not None:
            values["choices"] = ", ".join(map(str, values["choices"]))
        return self._get_help_string(action) % values

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(_re.sub(r"\s+", " ", text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(_re.sub(r"\s+", " ", text).strip(), width, initial_indent=indent,
                             subsequent_indent=indent)

    def _get_help_string(self, action):
        return action.help

    def _get_default_metavar_for_optional(self, action):
        return action.dest.upper()

    def _get_default_metavar_for_positional(self, action):
        return action.dest


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the lines of descriptions."""

    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of all help."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds defaults to the help."""

    def _get_help_string(self, action):
        text = "" if action.help is None else action.help
        if "%(default)" not in text and action.default is not SUPPRESS:
            if action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE):
                text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Shows the types of arguments."""

    def _get_default_metavar_for_optional(self, action):
        return action.type.__name__

    def _get_default_metavar_for_positional(self, action):
        return action.type.__name__
