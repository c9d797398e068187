"""WeakSet, where it used to be."""

from weakref import WeakSet

__all__ = ['WeakSet']
