"""Tests as classes: TestCase, suites, a loader and a runner that prints."""
from unittest.case import (TestCase, FunctionTestCase, SkipTest, skip, skipIf, skipUnless, expectedFailure,
                           addModuleCleanup, doModuleCleanups, enterModuleContext)
from unittest.result import TestResult
from unittest.suite import BaseTestSuite, TestSuite
from unittest.loader import TestLoader, defaultTestLoader, makeSuite, getTestCaseNames, findTestCases
from unittest.runner import TextTestRunner, TextTestResult
from unittest.main import TestProgram, main

__all__ = ["TestResult", "TestCase", "TestSuite", "TextTestRunner", "TestLoader", "FunctionTestCase", "main",
           "defaultTestLoader", "SkipTest", "skip", "skipIf", "skipUnless", "expectedFailure", "TextTestResult",
           "addModuleCleanup", "doModuleCleanups", "enterModuleContext", "makeSuite", "getTestCaseNames",
           "findTestCases", "BaseTestSuite", "TestProgram"]
