"""str: case methods and the is* family over ASCII and Unicode."""
words = ["", "abc", "ABC", "aBc", "hello world", "it's bill's", "123", "a1", "ß", "ŉ", "İ", "ı", "Σ", "ΑΣ", "ΑΣΑ", "ﬁ", "ǆ", "ǅ", "Ǆ", "éÉ", "ß1ß", "\u1e9e", "x\tY z", "3rd place", "they're", "UPPER-case_mixed", "ªº", "Ⅷ", "ⓐ", "日本", "\U00010400\U00010428"]
for w in words:
    print(ascii(w), ascii(w.upper()), ascii(w.lower()), ascii(w.title()), ascii(w.capitalize()), ascii(w.swapcase()), ascii(w.casefold()))
tests = ["", " ", "a", "A", "aA", "1", "a1", "١", "²", "½", "Ⅷ", "\t\n", "\x1c", "\u2028", "\xa0", "_", "a_b", "1a", "é", "日", "\u0300", "\x00", "\x7f", "\ud800", "A1", "Aa Bb", "AA", "Abc Def", "Abc def", "ǅ", "a\n", "~", "ß", "ª", "\U0001F600", "৪", "ⅷ"]
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "islower", "isupper", "istitle", "isidentifier", "isprintable", "isascii"]
print(names)
for t in tests:
    print(ascii(t), "".join("1" if getattr(t, n)() else "0" for n in names))
for m in names + ["upper", "lower", "title"]:
    try: getattr("a", m)(1)
    except TypeError as e: print(e)
print("a".upper is "a".upper, "abc".upper() == "ABC", str.upper("x"), "ß".casefold() == "SS".casefold(), "ς".casefold() == "Σ".casefold(), "İ".lower() == "i̇", len("İ".lower()), len("ŉ".upper()), len("ﬃ".upper()))
print("hello world foo".title(), "HELLO".capitalize(), "o'neil mc-donald".title(), "ALL 2nd".swapcase(), "x".swapcase().swapcase())
print([c for c in map(chr, range(128)) if c.isspace()], "".join(c for c in map(chr, range(128)) if c.isprintable()))
print(sum(chr(i).isalpha() for i in range(0x300)), sum(chr(i).isspace() for i in range(0x3100)), sum(chr(i).isupper() for i in range(0x500)), sum(chr(i).isdigit() for i in range(0x1000)))
print([hex(i) for i in range(0x3100) if chr(i).isspace()])
