"""What pickle and _pickle_load share: exceptions, dotted names, and the names of Python 2.

Protocols 0 to 2 are read by Python 2 too, so globals are written in them under the names that they had there.
"""


class PickleError(Exception):
    __module__ = "_pickle"


class PicklingError(PickleError):
    __module__ = "_pickle"


class UnpicklingError(PickleError):
    __module__ = "_pickle"


def find_attribute(obj, name):
    """(what a dotted name means within an object, what it is an attribute of)"""
    parent = obj
    for part in name.split("."):
        if part == "<locals>":
            raise AttributeError("Can't get local attribute {!r} on {!r}".format(name, obj))
        parent, obj = obj, getattr(obj, part)
    return obj, parent


# Modules by their present name.
MODULE_NAMES = {
    "builtins": "__builtin__", "configparser": "ConfigParser", "copyreg": "copy_reg", "queue": "Queue",
    "reprlib": "repr", "socketserver": "SocketServer", "winreg": "_winreg", "_thread": "thread",
    "_dummy_thread": "dummy_thread", "_markupbase": "markupbase", "html.parser": "HTMLParser",
    "html.entities": "htmlentitydefs", "http.client": "httplib", "http.cookies": "Cookie",
    "http.cookiejar": "cookielib", "http.server": "BaseHTTPServer", "urllib.parse": "urlparse",
    "urllib.robotparser": "robotparser", "xmlrpc.client": "xmlrpclib", "xmlrpc.server": "SimpleXMLRPCServer",
    "dbm": "anydbm", "dbm.dumb": "dumbdbm", "dbm.gnu": "gdbm", "dbm.ndbm": "dbm", "test.support":
    "test.test_support",
}

# (module, name) that have moved.
IMPORT_NAMES = {
    ("builtins", "range"): ("__builtin__", "xrange"), ("builtins", "str"): ("__builtin__", "unicode"),
    ("builtins", "int"): ("__builtin__", "long"), ("builtins", "chr"): ("__builtin__", "unichr"),
    ("functools", "reduce"): ("__builtin__", "reduce"), ("sys", "intern"): ("__builtin__", "intern"),
    ("itertools", "filterfalse"): ("itertools", "ifilterfalse"),
    ("itertools", "zip_longest"): ("itertools", "izip_longest"),
    ("builtins", "filter"): ("itertools", "ifilter"), ("builtins", "map"): ("itertools", "imap"),
    ("builtins", "zip"): ("itertools", "izip"), ("collections", "UserDict"): ("UserDict", "IterableUserDict"),
    ("collections", "UserList"): ("UserList", "UserList"),
    ("collections", "UserString"): ("UserString", "UserString"),
}
_EXCEPTIONS = (
    "ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning DeprecationWarning "
    "EOFError EnvironmentError Exception FloatingPointError FutureWarning GeneratorExit IOError ImportError "
    "ImportWarning IndentationError IndexError KeyError KeyboardInterrupt LookupError MemoryError NameError "
    "NotImplementedError OSError OverflowError PendingDeprecationWarning ReferenceError RuntimeError "
    "RuntimeWarning StopIteration SyntaxError SyntaxWarning SystemError SystemExit TabError TypeError "
    "UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError UnicodeTranslateError "
    "UnicodeWarning UserWarning ValueError Warning ZeroDivisionError").split()
for _name in _EXCEPTIONS:
    IMPORT_NAMES["builtins", _name] = "exceptions", _name
for _name in ("BrokenPipeError ChildProcessError ConnectionAbortedError ConnectionError "
              "ConnectionRefusedError ConnectionResetError FileExistsError FileNotFoundError InterruptedError "
              "IsADirectoryError NotADirectoryError PermissionError ProcessLookupError TimeoutError").split():
    IMPORT_NAMES["builtins", _name] = "exceptions", "OSError"
for _name in "ModuleNotFoundError".split():
    IMPORT_NAMES["builtins", _name] = "exceptions", "ImportError"
IMPORT_NAMES["builtins", "RecursionError"] = "exceptions", "RuntimeError"
IMPORT_NAMES["builtins", "StopAsyncIteration"] = "exceptions", "StopIteration"


def old_to_new():
    """The same two tables the other way round, for reading."""
    modules = {old: new for new, old in MODULE_NAMES.items()}
    modules.update({"cPickle": "pickle", "cStringIO": "io", "StringIO": "io", "UserDict": "collections",
                    "UserList": "collections", "UserString": "collections", "exceptions": "builtins",
                    "itertools": "itertools", "urlparse": "urllib.parse", "urllib2": "urllib.request",
                    "whichdb": "dbm", "SimpleHTTPServer": "http.server", "CGIHTTPServer": "http.server",
                    "commands": "subprocess", "copy_reg": "copyreg", "Tkinter": "tkinter"})
    names = {old: new for new, old in IMPORT_NAMES.items() if old[0] != "exceptions"}
    names.update({("__builtin__", "basestring"): ("builtins", "str"),
                  ("exceptions", "StandardError"): ("builtins", "Exception"),
                  ("UserDict", "UserDict"): ("collections", "UserDict")})
    return modules, names
