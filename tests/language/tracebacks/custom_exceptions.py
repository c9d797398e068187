"""Custom exceptions: module, qualified name, str that is empty or has lines."""
class App:
    class Error(Exception):
        def __str__(self):
            return "line one\nline two"


try:
    raise App.Error
except App.Error:
    raise type("Dyn", (Exception,), {"__module__": "some.module"})()
