"""Configuration files: sections of options, with values that may refer to others.

RawConfigParser holds text as it is; ConfigParser replaces %(name)s by BasicInterpolation; ExtendedInterpolation
knows ${section:name}. A parser is a mapping of sections, a section a mapping of options.
"""
import io
import os
import re
import sys
from collections import ChainMap
from collections.abc import MutableMapping
from functools import partial
from itertools import chain
from operator import attrgetter

__all__ = ["NoSectionError", "DuplicateOptionError", "DuplicateSectionError", "NoOptionError",
           "InterpolationError", "InterpolationDepthError", "InterpolationMissingOptionError",
           "InterpolationSyntaxError", "ParsingError", "MissingSectionHeaderError", "ConfigParser",
           "SafeConfigParser", "RawConfigParser", "Interpolation", "BasicInterpolation",
           "ExtendedInterpolation", "LegacyInterpolation", "SectionProxy", "ConverterMapping", "DEFAULTSECT",
           "MAX_INTERPOLATION_DEPTH"]

_default_dict = dict
DEFAULTSECT = "DEFAULT"
MAX_INTERPOLATION_DEPTH = 10


# ---- errors ----

class Error(Exception):
    """Its text is `message`; what an error is about are its `args`, by which it is copied and pickled."""

    def __init__(self, msg=""):
        self.message = msg
        super().__init__(msg)

    def _about(self, **facts):
        # The facts are attributes, and the arguments that make such an error again.
        self.__dict__.update(facts)
        self.args = tuple(facts.values())

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    def __init__(self, section):
        super().__init__("No section: %r" % (section,))
        self._about(section=section)


def _exists_already(what, source, lineno):
    """The message that something exists, and where it was met again if that is known."""
    if source is None:
        return what[0].upper() + what[1:] + " already exists"
    line = "" if lineno is None else " [line %2d]" % lineno
    return "While reading from %r%s: %s already exists" % (source, line, what)


class DuplicateSectionError(Error):
    def __init__(self, section, source=None, lineno=None):
        super().__init__(_exists_already("section %r" % (section,), source, lineno))
        self._about(section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    def __init__(self, section, option, source=None, lineno=None):
        super().__init__(_exists_already("option %r in section %r" % (option, section), source, lineno))
        self._about(section=section, option=option, source=source, lineno=lineno)


class NoOptionError(Error):
    def __init__(self, option, section):
        super().__init__("No option %r in section: %r" % (option, section))
        self._about(option=option, section=section)


class InterpolationError(Error):
    def __init__(self, option, section, msg):
        super().__init__(msg)
        self.option, self.section = option, section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, "Bad value substitution: option {!r} in section {!r} contains an "
                         "interpolation key {!r} which is not a valid option name. Raw value: {!r}".format(
                             option, section, reference, rawval))
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    pass


class InterpolationDepthError(InterpolationError):
    def __init__(self, option, section, rawval):
        super().__init__(option, section, "Recursion limit exceeded in value substitution: option {!r} in "
                         "section {!r} contains an interpolation key which cannot be substituted in {} steps. "
                         "Raw value: {!r}".format(option, section, MAX_INTERPOLATION_DEPTH, rawval))
        self.args = (option, section, rawval)


class ParsingError(Error):
    def __init__(self, source=None, filename=None):
        if filename and source:
            raise ValueError("Cannot specify both `filename' and `source'. Use `source'.")
        if not filename and not source:
            raise ValueError("Required argument `source' not given.")
        source = source or filename
        super().__init__("Source contains parsing errors: %r" % source)
        self.source = source
        self.errors = []
        self.args = (source,)

    def _warn(self):
        import warnings
        warnings.warn("The 'filename' attribute will be removed in Python 3.12. Use 'source' instead.",
                      DeprecationWarning, stacklevel=3)

    @property
    def filename(self):
        self._warn()
        return self.source

    @filename.setter
    def filename(self, value):
        self._warn()
        self.source = value

    def append(self, lineno, line):
        self.errors.append((lineno, line))
        self.message += "\n\t[line %2d]: %s" % (lineno, line)


class MissingSectionHeaderError(ParsingError):
    def __init__(self, filename, lineno, line):
        Error.__init__(self, "File contains no section headers.\nfile: %r, line: %d\n%r"
                       % (filename, lineno, line))
        self._about(source=filename, lineno=lineno, line=line)


_UNSET = object()


# ---- references in values ----

class Interpolation:
    """Leaves values as they are."""

    def before_set(self, parser, section, option, value):
        return value

    # On its way from a file, into a file and to the program a value passes in the same way.
    before_read = before_write = before_set

    def before_get(self, parser, section, option, value, defaults):
        return value


class _References(Interpolation):
    """What both kinds of references share. They begin with a sign; the sign twice stands for itself.

    A subclass has _sign, _opening (what follows the sign in a reference), _token (a pattern of text without
    the sign, of two signs, of a reference with its name as group, and of a sign alone) and _resolve().
    """

    def before_get(self, parser, section, option, value, defaults):
        return self._expand(parser, section, option, value, defaults, 1)

    def before_set(self, parser, section, option, value):
        alone = self._token.sub(lambda token: "" if token.lastindex else token.group(),
                                value.replace(self._sign * 2, ""))
        if self._sign in alone:
            raise ValueError("invalid interpolation syntax in %r at position %d" % (value, alone.find(self._sign)))
        return value

    def _expand(self, parser, section, option, text, values, depth):
        """The text with its references replaced, and theirs."""
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)

        def replacement(token):
            if token.lastindex:
                return self._resolve(parser, section, option, token, values, raw, depth)
            if token.group() != self._sign:
                return token.group().replace(self._sign * 2, self._sign)
            rest = text[token.start():]
            if rest.startswith(self._opening, 1):
                raise InterpolationSyntaxError(option, section, "bad interpolation variable reference %r" % rest)
            raise InterpolationSyntaxError(option, section, "'%s' must be followed by '%s' or '%s', found: %r"
                                           % (self._sign, self._sign, self._opening, rest))

        return self._token.sub(replacement, text)


class BasicInterpolation(_References):
    """%(name)s is the option of that name in the same section or the defaults; %% is a percent sign."""

    _sign = "%"
    _opening = "("
    _token = re.compile(r"[^%]+|%%|%\(([^)]+)\)s|%")

    def _resolve(self, parser, section, option, token, values, raw, depth):
        name = parser.optionxform(token.group(1))
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name)
        value = values[name]
        return self._expand(parser, section, option, value, values, depth + 1) if "%" in value else value


class ExtendedInterpolation(_References):
    """${name} and ${section:name}; $$ is a dollar sign."""

    _sign = "$"
    _opening = "{"
    _token = re.compile(r"[^$]+|\$\$|\$\{([^}]+)\}|\$")

    def _resolve(self, parser, section, option, token, values, raw, depth):
        place = token.group(1)
        home, colon, name = place.rpartition(":")
        if ":" in home:
            rest = token.string[token.end():]
            raise InterpolationSyntaxError(option, section, "More than one ':' found: %r" % rest)
        name = parser.optionxform(name)
        try:
            value = parser.get(home, name, raw=True) if colon else values[name]
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, place) from None
        if "$" not in value:
            return value
        home = home if colon else section
        return self._expand(parser, home, name, value, dict(parser.items(home, raw=True)), depth + 1)


class LegacyInterpolation(Interpolation):
    """%(name)s by Python's % operator, again and again, as parsers of old did."""

    _KEYCRE = re.compile(r"%\(([^)]*)\)s|.")

    def __init__(self, *args, **kwargs):
        import warnings
        super().__init__(*args, **kwargs)
        warnings.warn("LegacyInterpolation has been deprecated since Python 3.2 and will be removed from the "
                      "configparser module in Python 3.13. Use BasicInterpolation or ExtendedInterpolation "
                      "instead.", DeprecationWarning, stacklevel=2)

    def before_get(self, parser, section, option, value, vars):
        raw = value
        depth = MAX_INTERPOLATION_DEPTH
        while depth:
            depth -= 1
            if not value or "%(" not in value:
                break
            value = self._KEYCRE.sub(partial(self._interpolation_replace, parser=parser), value)
            try:
                value = value % vars
            except KeyError as error:
                raise InterpolationMissingOptionError(option, section, raw, error.args[0]) from None
        if value and "%(" in value:
            raise InterpolationDepthError(option, section, raw)
        return value

    @staticmethod
    def _interpolation_replace(match, parser):
        name = match.group(1)
        return match.group() if name is None else "%%(%s)s" % parser.optionxform(name)


# ---- parsers ----

class _Reading:
    """What is known while a file is read."""

    def __init__(self, name):
        self.name = name
        self.section = None
        self.section_name = None
        self.option = None
        self.indent = 0
        self.seen = set()
        self.error = None


class RawConfigParser(MutableMapping):
    """Sections with options, read from files, text or dictionaries."""

    _SECT_TMPL = r"\[(?P<header>.+)\]"
    _OPT_TMPL = r"(?P<option>.*?)\s*(?:(?P<vi>{delim})\s*(?P<value>.*))$"
    _OPT_NV_TMPL = r"(?P<option>.*?)\s*(?:(?P<vi>{delim})\s*(?P<value>.*))?$"
    SECTCRE = re.compile(_SECT_TMPL, re.VERBOSE)
    OPTCRE, OPTCRE_NV = (re.compile(each.format(delim="=|:"), re.VERBOSE) for each in (_OPT_TMPL, _OPT_NV_TMPL))
    NONSPACECRE = re.compile(r"\S")
    _DEFAULT_INTERPOLATION = Interpolation()
    BOOLEAN_STATES = {"1": True, "yes": True, "true": True, "on": True,
                      "0": False, "no": False, "false": False, "off": False}

    def __init__(self, defaults=None, dict_type=_default_dict, allow_no_value=False, *, delimiters=("=", ":"),
                 comment_prefixes=("#", ";"), inline_comment_prefixes=None, strict=True,
                 empty_lines_in_values=True, default_section=DEFAULTSECT, interpolation=_UNSET,
                 converters=_UNSET):
        self._dict = dict_type
        self._sections, self._defaults, self._proxies = dict_type(), dict_type(), dict_type()
        self._strict, self._allow_no_value = strict, allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self._delimiters = tuple(delimiters)
        self._comment_prefixes = tuple(comment_prefixes or ())
        self._inline_comment_prefixes = tuple(inline_comment_prefixes or ())
        self._optcre = self._option_pattern(allow_no_value, delimiters)
        self._interpolation = self._chosen_interpolation(interpolation)
        self.default_section = default_section
        # The sections ask the mapping of converters for their getters, so it comes first.
        self._converters = ConverterMapping(self)
        self._proxies[default_section] = SectionProxy(self, default_section)
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def _option_pattern(self, allow_no_value, delimiters):
        if delimiters == ("=", ":"):
            return self.OPTCRE_NV if allow_no_value else self.OPTCRE
        template = self._OPT_NV_TMPL if allow_no_value else self._OPT_TMPL
        return re.compile(template.format(delim="|".join(map(re.escape, delimiters))), re.VERBOSE)

    def _chosen_interpolation(self, chosen):
        if chosen is None:
            return Interpolation()
        if chosen is _UNSET:
            chosen = self._DEFAULT_INTERPOLATION or Interpolation()
        if not isinstance(chosen, Interpolation):
            raise TypeError(f"interpolation= must be None or an instance of Interpolation; got an object of "
                            f"type {type(chosen)}")
        return chosen

    def defaults(self):
        return self._defaults

    def sections(self):
        """Names of the sections, without the defaults."""
        return list(self._sections.keys())

    def add_section(self, section):
        if section == self.default_section:
            raise ValueError("Invalid section name: %r" % section)
        if self.has_section(section):
            raise DuplicateSectionError(section)
        self._begin_section(section)

    def _begin_section(self, section):
        options = self._sections[section] = self._dict()
        self._proxies[section] = SectionProxy(self, section)
        return options

    def has_section(self, section):
        return section in self._sections

    def options(self, section):
        """Names of the options of a section, those of the defaults too."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        # A copy, as the class that the parser was given may have an order of its own.
        seen = self._sections[section].copy()
        seen.update(self._defaults)
        return list(seen)

    # ---- reading ----

    def read(self, filenames, encoding=None):
        """Reads files, passing over those that cannot be opened; gives the names of those that were read."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        encoding = io.text_encoding(encoding)
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as file:
                    self._read(file, filename)
            except OSError:
                continue
            done.append(os.fspath(filename) if isinstance(filename, os.PathLike) else filename)
        return done

    def read_file(self, f, source=None):
        """Reads the lines that iterating over `f` gives."""
        if source is None:
            source = getattr(f, "name", "<???>")
        self._read(f, source)

    def read_string(self, string, source="<string>"):
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source="<dict>"):
        """Takes sections and options from a dictionary of dictionaries."""
        seen = set()
        for section, options in dictionary.items():
            section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if value is not None:
                    value = str(value)
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, value)

    def readfp(self, fp, filename=None):
        import warnings
        warnings.warn("This method will be removed in Python 3.12. Use 'parser.read_file()' instead.",
                      DeprecationWarning, stacklevel=2)
        self.read_file(fp, source=filename)

    def _without_comments(self, line):
        """(what stands before a comment, or None where all is one)"""
        end = len(line)
        for prefix in self._inline_comment_prefixes:
            at = line.find(prefix)
            while at >= 0:
                if at == 0 or line[at - 1].isspace():
                    end = min(end, at)
                    break
                at = line.find(prefix, at + 1)
        for prefix in self._comment_prefixes:
            if line.strip().startswith(prefix):
                end = 0
                break
        return line[:end].strip(), end < len(line)

    def _read(self, file, name):
        state = _Reading(name)
        for number, line in enumerate(file, start=1):
            value, commented = self._without_comments(line)
            if not value:
                self._read_empty(state, commented)
                continue
            start = self.NONSPACECRE.search(line)
            indent = start.start() if start else 0
            if state.section is not None and state.option and indent > state.indent:
                if state.section[state.option] is None:
                    raise Error("No value for option %r in section %r can be continued"
                                % (state.option, state.section_name))
                state.section[state.option].append(value)
                continue
            state.indent = indent
            header = self.SECTCRE.match(value)
            if header:
                self._read_header(state, header.group("header"), number)
            elif state.section is None:
                raise MissingSectionHeaderError(name, number, line)
            else:
                self._read_option(state, value, number, line)
        self._join_multiline_values()
        if state.error:
            raise state.error

    def _read_empty(self, state, commented):
        if self._empty_lines_in_values:
            # An empty line belongs to the value before it; a comment does not.
            if not commented and state.section is not None and state.option and \
                    state.section[state.option] is not None:
                state.section[state.option].append("")
        else:
            state.indent = sys.maxsize

    def _read_header(self, state, section_name, number):
        if section_name in self._sections:
            if self._strict and section_name in state.seen:
                raise DuplicateSectionError(section_name, state.name, number)
            state.section = self._sections[section_name]
        elif section_name == self.default_section:
            state.section = self._defaults
        else:
            state.section = self._begin_section(section_name)
        state.seen.add(section_name)
        state.section_name = section_name
        state.option = None

    def _read_option(self, state, text, number, line):
        match = self._optcre.match(text)
        if not match:
            state.error = self._handle_error(state.error, state.name, number, line)
            return
        option, _, value = match.group("option", "vi", "value")
        if not option:
            state.error = self._handle_error(state.error, state.name, number, line)
        state.option = option = self.optionxform(option.rstrip())
        if self._strict and (state.section_name, option) in state.seen:
            raise DuplicateOptionError(state.section_name, option, state.name, number)
        state.seen.add((state.section_name, option))
        state.section[option] = None if value is None else [value.strip()]

    def _handle_error(self, error, name, number, line):
        error = error or ParsingError(name)
        error.append(number, repr(line))
        return error

    def _join_multiline_values(self):
        everything = chain([(self.default_section, self._defaults)], self._sections.items())
        for section, options in everything:
            for name, value in options.items():
                if isinstance(value, list):
                    value = "\n".join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    def _read_defaults(self, defaults):
        for key, value in defaults.items():
            self._defaults[self.optionxform(key)] = value

    # ---- asking ----

    def _unify_values(self, section, vars):
        """The options that are seen in a section: `vars` first, then its own, then the defaults."""
        own = {}
        try:
            own = self._sections[section]
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section) from None
        given = {}
        for key, value in (vars or {}).items():
            given[self.optionxform(key)] = None if value is None else str(value)
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option, its references replaced unless raw."""
        try:
            values = self._unify_values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = values[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section) from None
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars, fallback=fallback,
                              **kwargs)

    def _convert_to_boolean(self, value):
        if value.lower() not in self.BOOLEAN_STATES:
            raise ValueError("Not a boolean: %s" % value)
        return self.BOOLEAN_STATES[value.lower()]

    def items(self, section=_UNSET, raw=False, vars=None):
        """(name, value) of a section's options; without a section, (name, section) of all."""
        if section is _UNSET:
            return super().items()
        found = self._defaults.copy()
        try:
            found.update(self._sections[section])
        except KeyError:
            if section != self.default_section:
                raise NoSectionError(section)
        names = list(found.keys())
        for key, value in (vars or {}).items():
            found[self.optionxform(key)] = value
        if raw:
            return [(name, found[name]) for name in names]
        return [(name, found[name] if found[name] is None else
                 self._interpolation.before_get(self, section, name, found[name], found)) for name in names]

    def popitem(self):
        name = next(iter(self._sections), _UNSET)
        if name is _UNSET:
            raise KeyError
        section = self[name]
        del self[name]
        return name, section

    def optionxform(self, optionstr):
        return optionstr.lower()

    def _validate_value_types(self, *, section="", option="", value=""):
        if not isinstance(section, str):
            raise TypeError("section names must be strings")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if not isinstance(value, str) and not (self._allow_no_value and not value):
            raise TypeError("option values must be strings")

    def _own_options(self, section):
        """What set() and remove_option() change: the options of a section, or the defaults."""
        if not section or section == self.default_section:
            return self._defaults
        try:
            return self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None

    def has_option(self, section, option):
        if not section or section == self.default_section:
            return self.optionxform(option) in self._defaults
        if section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._sections[section] or option in self._defaults

    def set(self, section, option, value=None):
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._own_options(section)[self.optionxform(option)] = value

    def write(self, fp, space_around_delimiters=True):
        """Writes all in the form that read() reads; comments are not kept."""
        delimiter = self._delimiters[0]
        if space_around_delimiters:
            delimiter = " %s " % delimiter
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), delimiter)
        for section in self._sections:
            self._write_section(fp, section, self._sections[section].items(), delimiter)

    def _write_section(self, fp, section_name, section_items, delimiter):
        fp.write("[%s]\n" % section_name)
        for key, value in section_items:
            value = self._interpolation.before_write(self, section_name, key, value)
            if value is not None or not self._allow_no_value:
                value = delimiter + str(value).replace("\n", "\n\t")
            else:
                value = ""
            fp.write("%s%s\n" % (key, value))
        fp.write("\n")

    def remove_option(self, section, option):
        """Whether the option was there."""
        options = self._own_options(section)
        # None is a value too, of an option without one.
        return options.pop(self.optionxform(option), _UNSET) is not _UNSET

    def remove_section(self, section):
        """Whether the section was there."""
        if self._sections.pop(section, _UNSET) is _UNSET:
            return False
        del self._proxies[section]
        return True

    # ---- as a mapping ----

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        # Options that a section had and the new value lacks are gone afterwards.
        if key in self:
            if self[key] is value:
                return
            self._own_options(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.remove_section(key):
            raise KeyError(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        return chain((self.default_section,), self._sections.keys())

    @property
    def converters(self):
        return self._converters


class ConfigParser(RawConfigParser):
    """A parser that replaces references and takes text only."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        self._validate_value_types(section=section)
        super().add_section(section)

    def _read_defaults(self, defaults):
        # Values are taken as they stand: defaults may hold references.
        interpolation, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = interpolation


class SafeConfigParser(ConfigParser):
    def __init__(self, *args, **kwargs):
        import warnings
        super().__init__(*args, **kwargs)
        warnings.warn("The SafeConfigParser class has been renamed to ConfigParser in Python 3.2. This alias will "
                      "be removed in Python 3.12. Use ConfigParser directly instead.", DeprecationWarning,
                      stacklevel=2)


class SectionProxy(MutableMapping):
    """One section of a parser as a mapping of options."""

    def __init__(self, parser, name):
        self._parser = parser
        self._name = name
        for conv in parser.converters:
            key = "get" + conv
            setattr(self, key, partial(self.get, _impl=getattr(parser, key)))

    def __repr__(self):
        return "<Section: {}>".format(self._name)

    # Neither changes during the life of a section.
    name = property(attrgetter("_name"))
    parser = property(attrgetter("_parser"))

    def __iter__(self):
        if self._name == self._parser.default_section:
            return iter(self._parser.defaults())
        return iter(self._parser.options(self._name))

    def __len__(self):
        return sum(1 for option in self)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def __getitem__(self, key):
        if key in self:
            return self._parser.get(self._name, key)
        raise KeyError(key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        # An option that only the defaults have is seen here, but cannot be removed from here.
        if key not in self or not self._parser.remove_option(self._name, key):
            raise KeyError(key)

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, or the fallback."""
        return (_impl or self._parser.get)(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """Names and functions of the getters: an entry `list` makes a getlist() of the parser and its sections."""

    GETTERCRE = re.compile(r"^get(?P<name>.+)$")

    def __init__(self, parser):
        self._parser = parser
        self._data = {}
        for getter in dir(parser):
            match = self.GETTERCRE.match(getter)
            if match and callable(getattr(parser, getter)):
                self._data[match.group("name")] = None  # a method of the class

    def __getitem__(self, key):
        return self._data[key]

    def __setitem__(self, key, value):
        try:
            name = "get" + key
        except TypeError:
            raise ValueError("Incompatible key: {} (type: {})".format(key, type(key)))
        if name == "get":
            raise ValueError('Incompatible key: cannot use "" as a name')
        self._data[key] = value
        function = partial(self._parser._get_conv, conv=value)
        function.converter = value
        setattr(self._parser, name, function)
        for proxy in self._parser.values():
            setattr(proxy, name, partial(proxy.get, _impl=function))

    def __delitem__(self, key):
        try:
            name = "get" + (key or None)
        except TypeError:
            raise KeyError(key)
        del self._data[key]
        for owner in chain((self._parser,), self._parser.values()):
            try:
                delattr(owner, name)
            except AttributeError:
                continue  # a method of the class cannot be removed

    def __iter__(self):
        return iter(self._data)

    def __len__(self):
        return len(self._data)
