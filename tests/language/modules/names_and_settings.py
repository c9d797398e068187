# Names of Korean syllables, formats with a null character, dialects of csv that nobody changes.
import copy
import copyreg
import csv
import pickle
import struct
import unicodedata


def attempt(work):
    try:
        print(ascii(work()))
    except Exception as error:
        print(type(error).__name__, "|", error)


for name in ("GA", "GANJ", "A", "HIH", "SSYAELH", "", "XX", "GAX", "G"):
    attempt(lambda: unicodedata.lookup("HANGUL SYLLABLE " + name))
print("\N{HANGUL SYLLABLE GANJ}" == "\uac05")
print([c for c in range(0xAC00, 0xD7A4, 17) if unicodedata.lookup(unicodedata.name(chr(c))) != chr(c)])

for form in ("\0b", "b\0", "<\0i", b"b\0"):
    attempt(lambda: struct.calcsize(form))
    attempt(lambda: struct.Struct(form))

for dialect in (csv.reader([]).dialect, csv.get_dialect("excel-tab")):
    attempt(lambda: copy.copy(dialect))
    attempt(lambda: pickle.dumps(dialect))
    attempt(lambda: delattr(dialect, "quoting"))
    attempt(lambda: setattr(dialect, "delimiter", ";"))
    attempt(lambda: setattr(dialect, "spare", ";"))
    attempt(lambda: dialect.spare)
    print(repr(dialect.delimiter), type(dialect).__name__, type(dialect).__module__)
print(pickle.dispatch_table is copyreg.dispatch_table)
print(csv.__version__, {"__doc__", "__version__"} <= set(csv.__all__), pickle.bytes_types)
