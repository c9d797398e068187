"""Results that grow: short ones, ones beyond any first room, and ones whose characters widen on the way."""
widths = ['a', '\x80', '\xe9', '\u20ac', '\U0001F600']

# Text that is built piece by piece, widening at each place of the way.
for filler in (0, 1, 10, 95, 96, 191, 192, 193, 400):
    for wide in widths:
        for tail in widths:
            text = '%s%s%s' % ('x' * filler, wide, tail)
            again = '{}{}{}'.format('x' * filler, wide, tail)
            assert text == again == 'x' * filler + wide + tail, (filler, wide, tail)
            assert hash(text) == hash('x' * filler + wide + tail)
            assert text.isascii() == (wide == 'a' and tail == 'a')
            assert text[:filler] == 'x' * filler and text[:filler].isascii()
print(len(text), repr(text[-3:]))

# Parts: fewer and more than are gathered at a time.
for count in (1, 2, 15, 16, 17, 31, 32, 33, 100):
    for separator in (',', ', ', '\xe9', '\u20ac'):
        for piece in ('', 'ab', '\xfc', '\u0416'):
            joined = separator.join([piece] * count)
            assert joined.split(separator) == [piece] * count, (count, separator, piece)
            assert joined.rsplit(separator) == [piece] * count
            assert joined.split(separator, 3) == [piece] * min(count, 3) + (
                [separator.join([piece] * (count - 3))] if count > 3 else [])
            assert joined.rsplit(separator, 2)[-1] == piece
    words = ' \t'.join(['word'] * count)
    assert words.split() == words.rsplit() == ['word'] * count
    assert words.split(None, 2)[:2] == ['word'] * min(count, 2)
    assert '\n'.join(['line'] * count).splitlines() == ['line'] * count
    assert '\r\n'.join(['line'] * count).splitlines(True)[0] == ('line\r\n' if count > 1 else 'line')
print(''.split(','), ''.split(), ','.split(','), 'a,b,,c'.split(','), 'a,b,,c'.split(',', 1))

# One character by another, and by more and less.
for text in ('banana', 'a', '', 'b\xe1nana', 'b\u20acnana', 'xyz'):
    print([text.replace('a', new) for new in ('o', '', 'oo', '\xe9', '\u20ac')],
          text.replace('a', 'o', 1), text.replace('\xe1', 'a').isascii(), text.replace('', '-'))

# Mappings: each character once, none, many, missing, and a mapping that is no dict.
table = str.maketrans('abc', 'xyz', 'd')
print('aabbccddee'.translate(table), 'a\xe9b\u20acc'.translate(table), ('ab' * 300).translate(table) == 'xy' * 300)
table = {ord('a'): 'AA', ord('b'): None, ord('c'): 0x20AC, ord('e'): '\xe9'}
print('abcdeabcde'.translate(table), 'eeaa'.translate(table))


class Shift:
    asked = 0

    def __getitem__(self, character):
        Shift.asked += 1
        if character == ord('z'):
            raise LookupError(character)
        return character + 1


print('aayz'.translate(Shift()), Shift.asked)
for table in ({97: 1.5}, {97: 0x110000}, {97: -1}):
    try:
        'ba'.translate(table)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)

for text in ('the Quick BROWN fox', 'stra\xdfe \xc9t\xe9', '[\\]^_`{|}~@', '\u0130\u01c5'):
    print(text.upper(), text.lower(), text.title(), text.swapcase(), text.capitalize(), text.casefold())
for text in ('a', 'ab', 'abcdefg', 'abcdefgh', 'abcdefghijklmnop', 'abcdefghijklmnopq', 'x' * 100):
    assert '-'.join([text] * 3) == text + '-' + text + '-' + text
    assert ''.join([text] * 3) == text * 3
print('utf-8'.encode('utf-8'), '\xe9'.encode(), b'plain'.decode(), '\xe9\u20ac'.encode('UTF-8').decode('utf8'))
