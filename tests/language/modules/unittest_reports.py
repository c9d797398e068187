import sys
import unittest, io, re
class A(unittest.TestCase):
    def setUp(self): self.x=1
    def test_ok(self): self.assertEqual(1,1)
    def test_fail(self): self.assertEqual(1,2)
    def test_str(self): self.assertEqual('abc','abd','msg')
    def test_err(self): 1/0
    @unittest.skip('no')
    def test_skip(self): pass
    @unittest.expectedFailure
    def test_xfail(self): self.fail('x')
    @unittest.expectedFailure
    def test_xok(self): pass
    def test_raises(self):
        with self.assertRaises(ValueError) as c: int('x')
        self.assertIn('invalid', str(c.exception))
        with self.assertRaisesRegex(TypeError, 'foo'): raise TypeError('bar')
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i): self.assertNotEqual(i, 1)
    def test_list(self): self.assertEqual([1,2,3],[1,2,4])
    def test_dict(self): self.assertEqual({'a':1},{'a':2})
    def test_almost(self): self.assertAlmostEqual(1.0,1.1)
    def test_set(self): self.assertEqual({1,2},{2,3})
    def test_count(self): self.assertCountEqual([1,2],[2,2])
    def test_misc(self): self.assertIsNone(None); self.assertIsInstance(1,int); self.assertRegex('abc','b'); self.assertGreater(2,1); self.assertTrue(0)
    def test_multi(self): self.assertMultiLineEqual('a\nb\nc\n','a\nx\nc\n')
s=io.StringIO()
for v in 1,2:
    r=unittest.TextTestRunner(stream=s,verbosity=v).run(unittest.defaultTestLoader.loadTestsFromTestCase(A))
    print(r)
print(re.sub(r'in \d+\.\d+s','in Xs',s.getvalue()))
