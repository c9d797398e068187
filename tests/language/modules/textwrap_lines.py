# Lines of random paragraphs under random settings; the sum over all of them stands for their text.
import hashlib
import random
import textwrap

pieces = ["a", "bb", "ccc-dd", "--", " ", "  ", "\t", "\n", "averylongwordindeed", "x.", "Y!", "e-e-e", "-", "\xe9"]
choose = random.Random(3)
checksum = hashlib.md5()
refused = 0
for _ in range(300):
    text = "".join(choose.choice(pieces) + choose.choice(["", " ", " "]) for _ in range(choose.randint(0, 25)))
    settings = dict(width=choose.choice([7, 10, 20, 40]), initial_indent=choose.choice(["", "> ", "    "]),
                    subsequent_indent=choose.choice(["", "* "]), max_lines=choose.choice([None, None, 1, 2, 3]),
                    placeholder=choose.choice([" [...]", "..", ""]))
    for name in ("expand_tabs", "replace_whitespace", "fix_sentence_endings", "break_long_words", "drop_whitespace",
                 "break_on_hyphens"):
        settings[name] = choose.random() < 0.7
    try:
        lines = textwrap.wrap(text, **settings)
    except ValueError as problem:
        lines = str(problem)
        refused += 1
    checksum.update(repr(lines).encode())
print(checksum.hexdigest(), refused)
print(textwrap.shorten("one two  three four", 12), textwrap.fill("word " * 8, 11, max_lines=2, placeholder=" .."), sep="\n")
