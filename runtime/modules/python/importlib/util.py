"""Help for finding and loading modules by hand."""
import sys
import types

from importlib.abc import Loader
from importlib.machinery import (BuiltinImporter, FrozenImporter, ModuleSpec, PathFinder, SourceFileLoader)

__all__ = ["LazyLoader", "Loader", "decode_source", "find_spec", "module_from_spec", "resolve_name",
           "source_from_cache", "spec_from_file_location", "spec_from_loader"]

MAGIC_NUMBER = b"weft"
_absent = object()


def resolve_name(name, package):
    """The full name of a relative one."""
    if not name.startswith("."):
        return name
    if not package:
        raise ImportError("no package specified for %r (required for relative module names)" % name)
    level = len(name) - len(name.lstrip("."))
    parts = package.rsplit(".", level - 1)
    if len(parts) < level:
        raise ImportError("attempted relative import beyond top-level package")
    tail = name[level:]
    return "%s.%s" % (parts[0], tail) if tail else parts[0]


def decode_source(source_bytes):
    """Source text from its bytes, with line feeds as line ends."""
    from linecache import _encoding
    text = bytes(source_bytes).decode(_encoding(bytes(source_bytes[:400])))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def spec_from_loader(name, loader, *, origin=None, is_package=None):
    """A specification for a module that this loader loads."""
    if origin is None:
        origin = getattr(loader, "_ORIGIN", None)
    if is_package is None:
        try:
            is_package = loader.is_package(name)
        except (AttributeError, ImportError):
            is_package = None
    if isinstance(loader, SourceFileLoader) and origin is None:
        return spec_from_file_location(name, loader=loader)
    return ModuleSpec(name, loader, origin=origin, is_package=is_package)


def spec_from_file_location(name, location=None, *, loader=None, submodule_search_locations=_absent):
    """A specification for a source file."""
    import os
    if location is None:
        location = loader.get_filename(name) if hasattr(loader, "get_filename") else "<unknown>"
    else:
        location = os.path.abspath(os.fspath(location))
    if loader is None:
        if not location.endswith(".py"):
            return None
        loader = SourceFileLoader(name, location)
    spec = ModuleSpec(name, loader, origin=location)
    spec._set_fileattr = True
    if submodule_search_locations is not _absent:
        spec.submodule_search_locations = submodule_search_locations
    elif hasattr(loader, "is_package"):
        try:
            if loader.is_package(name):
                spec.submodule_search_locations = []
        except ImportError:
            pass
    if spec.submodule_search_locations == [] and location:
        spec.submodule_search_locations.append(os.path.split(location)[0])
    return spec


def module_from_spec(spec):
    """A module object that the specification's loader can fill."""
    module = None
    if hasattr(spec.loader, "create_module"):
        module = spec.loader.create_module(spec)
    elif hasattr(spec.loader, "exec_module"):
        raise ImportError("loaders that define exec_module() must also define create_module()")
    if module is None:
        module = types.ModuleType(spec.name)
    for name, value in (("__name__", spec.name), ("__loader__", spec.loader), ("__package__", spec.parent),
                        ("__spec__", spec)):
        setattr(module, name, value)
    if spec.submodule_search_locations is not None:
        module.__path__ = spec.submodule_search_locations
    if spec.has_location:
        module.__file__ = spec.origin
    return module


def load_by_spec(spec):
    """The import of what a finder found; the importer calls it."""
    name, loader = spec.name, spec.loader
    if loader is not None and not hasattr(loader, "exec_module"):
        return loader.load_module(name)
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        if loader is not None:
            loader.exec_module(module)
        elif spec.submodule_search_locations is None:
            raise ImportError("missing loader", name=name)
    except BaseException:
        sys.modules.pop(name, None)
        raise
    return sys.modules[name]


def find_spec_anew(name, path=None):
    parent = name.rpartition(".")[0]
    if parent and path is None:
        parent_module = __import__(parent, fromlist=["__path__"])
        try:
            path = parent_module.__path__
        except AttributeError as problem:
            raise ModuleNotFoundError("__path__ attribute not found on %r while trying to find %r"
                                      % (parent, name), name=name) from problem
    for finder in (*sys.meta_path, BuiltinImporter, FrozenImporter, PathFinder):
        find = getattr(finder, "find_spec", None)
        spec = find(name, path, None) if find is not None else None
        if spec is not None:
            return spec
    return None


def find_spec(name, package=None):
    """The specification of a module, which is not imported; its parents are. None: there is none."""
    full = resolve_name(name, package) if name.startswith(".") else name
    module = sys.modules.get(full, _absent)
    if module is _absent:
        return find_spec_anew(full)
    if module is None:
        return None
    spec = getattr(module, "__spec__", None)
    if full == "__main__" or not (spec is None or isinstance(spec, types.SimpleNamespace)):
        return spec
    return find_spec_anew(full)  # the importer's own description has no loader


def source_hash(source_bytes):
    import hashlib
    return hashlib.sha256(MAGIC_NUMBER + source_bytes).digest()[:8]


def cache_from_source(path, debug_override=None, *, optimization=None):
    """No compiled files are kept beside sources."""
    raise NotImplementedError("sys.implementation.cache_tag is None")


def source_from_cache(path):
    raise NotImplementedError("sys.implementation.cache_tag is None")


class LazyLoader(Loader):
    """Loads a module when an attribute of it is first read."""

    def __init__(self, loader):
        if not hasattr(loader, "exec_module"):
            raise TypeError("loader must define exec_module()")
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = dict(module.__dict__)
        module.__class__ = _LazyModule


class _LazyModule(types.ModuleType):
    def __getattribute__(self, name):
        self.__class__ = types.ModuleType
        self.__spec__.loader.exec_module(self)
        return getattr(self, name)

    def __delattr__(self, name):
        self.__getattribute__(name)
        delattr(self, name)
