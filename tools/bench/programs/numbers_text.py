"""Numbers to text and back: str, repr, format specs, %, int(), float(), hexadecimal."""
import sys


def once(n):
    length = total = 0
    real = 0.0
    for i in range(n):
        x = i * 1.1 + 1.0 / (i + 1)
        line = f"{i:6d}|{x:10.3f}|{i:08x}|{i * 12345:,}|{x:.6e}"
        line += "%d %5.2f %s %r" % (i, x, i * 7, x)
        line += "{} {:>8} {:.1f}".format(i, str(i), x)
        length += len(line)
        fields = line.split("|")
        total += int(fields[0]) + int(fields[2], 16) + int(fields[3].replace(",", ""))
        real += float(fields[1]) + float(repr(x)) + float(str(i))
    return length, total, round(real, 2)


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    for _ in range(times):
        result = once(4000)
    print("numbers_text", *result)


main()
