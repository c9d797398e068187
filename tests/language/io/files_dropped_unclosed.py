import os, shutil, tempfile
d=tempfile.mkdtemp()
p=d+'/dropped.txt'
open(p,'w').write('hello\n'*3)
print(open(p).read(), os.path.getsize(p))
open(p,'a').writelines(['x','y'])
print(os.stat(p).st_size)
for i in range(3000): open(p,'w').write(str(i))
print(open(p).read())
for i in range(3000): open(p).read()
shutil.rmtree(d)
