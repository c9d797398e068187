"""Reading and writing tables as lines of separated fields."""
import io
import itertools
import re

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab",
           "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer",
           "unregister_dialect", "DictReader", "DictWriter", "unix_dialect"]

__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3
_dialects = {}
_limit = 131072


class Error(Exception):
    pass


Error.__module__ = "_csv"


_DEFAULTS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
             "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}


def field_size_limit(limit=_DEFAULTS, /):
    """The longest field that is read; sets it when it is given."""
    global _limit
    old = _limit
    if limit is not _DEFAULTS:
        if not isinstance(limit, int):
            raise TypeError("limit must be an integer")
        _limit = limit
    return old


class _Format:
    """The settings of a reader or writer, checked."""
    __slots__ = tuple(_DEFAULTS)

    def __init__(self, dialect, settings):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in settings:
            if name not in _DEFAULTS:
                raise TypeError("%r is an invalid keyword argument for this function" % name)
        for name, default in _DEFAULTS.items():
            value = settings[name] if name in settings else getattr(dialect, name, default)
            setattr(self, name, value)
        for name in ("delimiter", "escapechar", "quotechar"):
            value = getattr(self, name)
            if value is None and name != "delimiter":
                continue
            if not isinstance(value, str):
                kind = "string" if name == "delimiter" else "string or None"
                raise TypeError('"%s" must be %s, not %s' % (name, kind, type(value).__name__))
            if len(value) != 1:
                raise TypeError('"%s" must be a 1-character string' % name)
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 3:
            raise TypeError('bad "quoting" value')
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string')
        if self.quotechar is None and self.quoting != QUOTE_NONE:
            if "quotechar" in settings and "quoting" not in settings and not hasattr(dialect, "quoting"):
                self.quoting = QUOTE_NONE
            else:
                raise TypeError("quotechar must be set if quoting enabled")
        for name in ("doublequote", "skipinitialspace", "strict"):
            setattr(self, name, bool(getattr(self, name)))


class Dialect:
    """Settings that belong together."""
    _name, _valid = "", False
    delimiter = quotechar = escapechar = lineterminator = quoting = None
    doublequote = skipinitialspace = None

    def __init__(self):
        if self.__class__ != Dialect:
            self._valid = True
        try:
            _Format(self, {})
        except TypeError as problem:
            raise Error(str(problem)) from None


class excel(Dialect):
    """What Excel writes."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    """The same with tabs."""
    delimiter = "\t"


class unix_dialect(Dialect):
    """What Unix programs write."""
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


def register_dialect(name, dialect=None, **fmtparams):
    """Names a dialect."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Format(dialect() if isinstance(dialect, type) else dialect, fmtparams)


def unregister_dialect(name):
    try:
        del _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def get_dialect(name):
    """The dialect of that name."""
    try:
        return _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def list_dialects():
    return list(_dialects)


class _Reader:
    def __init__(self, lines, format):
        self._lines = iter(lines)
        self._format = format
        self.line_num = 0

    @property
    def dialect(self):
        return self._format

    def __iter__(self):
        return self

    def _end(self, fields, text, quoted):
        if not quoted and self._format.quoting == QUOTE_NONNUMERIC:
            fields.append(float(text))
        else:
            fields.append(text)

    def _append(self, parts, count, character):
        if count >= _limit:
            raise Error("field larger than field limit (%d)" % _limit)
        parts.append(character)

    def __next__(self):
        format = self._format
        delimiter, quote, escape = format.delimiter, format.quotechar, format.escapechar
        quoting = format.quoting != QUOTE_NONE
        fields, parts = [], []
        state, quoted = "start", False
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if parts or state in ("in quotes", "escape", "escape in quotes"):
                    if format.strict:
                        raise Error("unexpected end of data") from None
                    self._end(fields, "".join(parts), quoted)
                    return fields
                raise
            if not isinstance(line, str):
                raise Error("iterator should return strings, not %s (the file should be opened in text mode)"
                            % type(line).__name__)
            self.line_num += 1
            # The usual line has nothing but fields and delimiters.
            if (state == "start" and not (quoting and quote in line) and (escape is None or escape not in line)
                    and not format.skipinitialspace and len(line) < _limit):
                bare = line.rstrip("\r\n") if line[-1:] in "\r\n" else line
                if "\r" not in bare and "\n" not in bare:
                    if not bare:
                        return []
                    found = bare.split(delimiter)
                    return [float(field) for field in found] if format.quoting == QUOTE_NONNUMERIC else found
            for c in itertools.chain(line, (None,)):
                end = c is None
                if state == "start":
                    if end:
                        break
                    if c in "\r\n":
                        state = "end"
                        continue
                    state = "field start"
                if state == "field start":
                    quoted = False
                    if end or c in "\r\n":
                        self._end(fields, "", False)
                        state = "start" if end else "end"
                    elif quoting and c == quote:
                        state, quoted = "in quotes", True
                    elif c == escape:
                        state = "escape"
                    elif c == " " and format.skipinitialspace:
                        pass
                    elif c == delimiter:
                        self._end(fields, "", False)
                    else:
                        self._append(parts, len(parts), c)
                        state = "in field"
                elif state == "escape":
                    self._append(parts, len(parts), "\n" if end else c)
                    state = "after escaped end" if not end and c in "\r\n" else "in field"
                elif state == "after escaped end" and end:
                    break
                elif state in ("in field", "after escaped end"):
                    state = "in field"
                    if end or c in "\r\n":
                        self._end(fields, "".join(parts), quoted)
                        parts = []
                        state = "start" if end else "end"
                    elif c == escape:
                        state = "escape"
                    elif c == delimiter:
                        self._end(fields, "".join(parts), quoted)
                        parts = []
                        state = "field start"
                    else:
                        self._append(parts, len(parts), c)
                elif state == "in quotes":
                    if end:
                        pass # the field goes on in the next line
                    elif c == escape:
                        state = "escape in quotes"
                    elif c == quote and quoting:
                        state = "quote in quotes" if format.doublequote else "in field"
                    else:
                        self._append(parts, len(parts), c)
                elif state == "escape in quotes":
                    self._append(parts, len(parts), "\n" if end else c)
                    state = "in quotes"
                elif state == "quote in quotes":
                    if quoting and c == quote:
                        self._append(parts, len(parts), c)
                        state = "in quotes"
                    elif c == delimiter:
                        self._end(fields, "".join(parts), quoted)
                        parts = []
                        state = "field start"
                    elif end or c in "\r\n":
                        self._end(fields, "".join(parts), quoted)
                        parts = []
                        state = "start" if end else "end"
                    elif not format.strict:
                        self._append(parts, len(parts), c)
                        state = "in field"
                    else:
                        raise Error("'%c' expected after '%c'" % (delimiter, quote))
                elif state == "end":
                    if end:
                        state = "start"
                    elif c not in "\r\n":
                        raise Error("new-line character seen in unquoted field - do you need to open the file with "
                                    "newline=''?")
                if end:
                    break
            if state == "start":
                return fields


_Reader.__name__ = _Reader.__qualname__ = "reader"
_Reader.__module__ = "_csv"


def reader(iterable, /, dialect=None, **fmtparams):
    """An iterator over the rows that the lines hold."""
    return _Reader(iterable, _Format(dialect() if isinstance(dialect, type) else dialect, fmtparams))


class _Writer:
    def __init__(self, file, format):
        try:
            self._write = file.write
        except AttributeError:
            raise TypeError('argument 1 must have a "write" method') from None
        self._format = format
        f = format
        self._special = {f.delimiter, "\r", "\n", *f.lineterminator} | {c for c in (f.quotechar, f.escapechar) if c}

    @property
    def dialect(self):
        return self._format

    def _field(self, value, alone):
        format = self._format
        if isinstance(value, str):
            text, number = value, False
        elif value is None:
            text, number = "", False
        else:
            text, number = str(value), isinstance(value, (int, float)) or hasattr(value, "__float__")
        quote = format.quoting == QUOTE_ALL or format.quoting == QUOTE_NONNUMERIC and not number
        out = []
        for c in text:
            if c in self._special:
                if format.quoting == QUOTE_NONE:
                    escape = True
                elif c == format.quotechar:
                    escape = not format.doublequote
                    if not escape:
                        out.append(c)
                        quote = True
                        out.append(c)
                        continue
                elif c == format.escapechar:
                    escape = True
                else:
                    escape = False
                if escape:
                    if format.escapechar is None:
                        raise Error("need to escape, but no escapechar set")
                    out.append(format.escapechar)
                else:
                    quote = True
            out.append(c)
        text = "".join(out)
        if not text and alone and not quote:
            if format.quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            quote = True
        return format.quotechar + text + format.quotechar if quote else text

    def writerow(self, row, /):
        """Writes the fields of one row."""
        try:
            fields = list(row)
        except TypeError:
            raise Error("iterable expected, not %s" % type(row).__name__) from None
        alone = len(fields) == 1
        line = self._format.delimiter.join([self._field(value, alone) for value in fields])
        return self._write(line + self._format.lineterminator)

    def writerows(self, rows, /):
        """Writes many rows."""
        for row in rows:
            self.writerow(row)


_Writer.__name__ = _Writer.__qualname__ = "writer"
_Writer.__module__ = "_csv"


def writer(fileobj, /, dialect=None, **fmtparams):
    """An object that writes rows to a file."""
    return _Writer(fileobj, _Format(dialect() if isinstance(dialect, type) else dialect, fmtparams))


class DictReader:
    """Rows as dictionaries; the first row has the keys unless they are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames, self.restkey, self.restval = fieldnames, restkey, restval
        self.dialect, self.line_num = dialect, 0
        self.reader = reader(f, dialect, *args, **kwds)

    def _known_fieldnames(self):
        if self._fieldnames is None:
            self._fieldnames = next(self.reader, None)
        self.line_num = self.reader.line_num
        return self._fieldnames

    def _give_fieldnames(self, names):
        self._fieldnames = names

    fieldnames = property(_known_fieldnames, _give_fieldnames)

    def __iter__(self):
        return self

    def __next__(self):
        if not self.line_num:
            self._known_fieldnames()  # they may stand in the first row
        while not (row := next(self.reader)):
            self.line_num = self.reader.line_num
        names = self.fieldnames
        result = dict(zip(names, row))
        if len(names) < len(row):
            result[self.restkey] = row[len(names):]
        else:
            for name in names[len(row):]:
                result[name] = self.restval
        return result


class DictWriter:
    """Writes dictionaries as rows."""

    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames = fieldnames
        self.restval = restval
        extrasaction = extrasaction.lower()
        if extrasaction not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        """Writes the row of keys."""
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _row(self, rowdict):
        if self.extrasaction == "raise":
            wrong = rowdict.keys() - self.fieldnames
            if wrong:
                raise ValueError("dict contains fields not in fieldnames: " + ", ".join([repr(x) for x in wrong]))
        return (rowdict.get(key, self.restval) for key in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._row(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._row, rowdicts))


class Sniffer:
    """Guesses the dialect of a sample."""

    def __init__(self):
        self.preferred = [",", "\t", ";", " ", ":"]

    def sniff(self, sample, delimiters=None):
        """A dialect class that fits the sample."""
        quote, doubled, delimiter, skip = self._from_quotes(sample, delimiters)
        if not delimiter:
            delimiter, skip = self._from_counts(sample, delimiters)
        if not delimiter:
            raise Error("Could not determine delimiter")

        class dialect(Dialect):
            _name = "sniffed"
            lineterminator = "\r\n"
            quoting = QUOTE_MINIMAL
        dialect.doublequote = doubled
        dialect.delimiter = delimiter
        dialect.quotechar = quote or '"'
        dialect.skipinitialspace = skip
        return dialect

    def _from_quotes(self, sample, delimiters):
        for pattern in (r"""(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?P=delim)""",
                        r"""(?:^|\n)(?P<quote>["']).*?(?P=quote)(?P<delim>[^\w\n"'])(?P<space> ?)""",
                        r"""(?P<delim>[^\w\n"'])(?P<space> ?)(?P<quote>["']).*?(?P=quote)(?:$|\n)""",
                        r"""(?:^|\n)(?P<quote>["']).*?(?P=quote)(?:$|\n)"""):
            found = list(re.finditer(pattern, sample, re.DOTALL | re.MULTILINE))
            if found:
                break
        else:
            return "", False, None, False
        quotes, delims, spaces = {}, {}, 0
        for each in found:
            groups = each.groupdict()
            quotes[groups["quote"]] = quotes.get(groups["quote"], 0) + 1
            key = groups.get("delim")
            if key and (delimiters is None or key in delimiters):
                delims[key] = delims.get(key, 0) + 1
            spaces += bool(groups.get("space"))
        quote = max(quotes, key=quotes.get)
        delimiter, skip = "", False
        if delims:
            delimiter = max(delims, key=delims.get)
            skip = delims[delimiter] == spaces
            if delimiter == "\n":
                delimiter = ""
        d, q = re.escape(delimiter), re.escape(quote)
        doubled = re.search(r"((%s)|^)\W*%s[^%s\n]*%s[^%s\n]*%s\W*((%s)|$)" % (d, q, d, q, d, q, d), sample,
                            re.MULTILINE) is not None
        return quote, doubled, delimiter, skip

    def _from_counts(self, sample, delimiters):
        lines = [line for line in sample.split("\n") if line]
        steady = {}
        for character in map(chr, range(127)):
            if character.isalnum() or character in "\r\n\"'" or delimiters is not None and character not in delimiters:
                continue
            counts = [line.count(character) for line in lines]
            if counts and counts[0] and counts.count(counts[0]) >= 0.9 * len(counts):
                steady[character] = counts[0]
        if not steady:
            return "", False
        for character in self.preferred:
            if character in steady:
                break
        else:
            character = max(steady, key=steady.get)
        skip = lines[0].count(character) == lines[0].count(character + " ")
        return character, skip

    def has_header(self, sample):
        """Whether the first row seems to be names."""
        rows = reader(io.StringIO(sample), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for checked, row in enumerate(rows):
            if checked > 20:
                break
            if len(row) != len(header):
                continue
            for column in list(kinds):
                try:
                    complex(row[column])
                    kind = complex
                except (ValueError, OverflowError):
                    kind = len(row[column])
                if kind != kinds[column]:
                    if kinds[column] is None:
                        kinds[column] = kind
                    else:
                        del kinds[column]
        votes = 0
        for column, kind in kinds.items():
            if isinstance(kind, int):
                votes += 1 if len(header[column]) != kind else -1
            else:
                try:
                    kind(header[column])
                except (ValueError, TypeError):
                    votes += 1
                else:
                    votes -= 1
        return votes > 0


for _name, _class in (("excel", excel), ("excel-tab", excel_tab), ("unix", unix_dialect)):
    register_dialect(_name, _class)
del _name, _class
