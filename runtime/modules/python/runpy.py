"""Runs modules as programs: the `-m` option."""
import sys


def _find(name):
    """Source, file name and package of a module, without importing it (its parents are)."""
    import os
    search = sys.path
    parent, _, last = name.rpartition(".")
    if parent:
        __import__(parent)
        package = sys.modules[parent]
        if not hasattr(package, "__path__"):
            raise ImportError("Error while finding module specification for %r" % name)
        search = package.__path__
    for folder in search:
        base = os.path.join(folder or ".", last)
        if os.path.isfile(os.path.join(base, "__main__.py")) and os.path.isfile(os.path.join(base, "__init__.py")):
            __import__(name)
            return os.path.abspath(os.path.join(base, "__main__.py")), name
        if os.path.isfile(base + ".py"):
            return os.path.abspath(base + ".py"), parent
    return None, None


def _run_module_as_main(name):
    path, package = _find(name)
    if path is None:
        sys.exit("%s: No module named %s" % (sys.executable, name))
    main = sys.modules["__main__"]
    main.__file__ = path
    main.__package__ = package
    sys.argv[0] = path
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec")
    exec(code, main.__dict__)


def run_path(path_name, init_globals=None, run_name=None):
    namespace = {"__name__": run_name or "<run_path>", "__file__": path_name, "__package__": "",
                 "__builtins__": __builtins__}
    namespace.update(init_globals or {})
    with open(path_name, "rb") as file:
        exec(compile(file.read(), path_name, "exec"), namespace)
    return namespace


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    path, package = _find(mod_name)
    if path is None:
        raise ImportError("No module named %s" % mod_name)
    namespace = {"__name__": run_name or mod_name, "__file__": path, "__package__": package,
                 "__builtins__": __builtins__}
    namespace.update(init_globals or {})
    with open(path, "rb") as file:
        exec(compile(file.read(), path, "exec"), namespace)
    return namespace
