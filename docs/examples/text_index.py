"""An index over a text corpus: which word stands in which document, how often.

usage: text_index.py [--threads N] [--documents N] [--rounds N] [--query WORD] [--progress] [FOLDER ...]

Without folders it reads what every Debian machine has: the licence texts and the copyright files of
the installed packages. Threads take documents one by one and fill one shared dictionary with shared
Posting objects; each Posting has a lock of its own, so only threads that meet at a word wait.

--documents is how many at most (150), --rounds how often each of them is indexed, --query asks the
index for a word.
"""
import getopt
import os
import re
import sys
import threading
import time

WORD = re.compile(r"[a-z]{2,}")
FOLDERS = ["/usr/share/common-licenses", "/usr/share/doc"]


class Posting:
    """Where one word stands: document -> occurrences."""

    def __init__(self, word):
        self.word = word
        self.documents = {}
        self.total = 0
        self.lock = threading.Lock()

    def add(self, document, count):
        with self.lock:
            self.documents[document] = self.documents.get(document, 0) + count
            self.total += count


class Index:
    def __init__(self):
        self.postings = {}

    def add_document(self, name, text):
        counts = {}
        for word in WORD.findall(text.lower()):
            counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            posting = self.postings.get(word)
            if posting is None:
                posting = self.postings.setdefault(word, Posting(word))
            posting.add(name, count)
        return sum(counts.values())

    def best(self, count):
        return sorted(self.postings.values(), key=lambda p: (-p.total, p.word))[:count]


def find_documents(folders, limit):
    """Texts of the folders, and the copyright file of each folder in them."""
    found = []
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if os.path.isdir(path):
                path = os.path.join(path, "copyright")
            if os.path.isfile(path):
                found.append(path)
    return found[:limit]


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def build(index, paths, threads, progress):
    """Indexes all documents on so many threads; returns how many words there were."""
    lock, words, waiting = threading.Lock(), [0], list(reversed(paths))

    def work():
        while True:
            with lock:
                if not waiting:
                    return
                path = waiting.pop()
                left = len(waiting)
            if progress and left % 16 == 0:
                print("progress %.3f" % (1 - left / len(paths)), file=sys.stderr, flush=True)
            count = index.add_document(path, read(path))
            with lock:
                words[0] += count

    pool = [threading.Thread(target=work) for _ in range(threads)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return words[0]


def main():
    options, folders = getopt.getopt(sys.argv[1:], "", ["threads=", "documents=", "rounds=", "query=", "progress"])
    options = dict(options)
    paths = find_documents(folders or FOLDERS, int(options.get("--documents", 150)))
    paths *= int(options.get("--rounds", 1))
    index = Index()
    started = time.perf_counter()
    words = build(index, paths, int(options.get("--threads", 1)), "--progress" in options)
    seconds = time.perf_counter() - started
    print("%d documents, %d words, %d different" % (len(paths), words, len(index.postings)))
    for posting in index.best(10):
        print("%8d %-12s in %d documents" % (posting.total, posting.word, len(posting.documents)))
    if "--query" in options:
        posting = index.postings.get(options["--query"].lower())
        for path, count in sorted(posting.documents.items()) if posting else ():
            print("%6d %s" % (count, path))
    print("throughput %.0f words/s" % (words / seconds), file=sys.stderr)


if __name__ == "__main__":
    main()
