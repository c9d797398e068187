import os, tempfile, time
D = tempfile.mkdtemp()

s=os.stat('/etc/passwd'); print(s.st_size == s[6], isinstance(s.st_mtime,float), s.n_fields, s.__match_args__); print(s==os.stat_result(tuple(s)), type(s), len(s))
import copy
print(copy.copy(s)==s, copy.copy(s).st_mtime_ns==s.st_mtime_ns)
for a in ((1,),'abc',range(50),5):
  try: os.stat_result(a)
  except Exception as e: print(e)
print(os.terminal_size((80,24)), os.uname().sysname)
os.makedirs(D + '/a/b/c', exist_ok=True)
open(D + '/a/f','w').write('x')
print([(a[len(D):], b, c) for a, b, c in sorted(os.walk(D))])
print([(a[len(D):], b, c) for a, b, c in os.walk(D,topdown=False)])
fd=os.open(D + '/g', os.O_CREAT|os.O_RDWR|os.O_TRUNC)
print(os.write(fd,b'hello'), os.lseek(fd,0,0), os.read(fd,100)); os.ftruncate(fd,2); print(os.fstat(fd).st_size)
with os.fdopen(fd) as f: f.seek(0); print(f.read())
os.environ['A_B']='1'; print(os.getenv('A_B'), os.environb[b'A_B']); del os.environ['A_B']
try: os.environ['A_B']
except KeyError as e: print(repr(e), e.__suppress_context__)
try: os.environ[1]=2
except TypeError as e: print(e)
print(os.listdir(bD), [e.name for e in os.scandir(D) if e.is_file()])
os.utime(D + '/g',(1,2)); print(os.stat(D + '/g').st_mtime, os.path.getatime(D + '/g'))
os.utime(D + '/g',ns=(1,2)); print(os.stat(D + '/g').st_mtime_ns)
print(time.localtime(0), time.gmtime(0).tm_zone, time.altzone, time.get_clock_info('time'), time.localtime(0).__reduce__())
for e in ['time.get_clock_info("x")','time.sleep(-1)','time.sleep("a")','time.strftime(1)','time.gmtime(1e30)','time.gmtime(float("nan"))','time.localtime("a")','time.mktime((1,2,3))','time.mktime(1)','time.asctime(1)','time.ctime(1e20)','time.sleep(1e20)', 'time.clock_gettime(99)','time.strftime("%Y",(1,2,3))','time.sleep(float("nan"))','os.open("/x/y",0)','os.close(99)','os.PathLike()','os.DirEntry()','os.fspath(1)','os.listdir("/nonexist")','os.rename("/q","/w")', 'os.get_terminal_size(99)']:
  try: print(e, eval(e))
  except Exception as x: print(e, type(x).__name__, x)
for a, b, c in os.walk(D, topdown=False):
    for f in c: os.remove(a + '/' + f)
    os.rmdir(a)
