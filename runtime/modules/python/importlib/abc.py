"""The abstract classes of finders and loaders."""
import abc as _abc

__all__ = ["Loader", "MetaPathFinder", "PathEntryFinder", "ResourceLoader", "InspectLoader", "ExecutionLoader",
           "FileLoader", "SourceLoader"]


class Loader(metaclass=_abc.ABCMeta):
    def create_module(self, spec):
        return None

    def load_module(self, fullname):
        if not hasattr(self, "exec_module"):
            raise ImportError
        from importlib.util import spec_from_loader, module_from_spec
        import sys
        module = module_from_spec(spec_from_loader(fullname, self))
        sys.modules[fullname] = module
        self.exec_module(module)
        return sys.modules[fullname]


class MetaPathFinder(metaclass=_abc.ABCMeta):
    def invalidate_caches(self):
        pass


class PathEntryFinder(metaclass=_abc.ABCMeta):
    def invalidate_caches(self):
        pass


class ResourceLoader(Loader):
    @_abc.abstractmethod
    def get_data(self, path):
        raise OSError


class InspectLoader(Loader):
    def is_package(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        return None if source is None else self.source_to_code(source)

    @_abc.abstractmethod
    def get_source(self, fullname):
        raise ImportError

    @staticmethod
    def source_to_code(data, path="<string>"):
        return compile(data, path, "exec", dont_inherit=True)

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError("cannot load module %r when get_code() returns None" % module.__name__)
        exec(code, module.__dict__)


class ExecutionLoader(InspectLoader):
    @_abc.abstractmethod
    def get_filename(self, fullname):
        raise ImportError

    def get_code(self, fullname):
        source = self.get_source(fullname)
        if source is None:
            return None
        try:
            return self.source_to_code(source, self.get_filename(fullname))
        except ImportError:
            return self.source_to_code(source)


class FileLoader(ResourceLoader, ExecutionLoader):
    def __init__(self, fullname, path):
        self.name = fullname
        self.path = path

    def get_filename(self, name=None):
        return self.path

    def get_data(self, path):
        with open(path, "rb") as file:
            return file.read()


class SourceLoader(ResourceLoader, ExecutionLoader):
    def get_source(self, fullname):
        from importlib.util import decode_source
        path = self.get_filename(fullname)
        try:
            return decode_source(self.get_data(path))
        except OSError as problem:
            raise ImportError("source not available through get_data()", name=fullname) from problem
