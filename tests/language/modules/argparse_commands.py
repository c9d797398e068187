import os
os.environ['COLUMNS'] = '80'
import sys
import argparse, contextlib, io
p=argparse.ArgumentParser(prog='prog', description='A program that does things with many files and options, described at length here.', epilog='the end')
p.add_argument('file', nargs='+', help='files to read')
p.add_argument('-v','--verbose', action='count', default=0, help='more output')
p.add_argument('-n','--number', type=int, default=5, metavar='N', help='how many (default: %(default)s)')
p.add_argument('--mode', choices=['fast','slow'], help='speed')
p.add_argument('--flag', action='store_true'); p.add_argument('--no-x', dest='x', action='store_false')
p.add_argument('-o', '--out', action='append'); p.add_argument('--opt', nargs='?', const='C', default='D')
g=p.add_mutually_exclusive_group(); g.add_argument('--aa', action='store_true'); g.add_argument('--bb', type=float)
gg=p.add_argument_group('special', 'special things'); gg.add_argument('--two', nargs=2, metavar=('X','Y')); gg.add_argument('--bool', action=argparse.BooleanOptionalAction)
print(p.format_help()); print(p.format_usage())
def run(parser, a):
    e=io.StringIO(); o=io.StringIO()
    with contextlib.redirect_stderr(e), contextlib.redirect_stdout(o):
        try: r=parser.parse_args(a)
        except SystemExit as x: r='exit %s'%x.code
    print(a, r, repr(e.getvalue()), repr(o.getvalue())[:300])
for a in [['f'],['f','g','-vv','-n3'],['f','-n','x'],[],['f','--mode','zip'],['f','--mode=fast','--flag','--no-x'],['-o','1','-o','2','f'],['f','--opt'],['f','--opt','q'],['f','--aa','--bb','1'],['f','--two','1','2'],['f','--two','1'],['f','--bool'],['f','--no-bool'],['f','--unknown'],['f','--ver'],['--','-f'],['f','-vn7'],['f','--num=9'],['-h'],['f','-n','-5'],['f','--fla','x'],['f','--o'],['f','--flag=1']]: run(p,a)
q=argparse.ArgumentParser(prog='q', formatter_class=argparse.ArgumentDefaultsHelpFormatter); q.add_argument('--version', action='version', version='%(prog)s 1.0')
s=q.add_subparsers(dest='cmd', help='commands', required=True)
a=s.add_parser('add', help='adds', aliases=['a']); a.add_argument('x', type=int); a.set_defaults(func=len); b=s.add_parser('rm', help='removes'); b.add_argument('-r', action='store_true', help='rec'); b.add_argument('names', nargs='*')
print(q.format_help(), a.format_help(), b.format_usage())
for x in [['add','3'],['a','4'],['rm','-r','p','q'],['rm'],[],['zip'],['add','q'],['--version'],['rm','x','--bad']]: run(q,x)
print(p.parse_known_args(['f','--zz','y']), argparse.Namespace(a=1,b='x'), p, argparse.Namespace(a=1)==argparse.Namespace(a=1))
for f in [lambda: p.add_argument('-n'), lambda: p.add_argument('-z',action='foo'), lambda: p.add_argument('-z',type=5), lambda: p.add_argument('q','-z'), lambda: p.add_argument('zz',required=True)]:
    try: f()
    except Exception as e: print(type(e).__name__, e)
