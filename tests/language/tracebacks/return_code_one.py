"""Output before the traceback is flushed; exit code 1."""
import sys
sys.stdout.write("partial line")
print()
print("to stderr", file=sys.stderr)
raise ArithmeticError
