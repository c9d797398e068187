"""A pipeline with back-pressure: a reader, workers and a writer, with bounded queues between them.

usage: pipeline.py [--threads N] [--items N] [--progress] [FILE]

The reader cuts a file into blocks, the workers pack each block (LZ77) and check that it unpacks to
what it was, and the writer brings the results back into order. No queue holds more than eight blocks:
the reader waits whenever the workers fall behind, so memory stays small whatever the size of the file.

Without a file it reads a licence text that every Debian machine has, again and again until there
are so many blocks (120).
"""
import getopt
import queue
import sys
import threading
import time

BLOCK = 4096
WAITING = 8
FILE = "/usr/share/common-licenses/GPL-3"
END = object()


def pack(data):
    """Literal bytes as ints, repeats as (distance, length)."""
    items, seen, at = [], {}, 0
    while at < len(data):
        key = data[at:at + 4]
        before = seen.get(key)
        seen[key] = at
        if before is None or len(key) < 4:
            items.append(data[at])
            at += 1
            continue
        length = 4
        while at + length < len(data) and data[before + length] == data[at + length]:
            length += 1
        items.append((at - before, length))
        at += length
    return items


def unpack(items):
    data = bytearray()
    for item in items:
        if isinstance(item, int):
            data.append(item)
        else:
            distance, length = item
            for _ in range(length):
                data.append(data[-distance])
    return bytes(data)


def packed_size(items):
    return sum(1 if isinstance(item, int) else 4 for item in items)


class Pipeline:
    def __init__(self, path, blocks, workers):
        self.path, self.blocks, self.workers = path, blocks, workers
        self.raw, self.packed = queue.Queue(WAITING), queue.Queue(WAITING)
        self.most_waiting = 0
        self.failure = None

    def read(self):
        number = 0
        try:
            while number < self.blocks:
                with open(self.path, "rb") as file:
                    while number < self.blocks and (block := file.read(BLOCK)):
                        self.raw.put((number, block))
                        self.most_waiting = max(self.most_waiting, self.raw.qsize())
                        number += 1
                if number == 0:
                    raise ValueError("the file is empty")
        except (OSError, ValueError) as error:
            self.failure = error
        for _ in range(self.workers):
            self.raw.put(END)

    def work(self):
        while (job := self.raw.get()) is not END:
            number, block = job
            items = pack(block)
            if unpack(items) != block:
                self.failure = ValueError("block %d does not unpack" % number)
            self.packed.put((number, len(block), packed_size(items), len(items)))
        self.packed.put(END)

    def write(self, progress):
        """Takes the results in the order of the blocks; returns bytes before and after, and a checksum."""
        early, expected, ended = {}, 0, 0
        before = after = checksum = 0
        while ended < self.workers:
            result = self.packed.get()
            if result is END:
                ended += 1
                continue
            early[result[0]] = result[1:]
            while expected in early:
                size, packed, items = early.pop(expected)
                before += size
                after += packed
                checksum = (checksum * 31 + packed + items) % 1000000007
                expected += 1
                if progress:
                    print("progress %.3f" % (expected / self.blocks), file=sys.stderr, flush=True)
        return before, after, checksum

    def run(self, progress):
        threads = [threading.Thread(target=self.read)]
        threads += [threading.Thread(target=self.work) for _ in range(self.workers)]
        for thread in threads:
            thread.start()
        result = self.write(progress)
        for thread in threads:
            thread.join()
        if self.failure is not None:
            raise self.failure
        return result


def main():
    options, files = getopt.getopt(sys.argv[1:], "", ["threads=", "items=", "progress"])
    options = dict(options)
    pipeline = Pipeline(files[0] if files else FILE, int(options.get("--items", 120)), int(options.get("--threads", 1)))
    started = time.perf_counter()
    before, after, checksum = pipeline.run("--progress" in options)
    seconds = time.perf_counter() - started
    print("%d blocks, %d bytes packed to %d (%.1f%%), checksum %d, at most %s blocks waiting"
          % (pipeline.blocks, before, after, 100 * after / before, checksum,
             WAITING if pipeline.most_waiting <= WAITING else pipeline.most_waiting))
    print("throughput %.0f bytes/s" % (before / seconds), file=sys.stderr)


if __name__ == "__main__":
    main()
