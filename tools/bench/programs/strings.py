"""Text: split, join, replace, find, format, slices, and building by addition."""
import sys

TEXT = """It was a bright cold day in spring and all the clocks along the harbour struck at once.
The fisherman counted nine strokes, then ten, then lost the count among the gulls.
Nobody on the pier looked up; they had heard the quarrel of the bells too often.
"""


def words(text):
    clean = "".join(c if c.isalpha() else " " for c in text)
    return clean.lower().split()


def shift(word, by):
    result = ""
    for c in word:
        result += chr((ord(c) - 97 + by) % 26 + 97)
    return result


def table(rows):
    lines = []
    for i, (word, count) in enumerate(rows):
        lines.append(f"{i:>4} {word:<12} {count:5d} {count / 7:8.3f}")
        lines.append("%-5s|%5d|%s" % (word[:5], count, word[::-1]))
    return "\n".join(lines)


def once():
    found = words(TEXT)
    counts = {}
    for word in found:
        counts[word] = counts.get(word, 0) + 1
    rows = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    secret = [shift(word, 3) for word in found]
    plain = [shift(word, 23) for word in secret]
    page = table(rows)
    replaced = TEXT.replace("the", "THE").replace("co", "<co>")
    vowels = sum(replaced.count(v) for v in "aeiou")
    palindromes = [w for w in found if w == w[::-1]]
    titles = [w.title() for w in plain if w.startswith("th") or w.endswith("s")]
    return (plain == found, len(page), vowels, replaced.find("gulls"), len(palindromes),
            "-".join(titles)[:40], page.upper().count("THE"), "|".join(page.splitlines()[3:5]))


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1500
    for _ in range(times):
        result = once()
    print("strings", *result)


main()
