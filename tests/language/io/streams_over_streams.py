import io, os, tempfile
NAME = os.path.join(tempfile.mkdtemp(), "streams")

b=io.BytesIO()
t=io.TextIOWrapper(b, encoding='utf-8', newline='')
t.write('héllo\nwörld\r\nx'); t.flush(); print(b.getvalue()); t.seek(0)
print(t.readline(), t.tell(), t.readline(), t.tell(), t.read(), t.newlines, t)
b=io.BytesIO(b'a\r\nb\rc\nd'); t=io.TextIOWrapper(b); print(list(t), t.newlines)
b=io.BytesIO('x\u20acy\nzz'.encode('utf-16')); t=io.TextIOWrapper(b,encoding='utf-16'); print(t.read(2), t.tell()); c=t.tell(); print(repr(t.read())); t.seek(c); print(repr(t.read()))
for enc in 'utf-16','utf-16-le','utf-32','utf-8-sig','latin-1','cp1252','utf-7':
    try:
        with open(NAME,'w',encoding=enc) as f: print(f.write('aé\nb€\n' if enc not in('latin-1',) else 'aé\nb\n'))
        with open(NAME,encoding=enc) as f: print(f.readlines(), f.encoding)
        print(open(NAME,'rb').read())
    except Exception as e: print(enc, type(e), e)
r=io.BufferedReader(io.BytesIO(b'hello\nworld')); print(r.peek(2), r.readline(), r.read(2), r.read1(), r.read())
w=io.BufferedWriter(io.BytesIO()); print(w.write(b'abc'), w.raw.getvalue()); w.flush(); print(w.raw.getvalue())
class R(io.RawIOBase):
    def __init__(s): s.n=0
    def readable(s): return True
    def readinto(s,b):
        if s.n>3: return 0
        s.n+=1; b[:2]=b'x\n'; return 2
print(R().read(), R().readline(), list(R()), io.BufferedReader(R()).read(), io.TextIOWrapper(io.BufferedReader(R())).readlines())
print(isinstance(open(NAME), io.TextIOWrapper), isinstance(open(NAME,'rb'), io.BufferedReader), isinstance(open(NAME,'rb',0), io.FileIO), isinstance(io.StringIO(), io.TextIOBase), isinstance(open(NAME), io.IOBase))
with io.FileIO(NAME,'w') as f: print(f.write(b'abc'))
print(io.FileIO(NAME).read(), io.StringIO, io.BytesIO, io.TextIOWrapper, type(open(NAME)))
f=io.StringIO('a\nb\r\nc\rd', newline=None); print(f.getvalue(), f.newlines, f.readlines())
f=io.StringIO('a\nb\r\nc\rd', newline=''); print(f.readlines())
f=io.StringIO('a\nb', newline='\r\n'); print(repr(f.getvalue()))
try: io.StringIO(b'x')
except TypeError as e: print(e)
try: io.BytesIO('x')
except TypeError as e: print(e)
s=io.StringIO(); s.close()
for g in (s.read, s.getvalue, lambda: s.write('x'), lambda: io.StringIO().seek(-1), lambda: io.StringIO().seek(1,1), lambda: io.BytesIO().seek(-1), lambda: io.StringIO().read('a'),lambda: io.StringIO().write(1), lambda: io.BytesIO().write(1), lambda: io.StringIO().fileno(), lambda: io.BytesIO().detach(), lambda: io.StringIO().detach(), lambda: io.RawIOBase().read(), lambda:io.TextIOWrapper(io.BytesIO(),newline='x'), lambda:io.TextIOWrapper(io.BytesIO(),encoding='nope'), lambda: open(NAME,'rz'), lambda: open(NAME,'rb',encoding='x'),lambda: open(NAME).write('x'), lambda: open(NAME).seek(1,1), lambda: io.open_code(3), lambda: open(NAME,encoding=3), lambda: open(NAME,'w').read(), lambda: open(-1), lambda: open(NAME,'rwa'), lambda: open(NAME,''), lambda: open(NAME,'r+w'), lambda: open(NAME,'rt',0), lambda: open([]), lambda: open('a\0b'), lambda: open('/tmp'), lambda: open(NAME,newline='x'), lambda: open(NAME, 5)):
    try: print(g())
    except Exception as e: print(type(e).__name__, e)
os.remove(NAME); os.rmdir(os.path.dirname(NAME))
