"""Warnings: filters, categories, printing."""
import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "WarningMessage"]

filters = [("default", None, DeprecationWarning, "__main__", 0),
           ("ignore", None, DeprecationWarning, None, 0), ("ignore", None, PendingDeprecationWarning, None, 0),
           ("ignore", None, ImportWarning, None, 0), ("ignore", None, ResourceWarning, None, 0)]
defaultaction = "default"
onceregistry = {}
_version = 1  # of `filters`: what a module's registry remembers of older ones does not count
_capture = None
_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


def _filters_mutated():
    global _version
    _version += 1


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.source = message, category, source
        self.filename, self.lineno, self.line = filename, lineno, line
        self.file = file
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}"
                % (self.message, self._category_name, self.filename, self.lineno, self.line))


def _format(warning):
    name = warning.category.__name__
    text = "%s:%s: %s: %s\n" % (warning.filename, warning.lineno, name, warning.message)
    line = warning.line
    if line is None:
        try:
            import linecache
            line = linecache.getline(warning.filename, warning.lineno)
        except Exception:  # the program ends: what can be shown is shown
            line = None
    if line and line.strip():
        text += "  %s\n" % line.strip()
    if warning.source is not None:
        text += "%s: Enable tracemalloc to get the object allocation traceback\n" % name
    return text


def formatwarning(message, category, filename, lineno, line=None):
    return _format(WarningMessage(message, category, filename, lineno, None, line))


def _write(warning):
    file = sys.stderr if warning.file is None else warning.file
    if file is None:
        return
    if formatwarning is not _formatwarning:
        text = formatwarning(warning.message, warning.category, warning.filename, warning.lineno, warning.line)
    else:
        text = _format(warning)
    try:
        file.write(text)
    except OSError:
        pass  # a warning that cannot be written is lost


def showwarning(message, category, filename, lineno, file=None, line=None):
    _write(WarningMessage(message, category, filename, lineno, file, line))


_formatwarning = formatwarning
_showwarning = showwarning


def _show(warning):
    """By the program's own showwarning, if it has one."""
    if showwarning is not _showwarning:
        if not callable(showwarning):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        showwarning(warning.message, warning.category, warning.filename, warning.lineno, warning.file, warning.line)
    elif _capture is not None:
        _capture(warning)
    else:
        _write(warning)


def _add_filter(item, append):
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def _check(condition, message):
    if not condition:
        raise AssertionError(message)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    _check(action in _ACTIONS, "invalid action: %r" % (action,))
    _check(isinstance(message, str), "message must be a string")
    _check(isinstance(category, type), "category must be a class")
    _check(issubclass(category, Warning), "category must be a Warning subclass")
    _check(isinstance(module, str), "module must be a string")
    _check(isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0")
    if message or module:
        import re
    _add_filter((action, re.compile(message, re.I) if message else None, category,
                 re.compile(module) if module else None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    _check(action in _ACTIONS, "invalid action: %r" % (action,))
    _check(isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0")
    _add_filter((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _filters_mutated()


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    try:
        frame = sys._getframe(stacklevel)
    except ValueError:
        names, filename, lineno = {"__name__": "sys"}, "sys", 1
    else:
        names, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = names.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, names.get("__name__", "<string>"), registry,
                  names, source)


def _action_for(text, category, module, lineno):
    for item in filters:
        action, pattern, wanted, where, line = item
        if ((pattern is None or pattern.match(text)) and issubclass(category, wanted)
                and (where is None or module == where or (not isinstance(where, str) and where.match(module)))
                and (line == 0 or line == lineno)):
            return action, item
    return defaultaction, None


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None):
    lineno = int(lineno)
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    made = isinstance(message, Warning)
    text = str(message) if made else message
    category = message.__class__ if made else category
    message = message if made else category(message)
    place = text, category, lineno
    if registry.get(place):
        return
    action, item = _action_for(text, category, module, lineno)
    if action == "error":
        raise message
    if action == "ignore":
        return
    if action in ("default", "module", "once"):
        registry[place] = 1
    if action in ("module", "once"):
        # Other places of the module, or of the program, are silent from now on too.
        known, warning = (onceregistry, (text, category)) if action == "once" else (registry, (text, category, 0))
        if known.get(warning):
            return
        known[warning] = 1
    elif action not in ("default", "always"):
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, item))
    _show(WarningMessage(message, category, filename, lineno, source=source))


class catch_warnings:
    """Filters and showwarning are put back at the end; with `record`, warnings go to a list."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append("module=%r" % (self._module,))
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    def __enter__(self):
        global filters, showwarning, _capture
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % (self,))
        self._entered = True
        self._saved = filters, showwarning, _capture
        filters = filters[:]
        _filters_mutated()
        log = None
        if self._record:
            log = []
            _capture = log.append
            showwarning = _showwarning
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        global filters, showwarning, _capture
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % (self,))
        filters, showwarning, _capture = self._saved
        _filters_mutated()


# What -W and PYTHONWARNINGS say: action:message:category:module:line, each part optional.

def _option_error(text):
    sys.stderr.write("Invalid -W option ignored: %s\n" % text)


def _option_category(name):
    if not name:
        return Warning
    module, _, last = name.rpartition(".")
    try:
        category = getattr(__import__(module or "builtins", None, None, [last]), last)
    except ImportError:
        raise ValueError("invalid module name: %r" % (module,)) from None
    except AttributeError:
        raise ValueError("unknown warning category: %r" % (name,)) from None
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise ValueError("invalid warning category: %r" % (name,))
    return category


def _option_action(name):
    for action in ("default", "always", "ignore", "module", "once", "error"):
        if name and action.startswith("always" if name == "all" else name):
            return action
    if not name:
        return "default"
    raise ValueError("invalid action: %r" % (name,))


def _add_option(text):
    parts = [part.strip() for part in text.split(":")]
    if len(parts) > 5:
        raise ValueError("too many fields (max 5): %r" % (text,))
    parts += [""] * (5 - len(parts))
    action = _option_action(parts[0])
    category = _option_category(parts[2])
    try:
        lineno = int(parts[4] or 0)
        if lineno < 0:
            raise ValueError
    except ValueError:
        raise ValueError("invalid lineno %r" % (parts[4],)) from None
    message, module = parts[1], parts[3]
    if message or module:
        import re
        message = re.escape(message)
        module = re.escape(module) + r"\Z" if module else ""
        filterwarnings(action, message, category, module, lineno)
    else:
        simplefilter(action, category, lineno)


for _text in sys.warnoptions:
    try:
        _add_option(_text)
    except ValueError as _error:
        _option_error(_error)
