# Texts of refusals: types of arguments, whole namespaces, keywords, and what cannot be repeated in place.
def t(f,*a,**k):
    try: print('ok',repr(f(*a,**k)).partition(' at ')[0])
    except Exception as e: print(type(e).__name__,e)
t(bytes,1,2); t(bytes,1,'a'); t(bytes,'a',1); t(bytes,'a','b',1); t(bytes,b'a','x'); t(bytes,1,2,3); t(bytes,errors=1); t(bytes,1,errors=2); t(bytearray,1,2); t(bytearray,1,'a'); t(bytearray,errors=1); t(bytearray,'a',2)
t(eval,'1',1); t(exec,'1',1); t(eval,'1',{},1); t(exec,'1',{},1); t(eval,'1',None,1); t(eval,'1',[]); 
t(zip,strict=1,x=2); t(zip,x=1); t(zip,[1],x=1); t(zip,[1],strict=1,x=2,y=3); t(zip,strict=0)
import operator as o
for a in (set(),{},frozenset(),{}.keys(),1.5,None,'a',range(3)):
    t(o.imul,a,[]); t(o.mul,a,[]); t(o.mul,[],a); t(o.imul,[],a); t(o.imul,a,'x')
