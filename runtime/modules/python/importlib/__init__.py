"""Importing from programs."""
import sys
from builtins import __import__

__all__ = ["__import__", "import_module", "invalidate_caches", "reload"]

_reloading = {}


def import_module(name, package=None):
    """Imports a module; a name that starts with dots is relative to the package."""
    if name.startswith("."):
        if not package:
            raise TypeError("the 'package' argument is required to perform a relative import for %r" % name)
        from importlib.util import resolve_name
        name = resolve_name(name, package)
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    """Nothing about folders is kept, so that there is nothing to forget; finders of the program are told."""
    for finder in sys.meta_path:
        if hasattr(finder, "invalidate_caches"):
            finder.invalidate_caches()


def reload(module):
    """Runs a module's code again in the same module object."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError("reload() argument must be a module") from None
    if sys.modules.get(name) is not module:
        raise ImportError("module %s not in sys.modules" % name, name=name)
    if name in _reloading:
        return _reloading[name]
    _reloading[name] = module
    try:
        from importlib.util import find_spec_anew
        spec = find_spec_anew(name)
        if spec is None:
            raise ModuleNotFoundError("spec not found for the module %r" % name, name=name)
        if spec.loader is not None and hasattr(spec.loader, "exec_module"):
            spec.loader.exec_module(module)
        return sys.modules[name]
    finally:
        del _reloading[name]


from importlib import util, machinery, abc
