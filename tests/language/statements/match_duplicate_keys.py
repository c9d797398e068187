# A mapping pattern names no key twice; keys that are equal are one key, whatever their types.
PATTERNS = """
0: _, 0j: _|0: _, 0: _|0: _, False: _|0: _, 0.0: _|1: _, True: _|-0.0: _, 0: _|0+0j: _, 0: _|1+0j: _, 1: _|-0j: _, 0: _
'a': _, 'a': _|'a': _, b'a': _|'a' 'b': _, 'ab': _|b'a': _, b'a': _|None: _, None: _|None: _, False: _|True: _, True: _
-1: _, -1.0: _|1j: _, 0+1j: _|1-1j: _, 1+1j: _|1180591620717411303424: _, 1180591620717411303424.0: _|1_0: _, 0xA: _
1180591620717411303424: _, 1180591620717411303425.0: _|1e400: _, 1e401: _|x.y: _, x.y: _|0: _, 0j: _, 'a': _, 'a': _
1: _, 2: _, 3: _, **rest|1: _, 2: _, 1: _, **rest
"""
for pattern in PATTERNS.strip().replace("\n", "|").split("|"):
    try:
        compile("match subject:\n  case {%s}: pass" % pattern, "source", "exec")
    except SyntaxError as error:
        print(pattern, "->", error, error.lineno, error.offset, error.end_lineno, error.end_offset)
    else:
        print(pattern, "-> fine")
