# What datetime, _strptime and binascii make of odd texts and states.
import binascii
import time
from datetime import date, datetime, time as clock, timezone


def attempt(work, *args):
    try:
        print(repr(work(*args)))
    except Exception as error:
        print(type(error).__name__, "|", error)


for text in ("20242345", "17:30,23", "17,5", "13:40-42", "00:-10:34", "22:31:16W+00:00", "00:40:439-20:06:13",
             "01:57:54.+632000", "191817.1234567", "1918175", "19:18:17.1234567Z", "19:18:17.12x", "19:18:17.",
             "23:59:60", "24", "1", "12:3", "12:30+5", "12:30+05:30:15.5", "12:30Z1", "T1230"):
    attempt(clock.fromisoformat, text)
for text in ("2020-W54", "1969W81", "2024-02-30", "20240229", "2024-2-29", "2024W09", "2024-W09-4"):
    attempt(date.fromisoformat, text)
    attempt(datetime.fromisoformat, text + " 05:168+00:00")
for number in (2 ** 31, -2 ** 40, 2 ** 70):
    attempt(date.fromisocalendar, number, 1, 1)
    attempt(date.fromisocalendar, 2024, 1, number)

state = b"\x07\xe2\x0c\x02\x03\x04\x05\x00\x00\x06"
for made in (state, state[:2] + b"\0" + state[3:], state[:2] + b"\xff" + state[3:], state.decode("latin1")):
    for zone in (None, timezone.utc, "EST"):
        attempt(datetime, made, zone)
for made in (state[4:], b"\x18" + state[5:], b"\x97" + state[5:]):
    attempt(clock, made, "EST")
    attempt(clock, made)
attempt(date, b"\x07\xe2\x8c\x02")
attempt(date, "abcd")

for text, form in (("%x1Mon", "%%x%w%a"), ("TxMay%x", "Tx%b%%x"), ("28T28", "%VT%W"), ("28", "%V"), ("5", "%D"),
                   ("5", "%^d"), ("5", "%d%"), ("Mon Jan  1 14:45:28 1990", "%c"), ("01/02/90 [x]", "%x [x]")):
    attempt(datetime.strptime, text, form)
    attempt(lambda: tuple(time.strptime(text, form)))

for line in (b"", b" ", b"_XZ\n\nXX", b" \xff", b"#86)C  `\n", b"#86)Cx\n", b"#8\x016)C", b"#86\n)C", b"#86)C\r\n "):
    attempt(binascii.a2b_uu, line)
for odd in ("text", 5, None, memoryview(b"12345678")[::2], memoryview(b"12")):
    for function in (binascii.b2a_qp, binascii.b2a_uu, binascii.b2a_hex, binascii.hexlify):
        attempt(function, odd)
attempt(binascii.a2b_qp, b"=+1=4a=4=4g")
