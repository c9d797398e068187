# tokenize and token: every kind of token, the ends of sources, encodings, and source text from tokens.
import tokenize,io,token,sys
S=['x = 1\n','x=1','if a:\n  b\n  if c:\n\td\n# comment\n\n  e\nf\n','(\n1,\n# c\n2)\n','"""a\nb"""\n','\'a\\\nb\'\n',"'abc\n",'"abc','a $ b\n','a ? b!\n','0x1F 0b1 0o7 1_000 1.5e3 1j 1.e5j .5 00 0_0 012 1__0 0xg\n','a\\\n+b\n','def f(x: int=3, *a, **k) -> int: return x**2//3 @ b\n','a:=b;c...d->e!=f<>g\n','async def f(): await x\n','é = "ü"\n','rb"x" Rb\'y\' f"{a}" u"z" bu"q"\n','"""abc','(a','if x:\n    y\n  z\n','','\n','   \n','# only','#c\n','  x\n','\ta\n\tb\n','x = """a""" + \'\'\'b\nc\'\'\' + d\n','a = 1 # c\n','@dec\nclass A(B): pass\n','x = [\n  1,\n\n  2\n]\n','\f\nx\n','a\r\nb\r\n','lambda: (yield)\n','x\\\n','1if 2else 3\n','²\n','a²\n',"'a\\\nb\n",'match x:\n  case 1: pass\n']
for s in S:
    print(ascii(s))
    try:
        ts=[]
        for t in tokenize.generate_tokens(io.StringIO(s).readline): ts.append(t); print('  ',ascii(t), tokenize.tok_name[t.exact_type])
        try: print(ascii(tokenize.untokenize(ts)), ascii(tokenize.untokenize([t[:2] for t in ts])))
        except Exception as e: print(type(e).__name__,e)
    except Exception as e: print(type(e).__name__,e.args)
for b in (b'# -*- coding: latin-1 -*-\nx\xe9\n',b'\xef\xbb\xbfx\n',b'x\n#coding: ascii\n',b'#!a\n#coding=utf_8\ny',b'#coding: nope\n',b'\xef\xbb\xbf#coding: latin-1\n',b'\xff\n',b'',b'#coding: iso-8859-15-unix\n'):
    try: print(tokenize.detect_encoding(io.BytesIO(b).readline)); ts=list(tokenize.tokenize(io.BytesIO(b).readline)); print(ts, tokenize.untokenize(ts))
    except Exception as e: print(type(e).__name__,e)
print({k:v for k,v in vars(token).items() if isinstance(v,int)}, sorted(token.EXACT_TOKEN_TYPES.items()), sorted(token.__all__)==sorted(tokenize.__all__[:len(token.__all__)]), token.ISEOF(0),token.ISTERMINAL(300), len(token.tok_name), sorted(token.tok_name.items())[-3:], len(token.__all__), sorted(set(tokenize.__all__)-set(token.__all__)))
