"""Counts checks over worker threads and prints what failed; writes measured tables into the docs."""
import concurrent.futures
import os

from heddle_command import Failure


def write_between(path, mark, lines):
    """Puts the lines between `<!-- MARK -->` and `<!-- end of MARK -->` of a file."""
    begin, end = "<!-- %s -->\n" % mark, "<!-- end of %s -->\n" % mark
    with open(path, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(begin)
    after = rest.split(end)[1]
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + begin + "\n".join(lines) + "\n" + end + after)


class Report:
    def __init__(self):
        self.passed, self.problems = 0, []

    def add(self, name, problems):
        self.passed += not problems
        for problem in problems:
            self.problems.append((name, problem))
            print("%s: %s" % (name, problem), flush=True)

    @property
    def failed(self):
        return len({name for name, _ in self.problems})

    def run_all(self, work, items, name_of):
        """work(item) gives a list of problems; all items, on as many threads as there are processors."""
        def guarded(item):
            try:
                return work(item)
            except Failure as failure:
                return [str(failure)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for item, problems in zip(items, pool.map(guarded, items)):
                self.add(name_of(item), problems)
