"""Reads runtime/sync/orders.def and the edge comments of the sources; shared by two scripts."""
import os
import re

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FIELDS = ("name", "writer", "reader", "writer_order", "reader_order", "why", "breaks", "scenario")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def read_edges():
    """Rows of orders.def as dictionaries, with the heading of the section that each stands in."""
    with open(os.path.join(ROOT, "runtime/sync/orders.def")) as file:
        text = file.read()
    rows = []
    section = ""
    pattern = re.compile(r"/\* ---- (?P<section>.*?) ---- \*/|^EDGE\((?P<name>\w+),(?P<rest>.*?)\)\n",
                         re.S | re.M)
    for match in pattern.finditer(text):
        if match.group("section"):
            section = match.group("section")
            continue
        fields = split_arguments(match.group("rest"))
        if len(fields) != len(FIELDS) - 1:
            raise SystemExit("orders.def: %s has %d fields" % (match.group("name"), len(fields) + 1))
        row = dict(zip(FIELDS, [match.group("name")] + fields))
        row["section"] = section
        rows.append(row)
    return rows


def split_arguments(text):
    """Adjacent string literals are one argument."""
    fields = []
    end = 0
    for match in STRING.finditer(text):
        if fields and "," not in text[end:match.start()]:
            fields[-1] += match.group(1)
        else:
            fields.append(match.group(1))
        end = match.end()
    return fields


def source_files(*folders):
    for folder in folders:
        for path, _, names in sorted(os.walk(os.path.join(ROOT, folder))):
            for name in sorted(names):
                if name.endswith((".c", ".h", ".inc")):
                    yield os.path.join(path, name)


EDGE_COMMENT = re.compile(r"\bedges?: ((?:[a-z_]+)(?:,\s+(?:\*\s+)?[a-z_]+\b(?![ ]\w))*)")


def named_edges(path):
    """Names of edges in the comments of one file, with line numbers."""
    with open(path) as file:
        text = file.read()
    for match in EDGE_COMMENT.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        names = re.findall(r"[a-z_]+", match.group(1))
        plural = text[match.start():].startswith("edges")
        for name in names if plural else names[:1]:
            yield name, line


ACCESS = re.compile(r"weft__(?:load|store|exchange|exchange_if|add|sub|or|and)_(relaxed|acquire|release|acq_rel|seq_cst)\(")
ONE_EDGE = re.compile(r"/\* edge: ([a-z_]+)(?:; ([^*]+?))? \*/")


def accesses(path):
    """(edge, order, reason or None, line) of each access whose comment names one edge: the accesses of the
    comment's own line, or those of the next one when the comment stands alone."""
    with open(path) as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines, 1):
        match = ONE_EDGE.search(line)
        if match:
            alone = line.strip() == match.group(0)
            for order in ACCESS.findall(lines[number] if alone and number < len(lines) else line):
                yield match.group(1), order, match.group(2), number


ANY_EDGE = re.compile(r"\bedges?: ([a-z_]+(?:,\s+(?:\*\s+)?[a-z_]+\b(?![ ]\w))*)")
STRONG = re.compile(r"weft__(?:load|store|exchange|exchange_if|add|sub|or|and)_(acquire|release|acq_rel|seq_cst)\(")


def strong_sites(path, known):
    """(line, edges) of each access stronger than relaxed: the edges of its own line's comment, or of the rest
    of its statement, or of the nearest comment before it."""
    with open(path) as file:
        lines = file.read().split("\n")
    before, goes_on = [], False
    for number, line in enumerate(lines, 1):
        own = [name for match in ANY_EDGE.finditer(line) for name in re.findall(r"[a-z_]+", match.group(1)) if name in known]
        if STRONG.search(line) and not line.startswith("#define"):
            names, after = own, number
            while not names and after < min(number + 3, len(lines)) and not lines[after - 1].rstrip().endswith((";", "{", "}")):
                names = [name for match in ANY_EDGE.finditer(lines[after]) for name in re.findall(r"[a-z_]+", match.group(1))
                         if name in known]
                after += 1
            if not names and number < len(lines) and "/* edge" in lines[number] and not STRONG.search(lines[number]):
                names = [name for name in re.findall(r"[a-z_]+", ANY_EDGE.search(lines[number]).group(1)) if name in known]
            yield number, names or before
        if own:
            before = before + own if goes_on and not STRONG.search(line) else own
        goes_on = bool(own) and not STRONG.search(line)
