"""What sys tells and refuses: names of the library, intervals, single instances, limits of tracebacks."""
import sys
import time


def show(function, *args, **named):
    try:
        print(repr(function(*args, **named)))
    except Exception as error:
        print(type(error).__name__, error)


print(type(sys.stdlib_module_names), {"os", "antigravity", "winreg", "_ast", "zlib"} <= sys.stdlib_module_names)
print("weft" in sys.stdlib_module_names, len(sys.stdlib_module_names))
show(sys.getswitchinterval)
for interval in 0.1, 1e-5, 0, -1, "a":
    show(sys.setswitchinterval, interval)
    show(sys.getswitchinterval)
show(type(sys.flags))
show(type(sys.flags), range(18))
show(type(sys.version_info), ())


def fail():
    1 / 0


sys.stderr = sys.stdout
for limit in 10, 1, 0, -1, 1 << 1000, -1 << 1000, None, "a":
    sys.tracebacklimit = limit
    print(len(str(limit)))
    try:
        fail()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)

# Nobody makes a second one of these, by no way round either.
for single in (sys.flags, sys.version_info):
    for make in (type(single), type(single).__new__, tuple.__new__, object.__new__):
        show(make, type(single))
        show(make, type(single), (1,))
show(tuple.__new__, time.struct_time, (1,) * 9)
