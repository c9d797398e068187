"""Source text that nests or repeats beyond all measure: it compiles, or it is refused; never a crash,
and never so slowly that it takes more than a moment. What compiles runs, and may fail as it likes."""
import time

N = 50000
REFUSED = (RecursionError, MemoryError, SyntaxError, OverflowError)


def attempt(name, source):
    start = time.process_time()
    try:
        code = compile(source, "<source>", "exec")
    except REFUSED:
        code = None
    if code is not None:
        try:
            exec(code, {})
        except (NameError, ImportError, TypeError, RecursionError):
            pass
    seconds = time.process_time() - start
    print(name + (": ok" if seconds < 20 else f": took {seconds:.0f} s"), flush=True)


attempt("parens","("*N+"1"+")"*N)
attempt("open parens","("*N)
attempt("lists","["*N+"]"*N)
attempt("dicts","{1:"*N+"1"+"}"*N)
attempt("sets","{"*N+"1"+"}"*N)
attempt("unary -","-"*N+"1")
attempt("unary ~","~"*N+"1")
attempt("not","not "*N+"1")
attempt("lambda","lambda: "*N+"1")
attempt("lambda default","lambda x="*N+"1"+":1"*N)
attempt("ternary","1 if 1 else "*N+"1")
attempt("attr","a"+".b"*N)
attempt("call","f"+"()"*N)
attempt("calln","f("*N+")"*N)
attempt("sub","a"+"[0]"*N)
attempt("subn","a["*N+"0"+"]"*N)
attempt("bin","1"+"+1"*N)
attempt("pow","1"+"**1"*N)
attempt("cmp","1"+"<2"*N)
attempt("and","1"+" and 1"*N)
attempt("or-and","1"+" and 1 or 1"*N)
attempt("comp","["*N+"1"+" for x in y]"*N)
attempt("comp for","[1"+" for x in y"*N+"]")
attempt("comp if","[1 for x in y"+" if x"*N+"]")
attempt("fstr","f'{"*50+"1"+"}'"*50)
attempt("fstr spec","f'"+"{1:"*N+"}"*N+"'")
attempt("fstr nest","f'{"+"("*N+"1"+")"*N+"}'")
attempt("decor","@a\n"*N+"def f(): pass")
attempt("decor call","@"+"a("*N+")"*N+"\ndef f(): pass")
attempt("blocks", "".join(" "*i+"if 1:\n" for i in range(min(N,3000)))+" "*min(N,3000)+"pass")
attempt("for blocks", "".join(" "*i+"for x in (1,):\n" for i in range(25))+" "*25+"pass")
attempt("try blocks", "".join(" "*i+"try:\n" for i in range(99))+" "*99+"pass\n"+"".join(" "*i+"finally: pass\n" for i in range(98,-1,-1)))
attempt("with blocks", "".join(" "*i+"with a:\n" for i in range(60))+" "*60+"pass")
attempt("elif", "if 0: pass\n"+"elif 0: pass\n"*N)
attempt("else if", "x=0\n"+"".join(" "*i+"if 0: pass\n"+" "*i+"else:\n" for i in range(90))+" "*90+"pass")
attempt("funcs", "".join(" "*i+"def f():\n" for i in range(99))+" "*99+"pass")
attempt("classes", "".join(" "*i+"class f:\n" for i in range(99))+" "*99+"pass")
attempt("match", "match 1:\n case "+"["*N+"]"*N+": pass")
attempt("match or", "match 1:\n case 1"+"|1"*N+": pass")
attempt("match class", "match 1:\n case "+"A("*N+")"*N+": pass")
attempt("match attr", "match 1:\n case a"+".b"*N+": pass")
attempt("targets", "("*N+"a"+",)"*N+"=1")
attempt("star", "*"*N+"a=1")
attempt("assign chain","a="*N+"1")
attempt("walrus","(a:="*N+"1"+")"*N)
attempt("del","del "+"("*N+"a"+")"*N)
attempt("import", "import a"+".b"*N)
attempt("global","def f():\n global "+",".join("a%d"%i for i in range(N)))
attempt("args","def f("+",".join("a%d"%i for i in range(N))+"): pass")
attempt("callargs","print("+",".join("1" for i in range(N))+",file=open('/dev/null','w'))")
attempt("callkw","dict("+",".join("a%d=1"%i for i in range(N))+")")
attempt("strcat","x="+"'a' "*N)
attempt("big int lit","x="+"9"*5000)
attempt("big hex lit","x=0x"+"f"*1000000)
attempt("statements","x=1\n"*N)
attempt("semicolon","x=1;"*N)
attempt("await","async def f(): "+"await "*N+"x")
attempt("yield","def f(): "+"(yield "*N+")"*N)
attempt("star args","f("+"*"*2+"a"+",**a"*N+")")
attempt("annot","x:"+"("*N+"1"+")"*N)
attempt("lambda args","lambda "+",".join("a%d"%i for i in range(N))+": 1")
attempt("names","\n".join("a%d=1"%i for i in range(N)))
attempt("consts","x=["+",".join(str(i) for i in range(N))+"]")
attempt("jump","while 0:\n"+" x=1\n"*N)
attempt("backslash","x=1"+"\\\n"*N)
attempt("brackets mix","([{"*N)
attempt("close",")"*N)
attempt("eval parens","("*N+"1"+")"*N)
