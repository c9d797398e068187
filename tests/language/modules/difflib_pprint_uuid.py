import sys
import difflib, random, pprint, uuid, collections, types, dataclasses
a='one\ntwo\nthree\nfour\nfive x\n'.splitlines(True); b='ore\ntree\nemu\nfour\nfive y\n'.splitlines(True)
print(''.join(difflib.ndiff(a,b))); print(''.join(difflib.unified_diff(a,b,'x','y'))); print(''.join(difflib.context_diff(a,b,'x','y')))
print(difflib.get_close_matches('appel',['ape','apple','peach','puppy']), difflib.SequenceMatcher(None,'abxcd','abcd').get_opcodes(), difflib.SequenceMatcher(None,'abcde','bcdef').ratio())
random.seed(1)
for i in range(60):
    x=''.join(random.choice('abc') for _ in range(random.randint(0,30))); y=''.join(random.choice('abc') for _ in range(random.randint(0,30)))
    m=difflib.SequenceMatcher(None,x,y); print(m.get_matching_blocks(), m.ratio(), m.quick_ratio(), list(m.get_grouped_opcodes(2)))
d={'key%d'%i:list(range(i*3)) for i in range(12)}; pprint.pprint(d); pprint.pprint(d,width=40,compact=True); pprint.pprint([d,('a',)*30,{1,2,3},frozenset(range(40)),'long text '*20,b'bytes'*30,bytearray(b'x'*100)],indent=2)
pprint.pprint(collections.OrderedDict(d)); pprint.pprint(collections.Counter('abracadabra'*3)); pprint.pprint(collections.defaultdict(list,d)); pprint.pprint(collections.deque(range(50),60)); pprint.pprint(collections.ChainMap(d,{})); pprint.pprint(types.SimpleNamespace(**d)); pprint.pprint({'b':1,'a':{'z':[1]}},depth=1); pprint.pp({'b':1,'a':2})
@dataclasses.dataclass
class P:
    x:int; y:list; name:str='n'*50
pprint.pprint(P(1,list(range(30)))); print(pprint.pformat(10**10,underscore_numbers=True), pprint.saferepr([1]), pprint.isreadable([object()]))
l=[1]; l.append(l); print(pprint.isrecursive(l))
u=uuid.UUID('12345678-1234-5678-1234-567812345678'); print(u, repr(u), u.hex, u.int, u.fields, u.version, u.variant, u.urn, u.bytes, u.bytes_le, uuid.uuid5(uuid.NAMESPACE_DNS,'python.org'), uuid.uuid3(uuid.NAMESPACE_URL,'x'), uuid.uuid4().version, uuid.uuid1().version, len(str(uuid.uuid4())), hash(u)==hash(u.int))
for f in [lambda: uuid.UUID('x'), lambda: uuid.UUID(), lambda: uuid.UUID(int=-1), lambda: setattr(u,'int',1)]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
