"""csv: tables written, read back as rows and as dictionaries; lines of streams in memory."""
import csv
import io
import sys


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 12
    rows = [[i, "name %d" % i, i * 1.5, 'quo"ted, %d' % i, "two\nlines" if i % 50 == 0 else "", None]
            for i in range(1500)]
    check = 0
    for _ in range(times):
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(["a", "b", "c", "d", "e", "f"])
        writer.writerows(rows)
        named = csv.DictWriter(out, ["a", "b"])
        named.writerows({"a": row[0], "b": row[1]} for row in rows)
        out.seek(0)
        for row in csv.reader(out):
            check += len(row) + len(row[-1])
        out.seek(0)
        for row in csv.DictReader(out):
            check += len(row["b"])
        raw = io.BytesIO(out.getvalue().encode())
        check += sum(len(line) for line in raw) + sum(len(line) for line in io.StringIO(out.getvalue()))
    print("tables", check)


main()
