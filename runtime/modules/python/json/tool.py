"""Checks and prints JSON: python -m json.tool [options] [infile] [outfile]."""
import json
import sys

_USAGE = "usage: %s [-h] [--sort-keys] [--no-ensure-ascii] [--json-lines]\n" \
         "       [--indent INDENT | --tab | --no-indent | --compact] [infile] [outfile]\n"


def _fail(text):
    sys.stderr.write(_USAGE % "python -m json.tool" + "python -m json.tool: error: %s\n" % text)
    sys.exit(2)


def _parse(arguments):
    options = {"sort_keys": False, "ensure_ascii": True, "lines": False, "indent": 4, "separators": None}
    files = []
    while arguments:
        word = arguments.pop(0)
        if word in ("-h", "--help"):
            sys.stdout.write(_USAGE % "python -m json.tool")
            sys.exit(0)
        elif word == "--sort-keys":
            options["sort_keys"] = True
        elif word == "--no-ensure-ascii":
            options["ensure_ascii"] = False
        elif word == "--json-lines":
            options["lines"] = True
        elif word == "--tab":
            options["indent"] = "\t"
        elif word == "--no-indent":
            options["indent"] = None
        elif word == "--compact":
            options["indent"], options["separators"] = None, (",", ":")
        elif word == "--indent" or word.startswith("--indent="):
            value = word[9:] if "=" in word else arguments.pop(0) if arguments else ""
            if not value.isdigit():
                _fail("argument --indent: invalid int value: %r" % value)
            options["indent"] = int(value)
        elif word.startswith("-") and word != "-":
            _fail("unrecognized arguments: %s" % word)
        else:
            files.append(word)
    if len(files) > 2:
        _fail("unrecognized arguments: %s" % " ".join(files[2:]))
    return options, files


def main():
    options, files = _parse(sys.argv[1:])
    lines = options.pop("lines")
    source = open(files[0], encoding="utf-8") if files and files[0] != "-" else sys.stdin
    try:
        texts = source.read()
        objects = [json.loads(line) for line in texts.splitlines()] if lines else [json.loads(texts)]
        out = open(files[1], "w", encoding="utf-8") if len(files) > 1 else sys.stdout
        for each in objects:
            json.dump(each, out, **options)
            out.write("\n")
        if out is not sys.stdout:
            out.close()
    except ValueError as error:
        raise SystemExit(error)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError as error: # whoever read the output wants no more
        raise SystemExit(error.errno)
