# __spec__ of modules, partially initialized modules, search path ".", runpy's descriptions.
import importlib.util
import os
import runpy
import shutil
import sys
import tempfile

folder = tempfile.mkdtemp()
os.chdir(folder)

def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)

write("pkg/__init__.py", "print('package', __name__, __spec__.name)\n")
write("pkg/__main__.py", "print('main', __name__, __package__, __spec__.name)\n")
write("pkg/part.py", "print('part', __name__, __package__, __spec__.name, __spec__.parent)\nx = 1\n")
write("first.py", "import second\nfrom second import y\nx = 1\n")
write("second.py", "import first\ntry:\n    first.x\nexcept AttributeError as error:\n    print(error)\n"
      "try:\n    from first import x\nexcept ImportError as error:\n    print(str(error).partition(' (/')[0], error.name)\ny = 1\n")
sys.path.insert(0, ".")
try:
    import pkg.part
    spec = pkg.part.__spec__
    print(spec.name, spec.parent, spec.submodule_search_locations, spec.has_location, spec.cached and None)
    print(os.path.relpath(spec.origin), os.path.relpath(pkg.__file__), pkg.part.__file__.startswith(os.getcwd()), "/./" in pkg.__file__)
    print([os.path.relpath(entry) for entry in pkg.__spec__.submodule_search_locations])
    found = importlib.util.find_spec("pkg.part")
    print(found.name, type(found.loader).__name__, os.path.relpath(found.origin))
    import first
    print(first.x, first.y)
    try:
        from first import z
    except ImportError as error:
        print(str(error).partition(" (/")[0])
    print(sorted(name for name in runpy.run_module("pkg", run_name="named", alter_sys=True) if name == "__spec__"))
    runpy.run_module("pkg.part")
finally:
    os.chdir("/")
    shutil.rmtree(folder)
