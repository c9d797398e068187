"""The formatters of `argparse`: usage and help, laid out for the width of the terminal.

Handed on by `argparse`, whose name everything here bears.
"""
import re as _re

from _argparse_actions import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

__name__ = "argparse"


# What is kept on one line of a usage that needs several: all in brackets, or a word.
_WORDS = _re.compile(r"[(].*?[)]+(?!\S)|[\[].*?[\]]+(?!\S)|\S+")

# Not the spaces that hold words together, as U+00A0 does.
_SPACES = _re.compile(r"\s+", _re.ASCII)


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
        options = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        usage = " ".join(filter(None, (prog, self._format_actions_usage(options + positionals, groups))))
        room = self._width - self._current_indent
        if len(prefix) + len(usage) > room:
            options, positionals = (_WORDS.findall(self._format_actions_usage(part, groups))
                                    for part in (options, positionals))
            usage = self._usage_over_lines(prog, options, positionals, room, prefix)
        return "%s%s\n\n" % (prefix, usage)

    def _usage_over_lines(self, prog, options, positionals, room, prefix):
        def lines_of(words, indent, start=None):
            lines, line = [], []
            size = (len(start) if start is not None else len(indent)) - 1
            for word in words:
                if size + 1 + len(word) > room and line:
                    lines.append(indent + " ".join(line))
                    line, size = [], len(indent) - 1
                line.append(word)
                size += len(word) + 1
            if line:
                lines.append(indent + " ".join(line))
            if start is not None:
                lines[0] = lines[0][len(indent):]
            return lines
        if len(prefix) + len(prog) <= 0.75 * room:
            indent = " " * (len(prefix) + len(prog) + 1)
            if options:
                lines = lines_of([prog] + options, indent, prefix) + lines_of(positionals, indent)
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
        return "\n".join(lines)

    def _format_actions_usage(self, actions, groups):
        """The actions in a row; members of a group that stand side by side have its brackets around them."""
        grouped = set()
        before = {}  # index: brackets and bars in front of the action there, or behind the last one
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError("empty group %s" % group)
            shown = sum(member.help is not SUPPRESS for member in members)
            start = actions.index(members[0]) if members[0] in actions else len(actions)
            end = start + len(members)
            if not shown or actions[start:end] != members:
                continue
            grouped.update(members)
            brackets = "[]" if not group.required else "()" if shown > 1 else None
            if brackets:
                before[start] = before[start] + " " + brackets[0] if start in before else brackets[0]
                before[end] = before.get(end, "") + brackets[1]
            before.update(dict.fromkeys(range(start + 1, end), "|"))
        parts = []
        for i, action in enumerate(actions):
            if action.help is not SUPPRESS:
                parts.append((before.get(i), self._one_usage(action, action in grouped)))
                continue
            # A hidden member takes its bar with it, or the next one's if it is the first.
            if before.get(i) == "|":
                del before[i]
            elif before.get(i + 1) == "|":
                del before[i + 1]
            parts.append((before.get(i), None))
        parts.append((before.get(len(actions)), None))
        text = " ".join(word for pair in parts for word in pair if word is not None)
        text = _re.sub(r"([\[(]) ", r"\1", text)
        text = _re.sub(r" ([\])])", r"\1", text)
        return _re.sub(r"[\[(] *[\])]", "", text).strip()

    def _one_usage(self, action, grouped):
        if not action.option_strings:
            text = self._format_args(action, self._get_default_metavar_for_positional(action))
            return text[1:-1] if grouped and text[:1] == "[" and text[-1:] == "]" else text
        if action.nargs == 0:
            text = action.format_usage()
        else:
            default = self._get_default_metavar_for_optional(action)
            text = "%s %s" % (action.option_strings[0], self._format_args(action, default))
        return text if action.required or grouped else "[%s]" % text

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
        return textwrap.wrap(_SPACES.sub(" ", text).strip(), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(_SPACES.sub(" ", text).strip(), width, initial_indent=indent,
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
