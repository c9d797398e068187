# doctest: what is found, what is told, and how output is compared.
"""Module doc.

>>> f(2)
4
>>> f(3)
10
"""
def f(x):
    """Square.

    >>> f(1)
    1
    >>> [f(i) for i in range(3)]
    [0, 1, 4]
    >>> f('a')
    Traceback (most recent call last):
        ...
    TypeError: can't multiply sequence by non-int of type 'str'
    >>> print('a\\n\\nb')
    a
    <BLANKLINE>
    b
    >>> f(7)
    >>> x = 5
    >>> for i in range(2):
    ...     print(i)
    ...
    0
    1
    >>> print(list(range(20))) # doctest: +ELLIPSIS
    [0, 1, ..., 18, 19]
    >>> print(list(range(20))) # doctest: +NORMALIZE_WHITESPACE
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    10,  11, 12, 13, 14, 15, 16, 17, 18, 19]
    >>> 1/0 # doctest: +SKIP
    >>> True
    1
    >>> raise ValueError('multi\\n    line\\ndetail')
    Traceback (most recent call last):
    ValueError: multi
        line
    detail
    >>> raise KeyError('x') # doctest: +IGNORE_EXCEPTION_DETAIL
    Traceback (most recent call last):
    KeyError: other
    """
    return x*x
class C:
    """
    >>> C().m()
    'm'
    """
    def m(self):
        """
        >>> C().m() + 'x'
        'mx'
        """
        return 'm'
    @staticmethod
    def s():
        """>>> C.s()
        3"""
        return 3
    @classmethod
    def c(cls):
        """
        >>> C.c()
        'C'
        """
        return cls.__name__
    @property
    def p(self):
        """
        >>> C().p
        6
        """
        return 5
    class In:
        """
        >>> 1
        1
        """
def empty(): pass
def nodoc():
    """no examples"""
__test__ = {'extra': """
>>> 1 + 1
2
>>> 'abc'
'abd'
""", 'fn': f}
from os.path import join
import doctest,sys
class Quiet(doctest.DocTestRunner):
    def report_unexpected_exception(self, out, test, example, exc_info):
        out(self.DIVIDER + '\n%s %s\n' % (example.source, exc_info[1]))
if __name__=='__main__':
    print(doctest.testmod())
    print(doctest.testmod(verbose=True))
    print(doctest.testmod(optionflags=doctest.REPORT_NDIFF|doctest.FAIL_FAST, verbose=0))
    print(doctest.testmod(optionflags=doctest.REPORT_ONLY_FIRST_FAILURE))
    for t in doctest.DocTestFinder(exclude_empty=False).find(sys.modules['__main__']): print(t, t.lineno, [(e.source,e.want,e.exc_msg,e.lineno,e.indent,e.options) for e in t.examples])
    doctest.run_docstring_examples(C.m, globals()); doctest.run_docstring_examples(C.p.fget, globals(), True, 'nn')
    raises = doctest.DocTestParser().get_doctest('>>> 1/0\n>>> x\n2\n', {'x': 1}, 'raises', None, None)
    print(Quiet(verbose=False).run(raises))
    print(doctest.testsource(sys.modules['__main__'],'__main__.f'))
    print(repr(doctest.script_from_examples("text\n\n>>> 1\n1\n\nmore\n   >>> x\n   ... y\n")))
    p=doctest.DocTestParser()
    for s in ('>>> 1\n1','  >>> 1\n  1\n\n  x','a\n>>> x\n... y\nz\n\nb\n>>> q\n>>> r\ns\n','>>>1',' >>> 1\n2','>>> a\n...b','>>> # only comment\n>>> 1\n','>>> 1 # doctest: +FOO','>>> # doctest: +SKIP','>>> 1 # doctest: +SKIP, -ELLIPSIS +NORMALIZE_WHITESPACE','','x','>>> 1\n    2\n','>>>','>>> ','\t>>> 1\n\t2','>>> print("# doctest: +SKIP")\n','>>> x\nTraceback (innermost last):\n  foo\nE: 1\n  2','>>> x\nTraceback (most recent call last):\n'):
        try: print([q if isinstance(q,str) else (q.source,q.want,q.exc_msg,q.lineno,q.indent,q.options) for q in p.parse(s,'nm')])
        except ValueError as e: print(e)
    ch=doctest.OutputChecker()
    for w,g,fl in (('a...b','axxb',doctest.ELLIPSIS),('...','',doctest.ELLIPSIS),('a...a','a',doctest.ELLIPSIS),('a...b...c','a c b',doctest.ELLIPSIS),('a  b\n','a b\n',doctest.NORMALIZE_WHITESPACE),('1\n','True\n',0),('1\n','True\n',doctest.DONT_ACCEPT_TRUE_FOR_1),('<BLANKLINE>\n','\n',0),('<BLANKLINE>\n','\n',doctest.DONT_ACCEPT_BLANKLINE),('é','\\xe9',0)): print(ch.check_output(w,g,fl))
    ex=doctest.Example('x','a\nb\nc\nd\n')
    for fl in (0,doctest.REPORT_UDIFF,doctest.REPORT_CDIFF,doctest.REPORT_NDIFF): print(ch.output_difference(ex,'a\nB\nc\nd\n\n',fl))
    print(ch.output_difference(doctest.Example('x',''),'q\n',0)); print(ch.output_difference(ex,'',0)); print(ch.output_difference(doctest.Example('x',''),'',0))
    try: doctest.testmod(raise_on_error=True)
    except doctest.DocTestFailure as e: print(e, e.got, e.example.want)
    def bad():
        """
        >>> 1
        1
        >>> undefined
        """
    r=doctest.DebugRunner(verbose=False)
    try: r.run(doctest.DocTestFinder().find(bad,'bad')[0])
    except doctest.UnexpectedException as e: print(e, e.exc_info[0])
    import unittest
    s=doctest.DocTestSuite(); print(s.countTestCases(), [str(t) for t in s], [t.id() for t in s],[t.shortDescription() for t in s])
    import os,tempfile
    path=os.path.join(tempfile.mkdtemp(),'tf.txt')
    with open(path,'w') as file: file.write('Text\n>>> 1\n1\n>>> 2\n3\n')
    class Out:
        encoding='utf-8'
        def write(self,text): stdout.write(text.replace(os.path.dirname(path),'FOLDER'))
        def flush(self): pass
    stdout,sys.stdout=sys.stdout,Out()
    print(doctest.testfile(path,module_relative=False)); print(doctest.testfile(path,module_relative=False,verbose=True))
    try: doctest.testfile(path)
    except ValueError as e: print(e)
    try: doctest.testfile(path,module_relative=False,package='os')
    except ValueError as e: print(e)
    sys.stdout=stdout
    res=unittest.TestResult(); s.run(res); print(res); print([x[1].split('\n')[-5:] for x in res.failures])
    print(doctest.master.summarize(True))
    print(sorted(doctest.OPTIONFLAGS_BY_NAME.items()), set(dir(doctest)) >= {'DocTestCase', 'DocFileTest', 'TestResults'}, doctest.set_unittest_reportflags(doctest.REPORT_NDIFF))
    try: doctest.testmod(3)
    except TypeError as e: print(e)
    try: doctest.set_unittest_reportflags(1)
    except ValueError as e: print(e)
