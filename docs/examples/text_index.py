"""An index over a text corpus: which word stands where, in shared dictionaries and class instances.

usage: text_index.py [--threads N] [--rounds N] [FOLDER]     (default: the licence texts of Debian)
"""
import os
import re
import sys
import threading
import time

WORD = re.compile(r"[a-z]+")


class Posting:
    """Occurrences of one word; several threads add to it."""

    def __init__(self, word):
        self.word = word
        self.places = []

    def add(self, document, count):
        self.places.append((document, count))

    def total(self):
        return sum(count for _, count in self.places)


def index_document(index, path, text):
    counts = {}
    for line in text.lower().split("\n"):
        for word in WORD.findall(line):
            counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        posting = index.get(word)
        if posting is None:
            posting = index.setdefault(word, Posting(word))
        posting.add(path, count)
    return sum(counts.values())


def main():
    threads, rounds, folder = 1, 6, "/usr/share/common-licenses"
    arguments = sys.argv[1:]
    while arguments:
        argument = arguments.pop(0)
        if argument == "--threads":
            threads = int(arguments.pop(0))
        elif argument == "--rounds":
            rounds = int(arguments.pop(0))
        else:
            folder = argument
    documents = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                documents.append((name, file.read()))
    work = [("%s#%d" % (name, i), text) for i in range(rounds) for name, text in documents]
    index, words, lock, next_one = {}, [0], threading.Lock(), [0]
    started = time.perf_counter()

    def run():
        while True:
            with lock:
                at = next_one[0]
                next_one[0] += 1
            if at >= len(work):
                return
            count = index_document(index, *work[at])
            with lock:
                words[0] += count

    pool = [threading.Thread(target=run) for _ in range(threads)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    seconds = time.perf_counter() - started
    top = sorted(((posting.total(), word) for word, posting in index.items()), reverse=True)[:8]
    print("documents %d words %d distinct %d" % (len(work), words[0], len(index)))
    print("top", " ".join("%s:%d" % (word, total) for total, word in top))
    print("throughput %.0f words/s" % (words[0] / seconds), file=sys.stderr)


main()
