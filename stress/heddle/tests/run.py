#!/usr/bin/env python3
"""Tests of the heddle command from end to end: exit statuses, last lines, replay in another folder and process,
models, shards, shrinking, drawing. Prints `N passed, N failed`."""
import collections
import html.parser
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

import robustness
import tutorial

HERE = os.path.dirname(os.path.abspath(__file__))
COMMAND = os.path.join(HERE, "..", "..", "..", "build", "bin", "heddle")

class Tests:
    def __init__(self, folder):
        self.folder = folder
        self.passed = self.failed = 0

    def check(self, name, good, detail=""):
        self.passed += bool(good)
        self.failed += not good
        print("%s %s %s" % ("ok  " if good else "FAIL", name, "" if good else detail), flush=True)

    def heddle(self, *words, folder=None):
        done = subprocess.run([COMMAND] + [str(word) for word in words], capture_output=True, text=True, timeout=300,
                              cwd=folder or self.folder, stdin=subprocess.DEVNULL)
        lines = done.stdout.strip().splitlines()
        return done.returncode, lines[-1] if lines else "", done.stdout

    def build(self, name, text=None):
        source = os.path.join(HERE, "programs", name + ".c")
        if text is not None:
            source = os.path.join(self.folder, name + ".c")
            with open(source, "w", encoding="utf-8") as file:
                file.write(text)
        program = os.path.join(self.folder, name)
        status, _, text = self.heddle("cc", "-O1", source, "-o", program)
        assert status == 0, text
        return program


def outcomes(text):
    return set(re.findall(r"^outcome +\d+  (.*)$", text, re.M))


def test_usage(tests):
    tests.check("unknown option", tests.heddle("run", "--bogus")[0] == 2)
    for name in ("run", "sites", "mutate", "explain", "shrink"):
        tests.check("no program, " + name, tests.heddle(name, "./nothing")[0] == 2)
    tests.check("a folder is no program", tests.heddle("run", ".")[0] == 2)
    program = tests.build("sb")
    for words in (("--timeout", 0), ("--jobs", 0), ("--time", -1), ("--time", "nan"), ("--seeds", 1 << 64), ("--seed", 1 << 64),
                  ("--max-steps", 1 << 32), ("--depth", 1 << 32), ("--shard", "0/3"), ("--weaken", "sb.c:1"),
                  ("--json", "/nonexistent/report"), ("--junit", "/nonexistent/report"), ("--save", tests.folder)):
        tests.check("run refuses %s %s" % words, tests.heddle("run", "--seeds", 5, *words, program)[0] == 2)
    tests.check("explain refuses a page elsewhere", tests.heddle("explain", "--html", "/nonexistent/page", program)[0] == 2)
    tests.check("shrink refuses a file elsewhere", tests.heddle("shrink", "-o", "/nonexistent/file", program)[0] == 2)
    tests.check("mutate refuses an unknown site", tests.heddle("mutate", "--seeds", 5, "--only", "nosuch", program)[0] == 2)
    for text in ("{}", "[]", "7", "x"):
        path = os.path.join(tests.folder, "odd.json")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        tests.check("merge refuses %s" % text, tests.heddle("merge", path)[0] == 2)


def test_help(tests):
    """A command offers and takes the options that mean something there, and no others."""
    program = tests.build("sb")
    for name, word, value in (("replay", "--shard", "1/2"), ("replay", "--model", "sc"), ("shrink", "--json", "-"), ("sites", "--seeds", "3"),
                              ("explain", "--allow", "x"), ("mutate", "--weaken", "sb.c:6=relaxed"), ("mutate", "--expect", "x")):
        told = tests.heddle(name, "--help")
        tests.check("%s does not offer %s" % (name, word), told[0] == 0 and word not in told[2], told)
        tests.check("%s refuses %s" % (name, word), tests.heddle(name, word, value, program)[0] == 2)
    for name in ("cc", "merge"):
        told = tests.heddle(name, "--help")
        tests.check("help of " + name, told[0] == 0 and "usage: heddle " + name in told[2], told)
    schedule = os.path.join(tests.folder, "arguments.schedule")
    source = "#include <stdio.h>\n#include <stdlib.h>\nint main(int count, char **words) { if (count > 1) { puts(words[1]); abort(); } return 0; }"
    takes = tests.build("takes", source)
    tests.heddle("run", "--save", schedule, takes, "--word")
    told = tests.heddle("replay", "--output", schedule, takes, "--word")
    tests.check("replay gives the program its arguments", told[0] == 1 and "--word" in told[2], told)


def test_output(tests):
    program = tests.build("prints", '#include <stdio.h>\nint main(void) { puts("hello"); return 0; }')
    for words, times in (((), 0), (("--seed", 3), 1), (("--seeds", 4, "--output"), 4)):
        text = tests.heddle("run", "--quiet", *words, program)[2]
        tests.check("output with %s" % (words,), text.count("hello") == times, text)
    alone = subprocess.run([program], capture_output=True, text=True, timeout=60, check=False)
    tests.check("a program by itself runs once", (alone.returncode, alone.stdout) == (0, "hello\n"), alone)


def test_tutorial(tests):
    tutorial.run(tests, os.path.abspath(COMMAND))


UNITS = ["model", "psc", "stronger", "choose", "exhaustive", "race", "object", "instruction", "liveness", "same_code", "spin", "tso",
         "report", "config"]


def test_documented(tests):
    """Every option stands in docs/heddle.md and in the manual page."""
    sys.path.insert(0, os.path.join(HERE, "..", "command"))
    from heddle_command import options
    names = [name for action in options.parser("run")._actions for name in action.option_strings if name.startswith("--")]
    for page in ("heddle.md", "heddle.1"):
        with open(os.path.join(os.path.dirname(tutorial.PAGE), page), encoding="utf-8") as file:
            text = file.read().replace("\\-", "-")
        missing = [name for name in names if name != "--help" and name not in text]
        tests.check("options in " + page, len(names) > 25 and not missing, missing)
    silent = [name for name, settings in options.OPTIONS.items() if not settings.get("help")]
    tests.check("the help tells what each option means", not silent, silent)


def test_units(tests):
    """The library's own parts under AddressSanitizer and UndefinedBehaviorSanitizer, built by both compilers."""
    library = os.path.join(HERE, "..")
    sources = [os.path.join(HERE, name) for name in ("unit.c", "unit_code.c")] + [os.path.join(library, name + ".c") for name in UNITS]
    for compiler in ("gcc", "clang-14"):
        program = os.path.join(tests.folder, "unit-" + compiler)
        built = subprocess.run([compiler, "-std=gnu11", "-D_GNU_SOURCE", "-O1", "-g", "-mfsgsbase", "-fno-builtin", "-Wall", "-Wextra",
                                "-fsanitize=address,undefined", "-fno-sanitize-recover=all"] + sources + ["-o", program],
                               capture_output=True, text=True, timeout=300, check=False)
        tests.check("units build without a warning, " + compiler, built.returncode == 0 and not built.stderr, built.stderr)
        if built.returncode:
            continue
        done = subprocess.run([program, "trace"], capture_output=True, text=True, errors="replace", timeout=300, check=False)
        tests.check("units, " + compiler, done.returncode == 0 and ", 0 failed" in done.stdout, done.stdout + done.stderr[-2000:])
        trace = json.loads(done.stderr) if done.returncode == 0 else {"steps": []}
        labels = [step["label"] for step in trace["steps"] if "label" in step]
        tests.check("the trace is JSON, " + compiler, labels == ['a "label" with \\ and \n and \x01\u00e9\ufffd'], labels)


PARTS = {"one.h": "extern int shared;\nvoid *body(void *);\n",
         "one.c": '#include "one.h"\nint shared = START;\nvoid *body(void *p) { shared++; return p; }\n',
         "two.c": '#include <math.h>\n#include <pthread.h>\n#include <stdio.h>\n#include <heddle.h>\n#include "one.h"\n'
                  "int main(int n, char **v) { (void)v; pthread_t t; pthread_create(&t, 0, body, 0); pthread_join(t, 0);"
                  ' heddle_outcome("%d %.0f", shared, floor(n + 0.5)); return 0; }\n',
         "three.cc": "#include <mutex>\n#include <thread>\n#include <heddle.h>\nint main() { std::mutex m; int n = 0;"
                     " std::thread t([&] { std::lock_guard<std::mutex> g(m); n++; });"
                     ' { std::lock_guard<std::mutex> g(m); n++; } t.join(); heddle_outcome("%d", n); }\n'}


def test_compile(tests):
    """Several sources at once, objects, archives, -D, -I, -l, another folder, clang, CC, C++."""
    parts = os.path.join(tests.folder, "parts")
    elsewhere = os.path.join(tests.folder, "elsewhere")
    os.makedirs(parts)
    os.makedirs(elsewhere)
    for name, text in PARTS.items():
        with open(os.path.join(parts, name), "w", encoding="utf-8") as file:
            file.write(text)

    def outcome(name, *commands, **environment):
        for words in commands:
            done = subprocess.run([COMMAND, "cc"] + words.split(), capture_output=True, text=True, timeout=300, check=False,
                                  cwd=elsewhere, env={**{k: v for k, v in os.environ.items() if k != "CC"}, **environment})
            if done.returncode:
                tests.check(name, False, done.stderr)
                return
        found = tests.heddle("run", "--seeds", 20, os.path.join(elsewhere, "all"))
        tests.check(name, found[0] == 0 and outcomes(found[2]) in ({"6 1"}, {"2"}), found)
    both = "../parts/one.c ../parts/two.c -DSTART=5 -I../parts -lm -o all"
    for compiler in ("gcc", "clang-14"):
        outcome("two sources, " + compiler, both, HEDDLE_CC=compiler)
        outcome("objects, " + compiler, "-O2 -c -DSTART=5 ../parts/one.c -o one.o", "-c ../parts/two.c -o two.o",
                "one.o two.o -lm -o all", HEDDLE_CC=compiler)
    outcome("CC names the compiler", both, CC="clang-14")
    outcome("C++", "../parts/three.cc -o all", HEDDLE_CC="g++")
    missing = subprocess.run([COMMAND, "cc", "nothing.c"], capture_output=True, text=True, timeout=60, check=False)
    tests.check("a missing source is the compiler's error", missing.returncode == 1, missing)


def test_reports(tests):
    program = tests.build("mp")
    weak = "r1=1 r2=0"
    status, last, text = tests.heddle("run", "--forbid", weak, program)
    tests.check("a forbidden outcome fails", status == 1 and last.startswith("FAIL kind=outcome seed=") and weak in last, last)
    file = os.path.join(tests.folder, "outcome.schedule")
    shrunk = tests.heddle("shrink", "--forbid", weak, "-o", file, program)
    tests.check("a forbidden outcome shrinks", shrunk[0] == 1 and "kind=outcome" in shrunk[1], shrunk)
    tests.check("and replays", tests.heddle("replay", file, program)[1] == shrunk[1], shrunk)
    tests.check("an expected outcome that is not seen", tests.heddle("run", "--expect", "r1=7", program)[1].startswith("FAIL kind=unseen"))
    tests.check("only allowed outcomes", tests.heddle("run", "--allow", weak, program)[0] == 1)
    tests.check("coverage", re.search(r"^\(site, store\) pairs: 4$", text, re.M), text)
    junit = os.path.join(tests.folder, "junit.xml")
    tests.heddle("run", "--forbid", weak, "--junit", junit, program)
    suite = xml.etree.ElementTree.parse(junit).getroot()
    tests.check("JUnit", (suite.get("tests"), suite.get("failures")) == ("1", "1") and suite.find("testcase/failure") is not None)
    labelled = tests.build("labelled", open(os.path.join(HERE, "programs", "mp.c"), encoding="utf-8").read().replace(
        "return 0; }\nvoid *t2", "return 0; } /* edge: flag_set */\nvoid *t2").replace("memory_order_relaxed); return 0; } /*", "memory_order_release); return 0; } /*"))
    sites = tests.heddle("sites", labelled)[2]
    tests.check("sites have labels from comments", re.search(r"store +release +flag_set$", sites, re.M), sites)
    weakened = tests.heddle("run", "--weaken", "flag_set=relaxed", labelled)
    tests.check("a label can be weakened", weakened[0] == 0, weakened)


def test_interrupt(tests):
    program = tests.build("sb")
    with subprocess.Popen([COMMAND, "run", "--seeds", "100000000", program], stdout=subprocess.PIPE, text=True,
                          cwd=tests.folder) as campaign:
        time.sleep(3)
        campaign.send_signal(signal.SIGINT)
        text, _ = campaign.communicate(timeout=60)
    last = text.strip().splitlines()[-1]
    tests.check("Ctrl-C ends with a summary", campaign.returncode == 0 and re.match(r"OK runs=\d+ interrupted$", last) and
                "outcome" in text, text)


def test_robustness(tests):
    robustness.run(tests, COMMAND)


def test_models(tests):
    sb, mp = tests.build("sb"), tests.build("mp")
    weak = "r1=0 r2=0"
    for model, store_buffering, message in (("rc11", True, True), ("tso", True, False), ("sc", False, False)):
        for strategy in ("random", "exhaustive"):
            common = ("run", "--model", model, "--strategy", strategy, "--seeds", 3000)
            text = tests.heddle(*common, sb)[2]
            tests.check("SB %s %s" % (model, strategy), (weak in outcomes(text)) == store_buffering, text)
            if strategy == "exhaustive":
                tests.check("SB %s count" % model, "complete: %d executions" % (4 if store_buffering else 3) in text, text)
            text = tests.heddle(*common, mp)[2]
            tests.check("MP %s %s" % (model, strategy), ("r1=1 r2=0" in outcomes(text)) == message, text)


def test_search(tests):
    program = tests.build("observed_attempt")
    everything = tests.heddle("run", "--strategy", "exhaustive", program)[2]
    some = tests.heddle("run", "--seeds", 5000, program)[2]
    tests.check("an observed attempt is searched", outcomes(everything) == outcomes(some) == {"seen=0", "seen=1", "seen=2"} and
                "complete: 14 executions" in everything, everything + some)


READERS = """#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
static atomic_int flag;
static void *look(void *unused)
{
    (void)atomic_load(&flag);
    return unused;
}
int main(void)
{
    pthread_t threads[12];
    for (int i = 0; i < 12; i++)
        pthread_create(&threads[i], NULL, look, NULL);
    atomic_store(&flag, 1);
    for (int i = 0; i < 12; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
"""
MEMORY = """import resource, subprocess, sys
print(subprocess.run(sys.argv[1:], capture_output=True, text=True).stdout)
print("megabytes", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def test_search_memory(tests):
    """What an execution needs is given back: 4096 of them take no more memory than a few."""
    words = [sys.executable, "-c", MEMORY, COMMAND, "run", "--jobs", "1", "--strategy", "exhaustive", tests.build("readers", READERS)]
    text = subprocess.run(words, capture_output=True, text=True, timeout=300, cwd=tests.folder, check=False).stdout
    most = re.search(r"^megabytes (\d+)", text, re.M)
    tests.check("memory of a search", "complete: 4096 executions" in text and most and int(most.group(1)) < 200, text)


def test_replay(tests):
    text = open(os.path.join(HERE, "programs", "mp.c"), encoding="utf-8").read()
    broken = tests.build("broken", text.replace("return 0; }\nint main", "heddle_assert(r2 || !r1); return 0; }\nint main"))
    other = tempfile.mkdtemp(dir=tests.folder)
    status, last, _ = tests.heddle("run", "--keep-going", "--seeds", 2000, broken)
    tests.check("broken message passing fails", status == 1 and "kind=assert" in last, last)
    seed = re.search(r"seed=(\d+)", last).group(1)
    again = tests.heddle("run", "--seed", seed, broken, folder=other)
    tests.check("the seed gives the same trace elsewhere", again[1] == last, (last, again[1]))
    file = os.path.join(other, "broken.schedule")
    status, last, text = tests.heddle("shrink", "-o", file, broken)
    count = int(re.search(r"deviations=(\d+)", text).group(1))
    tests.check("shrunk to few deviations", status == 1 and count <= 10, text)
    replayed = tests.heddle("replay", file, broken)
    tests.check("the schedule replays", replayed[1] == last, (last, replayed[1]))
    check_bad_schedules(tests, file, broken)
    page = os.path.join(other, "page.html")
    chrome = os.path.join(other, "trace.json")
    tests.heddle("explain", "--schedule", file, "--html", page, "--chrome", chrome, broken)
    drawn = open(page, encoding="utf-8").read()
    tests.check("the page shows the stale read and loads nothing", "STALE" in drawn and "src=" not in drawn)
    tests.check("the Chrome trace is JSON", json.load(open(chrome, encoding="utf-8"))["traceEvents"])
    killed = tests.heddle("run", "--quiet", "--weaken", "mp.c:1=relaxed", tests.build("mp"))
    tests.check("an unknown site is refused", killed[0] == 2, killed[:2])


class Page(html.parser.HTMLParser):
    """Is each element closed where it has to be, and does nothing come from elsewhere?"""

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.count, self.words, self.ids = [], [], collections.Counter(), [], set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.count[tag] += 1
        if tag not in ("meta", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and not value.startswith("#") or name == "id" and value in self.ids:
                self.wrong.append((name, value))
            if name == "id":
                self.ids.add(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))

    def handle_data(self, data):
        self.words.append(data)


def test_page(tests):
    """What stands in sources, names and labels is text on the page; a run of 5,000 steps makes a page that a browser opens."""
    source = open(os.path.join(HERE, "programs", "page.c"), encoding="utf-8").read()
    program = tests.build("page", source)
    file, chrome = os.path.join(tests.folder, "long.html"), os.path.join(tests.folder, "long.json")
    status = tests.heddle("explain", "--seed", 1, "--quiet", "--html", file, "--chrome", chrome, program)
    text = open(file, encoding="utf-8").read()
    page = Page(text)
    words = "\n".join(page.words)
    tests.check("the page of a long run", status[0] == 1 and page.count["tr"] > 5000 and len(text) < 500 * page.count["tr"],
                (status, len(text), page.count))
    tests.check("the page is well-formed and holds all that it needs", not page.open and not page.wrong and "url(" not in text, page.wrong)
    tests.check("the page has light and dark colours", "prefers-color-scheme:dark" in text)
    for given in ("T1 <b>&\"'\u00e9", "<i>&\"q'\u00fc", "<script>alert(\"s\u00f6\")</script>", "<tag> & \\\"quote\\\" \u00e9", "gr\u00f6\u00dfe"):
        tests.check("text on the page: %s" % given, given in words, words[:300])
    tests.check("only the page's own script", page.count["script"] == 1 and not page.count["tag"], page.count)
    events = json.load(open(chrome, encoding="utf-8"))["traceEvents"]
    tests.check("labels and places in the Chrome trace", any("gr\u00f6\u00dfe" in event["name"] for event in events))


def check_bad_schedules(tests, file, program):
    """A file that is no schedule is told as a mistake of usage, by `replay` and by `explain`."""
    good = open(file, "rb").read()
    for name, content in (("empty", b""), ("binary", b"\xff\xfe\0"), ("other", b"heddle schedule 2\n"),
                          ("kind", good + b"5 nothing 1\n"), ("short", good + b"5 thread\n"), ("long", good + b"5 thread 1 1\n"),
                          ("value", good + b"5 thread x\n"), ("weaken", good + b"weaken\n"), ("model", good + b"model x\n"),
                          ("seed", good + b"seed x\n")):
        path = file + "." + name
        with open(path, "wb") as out:
            out.write(content)
        for command in (("replay", path, program), ("explain", "--schedule", path, program)):
            told = tests.heddle(*command)
            tests.check("%s of a schedule with a bad %s" % (command[0], name), told[0] == 2, told)
    missing = tests.heddle("replay", file + ".missing", program)
    tests.check("a missing schedule", missing[0] == 2, missing)


def test_shards(tests):
    source = open(os.path.join(HERE, "programs", "sb.c"), encoding="utf-8").read()
    shards(tests, tests.build("sb"))
    shards(tests, tests.build("failing", source.replace("heddle_outcome(", "heddle_assert(r1 || r2); heddle_outcome(")), "--keep-going")


def shards(tests, program, *options):
    files = []
    for part in (1, 2, 3):
        files.append(os.path.join(tests.folder, "part%d.json" % part))
        tests.heddle("run", *options, "--seeds", 3000, "--shard", "%d/3" % part, "--json", files[-1], program)
    whole = os.path.join(tests.folder, "whole.json")
    tests.heddle("run", *options, "--seeds", 3000, "--json", whole, program)
    merged = os.path.join(tests.folder, "merged.json")
    tests.heddle("merge", "-o", merged, *files)
    count = {name: {text: v["count"] for text, v in json.load(open(path, encoding="utf-8"))["outcomes"].items()}
             for name, path in (("whole", whole), ("merged", merged))}
    tests.check("three shards find what one run finds", count["whole"] == count["merged"], count)
    reports = {name: json.load(open(path, encoding="utf-8")) for name, path in (("whole", whole), ("merged", merged))}
    for key in ("runs", "pairs", "kinds", "first"):
        tests.check("merged %s" % key, reports["whole"][key] == reports["merged"][key], reports)


def test_shards_expect(tests):
    """What one shard has not seen another may have: the sum judges what was expected."""
    def shard(name, text, *words):
        path = os.path.join(tests.folder, name + ".json")
        tests.heddle("run", "--seeds", 50, "--expect", text, "--json", path, *words)
        return path
    speaks = 'int main(int count, char **words) { heddle_outcome("%s", words[1]); return 0; }'
    program = tests.build("speaks", "#include <heddle.h>\n" + speaks)
    one, two = shard("one", "left", program, "left"), shard("two", "left", program, "right")
    tests.check("one shard alone has not seen it", tests.heddle("merge", two)[:2] == (1, "FAIL kind=unseen outcome='left'"))
    tests.check("the other has", tests.heddle("merge", one, two)[:2] == (0, "OK runs=100"))
    tests.check("nobody has", tests.heddle("merge", one, shard("three", "up", program, "down"))[0] == 1)


def main():
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(folder)
        for test in (test_usage, test_help, test_documented, test_units, test_output, test_compile, test_reports, test_interrupt, test_tutorial,
                     test_robustness, test_models, test_search, test_search_memory, test_replay, test_shards, test_shards_expect, test_page):
            test(tests)
    print("%d passed, %d failed" % (tests.passed, tests.failed))
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
