"""Regular expressions over a log: match, search, findall, sub with a function, split."""
import re
import sys

LINE = re.compile(r'(?P<host>\S+) \[(?P<day>\d+)/(?P<month>\w+)/(?P<year>\d+)\] '
                  r'"(?P<verb>[A-Z]+) (?P<path>\S+)" (\d{3}) (\d+)')
WORD = re.compile(r"\b[a-z]+\b")
NUMBER = re.compile(r"\d+")


def log(n):
    return ['10.0.%d.%d [%02d/Mar/2024] "%s /item/%d?page=%d" %d %d' % (
        i % 7, i % 251, i % 28 + 1, "GET" if i % 3 else "POST", i % 97, i % 5, 404 if i % 11 == 0 else 200, i * 37)
        for i in range(n)]


def once(lines):
    hosts, sizes, missing = {}, 0, 0
    for line in lines:
        found = LINE.match(line)
        hosts[found["host"]] = hosts.get(found["host"], 0) + 1
        sizes += int(found.group(8))
        missing += found.group(7) == "404"
    text = "\n".join(lines)
    words = len(WORD.findall(text))
    doubled = NUMBER.sub(lambda found: str(int(found.group()) * 2), text[:4000])
    masked = re.sub(r"page=\d", "page=#", text)
    parts = re.split(r"[ /?]+", text[:8000])
    starts = sum(found.start() for found in re.finditer("POST", text))
    return len(hosts), sizes, missing, words, len(doubled), masked.count("#"), len(parts), starts


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    lines = log(1000)
    for _ in range(times):
        result = once(lines)
    print("patterns", *result)


main()
