"""configparser: reading, asking, references, errors, writing."""
import configparser
import io
import os
import tempfile

TEXT = """
# a comment
[DEFAULT]
base = /opt
shared: yes

[Paths]
Home = %(base)s/home
data=%(home)s/data
; another comment
multi = first
    second

    third
empty =
spaced   :   value with = signs
percent = 100%%

[numbers]
int = 42
float = 2.5
bool = Off
"""
p = configparser.ConfigParser()
p.read_string(TEXT)
print(p.sections(), p.options("Paths"), p.defaults(), "Paths" in p, "DEFAULT" in p, "none" in p, len(p), list(p))
print(p.get("Paths", "data"), p["Paths"]["HOME"], p.get("Paths", "data", raw=True), repr(p["Paths"]["multi"]))
print(repr(p["Paths"]["empty"]), p["Paths"]["spaced"], p["Paths"]["percent"], p["Paths"]["shared"])
print(p.getint("numbers", "int"), p.getfloat("numbers", "float"), p.getboolean("numbers", "bool"), p["numbers"].getint("int"),
      p["numbers"].getint("no", 7), p["numbers"].get("no"), p["numbers"].get("no", fallback="f"), p.get("x", "y", fallback=1))
print(p.items("numbers"), dict(p["Paths"])["base"], p["Paths"], p["Paths"].name, p["Paths"].parser is p)
print(p.has_option("Paths", "BASE"), p.has_option("none", "x"), p.has_section("DEFAULT"))
p.add_section("new")
p.set("new", "key", "value")
p["new"]["other"] = "x"
p["fresh"] = {"a": 1, "b": "two"}
print(p["fresh"]["a"], p.remove_option("new", "key"), p.remove_option("new", "key"), p.remove_section("fresh"), p.remove_section("fresh"))
del p["numbers"]["float"]
out = io.StringIO()
p.write(out)
print(out.getvalue())
p.write(out2 := io.StringIO(), space_around_delimiters=False)
print(out2.getvalue().splitlines()[1:3])
again = configparser.ConfigParser()
again.read_string(out.getvalue())
print(again == p, [again[s] for s in again.sections()])

for bad in (lambda: p.get("none", "x"), lambda: p.get("Paths", "none"), lambda: p["none"], lambda: p["Paths"]["none"],
            lambda: p.add_section("Paths"), lambda: p.add_section("DEFAULT"), lambda: p.set("none", "a", "b"),
            lambda: p.set("new", "a", 1), lambda: p.set("new", "a", "50%"), lambda: p.getint("Paths", "spaced"),
            lambda: p.getboolean("Paths", "spaced"), lambda: configparser.ConfigParser().read_string("no header"),
            lambda: configparser.ConfigParser().read_string("[a]\nx=1\nx=2"), lambda: configparser.ConfigParser().read_string("[a]\n[a]"),
            lambda: configparser.ConfigParser().read_string("[a]\nnovalue\nalso none\n"), lambda: p.__delitem__("DEFAULT"),
            lambda: configparser.ConfigParser().read_dict({"a": {"x": 1, "X": 2}}), lambda: p.items("none"), lambda: p.options("none"),
            lambda: configparser.ConfigParser(interpolation=3), lambda: p.remove_option("none", "x")):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, "|", error)
for value in ("%(none)s", "%(x", "%x", "%(loop)s"):
    q = configparser.ConfigParser()
    q.read_string("[a]\nloop = %(loop)s\nx = " + value)
    try:
        print(q.get("a", "x"))
    except configparser.InterpolationError as error:
        print(type(error).__name__, "|", error)

x = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
x.read_string("[a]\nroot = /r\nfull = ${root}/x\nmoney = $$5\n[b]\nfrom_a = ${a:full}/y\nbad = ${c:d}\nworse = $x\nmany = ${a:b:c}")
print(x["a"]["full"], x["a"]["money"], x["b"]["from_a"])
for option in ("bad", "worse", "many"):
    try:
        print(x["b"][option])
    except configparser.InterpolationError as error:
        print(type(error).__name__, "|", error)
r = configparser.RawConfigParser(allow_no_value=True, delimiters=("=",), comment_prefixes=("//",), inline_comment_prefixes=("#",),
                                 strict=False, default_section="common", empty_lines_in_values=False)
r.optionxform = str
r.read_string("[common]\nC=1\n[s]\nFlag\nKey = %(raw)s # cut\n// gone\nu:x = 2\n[s]\nKey = last\nlong = a\n b\n\nc = d\n")
print(r.items("s"), r["s"]["Flag"], r.get("s", "C"), dict(r["s"]), repr(r["s"]["long"]))
r.write(out3 := io.StringIO())
print(out3.getvalue())
c = configparser.ConfigParser(converters={"list": lambda value: value.split(",")})
c.read_dict({"s": {"l": "a,b", "n": "5"}})
print(c.getlist("s", "l"), c["s"].getlist("l"), c["s"].getlist("none"), sorted(c.converters))
c.converters["hex"] = lambda value: int(value, 16)
print(c.gethex("s", "n"), c["s"].gethex("n"))
d = configparser.ConfigParser({"Home": "/h", "sub": "%(home)s/s"})
d.read_dict({"one": {}})
print(d["one"]["sub"], d.get("one", "sub", vars={"home": "/v"}), d.items("one", vars={"z": "9"}))
d["one"] = {"k": "v"}
d["DEFAULT"] = {"only": "this"}
print(dict(d["one"]), d.popitem()[0], len(d))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "c.ini")
    with open(path, "w") as file:
        file.write("[s]\nx=1\n")
    e = configparser.ConfigParser()
    print(len(e.read([path, os.path.join(folder, "none.ini")])), e["s"]["x"])
    with open(path) as file:
        e.read_file(file)
    try:
        e.read_file(["[t", "x"], source="list")
    except configparser.MissingSectionHeaderError as error:
        print(error, error.lineno, error.source)
error = configparser.NoOptionError("o", "s")
print(repr(error), error.args, error.option, error.section, error.message)

# A section takes text only, also where the parser itself takes anything.
raw = configparser.RawConfigParser(allow_no_value=True)
raw.read_dict({"s": {"a": "1"}})
raw.set("s", "number", 1)
for key, value in (("number", 2), (3, "x"), ("nothing", None)):
    try:
        raw["s"][key] = value
    except TypeError as problem:
        print(problem)
print(raw.items("s"), raw.remove_option("s", "nothing"), raw.remove_option("s", "nothing"), raw.popitem(), len(raw))
for problem in (configparser.DuplicateOptionError("s", "o", "file", 3), configparser.DuplicateSectionError("s"),
                configparser.MissingSectionHeaderError("file", 1, "x"), configparser.NoOptionError("o", "s")):
    print(problem.args, problem, sorted(vars(problem)))
