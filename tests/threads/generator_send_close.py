"""send, throw and close against next on one generator: values, StopIteration, ValueError."""
from _harness import done, rounds


def echo():
    got = None
    try:
        while True:
            try:
                got = yield ("echo", got)
            except KeyError:
                got = "thrown"
    finally:
        got = None


def setup(_):
    generator = echo()
    next(generator)
    return generator


def attempt(action):
    try:
        value = action()
    except StopIteration:
        return
    except KeyError:
        return
    except ValueError as error:
        assert str(error) == "generator already executing", error
        return
    assert value is None or value[0] == "echo" and value[1] in (None, "sent", "thrown"), value


def sender(generator):
    for _ in range(40):
        attempt(lambda: generator.send("sent"))


def nexter(generator):
    for _ in range(40):
        attempt(lambda: next(generator))


def thrower(generator):
    for _ in range(20):
        attempt(lambda: generator.throw(KeyError("k")))


def closer(generator):
    for _ in range(30):
        assert generator.gi_code.co_name == "echo"
    attempt(generator.close)


def check(generator):
    generator.close()
    assert list(generator) == []


rounds(setup, [sender, nexter, thrower], check, most=20)
rounds(setup, [sender, nexter, thrower, closer], check)
done()
