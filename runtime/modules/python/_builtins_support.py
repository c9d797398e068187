"""What a few builtins do the long way."""


def help(*args):
    import sys
    if not args:
        print("Weft runs Python 3.11 programs. help(object) shows an object's documentation.")
        return
    thing = args[0]
    name = getattr(thing, "__name__", type(thing).__name__)
    print("Help on", name + ":\n")
    print(getattr(thing, "__doc__", None) or "no documentation")
    for key in dir(thing):
        if not key.startswith("_"):
            text = getattr(getattr(thing, key, None), "__doc__", None)
            print("    %s%s" % (key, ": " + text.strip().splitlines()[0] if isinstance(text, str) and text.strip() else ""))


async def anext_default(awaitable, default):
    try:
        return await awaitable
    except StopAsyncIteration:
        return default
