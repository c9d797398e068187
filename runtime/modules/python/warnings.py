"""Warnings: filters, categories, printing."""
import sys

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "WarningMessage"]

filters = [("default", None, DeprecationWarning, "__main__", 0),
           ("ignore", None, DeprecationWarning, None, 0), ("ignore", None, PendingDeprecationWarning, None, 0),
           ("ignore", None, ImportWarning, None, 0), ("ignore", None, ResourceWarning, None, 0)]
defaultaction = "default"
_once = set()


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source

    def __str__(self):
        return ("{message : %r, category : %r, filename : %r, lineno : %s, line : %r}"
                % (self.message, self.category.__name__, self.filename, self.lineno, self.line))


def formatwarning(message, category, filename, lineno, line=None):
    text = "%s:%s: %s: %s\n" % (filename, lineno, category.__name__, message)
    if line is None:
        try:
            with open(filename) as file:
                line = file.read().split("\n")[lineno - 1]
        except (OSError, IndexError, UnicodeError):
            line = None
    if line and line.strip():
        text += "  %s\n" % line.strip()
    return text


def showwarning(message, category, filename, lineno, file=None, line=None):
    file = sys.stderr if file is None else file
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    import re
    item = (action, re.compile(message, re.I) if message else None, category,
            re.compile(module) if module else None, lineno)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)


def simplefilter(action, category=Warning, lineno=0, append=False):
    if action not in ("error", "ignore", "always", "default", "module", "once"):
        raise AssertionError("invalid action: %r" % (action,))
    item = (action, None, category, None, lineno)
    if append:
        filters.append(item)
    else:
        filters.insert(0, item)


def resetwarnings():
    filters[:] = []


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
    warn_explicit(message, category, filename, lineno, names.get("__name__", "<unknown>"), registry,
                  names, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None,
                  source=None):
    if module is None:
        module = filename[:-3] if filename.endswith(".py") else filename
    if registry is None:
        registry = {}
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return
    for action, pattern, wanted, where, line in filters:
        if ((pattern is None or pattern.match(text)) and issubclass(category, wanted)
                and (where is None or module == where or (not isinstance(where, str) and where.match(module))) and (line == 0 or line == lineno)):
            break
    else:
        action = defaultaction
    if action == "ignore":
        return
    if action == "error":
        raise message
    if action == "once":
        registry[key] = 1
        if (text, category) in _once:
            return
        _once.add((text, category))
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return
        registry[(text, category, 0)] = 1
    elif action == "default":
        registry[key] = 1
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _show(message):
    hook = globals().get("_capture")
    if hook is not None:
        hook(message)
    else:
        showwarning(message.message, message.category, message.filename, message.lineno,
                    message.file, message.line)


_capture = None


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._action = action
        self._category = category

    def __enter__(self):
        global _capture
        self._saved = filters[:], showwarning, _capture
        if self._action is not None:
            simplefilter(self._action, self._category)
        if self._record:
            log = []
            _capture = log.append
            return log
        return None

    def __exit__(self, *args):
        global _capture, showwarning
        filters[:], showwarning, _capture = self._saved


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
