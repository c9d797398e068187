# breakpoint() and $PYTHONBREAKPOINT.
import os
for v in ['0','int','print','os.path.join','nosuch','no.such','.foo','foo.','math.nosuch','builtins.max']:
    os.environ['PYTHONBREAKPOINT']=v
    try: print(v, breakpoint('7','8') if 'int' not in v else breakpoint('7'))
    except Exception as e: print(v, type(e).__name__, e)
import sys
sys.breakpointhook=lambda *a,**k: print('hook',a,k)
breakpoint(1,x=2)
sys.breakpointhook=sys.__breakpointhook__
os.environ['PYTHONBREAKPOINT']='0'
print(breakpoint())
