"""Source lines for program counters, through addr2line."""
import os
import re
import subprocess

LABEL = re.compile(r"\b(?:edge|heddle): *([\w.-]+)")


class Symbols:
    def __init__(self, path, image=0, position_independent=False):
        self.path = path
        self.image = image if position_independent else 0
        self.known = {}
        self.levels = {}
        self.texts = {}

    def load(self, counters):
        """Program counters are return addresses: the call is one byte before."""
        missing = sorted({pc for pc in counters if pc and pc not in self.known})
        if not missing:
            return
        words = ["0x%x" % (pc - 1 - self.image) for pc in missing]
        try:
            output = subprocess.run(["addr2line", "-a", "-i", "-f", "-e", self.path], input="\n".join(words) + "\n",
                                    capture_output=True, text=True, errors="replace").stdout.splitlines()
        except OSError:
            output = []
        frames = []
        for line in output:  # an address, then a function and a place for each inlined level
            if line.startswith("0x"):
                frames.append([])
            elif frames:
                frames[-1].append(line)
        for pc, lines in zip(missing, frames + [[]] * len(missing)):
            levels = []
            for function, place in zip(lines[0::2], lines[1::2]):
                file, _, number = place.split(" (")[0].rpartition(":")
                levels.append((function, file, int(number) if number.isdigit() else 0))
            self.levels[pc] = levels or [("??", "", 0)]
            self.known[pc] = self.levels[pc][0]

    def frames(self, pc):
        """(place, function) of the call and of the functions that it was inlined into."""
        self.load([pc])
        return [("%s:%d" % (os.path.basename(file), line) if line else "0x%x" % pc, function)
                for function, file, line in self.levels[pc]]

    def line(self, pc):
        if not pc:
            return "?"
        self.load([pc])
        function, file, line = self.known[pc]
        return "%s:%d" % (os.path.basename(file), line) if line else "0x%x" % pc

    def function(self, pc):
        self.load([pc])
        return self.known[pc][0] if pc else "?"

    def label(self, pc):
        """The name in a comment `edge: NAME` or `heddle: NAME` on the operation's line, or on one of the next two
        or the previous one, if the same statement goes on there."""
        self.load([pc])
        _, file, line = self.known.get(pc, ("", "", 0))
        if file not in self.texts:
            try:
                with open(file, encoding="utf-8", errors="replace") as text:
                    self.texts[file] = text.read().splitlines()
            except OSError:
                self.texts[file] = []
        lines = self.texts[file]
        for at in (line, line + 1, line + 2):
            found = LABEL.search(lines[at - 1]) if 0 < at <= len(lines) else None
            if found:
                return found.group(1)
            if 0 < at <= len(lines) and at >= line and lines[at - 1].rstrip().endswith((";", "{", "}")):
                break  # the statement ends here, and its comment stands on it or not at all
        found = LABEL.search(lines[line - 2]) if 1 < line <= len(lines) else None
        return found.group(1) if found and lines[line - 2].lstrip().startswith(("/*", "//")) else ""

    def source(self, pc):
        self.load([pc])
        _, file, line = self.known.get(pc, ("", "", 0))
        try:
            with open(file, encoding="utf-8", errors="replace") as text:
                return text.read().splitlines()[line - 1].strip()
        except (OSError, IndexError):
            return ""
