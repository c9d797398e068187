"""Strings and bytes: methods, formatting, encodings."""
words = "the quick brown fox jumps over the lazy dog".split()
print(" ".join(reversed(words)).title(), len("".join(words)), sorted(words, key=len))
print("%-10s|%5.2f|%(a)s" % {"a": 1} if False else "%-10s|%5.2f" % ("left", 3.14159))
text = "\u20ac\U0001F600 na\u00efve"
print(text.upper(), text.encode("utf-16-le"), text.encode().decode("latin-1").encode("ascii", "backslashreplace"))
print("a,b,,c".split(","), "a  b".split(), "x=1;y=2".partition(";"), "abc".translate({97: "AAA", 98: None}))
print("{0!r:>10} {name:^9} {1[0]}".format("q", [5], name="mid"), f"{text!a} {len(text):03d}")
data = bytearray(b"hello world")
data[0:5] = b"HELLO"
data.extend(range(65, 70))
view = memoryview(data)
print(data, view[2:5].tobytes(), bytes(view).hex(), data.replace(b"L", b"--"), b"a-b-c".split(b"-"))
print("\n".join(f"{i}:{c!r}" for i, c in enumerate("a\tb".expandtabs(4))), "ab" * 5, "z" in text)
grown = ""
for i in range(150):
    grown += "%03d" % i
wide = grown + "\u20ac"
for i in range(20):
    grown, wide = grown + "!", wide + "?" * 30
print(len(grown), grown[440:455], len(wide), wide[445:455], int(grown[:300]) % 1000, len((grown + "?").encode()))
