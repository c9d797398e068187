"""Parsing of command lines: options, positional arguments, commands, help.

Actions stand in `_argparse_actions`, formatters in `_argparse_help`; here stand the parser, its groups, and
the names that programs know.
"""
import os as _os
import re as _re
import sys as _sys

from _argparse_actions import (
    ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE, Action, ArgumentError, ArgumentTypeError,
    BooleanOptionalAction, FileType, _AppendAction, _AppendConstAction, _AttributeHolder, _CountAction,
    _ExtendAction, _get_action_name, _HelpAction, _StoreAction, _StoreConstAction, _StoreFalseAction,
    _StoreTrueAction, _SubParsersAction, _UNRECOGNIZED, _VersionAction)
from _argparse_help import (
    ArgumentDefaultsHelpFormatter, HelpFormatter, MetavarTypeHelpFormatter, RawDescriptionHelpFormatter,
    RawTextHelpFormatter)

__all__ = ["ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType",
           "HelpFormatter", "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
           "MetavarTypeHelpFormatter", "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER",
           "SUPPRESS", "ZERO_OR_MORE"]


class Namespace(_AttributeHolder):
    """The values that were parsed, as attributes."""

    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in self.__dict__


# ---- containers of arguments ----

class _ActionsContainer:
    def __init__(self, description, prefix_chars, argument_default, conflict_handler):
        self.description = description
        self.argument_default = argument_default
        self.prefix_chars = prefix_chars
        self.conflict_handler = conflict_handler
        self._registries = {"action": {
            None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction,
            "store_true": _StoreTrueAction, "store_false": _StoreFalseAction, "append": _AppendAction,
            "append_const": _AppendConstAction, "count": _CountAction, "help": _HelpAction,
            "version": _VersionAction, "parsers": _SubParsersAction, "extend": _ExtendAction}}
        if conflict_handler not in ("error", "resolve"):
            raise ValueError("invalid conflict_resolution value: %r" % conflict_handler)
        # The arguments: all in order, by option, in the groups of the help, in those that exclude each other.
        self._actions, self._option_string_actions = [], {}
        self._action_groups, self._mutually_exclusive_groups = [], []
        self._defaults = {}
        self._negative_number_matcher = _re.compile(r"^-\d+$|^-\d*\.\d+$")
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        self._registries.setdefault(registry_name, {})[value] = object

    def _registry_get(self, registry_name, value, default=None):
        return self._registries.get(registry_name, {}).get(value, default)

    def set_defaults(self, **kwargs):
        """Values of attributes, whether or not an argument sets them."""
        for action in self._actions:
            action.default = kwargs.get(action.dest, action.default)
        self._defaults.update(kwargs)

    def get_default(self, dest):
        of_arguments = (action.default for action in self._actions if action.dest == dest)
        return next((value for value in of_arguments if value is not None), self._defaults.get(dest))

    def add_argument(self, *args, **kwargs):
        """add_argument(dest, ...) or add_argument(option, option, ...)"""
        chars = self.prefix_chars
        if not args or len(args) == 1 and args[0][0] not in chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if "default" not in kwargs:
            if kwargs["dest"] in self._defaults:
                kwargs["default"] = self._defaults[kwargs["dest"]]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        kind = kwargs.pop("action", None)
        action_class = self._registry_get("action", kind, kind)
        if not callable(action_class):
            raise ValueError('unknown action "%s"' % (action_class,))
        action = action_class(**kwargs)
        type_function = self._registry_get("type", action.type, action.type)
        if type_function is not None and not callable(type_function):
            raise ValueError("%r is not callable" % (type_function,))
        if type_function is FileType:
            raise ValueError("%r is a FileType class object, instance of it must be passed" % (type_function,))
        if hasattr(self, "_get_formatter"):
            try:
                self._get_formatter()._format_args(action, None)
            except TypeError:
                raise ValueError("length of metavar tuple does not match nargs") from None
        return self._add_action(action)

    def add_argument_group(self, *args, **kwargs):
        """A group that help shows apart."""
        return _entered(self._action_groups, _ArgumentGroup(self, *args, **kwargs))

    def add_mutually_exclusive_group(self, **kwargs):
        """Arguments of which only one may be given."""
        return _entered(self._mutually_exclusive_groups, _MutuallyExclusiveGroup(self, **kwargs))

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for option in action.option_strings:
            self._option_string_actions[option] = action
            if self._negative_number_matcher.match(option) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _remove_action(self, action):
        self._actions.remove(action)

    def _add_container_actions(self, container):
        titles = {group.title: group for group in self._action_groups}
        mapping = {}
        for group in container._action_groups:
            if group.title not in titles:
                titles[group.title] = self.add_argument_group(title=group.title, description=group.description,
                                                              conflict_handler=group.conflict_handler)
            for action in group._group_actions:
                mapping[action] = titles[group.title]
        for group in container._mutually_exclusive_groups:
            made = self.add_mutually_exclusive_group(required=group.required)
            for action in group._group_actions:
                mapping[action] = made
        for action in container._actions:
            mapping.get(action, self)._add_action(action)

    def _positional(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        if kwargs.get("nargs") not in (OPTIONAL, ZERO_OR_MORE):
            kwargs["required"] = True
        if kwargs.get("nargs") == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        return dict(kwargs, dest=dest, option_strings=[])

    def _optional(self, *args, **kwargs):
        options, long_options = [], []
        for option in args:
            if not option[0] in self.prefix_chars:
                raise ValueError("invalid option string %r: must start with a character %r"
                                 % (option, self.prefix_chars))
            options.append(option)
            if len(option) > 1 and option[1] in self.prefix_chars:
                long_options.append(option)
        dest = kwargs.pop("dest", None)
        if dest is None:
            dest = (long_options or options)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError("dest= is required for options like %r" % option)
            dest = dest.replace("-", "_")
        return dict(kwargs, dest=dest, option_strings=options)

    def _check_conflict(self, action):
        found = [(option, self._option_string_actions[option]) for option in action.option_strings
                 if option in self._option_string_actions]
        if not found:
            return
        if self.conflict_handler == "error":
            raise ArgumentError(action, "conflicting option string%s: %s"
                                % ("" if len(found) == 1 else "s", ", ".join(option for option, _ in found)))
        for option, other in found:
            other.option_strings.remove(option)
            self._option_string_actions.pop(option, None)
            if not other.option_strings:
                other.container._remove_action(other)


def _entered(entries, entry):
    entries.append(entry)
    return entry


class _ArgumentGroup(_ActionsContainer):
    def __init__(self, container, title=None, description=None, **kwargs):
        kwargs.setdefault("conflict_handler", container.conflict_handler)
        kwargs.setdefault("prefix_chars", container.prefix_chars)
        kwargs.setdefault("argument_default", container.argument_default)
        super().__init__(description=description, **kwargs)
        self.title = title
        self._group_actions = []
        for name in ("_registries", "_actions", "_option_string_actions", "_defaults",
                     "_has_negative_number_optionals", "_mutually_exclusive_groups"):
            setattr(self, name, getattr(container, name))

    def _add_action(self, action):
        return _entered(self._group_actions, super()._add_action(action))

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        _warn_of_nesting("argument groups")
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._container = container

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        # Its container shows it, in a group or by itself; here it is only known.
        return _entered(self._group_actions, self._container._add_action(action))

    def _remove_action(self, action):
        for owner in (self._container._remove_action, self._group_actions.remove):
            owner(action)

    def add_mutually_exclusive_group(self, **kwargs):
        _warn_of_nesting("mutually exclusive groups")
        return super().add_mutually_exclusive_group(**kwargs)


def _warn_of_nesting(what):
    from warnings import warn
    warn("Nesting %s is deprecated." % what, DeprecationWarning, stacklevel=3)


# ---- the parser ----

class ArgumentParser(_AttributeHolder, _ActionsContainer):
    """Parses command lines."""

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[],
                 formatter_class=HelpFormatter, prefix_chars="-", fromfile_prefix_chars=None, argument_default=None,
                 conflict_handler="error", add_help=True, allow_abbrev=True, exit_on_error=True):
        _ActionsContainer.__init__(self, description, prefix_chars, argument_default, conflict_handler)
        self.prog = _os.path.basename(_sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.fromfile_prefix_chars, self.allow_abbrev = fromfile_prefix_chars, allow_abbrev
        self.add_help, self.exit_on_error = add_help, exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        self._subparsers = None
        self.register("type", None, _identity)
        if add_help:
            dash = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(dash + "h", dash * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            self._add_container_actions(parent)
            self._defaults.update(parent._defaults)

    def _get_kwargs(self):
        names = ["prog", "usage", "description", "formatter_class", "conflict_handler", "add_help"]
        return [(name, getattr(self, name)) for name in names]

    def add_subparsers(self, **kwargs):
        """Commands, each with its own parser."""
        if self._subparsers is not None:
            self.error("cannot have multiple subparser arguments")
        kwargs.setdefault("parser_class", type(self))
        if "title" in kwargs or "description" in kwargs:
            self._subparsers = self.add_argument_group(kwargs.pop("title", "subcommands"),
                                                       kwargs.pop("description", None))
        else:
            self._subparsers = self._positionals
        if kwargs.get("prog") is None:
            formatter = self._get_formatter()
            formatter.add_usage(self.usage, self._get_positional_actions(), self._mutually_exclusive_groups, "")
            kwargs["prog"] = formatter.format_help().strip()
        action_class = self._registry_get("action", kwargs.pop("action", "parsers"))
        action = action_class(option_strings=[], **kwargs)
        self._subparsers._add_action(action)
        return action

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def _get_optional_actions(self):
        return [action for action in self._actions if action.option_strings]

    def _get_positional_actions(self):
        return [action for action in self._actions if not action.option_strings]

    def parse_args(self, args=None, namespace=None):
        """Parses all arguments."""
        args, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return args

    def parse_known_args(self, args=None, namespace=None):
        """(namespace, arguments that nobody knows)"""
        args = list(_sys.argv[1:] if args is None else args)
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if self.exit_on_error:
            try:
                namespace, rest = self._parse_known_args(args, namespace)
            except ArgumentError as problem:
                self.error(str(problem))
        else:
            namespace, rest = self._parse_known_args(args, namespace)
        if hasattr(namespace, _UNRECOGNIZED):
            rest.extend(getattr(namespace, _UNRECOGNIZED))
            delattr(namespace, _UNRECOGNIZED)
        return namespace, rest

    def parse_intermixed_args(self, args=None, namespace=None):
        """Parses all arguments; positional ones may stand between options, wherever."""
        args, rest = self.parse_known_intermixed_args(args, namespace)
        if rest:
            self.error("unrecognized arguments: %s" % " ".join(rest))
        return args

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """(namespace, arguments that nobody knows): first the options are taken, then from what is left the
        positional arguments."""
        positionals = self._get_positional_actions()
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError("parse_intermixed_args: positional arg with nargs=%s" % action.nargs)
        groups = self._mutually_exclusive_groups
        if any(action in positionals for group in groups for action in group._group_actions):
            raise TypeError("parse_intermixed_args: positional in mutuallyExclusiveGroup")
        usage = self.format_usage()[len("usage: "):] if self.usage is None else self.usage
        with _attributes_set([self], usage=usage):
            with _attributes_set(positionals, nargs=SUPPRESS, default=SUPPRESS):
                namespace, rest = self.parse_known_args(args, namespace)
            with _attributes_set(self._get_optional_actions() + groups, required=False):
                return self.parse_known_args(rest, namespace)

    def _parse_known_args(self, strings, namespace):
        if self.fromfile_prefix_chars is not None:
            strings = self._read_args_from_files(strings)
        conflicts = {}
        for group in self._mutually_exclusive_groups:
            for i, action in enumerate(group._group_actions):
                conflicts.setdefault(action, []).extend(group._group_actions[:i] + group._group_actions[i + 1:])
        options, pattern = {}, []
        after = False
        for i, string in enumerate(strings):
            if after:
                pattern.append("A")
            elif string == "--":
                pattern.append("-")
                after = True
            else:
                found = self._parse_optional(string)
                if found is not None:
                    options[i] = found
                pattern.append("A" if found is None else "O")
        pattern = "".join(pattern)
        seen, seen_non_default = set(), set()
        extras = []
        positionals = self._get_positional_actions()

        def take(action, arguments, option=None):
            seen.add(action)
            values = self._get_values(action, arguments)
            if values is not action.default:
                seen_non_default.add(action)
                for other in conflicts.get(action, []):
                    if other in seen_non_default:
                        raise ArgumentError(action, "not allowed with argument %s" % _get_action_name(other))
            if values is not SUPPRESS:
                action(self, namespace, values, option)

        def consume_option(start):
            action, option, explicit = options[start]
            todo = []
            while True:
                if action is None:
                    extras.append(strings[start])
                    return start + 1
                if explicit is not None:
                    count = self._match_argument(action, "A")
                    if count == 0 and option[1] not in self.prefix_chars and explicit != "":
                        todo.append((action, [], option))
                        option = option[0] + explicit[0]
                        explicit = explicit[1:] or None
                        if option in self._option_string_actions:
                            action = self._option_string_actions[option]
                        else:
                            raise ArgumentError(action, "ignored explicit argument %r" % (explicit or option[1:],))
                        if explicit is not None and explicit[:1] == "=":
                            explicit = explicit[1:]
                    elif count == 1:
                        todo.append((action, [explicit], option))
                        stop = start + 1
                        break
                    else:
                        raise ArgumentError(action, "ignored explicit argument %r" % explicit)
                else:
                    begin = start + 1
                    count = self._match_argument(action, pattern[begin:])
                    stop = begin + count
                    todo.append((action, strings[begin:stop], option))
                    break
            for action, arguments, option in todo:
                take(action, arguments, option)
            return stop

        def consume_positionals(start):
            counts = self._match_arguments_partial(positionals, pattern[start:])
            for action, count in zip(positionals, counts):
                arguments = strings[start:start + count]
                start += count
                take(action, arguments)
            positionals[:] = positionals[len(counts):]
            return start

        index = 0
        last_option = max(options) if options else -1
        while index <= last_option:
            following = min(i for i in options if i >= index)
            if index != following:
                end = consume_positionals(index)
                if end > index:
                    index = end
                    continue
                index = end
            if index not in options:
                extras.extend(strings[index:following])
                index = following
            index = consume_option(index)
        stop = consume_positionals(index)
        extras.extend(strings[stop:])
        missing = []
        for action in self._actions:
            if action in seen:
                continue
            if action.required:
                missing.append(_get_action_name(action))
            elif (action.default is not None and isinstance(action.default, str) and hasattr(namespace, action.dest)
                    and action.default is getattr(namespace, action.dest)):
                setattr(namespace, action.dest, self._get_value(action, action.default))
        if missing:
            self.error("the following arguments are required: %s" % ", ".join(missing))
        for group in self._mutually_exclusive_groups:
            if group.required and not any(action in seen_non_default for action in group._group_actions):
                names = [_get_action_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                self.error("one of the arguments %s is required" % " ".join(names))
        return namespace, extras

    def _read_args_from_files(self, strings):
        result = []
        for string in strings:
            if not string or string[0] not in self.fromfile_prefix_chars:
                result.append(string)
                continue
            try:
                with open(string[1:]) as file:
                    lines = file.read().splitlines()
            except OSError as problem:
                self.error(str(problem))
            result.extend(self._read_args_from_files([arg for line in lines
                                                      for arg in self.convert_arg_line_to_args(line)]))
        return result

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _match_argument(self, action, pattern):
        found = _re.match(self._get_nargs_pattern(action), pattern)
        if found is None:
            messages = {None: "expected one argument", OPTIONAL: "expected at most one argument",
                        ONE_OR_MORE: "expected at least one argument"}
            message = messages.get(action.nargs)
            if message is None:
                message = "expected %s argument%s" % (action.nargs, "" if action.nargs == 1 else "s")
            raise ArgumentError(action, message)
        return len(found.group(1))

    def _match_arguments_partial(self, actions, pattern):
        for i in range(len(actions), 0, -1):
            found = _re.match("".join(self._get_nargs_pattern(action) for action in actions[:i]), pattern)
            if found is not None:
                return [len(text) for text in found.groups()]
        return []

    def _parse_optional(self, string):
        """(action, option, explicit value) or None when the string is a positional argument."""
        if not string or string[0] not in self.prefix_chars:
            return None
        if string in self._option_string_actions:
            return self._option_string_actions[string], string, None
        if len(string) == 1:
            return None
        if "=" in string:
            option, value = string.split("=", 1)
            if option in self._option_string_actions:
                return self._option_string_actions[option], option, value
        found = self._get_option_tuples(string)
        if len(found) > 1:
            options = ", ".join(option for action, option, value in found)
            self.error("ambiguous option: %s could match %s" % (string, options))
        if len(found) == 1:
            return found[0]
        if self._negative_number_matcher.match(string) and not self._has_negative_number_optionals:
            return None
        if " " in string:
            return None
        return None, string, None

    def _get_option_tuples(self, string):
        """Options that the string may shorten."""
        result = []
        chars = self.prefix_chars
        if string[0] in chars and string[1] in chars:
            if self.allow_abbrev:
                prefix, equals, value = string.partition("=")
                value = value if equals else None
                result = [(action, option, value) for option, action in self._option_string_actions.items()
                          if option.startswith(prefix)]
        else:
            short, value = string[:2], string[2:]
            for option, action in self._option_string_actions.items():
                if option == short:
                    result.append((action, option, value))
                elif option.startswith(string):
                    result.append((action, option, None))
        return result

    def _get_nargs_pattern(self, action):
        nargs = action.nargs
        patterns = {None: "(-*A-*)", OPTIONAL: "(-*A?-*)", ZERO_OR_MORE: "(-*[A-]*)", ONE_OR_MORE: "(-*A[A-]*)",
                    REMAINDER: "([-AO]*)", PARSER: "(-*A[-AO]*)", SUPPRESS: "(-*-*)"}
        pattern = patterns.get(nargs)
        if pattern is None:
            pattern = "(-*%s-*)" % "-*".join("A" * nargs)
        if action.option_strings:
            pattern = pattern.replace("-*", "").replace("-", "")
        return pattern

    def _get_values(self, action, strings):
        if action.nargs not in (PARSER, REMAINDER) and "--" in strings:
            strings = list(strings)
            strings.remove("--")
        nargs = action.nargs
        if not strings and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = self._get_value(action, value)
                self._check_value(action, value)
            return value
        if not strings and nargs == ZERO_OR_MORE and not action.option_strings:
            return action.default if action.default is not None else strings
        if len(strings) == 1 and nargs in (None, OPTIONAL):
            value = self._get_value(action, strings[0])
            self._check_value(action, value)
            return value
        if nargs == REMAINDER:
            return [self._get_value(action, string) for string in strings]
        if nargs == PARSER:
            value = [self._get_value(action, string) for string in strings]
            self._check_value(action, value[0])
            return value
        if nargs == SUPPRESS:
            return SUPPRESS
        values = [self._get_value(action, string) for string in strings]
        for value in values:
            self._check_value(action, value)
        return values

    def _get_value(self, action, string):
        function = self._registry_get("type", action.type, action.type)
        if not callable(function):
            raise ArgumentError(action, "%r is not callable" % (function,))
        try:
            return function(string)
        except ArgumentTypeError as problem:
            raise ArgumentError(action, str(problem)) from None
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, "invalid %s value: %r" % (name, string)) from None

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(action, "invalid choice: %r (choose from %s)"
                                % (value, ", ".join(map(repr, action.choices))))

    def _formatter_after_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter

    def format_usage(self):
        """The usage line."""
        return self._formatter_after_usage().format_help()

    def format_help(self):
        """All help."""
        formatter = self._formatter_after_usage()
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), _sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), _sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            try:
                (_sys.stderr if file is None else file).write(message)
            except (AttributeError, OSError):
                pass  # no stream, or none that takes it: the exit code says enough

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, _sys.stderr)
        _sys.exit(status)

    def error(self, message):
        """Prints usage and the message, and exits with 2."""
        self.print_usage(_sys.stderr)
        self.exit(2, "%s: error: %s\n" % (self.prog, message))


class _attributes_set:
    """A with block in which objects have other attributes."""

    def __init__(self, objects, **attributes):
        self.objects, self.attributes = objects, attributes

    def __enter__(self):
        self.saved = [(each, name, getattr(each, name)) for each in self.objects for name in self.attributes]
        for each in self.objects:
            for name, value in self.attributes.items():
                setattr(each, name, value)

    def __exit__(self, *exception):
        for each, name, value in self.saved:
            setattr(each, name, value)


def _identity(string):
    return string
