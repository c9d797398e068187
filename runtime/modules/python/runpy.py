"""Runs modules as programs: the option -m, folders with a __main__, and run_module, run_path."""
import os
import sys

import _weft

__all__ = ["run_module", "run_path"]


class _NotFound(ImportError):
    """What -m reports in one line, without a traceback."""


def _advice(name):
    """What to say to somebody who gave the name of a file."""
    if not name.endswith(".py"):
        return ""
    return ". Try using %r instead of %r as the module name." % (name[:-3], name)


def _source_file(folder, name):
    path = os.path.join(folder or os.getcwd(), name + ".py")
    return os.path.abspath(path) if os.path.isfile(path) else None


def _locate(name):
    """(file name, source, package, full name) of a module, which is not imported (its parents are); source
    is None where the file is to be read."""
    if name.startswith("."):
        raise _NotFound("Relative module names not supported")
    if name in sys.builtin_module_names:
        raise _NotFound("No code object available for %s" % name)
    search = sys.path
    parent, _, last = name.rpartition(".")
    if parent:
        try:
            __import__(parent)
        except ImportError as error:
            if error.name != parent and not (error.name and parent.startswith(error.name + ".")):
                raise
            raise _NotFound("Error while finding module specification for %r (%s: %s"
                            % (name, type(error).__name__, str(error) + ")" + _advice(name))) from error
        _warn_if_imported(name, parent)
        search = getattr(sys.modules[parent], "__path__", None)
        if search is None:
            raise _NotFound("Error while finding module specification for %r (ModuleNotFoundError: "
                            "__path__ attribute not found on %r while trying to find %r)%s"
                            % (name, parent, name, _advice(name)))
    portion = False  # of a package without __init__.py
    for folder in search:
        base = os.path.join(folder, last)
        if os.path.isfile(os.path.join(base, "__init__.py")):
            return _locate_main(name, name + ".__main__")
        path = _source_file(folder, last)
        if path is not None:
            return path, None, parent, name
        portion = portion or os.path.isdir(base)
    frozen = _weft.frozen_source(name)
    if frozen is None and portion:
        return _locate_main(name, name + ".__main__")
    if frozen is None:
        raise _NotFound("No module named %s" % name)
    source, is_package = frozen
    return _locate_main(name, name + ".__main__") if is_package else ("<frozen %s>" % name, source, parent, name)


def _warn_if_imported(name, parent):
    """Running what its own package has imported already makes it twice."""
    module = sys.modules.get(name)
    if module is not None and not hasattr(module, "__path__"):
        import warnings
        warnings.warn_explicit("%r found in sys.modules after import of package %r, but prior to execution of %r; "
                               "this may result in unpredictable behaviour" % (name, parent, name),
                               RuntimeWarning, "<frozen runpy>", 128)


def _spec(name, path):
    from importlib.machinery import ModuleSpec, SourceFileLoader
    return ModuleSpec(name, SourceFileLoader(name, path), origin=path)


def _locate_main(package, name):
    try:
        return _locate(name)
    except _NotFound as error:
        if str(error) != "No module named %s" % name:
            raise
        raise _NotFound("No module named %s; %r is a package and cannot be directly executed"
                        % (name, package)) from None


def _code_of(path, source):
    if source is None:
        with open(path, "rb") as file:
            source = file.read()
    return compile(source, path, "exec", dont_inherit=True)


def _run_as_main(path, source, package, spec):
    main = sys.modules["__main__"]
    main.__spec__ = spec
    main.__loader__ = spec.loader
    main.__file__ = path
    main.__package__ = package
    exec(_code_of(path, source), main.__dict__)


def _run_module_as_main(name):
    try:
        path, source, package, full_name = _locate(name)
    except _NotFound as error:
        sys.exit("%s: %s" % (sys.executable, error))
    sys.argv[0] = path
    _run_as_main(path, source, package, _spec(full_name, path))


def _run_folder_as_main(folder):
    path = _source_file(folder, "__main__")
    if path is None:
        sys.exit("%s: can't find '__main__' module in %r" % (sys.executable, os.path.abspath(folder)))
    path = os.path.abspath(path)
    _run_as_main(path, None, "", _spec("__main__", path))


def _namespace(name, path, package, init_globals, spec=None):
    namespace = {} if init_globals is None else dict(init_globals)
    namespace.update(__name__=name, __file__=path, __cached__=None, __doc__=None,
                     __loader__=spec and spec.loader, __package__=package, __spec__=spec)
    return namespace


class _Argument:
    """sys.argv[0] is another one for a while."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.saved = sys.argv[0]
        sys.argv[0] = self.path

    def __exit__(self, *ignored):
        sys.argv[0] = self.saved


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Runs a module without importing it; returns its namespace."""
    path, source, package, full_name = _locate(mod_name)
    namespace = _namespace(run_name or full_name, path, package, init_globals, _spec(full_name, path))
    code = _code_of(path, source)
    if not alter_sys:
        exec(code, namespace)
        return namespace
    import types
    module = types.ModuleType(namespace["__name__"])
    module.__dict__.update(namespace)
    missing = object()
    before = sys.modules.get(module.__name__, missing)
    sys.modules[module.__name__] = module
    try:
        with _Argument(path):
            exec(code, module.__dict__)
    finally:
        if before is missing:
            del sys.modules[module.__name__]
        else:
            sys.modules[module.__name__] = before
    return module.__dict__.copy()


def run_path(path_name, init_globals=None, run_name=None):
    """Runs a file, or a folder's __main__.py; returns its namespace."""
    path = os.fspath(path_name)
    if os.path.isdir(path):
        path = os.path.join(path, "__main__.py")
        sys.path.insert(0, os.fspath(path_name))
        try:
            return run_path(path, init_globals, run_name or "<run_path>")
        finally:
            sys.path.remove(os.fspath(path_name))
    namespace = _namespace(run_name or "<run_path>", path, (run_name or "").rpartition(".")[0], init_globals)
    with _Argument(path):
        exec(_code_of(path, None), namespace)
    return namespace
