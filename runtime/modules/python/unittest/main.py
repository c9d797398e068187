"""The command line of tests."""
import os
import sys

from unittest import loader, runner


class TestProgram:
    """Loads the tests that the command line names, runs them, and exits."""
    module = None
    verbosity = 1

    def __init__(self, module="__main__", defaultTest=None, argv=None, testRunner=None,
                 testLoader=loader.defaultTestLoader, exit=True, verbosity=1, failfast=None, catchbreak=None,
                 buffer=None, warnings=None, *, tb_locals=False):
        if isinstance(module, str):
            self.module = __import__(module)
            for part in module.split(".")[1:]:
                self.module = getattr(self.module, part)
        else:
            self.module = module
        self.argv = sys.argv if argv is None else argv
        self.exit = exit
        self.failfast, self.catchbreak, self.buffer = failfast, catchbreak, buffer
        self.verbosity = verbosity
        self.tb_locals = tb_locals
        self.warnings = "default" if warnings is None and not sys.warnoptions else warnings
        self.defaultTest = defaultTest
        self.testRunner = testRunner
        self.testLoader = testLoader
        self.progName = os.path.basename(self.argv[0])
        self.parseArgs(self.argv)
        self.runTests()

    def parseArgs(self, argv):
        import argparse
        rest = argv[1:]
        if self.module is None and (not rest or rest[0] == "discover"):
            self._discover(rest[1:] if rest else [])
            return
        parser = argparse.ArgumentParser(prog=self.progName)
        self._add_options(parser)
        parser.add_argument("tests", nargs="*", help="a list of any number of test modules, classes and test methods.")
        found = self._apply(parser.parse_args(rest))
        if found.tests:
            self.testNames = [name[:-3].replace(os.sep, ".") if name.endswith(".py") and os.path.isfile(name) else name
                              for name in found.tests]
            if __name__ == "__main__":
                self.module = None
        elif self.defaultTest is None:
            self.testNames = None
        else:
            self.testNames = [self.defaultTest] if isinstance(self.defaultTest, str) else list(self.defaultTest)
        if self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def _add_options(self, parser):
        parser.add_argument("-v", "--verbose", dest="verbosity", action="store_const", const=2, help="Verbose output")
        parser.add_argument("-q", "--quiet", dest="verbosity", action="store_const", const=0, help="Quiet output")
        parser.add_argument("--locals", dest="tb_locals", action="store_true", help="Show local variables in tracebacks")
        parser.add_argument("-f", "--failfast", action="store_true", default=None, help="Stop on first fail or error")
        parser.add_argument("-c", "--catch", dest="catchbreak", action="store_true", default=None,
                            help="Catch Ctrl-C and display results so far")
        parser.add_argument("-b", "--buffer", action="store_true", default=None,
                            help="Buffer stdout and stderr during tests")
        parser.add_argument("-k", dest="patterns", action="append",
                            help="Only run tests which match the given substring")

    def _apply(self, found):
        self.verbosity = self.verbosity if found.verbosity is None else found.verbosity
        self.tb_locals = self.tb_locals or found.tb_locals
        self.failfast = self.failfast if found.failfast is None else found.failfast
        self.buffer = self.buffer if found.buffer is None else found.buffer
        if found.patterns:
            self.testLoader.testNamePatterns = [pattern if "*" in pattern else "*%s*" % pattern
                                                for pattern in found.patterns]
        return found

    def _discover(self, argv):
        import argparse
        parser = argparse.ArgumentParser(prog="%s discover" % self.progName)
        self._add_options(parser)
        parser.add_argument("-s", "--start-directory", dest="start", help="Directory to start discovery")
        parser.add_argument("-p", "--pattern", dest="pattern", help="Pattern to match tests")
        parser.add_argument("-t", "--top-level-directory", dest="top", help="Top level directory of project")
        for name in ("start", "pattern", "top"):
            parser.add_argument(name, nargs="?", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
        found = self._apply(parser.parse_args(argv))
        self.test = self.testLoader.discover(found.start or ".", found.pattern or "test*.py", found.top)

    def runTests(self):
        make = runner.TextTestRunner if self.testRunner is None else self.testRunner
        if isinstance(make, type):
            try:
                make = make(verbosity=self.verbosity, failfast=self.failfast, buffer=self.buffer,
                            warnings=self.warnings, tb_locals=self.tb_locals)
            except TypeError:
                make = make()
        self.result = make.run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
