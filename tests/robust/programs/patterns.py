"""Regular expressions and JSON."""
import json
import re
log = "\n".join("%d host%d GET /path/%d?q=%d 200" % (i, i % 3, i * 7, i) for i in range(20))
line = re.compile(r"^(?P<time>\d+) (?P<host>\w+) GET (?P<path>\S+?)(?:\?q=(\d+))? (\d{3})$", re.M)
print([m.group("host", "path") for m in line.finditer(log)][:3], len(line.findall(log)))
print(re.sub(r"(\w)(\w*)", lambda m: m.group(1).upper() + m.group(2), "one two three"), re.split(r"[,;]\s*", "a, b;c"))
print(re.match(r"(?i)\u20ac(.)(?=b)", "\u20acAb").groups(), re.fullmatch("a|ab", "ab").span(), re.escape("a.b*c"))
value = {"name": "x", "list": [1, 2.5, None, True, {"deep": ["\u20ac", "\n"]}], "big": 10 ** 20}
text = json.dumps(value, indent=1, sort_keys=True)
print(text, json.loads(text) == value, json.dumps([1, "a"], separators=(",", ":")))
for bad in ("[1,", '{"a" 1}', "nul", '"\\x"'):
    try:
        json.loads(bad)
    except ValueError as error:
        print(error)
try:
    re.compile("(unclosed")
except re.error as error:
    print(error)
