"""Views with gaps: what gathers their bytes, and what wants bytes in one row."""
import struct, io, hashlib, base64, binascii
v=memoryview(bytearray(b"abcdefgh"))[::2]
w=memoryview(b"abcdefgh")[::-1]
def ba(): return bytearray(b"0123")
def setslice(x):
    b=ba(); b[1:2]=x; return b
def setstep(x):
    b=ba(); b[::2]=x[:2]; return b
def ext(x):
    b=ba(); b.extend(x); return b
def iadd(x):
    b=ba(); b+=x; return b
def vset(x):
    m=memoryview(bytearray(4)); m[:]=x; return m.tobytes()
import array
def arr(x):
    a=array.array('B'); a.frombytes(x); return a
T={'bytes':bytes,'bytearray':bytearray,'setslice':setslice,'setstep':setstep,'extend':ext,'iadd':iadd,'add':lambda x:b"q"+x,'addba':lambda x:ba()+x,
'join':lambda x:b"-".join([b"a",x]),'find':lambda x:b"aceg".find(x),'in':lambda x:x in b"aceg",'eq':lambda x:x==b"aceg",'eq2':lambda x:b"aceg"==x,'eqba':lambda x:bytearray(b"aceg")==x,
'hash':lambda x:hash(x)==hash(x.tobytes()),'frombytes':lambda x:int.from_bytes(x,'big'),'int':lambda x:int(x),'write':lambda x:io.BytesIO().write(x),'BytesIO':lambda x:io.BytesIO(x).getvalue(),
'sha':lambda x:hashlib.sha1(x).hexdigest(),'b64':lambda x:base64.b64encode(x),'unpack':lambda x:struct.unpack("<I",x),'str':lambda x:str(x,'ascii'),
'decode':lambda x:bytes.maketrans(x,x)[97:98],'split':lambda x:b"qacegq".split(x),'replace':lambda x:b"qacegq".replace(x,b""),'starts':lambda x:b"aceg".startswith(x),'vset':vset,'list':lambda x:list(x),
'tobytes':lambda x:x.tobytes(),'hex':lambda x:x.hex(),'arr':arr,'partition':lambda x:b"qacegq".partition(x),'strip':lambda x:b"acq".strip(x),'translate':lambda x:b"q".translate(None,x),'eval':lambda x:eval(x),'float':lambda x:float(x),'set':lambda x:set(x),
'join2':lambda x:x.tolist(),'lt':lambda x:b"a"<x,'fmt':lambda x:b"%b"%x,'fmts':lambda x:b"%s"%(x,),'fromhex':lambda x:bytearray.join(bytearray(b'.'),[x]),'crc':lambda x:binascii.crc32(x),'mult':lambda x:array.array('B',x),'rem':lambda x:b"aceg".removeprefix(x),'index':lambda x:bytearray(b"aceg").index(x),'count':lambda x:b"a".count(x),'open':lambda x:open(x),'compile':lambda x:compile(x,'f','eval')}
for n,f in T.items():
    for x in v,w:
        try: r=f(x)
        except Exception as e: r=type(e).__name__+' '+str(e)
        print(n,r)
