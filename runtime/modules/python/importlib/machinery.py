"""Specifications of modules, and the loaders of source files, built-in and frozen modules."""
import sys

from importlib.abc import FileLoader, SourceLoader, InspectLoader, MetaPathFinder

__all__ = ["ModuleSpec", "SourceFileLoader", "BuiltinImporter", "FrozenImporter", "PathFinder",
           "SOURCE_SUFFIXES", "BYTECODE_SUFFIXES", "EXTENSION_SUFFIXES", "all_suffixes"]

SOURCE_SUFFIXES = [".py"]
BYTECODE_SUFFIXES = []
DEBUG_BYTECODE_SUFFIXES = []
OPTIMIZED_BYTECODE_SUFFIXES = []
EXTENSION_SUFFIXES = []


def all_suffixes():
    """The ends of file names that are modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES


class ModuleSpec:
    """How a module was or would be found and loaded."""

    def __init__(self, name, loader, *, origin=None, loader_state=None, is_package=None):
        self.name = name
        self.loader = loader
        self.origin = origin
        self.loader_state = loader_state
        self.submodule_search_locations = [] if is_package else None
        self._set_fileattr = False
        self.cached = None

    @property
    def parent(self):
        return self.name.rpartition(".")[0] if self.submodule_search_locations is None else self.name

    @property
    def has_location(self):
        return self._set_fileattr

    @has_location.setter
    def has_location(self, value):
        self._set_fileattr = bool(value)

    def __repr__(self):
        args = ["name=%r" % self.name, "loader=%r" % self.loader]
        if self.origin is not None:
            args.append("origin=%r" % self.origin)
        if self.submodule_search_locations is not None:
            args.append("submodule_search_locations=%s" % self.submodule_search_locations)
        return "%s(%s)" % (self.__class__.__name__, ", ".join(args))

    def __eq__(self, other):
        try:
            return (self.name == other.name and self.loader == other.loader and self.origin == other.origin
                    and self.submodule_search_locations == other.submodule_search_locations
                    and self.has_location == other.has_location)
        except AttributeError:
            return NotImplemented


class SourceFileLoader(FileLoader, SourceLoader):
    """Loads a module from a file of source text."""

    def is_package(self, fullname):
        import os
        return os.path.basename(self.path) == "__init__.py"

    def __eq__(self, other):
        return self.__class__ == other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.name) ^ hash(self.path)


class BuiltinImporter(MetaPathFinder):
    """Modules that are part of the program."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        if path is None and fullname in sys.builtin_module_names:
            return ModuleSpec(fullname, cls, origin="built-in")
        return None

    @staticmethod
    def create_module(spec):
        return __import__(spec.name)

    @staticmethod
    def exec_module(module):
        pass

    @classmethod
    def is_package(cls, fullname):
        return False

    @classmethod
    def get_source(cls, fullname):
        return None

    @classmethod
    def get_code(cls, fullname):
        return None


class FrozenImporter(MetaPathFinder):
    """Library modules whose source is kept in the program."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        from _weft import frozen_source
        found = frozen_source(fullname)
        return None if found is None else ModuleSpec(fullname, cls, origin="frozen", is_package=found[1])

    @staticmethod
    def create_module(spec):
        return None

    @classmethod
    def exec_module(cls, module):
        exec(cls.get_code(module.__name__), module.__dict__)

    @classmethod
    def _found(cls, fullname):
        from _weft import frozen_source
        found = frozen_source(fullname)
        if found is None:
            raise ImportError("%r is not a frozen module" % fullname, name=fullname)
        return found

    @classmethod
    def is_package(cls, fullname):
        return cls._found(fullname)[1]

    @classmethod
    def get_source(cls, fullname):
        return cls._found(fullname)[0]

    @classmethod
    def get_code(cls, fullname):
        return compile(cls.get_source(fullname), "<frozen %s>" % fullname, "exec", dont_inherit=True)


class PathFinder(MetaPathFinder):
    """Source files in the folders of a path."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        import os
        from importlib.util import spec_from_file_location
        tail = fullname.rpartition(".")[2]
        folders = []
        for entry in sys.path if path is None else path:
            if not isinstance(entry, str):
                continue
            folder = os.path.join(entry or os.getcwd(), tail)
            start = os.path.join(folder, "__init__.py")
            if os.path.isfile(start):
                return spec_from_file_location(fullname, start, submodule_search_locations=[folder])
            if os.path.isfile(folder + ".py"):
                return spec_from_file_location(fullname, folder + ".py")
            if os.path.isdir(folder):
                folders.append(folder)
        if folders:
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = folders
            return spec
        return None


class FileFinder:
    """Source files in one folder."""

    def __init__(self, path, *loader_details):
        self.path = path or "."
        self._loaders = [(suffix, loader) for loader, suffixes in loader_details for suffix in suffixes]

    def invalidate_caches(self):
        pass

    def find_spec(self, fullname, target=None):
        return PathFinder.find_spec(fullname, [self.path])

    @classmethod
    def path_hook(cls, *loader_details):
        def hook(path):
            import os
            if not os.path.isdir(path):
                raise ImportError("only directories are supported", path=path)
            return cls(path, *loader_details)
        return hook

    def __repr__(self):
        return "FileFinder(%r)" % (self.path,)


class ExtensionFileLoader(FileLoader):
    """Modules in shared libraries, of which there are none here."""

    def create_module(self, spec):
        raise ImportError("extension modules are not supported", name=self.name, path=self.path)

    def exec_module(self, module):
        raise ImportError("extension modules are not supported", name=self.name, path=self.path)

    def get_source(self, fullname):
        return None
