"""repr() of limited length, and a guard for recursive representations."""

__all__ = ["Repr", "repr", "recursive_repr"]

import builtins
from _thread import get_ident


def recursive_repr(fillvalue='...'):
    """Decorator of __repr__ that gives fillvalue for an object whose __repr__ is running."""
    def decorate(function):
        running = set()

        def wrapper(self):
            key = id(self), get_ident()
            if key in running:
                return fillvalue
            running.add(key)
            try:
                return function(self)
            finally:
                running.discard(key)
        for name in ('__module__', '__doc__', '__name__', '__qualname__', '__annotations__'):
            try:
                setattr(wrapper, name, getattr(function, name))
            except AttributeError:
                pass
        wrapper.__wrapped__ = function
        return wrapper
    return decorate


class Repr:
    """Representations of limited length; each limit is an attribute that may be changed."""

    def __init__(self):
        self.fillvalue, self.maxlevel = '...', 6
        # Items of a container, and characters of what has none.
        self.maxtuple = self.maxlist = self.maxset = self.maxfrozenset = self.maxdeque = 6
        self.maxarray, self.maxdict = 5, 4
        self.maxstring, self.maxlong, self.maxother = 30, 40, 30

    def repr(self, x):
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        name = type(x).__name__.replace(' ', '_')
        method = getattr(self, 'repr_' + name, None)
        return self.repr_instance(x, level) if method is None else method(x, level)

    def _items(self, x, level, left, right, most, trail=''):
        if level <= 0 and x:
            text = self.fillvalue
        else:
            parts = []
            for each in x:
                if len(parts) == most:
                    parts.append(self.fillvalue)
                    break
                parts.append(self.repr1(each, level - 1))
            text = ', '.join(parts)
            if len(x) == 1 and trail:
                right = trail + right
        return left + text + right

    def _sorted(self, x):
        try:
            return sorted(x)
        except Exception:
            return list(x)

    def repr_tuple(self, x, level):
        return self._items(x, level, '(', ')', self.maxtuple, ',')

    def repr_list(self, x, level):
        return self._items(x, level, '[', ']', self.maxlist)

    def repr_set(self, x, level):
        return self._items(self._sorted(x), level, '{', '}', self.maxset) if x else 'set()'

    def repr_frozenset(self, x, level):
        if not x:
            return 'frozenset()'
        return self._items(self._sorted(x), level, 'frozenset({', '})', self.maxfrozenset)

    def repr_array(self, x, level):
        if not x:
            return f"array('{x.typecode}')"
        return self._items(x, level, f"array('{x.typecode}', [", '])', self.maxarray)

    def repr_deque(self, x, level):
        return self._items(x, level, 'deque([', '])', self.maxdeque)

    def repr_dict(self, x, level):
        if not x:
            return '{}'
        if level <= 0:
            return '{' + self.fillvalue + '}'
        parts = []
        for key in self._sorted(x):
            if len(parts) == self.maxdict:
                parts.append(self.fillvalue)
                break
            parts.append(f'{self.repr1(key, level - 1)}: {self.repr1(x[key], level - 1)}')
        return '{' + ', '.join(parts) + '}'

    def _shortened(self, text, most):
        if len(text) <= most:
            return text
        return self._cut(text, most)

    def _cut(self, text, most):
        left, right = self._ends(text, most)
        return left + self.fillvalue + right

    @staticmethod
    def _ends(text, most):
        """Beginning and end of a text, which leave three characters of room."""
        room = max(0, most - 3)
        return text[:room // 2], text[len(text) - (room - room // 2):]

    def repr_str(self, x, level):
        most = self.maxstring
        text = builtins.repr(x[:most])
        if len(text) <= most:
            return text
        # Only the ends are shown, so only they need a representation.
        return self._cut(builtins.repr("".join(self._ends(x, most))), most)

    def repr_int(self, x, level):
        return self._shortened(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:
            return '<%s instance at %#x>' % (x.__class__.__name__, id(x))
        return self._shortened(text, self.maxother)


aRepr = Repr()
repr = aRepr.repr
