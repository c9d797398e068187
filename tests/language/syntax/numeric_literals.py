"""Every form of number literal, and what the parser says to wrong ones."""
print(0, 00, 0_0, 7, 1_000_000, 0x_ff, 0XFF, 0b1010, 0B_1, 0o17, 0O_7)
print(0xdead_beef, 0b1111_0000, 0o777_777, 123_456_789_012_345_678_901_234_567_890)
print(1., .5, 1.5, 1e3, 1E3, 1e-3, 1_0.0_1, 1_0e1_0, 00.5, 09.5, 1e400, -1e400, 0e0, 01e1)
print(1j, 1.5J, .5j, 1e3j, 0j, 1_0j, 3+4j, -2j, 00j, 09j)
print(type(1), type(1.), type(1j), type(0x1), type(True))
print(1 .real, 1..real, 1.0.real, 1.5.is_integer(), (1).bit_length(), 0xf .bit_length())
print([0x1 for x in (1, 2)], 1 if 1 else 2, [1]if 0 else"a")
print(-1 ** 2, (-1) ** 2, 2 ** -1, -2 ** -2, 2 ** 3 ** 2, (2 ** 3) ** 2)
print(~5, -~5, ~-5, +-+5, - - 5, not not 5, not 5 == 5)
for text in ["1__0", "1_", "_1", "0x", "0x_", "0b2", "0o8", "012", "0_7", "1e", "1e+", "1.e_3",
             "0b", "0xg", "1_000_", "1._5", "1a", "0b1a", "0o7a", "1.5a", "1ja", "00000000001",
             "0_", "1e5_", "0x1_", "1_j"]:
    try:
        print(text, "->", repr(eval(text)))
    except SyntaxError as error:
        print(text, "->", "SyntaxError:", error.msg, error.offset)
    except NameError as error:
        print(text, "->", "NameError:", error)
print(0xFFFFFFFFFFFFFFFF, 0x10000000000000000, -0x8000000000000000)
print(1e22, 1e23, 123456789012345678.0, 1e16, 9999999999999999.0, 1e15, 0.0001, 0.00001)
