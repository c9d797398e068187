"""Completion of names at the interactive prompt: keywords, builtins, globals and attributes.

Only attributes of names are looked up, never results of calls, so that asking has no effects beyond
those of attribute access.
"""
import builtins
import keyword
import re

__all__ = ["Completer"]

_ATTRIBUTE = re.compile(r"(\w+(?:\.\w+)*)\.(\w*)$")


def _with_parenthesis(value, word):
    return word + "(" if callable(value) else word


def _name_matches(text, namespace):
    found = []
    for word in keyword.kwlist + keyword.softkwlist:
        if word.startswith(text) and word != "_":
            plain = word in {"False", "None", "True", "break", "continue", "pass", "else", "finally", "try"}
            found.append(word if plain else word + " ")
    seen = set()
    for names in (namespace, builtins.__dict__):
        for word, value in list(names.items()):
            if isinstance(word, str) and word.startswith(text) and word not in seen:
                seen.add(word)
                found.append(_with_parenthesis(value, word))
    return found


def _attribute_matches(text, namespace):
    match = _ATTRIBUTE.match(text)
    if match is None:
        return []
    path, start = match.groups()
    first, *rest = path.split(".")
    try:
        owner = namespace[first] if first in namespace else getattr(builtins, first)
        for name in rest:
            owner = getattr(owner, name)
        names = sorted(set(dir(owner)))
    except Exception:
        return []
    hidden = "__" if start.startswith("_") else "_" if not start else "__"
    shown = [n for n in names if n.startswith(start) and (start.startswith("__") or not n.startswith(hidden))]
    if not shown:
        shown = [n for n in names if n.startswith(start)]
    found = []
    for name in shown:
        try:
            value = getattr(owner, name)
        except Exception:
            value = None
        found.append(_with_parenthesis(value, path + "." + name))
    return found


def matches(text, namespace):
    """All completions of `text`, whole."""
    return _attribute_matches(text, namespace) if "." in text else _name_matches(text, namespace)


class Completer:
    """What readline.set_completer() takes: complete(text, state) gives match number `state`."""

    def __init__(self, namespace=None):
        if namespace is not None and not isinstance(namespace, dict):
            raise TypeError("namespace must be a dictionary")
        self.namespace = namespace
        self.matches = []

    def complete(self, text, state):
        if not text.strip():
            return "\t" if state == 0 and not text else None
        if state == 0:
            namespace = self.namespace
            if namespace is None:
                import __main__
                namespace = __main__.__dict__
            self.matches = matches(text, namespace)
        return self.matches[state] if state < len(self.matches) else None
