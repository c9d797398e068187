"""logging: loggers in a tree, levels, handlers, formatters, filters, adapters, configuration."""
import io
import logging
import logging.config
import logging.handlers
import os
import queue
import sys
import tempfile
import threading
import warnings

out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(funcName)s %(lineno)d %(module)s: %(message)s"))


def flush():
    print(out.getvalue(), end="")
    out.seek(0)
    out.truncate()


root = logging.getLogger()
print(root, root.level, logging.getLogger("root") is root, logging.getLogger("") is root)
root.addHandler(handler)
deep = logging.getLogger("a.b.c")
print(deep, deep.parent, logging.getLogger("a").getChild("b.c") is deep)
middle = logging.getLogger("a.b")
print(deep.parent, middle.parent, logging.getLogger("a").parent)
deep.warning("one %d %s", 1, "two")
deep.info("not seen")
deep.setLevel("INFO")
deep.info("seen")
deep.debug("not seen")
deep.log(35, "between")
deep.error("mapping %(key)s", {"key": "value"})
deep.critical("plain {braces} 100%")
flush()


def function():
    deep.warning("from a function")
    deep.warning("from its caller", stacklevel=2)


function()
try:
    {}["absent"]
except KeyError as error:
    caught = error
    deep.exception("it failed")
    deep.error("with info", exc_info=error)
deep.info("no exception", exc_info=True)
flush()
deep.warning("stack", stack_info=True)
print(out.getvalue().splitlines()[1])
out.seek(0)
out.truncate()

middle.propagate = False
deep.warning("goes nowhere")
middle.addHandler(logging.NullHandler())
deep.warning("swallowed")
middle.propagate = True
flush()
print(deep.hasHandlers(), deep.getEffectiveLevel(), deep.isEnabledFor(10), middle.isEnabledFor(30))
logging.disable(logging.ERROR)
deep.error("disabled")
deep.critical("not disabled")
logging.disable(logging.NOTSET)
flush()

handler.addFilter(logging.Filter("a.b"))
logging.getLogger("other").error("filtered")
deep.error("passes")
handler.filters.clear()
handler.addFilter(lambda record: "secret" not in record.getMessage())
root.error("secret %s", 1)
root.error("open")
handler.filters.clear()
flush()

adapter = logging.LoggerAdapter(deep, {"user": "me"})
handler.setFormatter(logging.Formatter("{user} {levelname:>8} {message!r}", style="{", defaults={"user": "nobody"}))
adapter.info("adapted")
deep.info("not adapted")
deep.info("extra", extra={"user": "other"})
handler.setFormatter(logging.Formatter("$levelname ${message}", style="$"))
deep.info("dollars")
flush()
for bad in (lambda: logging.Formatter("%(x"), lambda: logging.Formatter("{x!z}", style="{"),
            lambda: logging.Formatter("none", style="$"), lambda: logging.Formatter("a", style="?"),
            lambda: deep.setLevel("NOISY"), lambda: deep.setLevel(1.5), lambda: deep.log("x", "y"),
            lambda: deep.info("x", extra={"name": 1}), lambda: logging.getLogger(3),
            lambda: logging.Handler().emit(None), lambda: logging.setLoggerClass(int),
            lambda: logging.Formatter("%(absent)s").format(logging.makeLogRecord({"msg": "m"}))):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)

record = logging.LogRecord("n", 20, "/x/file.py", 7, "m %s", ("arg",), None, "f")
print(record, record.getMessage(), record.filename, record.module, record.threadName, record.processName)
record.created, record.msecs = 0.0, 5.0
formatter = logging.Formatter("%(asctime)s %(msecs)d")
formatter.converter = __import__("time").gmtime
print(formatter.format(record), formatter.formatTime(record, "%Y/%m"), logging.Formatter().usesTime())
print(logging.BufferingFormatter().format([record, record]))
print(logging.makeLogRecord({"msg": "made %d", "args": (1,)}).getMessage())
print(logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(25))
logging.addLevelName(25, "NOTE")
print(logging.getLevelName(25), logging.getLevelNamesMapping()["NOTE"])
print(handler, logging.NullHandler(), logging.lastResort, adapter)

memory = logging.handlers.MemoryHandler(3, target=handler)
deep.addHandler(memory)
deep.propagate = False
deep.info("kept")
print(repr(out.getvalue()))
deep.error("flushes")
flush()
deep.removeHandler(memory)

channel = queue.Queue()
deep.addHandler(logging.handlers.QueueHandler(channel))
listener = logging.handlers.QueueListener(channel, handler)
listener.start()
for i in range(3):
    deep.info("queued %d", i)
listener.stop()
flush()
deep.handlers.clear()

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "app.log")
    rotating = logging.handlers.RotatingFileHandler(path, maxBytes=30, backupCount=2)
    deep.addHandler(rotating)
    for i in range(8):
        deep.info("message %d", i)
    rotating.close()
    print({name: open(os.path.join(folder, name)).read() for name in sorted(os.listdir(folder))})
    deep.handlers.clear()
    late = logging.FileHandler(os.path.join(folder, "late.log"), delay=True)
    print(os.path.exists(late.baseFilename), late.mode)
    late.handle(record)
    late.close()
    print(open(late.baseFilename).read())

    threaded = logging.FileHandler(os.path.join(folder, "threads.log"))
    deep.addHandler(threaded)
    threads = [threading.Thread(target=lambda n=n: [deep.info("%d-%s", n, "x" * 50) for _ in range(50)])
               for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    threaded.close()
    lines = open(threaded.baseFilename).read().splitlines()
    print(len(lines), {line[1:] for line in lines} == {"-" + "x" * 50})
    deep.handlers.clear()

logging.captureWarnings(True)
py_warnings = logging.getLogger("py.warnings")
py_warnings.addHandler(handler)
py_warnings.propagate = False
warnings.warn("look out")
print("UserWarning: look out" in out.getvalue())
logging.captureWarnings(False)
out.seek(0)
out.truncate()

root.handlers.clear()
stream = io.StringIO()
logging.basicConfig(stream=stream, level=logging.DEBUG, format="%(levelname)s|%(message)s")
logging.basicConfig(stream=sys.stdout)
logging.debug("by the module")
logging.info("%s", "info")
logging.warning("warning")
logging.error("error")
logging.critical("critical")
logging.log(25, "note")
try:
    raise ValueError("v")
except ValueError:
    logging.exception("exception")
print(stream.getvalue())
logging.basicConfig(stream=stream, force=True)
print(len(root.handlers), root.handlers[0].formatter._fmt)
for bad in ({"stream": 1, "filename": "x"}, {"handlers": [], "stream": 1}):
    try:
        logging.basicConfig(force=True, **bad)
    except ValueError as error:
        print(error)

logging.config.dictConfig({
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"short": {"format": "%(name)s=%(message)s"}},
    "filters": {"only": {"name": "conf"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "short", "level": "INFO",
                             "filters": ["only"], "stream": "ext://sys.stdout"},
                 "memory": {"class": "logging.handlers.MemoryHandler", "capacity": 2, "target": "console"}},
    "loggers": {"conf": {"level": "DEBUG", "handlers": ["console"], "propagate": False},
                "conf.sub": {"handlers": ["memory"]}},
    "root": {"level": "ERROR", "handlers": ["console"]},
})
logging.getLogger("conf").info("configured")
logging.getLogger("conf").debug("too low")
logging.getLogger("conf.sub").info("twice")
logging.getLogger("elsewhere").error("filtered")
print(root.level, logging.getLogger("conf").level, logging.getLogger("conf.sub").handlers[0].name)
for bad in ({}, {"version": 2}, {"version": 1, "handlers": {"h": {"class": "absent.Handler"}}},
            {"version": 1, "root": {"handlers": ["none"]}}):
    try:
        logging.config.dictConfig(bad)
    except ValueError as error:
        print(error)


class Broken(logging.StreamHandler):
    def format(self, record):
        raise RuntimeError("cannot format")


logging.raiseExceptions = False
Broken().handle(record)
logging.raiseExceptions = True
logging.shutdown()
