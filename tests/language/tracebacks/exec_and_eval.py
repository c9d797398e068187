"""Frames of exec and eval have no source lines."""
def run(code):
    exec(compile(code, "<generated>", "exec"), {})


print(eval("1 + 1"))
run("def f(x):\n    return x.missing\n\nf(3)\n")
