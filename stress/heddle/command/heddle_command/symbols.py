"""Source lines for program counters, through addr2line."""
import os
import subprocess


class Symbols:
    def __init__(self, path, image=0, position_independent=False):
        self.path = path
        self.image = image if position_independent else 0
        self.known = {}

    def load(self, counters):
        """Program counters are return addresses: the call is one byte before."""
        missing = sorted({pc for pc in counters if pc and pc not in self.known})
        if not missing:
            return
        words = ["0x%x" % (pc - 1 - self.image) for pc in missing]
        try:
            output = subprocess.run(["addr2line", "-f", "-e", self.path], input="\n".join(words) + "\n",
                                    capture_output=True, text=True).stdout.splitlines()
        except OSError:
            output = []
        for number, pc in enumerate(missing):
            function, place = (output[2 * number:2 * number + 2] + ["??", "??:0"])[:2]
            place = place.split(" (")[0]
            file, _, line = place.rpartition(":")
            self.known[pc] = (function, file, int(line) if line.isdigit() else 0)

    def line(self, pc):
        if not pc:
            return "?"
        self.load([pc])
        function, file, line = self.known[pc]
        return "%s:%d" % (os.path.basename(file), line) if line else "0x%x" % pc

    def function(self, pc):
        self.load([pc])
        return self.known[pc][0] if pc else "?"

    def source(self, pc):
        self.load([pc])
        _, file, line = self.known.get(pc, ("", "", 0))
        try:
            with open(file, encoding="utf-8", errors="replace") as text:
                return text.read().splitlines()[line - 1].strip()
        except (OSError, IndexError):
            return ""
