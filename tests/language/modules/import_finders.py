# Finders and loaders of the program: sys.meta_path, packages and submodules from memory, errors on the way.
import sys
import importlib
import importlib.util
from importlib.machinery import ModuleSpec

SOURCES = {
    "shop": (True, "prices = {'apple': 3}\nfrom . import till\n"),
    "shop.till": (False, "from shop import prices\ndef total(*items): return sum(prices[item] for item in items)\n"),
    "broken": (False, "before = 1\nraise ValueError('half way')\n"),
    "replaces": (False, "import sys\nsys.modules[__name__] = 'something else'\n"),
}


class MemoryFinder:
    """Finds what SOURCES holds, and is its loader as well."""

    asked = []

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in SOURCES or name == "nowhere":
            cls.asked.append((name, path if path is None else list(path), target))
        if name not in SOURCES:
            return None
        return ModuleSpec(name, cls, origin="memory", is_package=SOURCES[name][0])

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        exec(SOURCES[module.__name__][1], module.__dict__)


sys.meta_path.insert(0, MemoryFinder)

import shop
print(shop.till.total("apple", "apple"), shop.__spec__.origin, shop.__package__, shop.till.__package__)
print(shop.__path__, shop.till.__spec__.parent, shop.__loader__ is MemoryFinder)
print(repr(shop), repr(shop.till))
print(MemoryFinder.asked)
MemoryFinder.asked.clear()

try:
    import broken
except ValueError as error:
    print("broken:", error, "broken" in sys.modules)
import replaces
print(replaces)
for name in ("nowhere", "shop.nowhere", "shop.till.more"):
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(type(error).__name__, error, error.name)
print(MemoryFinder.asked)

# Namespace without a loader, no loader at all, an old loader, and a finder that fails.
class Odd:
    def find_spec(self, name, path, target=None):
        if name == "empty_space":
            spec = ModuleSpec(name, None, is_package=True)
            return spec
        if name == "no_loader":
            return ModuleSpec(name, None)
        if name == "fails":
            raise RuntimeError("finder failed")
        return None


class NotAFinder:
    pass


sys.meta_path.insert(0, Odd())
sys.meta_path.insert(0, NotAFinder())
try:
    import empty_space
except AttributeError as error:
    print(error)
del sys.meta_path[0]
import empty_space
print(empty_space.__path__, "empty_space" in sys.modules)
for name in ("no_loader", "fails"):
    try:
        __import__(name)
    except Exception as error:
        print(type(error).__name__, error, name in sys.modules)

# create_module may give any object.
class Own:
    def create_module(self, spec):
        class Answer:
            value = 42
        return Answer()

    def exec_module(self, module):
        module.value += 1


class OwnFinder:
    def find_spec(self, name, path, target=None):
        return ModuleSpec(name, Own()) if name == "answer" else None


sys.meta_path.append(OwnFinder())
import answer
print(answer.value, type(answer).__name__, answer.__name__, answer.__spec__.name)
print(importlib.util.find_spec("shop.till").name)
sys.meta_path.remove(MemoryFinder)
try:
    import unheard_of
except ModuleNotFoundError as error:
    print(error)
sys.meta_path, kept = None, sys.meta_path
try:
    import unheard_of
except ImportError as error:
    print(type(error).__name__, error)
sys.meta_path = kept
