"""Options of a command line in the style of C's getopt()."""
__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]

import os


class GetoptError(Exception):
    opt = ""
    msg = ""

    def __init__(self, msg, opt=""):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """(list of (option, value), rest): options end at the first argument that is none."""
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    found = []
    while args and args[0].startswith("-") and args[0] != "-":
        if args[0] == "--":
            args = args[1:]
            break
        args = _one(found, args, shortopts, longopts)
    return found, args


def gnu_getopt(args, shortopts, longopts=[]):
    """As getopt(), but options and arguments may be mixed."""
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    stop_early = shortopts.startswith("+") or bool(os.environ.get("POSIXLY_CORRECT"))
    shortopts = shortopts.removeprefix("+")
    found, rest = [], []
    while args:
        if args[0] == "--":
            rest += args[1:]
            break
        if args[0].startswith("-") and args[0] != "-":
            args = _one(found, args, shortopts, longopts)
        elif stop_early:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return found, rest


def _one(found, args, shortopts, longopts):
    """Takes the option at the start of args."""
    first, args = args[0], args[1:]
    if first.startswith("--"):
        return _long(found, first[2:], longopts, args)
    letters = first[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        value = ""
        if short_has_arg(letter, shortopts):
            if not letters:
                if not args:
                    raise GetoptError("option -%s requires argument" % letter, letter)
                letters, args = args[0], args[1:]
            value, letters = letters, ""
        found.append(("-" + letter, value))
    return args


def _long(found, text, longopts, args):
    name, equals, value = text.partition("=")
    wants, name = long_has_args(name, longopts)
    if wants:
        if not equals:
            if not args:
                raise GetoptError("option --%s requires argument" % name, name)
            value, args = args[0], args[1:]
    elif equals:
        raise GetoptError("option --%s must not have an argument" % name, name)
    found.append(("--" + name, value or ""))
    return args


def long_has_args(opt, longopts):
    """(whether it takes a value, full name)"""
    fitting = [each for each in longopts if each.startswith(opt)]
    if not fitting:
        raise GetoptError("option --%s not recognized" % opt, opt)
    if opt in fitting:
        return False, opt
    if opt + "=" in fitting:
        return True, opt
    if len(fitting) > 1:
        raise GetoptError("option --%s not a unique prefix" % opt, opt)
    return fitting[0].endswith("="), fitting[0].removesuffix("=")


def short_has_arg(opt, shortopts):
    at = shortopts.find(opt)
    if opt == ":" or at < 0:
        raise GetoptError("option -%s not recognized" % opt, opt)
    return shortopts.startswith(":", at + 1)
