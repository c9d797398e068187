"""String prefixes, escapes, concatenation of neighbours, raw strings, bytes."""
print("a" 'b' """c""" '''d''')
print('it''s', "say \"hi\"", 'it\'s', "tab\tend", 'nl\\n')
print(repr("\a\b\f\n\r\t\v\\\'\"\0\1\12\123\x41\u0041\U00000041"))
print(repr("\N{LATIN SMALL LETTER A WITH ACUTE}\N{BULLET}\N{digit one}"))
print(repr(r"\n\t\\"), repr(R'\''), len(r"\""), repr(rb"\x00"), repr(Rb'\n'), repr(bR"\d"))
print(repr(b"abc\x00\xff\n\'"), repr(b'\'"'), repr(b"'"), b'a' b"b")
print("""line one
line two \
joined
"quotes" inside ""ok"" """)
print('''a'b''c"""d''')
print(u"unicode prefix", U'also', repr(u"\u00e9"))
print("back\
slash", 'a' # a comment
      'b')
print(repr("\x7f\x80\xa0\xad\u200b\u2028\ud800\U0001F600\U0010FFFF"))
print(ascii("é\U0001F600\ud800'"), ascii('"'), ascii('\'"'))
print(repr('\''), repr("\""), repr('\'"'), repr("a'b"), repr('a"b'))
print("\777" == "\u01ff", len("\400"), "\08" == "\x008")
print("%s %r" % ("\u00e9", "\u00e9"), "\N{GREEK SMALL LETTER ALPHA}".upper())
for source in [r'"\x4"', r'"\u12"', r'"\U0011FFFF"', r'"\N{no such name}"', r'"\N{"', r'"\N"',
               r'b"\x4"', "b'é'", "'abc", '"abc', '"""abc', "'a\nb'", "r'\\'", r"'\x'",
               "u'a' b'b'", "ur'a'", "bu'a'"]:
    try:
        print(repr(eval(source)))
    except SyntaxError as error:
        print(source.replace("\n", "<nl>"), "->", error.msg)
print(len("""
"""), len(''), len(""""a"""), ''''a''')
print("a\
\
b" == "ab", "\
" == "")
x = ("one "
     "two "
     f"three{3} "
     'four')
print(x)
print("implicit" "concat %d" % 3, "a" "b" * 2, ("a" "b").upper())
