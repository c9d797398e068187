import importlib, importlib.util, shutil, sys, os, tempfile, types
D = tempfile.mkdtemp()
os.makedirs(D + '/pk/sub',exist_ok=True)
open(D + '/pk/__init__.py','w').write('v=1\n'); open(D + '/pk/m.py','w').write('x=2\n');
sys.path.insert(0,D)
m=importlib.import_module('.m','pk'); print(m.x, m.__name__); m.x=5; print(importlib.reload(m).x, importlib.reload(m) is m)
s=importlib.util.spec_from_file_location('zz',D + '/pk/m.py'); mm=importlib.util.module_from_spec(s); s.loader.exec_module(mm); print(mm.x, mm.__name__, s.name, s.origin.replace(D, 'D'), repr(mm).replace(D, 'D'))
print(importlib.util.find_spec('nope'), importlib.util.find_spec('pk.m').origin.replace(D, 'D'), [x.replace(D, 'D') for x in importlib.util.find_spec('pk').submodule_search_locations], importlib.util.find_spec('json').name)
for e in ["importlib.import_module('.x')","importlib.import_module('nope.x')","importlib.reload(1)","importlib.reload(types.ModuleType('q'))","importlib.util.resolve_name('..x','a.b')","importlib.util.resolve_name('...x','a')", "importlib.util.find_spec('pk.m.z')"]:
    try: print(eval(e))
    except Exception as x: print(type(x).__name__, x)
shutil.rmtree(D)
