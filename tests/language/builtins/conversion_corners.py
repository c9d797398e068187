"""Conversions between builtin types, what their subclasses may be given, and what happens to lists and dicts that change meanwhile."""
def t(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e, getattr(e,'__notes__',''))
def run(src):
    try:
        exec(compile(src,'<s>','exec'),{})
    except SyntaxError as e: print(type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, repr(e.text))
    except BaseException as e: print(type(e).__name__, e)
def m1():
    d={i:i for i in range(3)}
    for k in d:
        del d[k]; d[k]=1
t(m1)
def m2():
    d={i:i for i in range(3)}
    for k in d: d[k+10]=1
t(m2)
def m3():
    d={i:i for i in range(3)}
    for k in d.items():
        del d[k[0]]; d[k[0]]=1
t(m3)
def m4():
    d={0:0}
    for k in d:
        del d[0]; d[0]=0
t(m4)
def m5():
    d={i:i for i in range(8)}
    for k in d.values():
        d.pop(k); d[k+8]=k+8
t(m5)
class O:
    def __init__(s,d): s.d=d
    def __eq__(s,o): s.d.clear(); return False
    def __hash__(s): return 1
def s1():
    l=[3,1,2]
    l.sort(key=lambda x:l.append(x) or x)
t(s1)
def s2():
    l=[3,1,2]
    def k(x): l.clear(); return x
    l.sort(key=k); return l
t(s2)
def s3():
    l=[3,1,2]
    def k(x):
        del l[:]; l.extend(range(20)); return x
    l.sort(key=k); return l
t(s3)
class X:
    def __eq__(self,o):
        l2.clear(); return True
l1=[X()]; l2=[X(),1]
t(lambda:[X()]==[1])
def eqm():
    class A:
        def __eq__(s,o): b.clear(); return NotImplemented
    a=[A()]; b=[1]
    return a==b
t(eqm)
class FS(str):
    def __float__(self): return float(str(self))+1
t(float,FS('8')); t(float,'0x1'); t(float,' 1_0.5e1_0 '); t(float,'1__0'); t(float,b'1.5'); t(float,[]); t(float,'1'*200)
t(float.fromhex,'0x0.ffffffffffffecp-1022'); t(float.fromhex,'0x1.8p1'); t(float.fromhex,'zz'); t(float.fromhex,'0x1p99999')
t(complex,'\u2003(\u20021+1j ) '); t(complex,'1+'); t(complex,'1',2); t(complex,1,'2'); t(complex,[]); t(complex,'(1+2j'); t(complex,'infj'); t(complex,'nan+nanj')
t(lambda:75312/(69187*2**1000)); t(lambda:1/(3*10**400)); t(lambda:10**400/3); t(lambda:(10**400)/(10**399*3)); t(lambda: 75312/303654772758103151142742769128711558214909602641800207147871265260255142601445193756413608899057866081377864233561086236238737493529371163584292851163410552815542)
class SF(float):
    def __init__(self,v,newarg=None): self.n=newarg
t(lambda: SF(2.5,newarg=3).n)
class SI(int):
    def __new__(cls,v,newarg=None): x=int.__new__(cls,v); x.n=newarg; return x
t(lambda: SI(2,newarg=3).n)
def sub(T):
    try:
        class S(T):
            def __init__(self,*a,newarg=None,**k): self.n=newarg
        return S
    except TypeError as e: print(T.__name__, e)
for T in (set,frozenset,list,tuple,dict,float,int,str,bytes,bytearray,complex,bool,reversed,zip,map,filter,range,slice,object,property,staticmethod,classmethod,super,memoryview):
    S=sub(T)
    if S:
        print(T.__name__, end=' ')
        t(lambda: S(newarg=3).n)
        print(T.__name__, end=' ')
        t(lambda: S([1],newarg=3).n)
    print(T.__name__,end=' ')
    t(lambda: T(sequence=()))
    t(lambda: T(1,2,3,4,5))
class SB(str):
    def __bytes__(self): return b'sb'
t(bytes,SB('x')); t(bytes,'x'); t(bytes,'x',5); t(bytes,5,'ascii'); t(bytes,encoding='ascii'); t(bytes,-1); t(bytes,[256]); t(bytes,['a']); t(bytes,1.5); t(bytearray,'x'); t(bytearray,[300]); t(bytearray,-1)
t(hash,''); t(hash,b'')
t(range(5).__iter__().__reduce__); 
it=iter(range(2**70)); next(it); t(it.__reduce__); t(it.__length_hint__); it.__setstate__(2**64); t(next,it)
it=iter(range(10)); it.__setstate__(20); t(next,it)
