import re, copy
words = ["w%05d" % i for i in range(20000)]
p = re.compile(r"\b(?:" + "|".join(words) + r")\b")
text = " ".join(words[::7]) + " nothing here é" 
print(len(p.findall(text)), sum(1 for _ in p.finditer(text)), p.search("x w00777"), p.sub("#", "w00001 w00002 \u4e00"))
print([m.span() for m in p.finditer("w00001 \u4e00 w00002 \U00010000 w00003")], p.fullmatch("w00001"), p.split("a w00001 b"))
print(re.compile("|".join("%d" % x for x in range(10000))).match("1234"))
sc=p.scanner("w00001 w00002"); print(sc.search(), sc.search(), sc.search())
bp = re.compile(b"|".join(w.encode() for w in words)); print(bp.findall(b"w00001 w19999"))
print(re.findall(r"\B",""), re.findall(r"\B","a"), re.findall(r"\B"," "), re.findall(r"\B","é"), re.findall(r"\B","ab",re.A), re.search(r"\B",""), re.findall(rb"\B",b""))
print(re.match("\ufb05","\ufb06",re.I), re.match("[\ufb00-\ufb05]","\ufb06",re.I), re.match("\u0390","\u1fd3",re.I), re.match("[^\ufb05]","\ufb06",re.I))
print(repr(~(re.I|re.S|re.X|(1<<20))), repr(~re.I), repr(~~re.I))
print(copy.copy(p) is p)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always")
    re.compile("x", re.T); re.template("y")
    print([str(x.message) for x in w])
