"""Constants and classes for work with strings."""
import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits",
           "octdigits", "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = " \t\n\r\v\f"
ascii_lowercase = "abcdefghijklmnopqrstuvwxyz"
ascii_uppercase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ascii_letters = ascii_lowercase + ascii_uppercase
digits = "0123456789"
hexdigits = digits + "abcdef" + "ABCDEF"
octdigits = "01234567"
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """The text with a capital letter at the beginning of each word.

    Words are what stands between separators; without one they are what stands between white space, of which one
    space is left between two words.
    """
    return (sep or " ").join(word.capitalize() for word in s.split(sep))


class _Chain:
    "Looks a key up in one mapping, then in another."

    def __init__(self, first, second):
        self.first = first
        self.second = second

    def __getitem__(self, key):
        try:
            return self.first[key]
        except KeyError:
            return self.second[key]


_no_mapping = {}


class _CompiledPattern:
    """Template.pattern: compiled when somebody first asks, so that importing this module needs no re."""

    def __get__(self, instance, owner):
        return owner._regex()


class Template:
    """A text in which $name and ${name} are replaced."""

    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = None

    pattern = _CompiledPattern()
    _pattern_text = None

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled = None
        if "pattern" in cls.__dict__:
            cls._pattern_text = cls.__dict__["pattern"]
            cls.pattern = Template.__dict__["pattern"]

    @classmethod
    def _regex(cls):
        found = cls.__dict__.get("_compiled")
        if found is not None:
            return found
        import re
        text = cls._pattern_text
        if text is None:
            mark = re.escape(cls.delimiter)
            name = cls.idpattern
            braced = cls.braceidpattern or name
            text = (rf"{mark}(?:(?P<escaped>{mark})|(?P<named>{name})|{{(?P<braced>{braced})}}|"
                    rf"(?P<invalid>))")
        flags = re.IGNORECASE if cls.flags is None else cls.flags
        found = text if isinstance(text, re.Pattern) else re.compile(text, flags | re.VERBOSE)
        cls._compiled = found
        return found

    def __init__(self, template):
        self.template = template

    def _invalid(self, found):
        at = found.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if not lines:
            column = line = 1
        else:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        raise ValueError("Invalid placeholder in string: line %d, col %d" % (line, column))

    def substitute(self, mapping=_no_mapping, /, **kws):
        if mapping is _no_mapping:
            mapping = kws
        elif kws:
            mapping = _Chain(kws, mapping)

        def convert(found):
            named = found.group("named") or found.group("braced")
            if named is not None:
                return str(mapping[named])
            if found.group("escaped") is not None:
                return self.delimiter
            if found.group("invalid") is not None:
                self._invalid(found)
            raise ValueError("Unrecognized named group in pattern", self._regex())
        return self._regex().sub(convert, self.template)

    def safe_substitute(self, mapping=_no_mapping, /, **kws):
        if mapping is _no_mapping:
            mapping = kws
        elif kws:
            mapping = _Chain(kws, mapping)

        def convert(found):
            named = found.group("named") or found.group("braced")
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    return found.group()
            if found.group("escaped") is not None:
                return self.delimiter
            if found.group("invalid") is not None:
                return found.group()
            raise ValueError("Unrecognized named group in pattern", self._regex())
        return self._regex().sub(convert, self.template)

    def is_valid(self):
        for found in self._regex().finditer(self.template):
            if found.group("invalid") is not None:
                return False
            if (found.group("named") is None and found.group("braced") is None
                    and found.group("escaped") is None):
                raise ValueError("Unrecognized named group in pattern", self._regex())
        return True

    def get_identifiers(self):
        names = []
        for found in self._regex().finditer(self.template):
            named = found.group("named") or found.group("braced")
            if named is not None and named not in names:
                names.append(named)
            elif (named is None and found.group("invalid") is None
                  and found.group("escaped") is None):
                raise ValueError("Unrecognized named group in pattern", self._regex())
        return names


class Formatter:
    "What str.format does, in overridable steps."

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            result.append(literal)
            if field is None:
                continue
            field, auto_arg_index = self._numbered(field, auto_arg_index)
            value, key = self.get_field(field, args, kwargs)
            used_args.add(key)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1,
                                                 auto_arg_index=auto_arg_index)
            result.append(self.format_field(value, spec))
        return "".join(result), auto_arg_index

    @staticmethod
    def _numbered(field, following):
        """The field, with the number that follows if it has no name, and what follows then: False forbids that."""
        named, given = field != "", field.isdigit()
        if following is False and not named or following and given:
            raise ValueError("cannot switch from manual field specification to automatic field numbering")
        if named:
            return field, False if given else following
        return str(following), following + 1

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        convert = {"s": str, "r": repr, "a": ascii}.get(conversion)
        if convert is None:
            raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
        return convert(value)

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
