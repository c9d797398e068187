"""Reading and writing tables as lines of separated fields."""
import io
import re
import _csv_lines

__all__ = ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "Error", "Dialect", "excel", "excel_tab",
           "field_size_limit", "reader", "writer", "register_dialect", "get_dialect", "list_dialects", "Sniffer",
           "unregister_dialect", "DictReader", "DictWriter", "unix_dialect", "__doc__", "__version__"]
__version__ = "1.0"

__version__ = "1.0"
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = 0, 1, 2, 3
_dialects = {}
_limit = [131072] # readers look at it


class Error(Exception):
    pass


Error.__module__ = "_csv"


_DEFAULTS = {"delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
             "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False}


def field_size_limit(limit=_DEFAULTS, /):
    """The longest field that is read; sets it when it is given."""
    old = _limit[0]
    if limit is not _DEFAULTS:
        if not isinstance(limit, int):
            raise TypeError("limit must be an integer")
        _limit[0] = limit
    return old


class _Format:
    """The settings of a reader or writer, checked."""
    __slots__ = tuple(_DEFAULTS)

    def __init__(self, dialect, settings):
        put = object.__setattr__ # to others it is read-only
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in settings:
            if name not in _DEFAULTS:
                raise TypeError("%r is an invalid keyword argument for this function" % name)
        for name, default in _DEFAULTS.items():
            value = settings[name] if name in settings else getattr(dialect, name, default)
            put(self, name, value)
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
                put(self, "quoting", QUOTE_NONE)
            else:
                raise TypeError("quotechar must be set if quoting enabled")
        for name in ("doublequote", "skipinitialspace", "strict"):
            put(self, name, bool(getattr(self, name)))

    def __getattr__(self, name):
        raise AttributeError("'_csv.Dialect' object has no attribute '%s'" % name)

    def __setattr__(self, name, value):
        _refuse_change(self, name)

    def __delattr__(self, name):
        _refuse_change(self, name)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


def _refuse_change(dialect, name):
    if name in _DEFAULTS:
        raise AttributeError("attribute '%s' of '_csv.Dialect' objects is not writable" % name)
    raise AttributeError("'_csv.Dialect' object has no attribute '%s'" % name)


_Format.__module__, _Format.__name__, _Format.__qualname__ = "_csv", "Dialect", "Dialect"


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


def reader(iterable, /, dialect=None, **fmtparams):
    """An iterator over the rows that the lines hold."""
    return _csv_lines.reader(iter(iterable), _Format(dialect() if isinstance(dialect, type) else dialect, fmtparams),
                             _limit)


def writer(fileobj, /, dialect=None, **fmtparams):
    """An object that writes rows to a file."""
    try:
        write = fileobj.write
    except AttributeError:
        raise TypeError('argument 1 must have a "write" method') from None
    return _csv_lines.writer(write, _Format(dialect() if isinstance(dialect, type) else dialect, fmtparams))


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
