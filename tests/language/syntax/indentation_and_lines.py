"""Logical lines, continuation, semicolons, comments, blank lines, mixed indents."""
x = 1; y = 2; print(x, y)
print(1 +
      2,
      [3,
       4,  # a comment inside brackets

       5],
      {"a":
       6})
if x: print("one line"); print("suite")
if True:
        print("eight deep")
        if True:
         print("plus one")
         # comment at odd indentation
   # another one

        print("back")
for i in range(2): pass; print("in loop", i)
def f(a,
      b=2,
      *args,
      c,
      **kwargs,
      ): return (a,
                 b,
                 args, c,
                 kwargs)
print(f(1, c=3), f(1, 2, 3, 4, c=5, d=6,))
total = 1 + \
    2 + \
        3
print(total)
if (x == 1 and
    y == 2):
	print("tab-indented body")
class A: a = 1; b = 2
print(A.a, A.b)
class B: pass
try: raise ValueError("inline")
except ValueError as e: print(e)
else: print("no")
finally: print("finally")
while x < 3: x += 1
else: print("while-else", x)
with open(__file__) as source: first = source.readline()
print(first.rstrip())
lambda_result = (lambda
                 a,
                 b: a
                 + b)(1, 2)
print(lambda_result)
exec("if 1:\n\tprint('tab')\n\tif 1:\n\t\tprint('two tabs')\n")
exec("\n\n# only a comment\n")
exec("")
exec("print('no newline at end')")
exec("print('crlf')\r\nprint('lines')\r\n")
exec("x = 5 # comment without newline")
exec("if 1:\n  print('a')\n\n\n  # c\n  print('b')\n# end")
exec("\x0cprint('form feed')")
for source in ["if 1:\nprint(1)", "  x = 1", "if 1:\n    x\n  y", "x = 1\n  y = 2", "if 1:\n\tx\n        y",
               "if 1:\n        x\n\ty", "def f():\n", "class C:\n\nx = 1", "for x in y:", "x = (1,\n", "x = [1\n}",
               "x = )", "a = 1 \\ b", "a = 1 \\", "if 1: if 2: pass", "else: pass", "try:\n pass\nx = 1"]:
    try:
        compile(source, "s", "exec")
        print("ok", repr(source))
    except SyntaxError as error:
        print(repr(source), "->", type(error).__name__, error.msg, error.lineno)
