"""Lines of the frames that an exception left: handlers that fail, finally, with."""
import sys


def show(function):
    try:
        function()
    except Exception as e:
        traceback = e.__traceback__.tb_next
        rows = []
        while traceback is not None:
            first = traceback.tb_frame.f_code.co_firstlineno
            rows.append((traceback.tb_lineno - first, traceback.tb_frame.f_lineno - first))
            traceback = traceback.tb_next
        print(function.__name__, rows)


def simple():
    1 / 0
    pass


def in_except():
    try:
        1 / 0
    except ZeroDivisionError:
        1 / 0
        pass


def other_except():
    try:
        1 / 0
    except TypeError as ex:
        pass


def named_except():
    try:
        1 / 0
    except Exception as ex:
        1 / 0
        pass


def in_try():
    try:
        1 / 0
    finally:
        pass


def in_finally():
    try:
        pass
    finally:
        1 / 0
        pass


def in_finally_after_error():
    try:
        1 / 0
    finally:
        1 / 0
        pass


class Quiet:
    def __enter__(self):
        return self

    def __exit__(self, *args):
        pass


class Fails(Quiet):
    def __exit__(self, *args):
        raise ValueError("exit")


def after_with():
    with Quiet():
        1 / 0
        pass


def failing_exit():
    with Fails():
        1 / 0


def reraised():
    try:
        1 / 0
    except ZeroDivisionError:
        x = 1
        raise


def nested():
    for i in range(2):
        try:
            in_except()
        finally:
            x = i


for each in (simple, in_except, other_except, named_except, in_try, in_finally, in_finally_after_error,
             after_with, failing_exit, reraised, nested):
    show(each)
