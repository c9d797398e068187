# unittest without a report: debug() of tests and suites, class cleanups, and the texts of failures that are long.
import unittest

events = []


class Case(unittest.TestCase):
    def setUp(self):
        events.append('setUp')

    def test_skips(self):
        self.skipTest('in the body')

    @unittest.skip('by decorator')
    def test_marked(self):
        events.append('never')

    def test_well(self):
        events.append('body')


@unittest.skip('the whole class')
class Skipped(Case):
    pass


for test in Case('test_skips'), Case('test_marked'), Skipped('test_well'), Case('test_well'):
    events.clear()
    try:
        test.debug()
    except unittest.SkipTest as skip:
        print('skipped', skip, end=' ')
    print(events)


class Fixtures(unittest.TestCase):
    phase = None

    @classmethod
    def step(cls, name):
        events.append(name)
        if name == cls.phase:
            raise ValueError(name)

    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(cls.step, 'cleanup')
        cls.step('setUpClass')

    @classmethod
    def tearDownClass(cls):
        cls.step('tearDownClass')

    def test(self):
        self.step('test')


for phase in None, 'setUpClass', 'test', 'tearDownClass', 'cleanup':
    Fixtures.phase = phase
    for tests in unittest.TestSuite([Fixtures('test')]), unittest.TestSuite([unittest.TestSuite([Fixtures('test')])]):
        events.clear()
        try:
            tests.debug()
        except ValueError as error:
            print('raised', error, end=' ')
        print(events)
        Fixtures._class_cleanups.clear()
    events.clear()
    result = unittest.TestResult()
    unittest.TestSuite([Fixtures('test')]).run(result)
    print(events, result, [str(each) for each, _ in result.errors])


class Withheld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.addClassCleanup(events.append, 'cleanup')

    @classmethod
    @property
    def tearDownClass(cls):
        raise AttributeError

    def test(self):
        events.append('test')


events.clear()
unittest.TestSuite([Withheld('test')]).run(unittest.TestResult())
print(events)

loader = unittest.TestLoader()
print([loader.loadTestsFromTestCase(kind).countTestCases() for kind in (
    unittest.TestCase, unittest.FunctionTestCase, Case)])

case = unittest.TestCase()
for one, other in (('x' * 100 + 'a', 'x' * 100 + 'b'), ('x' * 100 + 'y' * 70, 'x' * 100 + 'z' * 90),
                   ('short' + 'y' * 100, 'short' + 'z' * 100), (list(range(40)), list(range(60))[::-1]),
                   ('y' * 90, 'z' * 90), (list(range(50)), list(range(49)) + [3])):
    for check in case.assertEqual, case.assertIs:
        try:
            check(one, other)
        except AssertionError as error:
            print(str(error).splitlines()[0])
for check in case.assertRaisesRegex, case.assertWarnsRegex:
    try:
        check(Warning, lambda: 3)
    except TypeError as error:
        print(error)
