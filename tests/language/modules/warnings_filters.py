# Filters, registries and recording of warnings.
import warnings
def f(): warnings.warn('dep', DeprecationWarning, stacklevel=1)
f(); f()
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); f(); warnings.warn('x'); print(len(w), w[0].category.__name__, str(w[0].message), w[1].lineno)
with warnings.catch_warnings():
    warnings.simplefilter('error')
    try: warnings.warn('err', UserWarning)
    except UserWarning as e: print('raised', e)
warnings.filterwarnings('ignore', message='foo.*'); warnings.warn('foobar'); warnings.warn('bar')
warnings.warn(RuntimeWarning('inst'))
try: warnings.warn('x', int)
except TypeError as e: print(e)
class W(UserWarning): pass
warnings.warn('custom', W)
warnings.showwarning('m', UserWarning, 'f.py', 3)
print(warnings.formatwarning('m', UserWarning, 'f.py', 3, 'line'))
for i in range(2): warnings.warn('loop')
print(warnings.filters[0][0])

caught = warnings.catch_warnings(record=True)
with caught as log:
    warnings.simplefilter("default")
    for i in range(3):
        warnings.warn("same line")
    try:
        caught.__enter__()
    except RuntimeError as error:
        print(str(error).partition(" ")[0], "twice" in str(error))
    print(len(log))
try:
    warnings.catch_warnings().__exit__()
except RuntimeError as error:
    print(str(error).split("(")[0])
with warnings.catch_warnings(action="once"):
    for i in range(2):
        warnings.warn("once")
        warnings.warn("once")
with warnings.catch_warnings():
    warnings.showwarning = lambda *a: print("shown", a[0], a[1].__name__, a[3])
    warnings.simplefilter("module")
    warnings.warn("mine")
    warnings.warn("mine")
warnings.warn_explicit("explicit", UserWarning, "file.py", 7)
for arguments in [("bad",), ("error", 5), ("error", "", int), ("error", "", Warning, "", -1)]:
    try:
        warnings.filterwarnings(*arguments)
    except AssertionError as error:
        print(error)
warnings.resetwarnings()
warnings.warn("deprecated", DeprecationWarning)
