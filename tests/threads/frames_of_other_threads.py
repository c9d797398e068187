"""Row frames of other threads: looking at a running generator's frame never crashes."""
from _harness import done, rounds


def work():
    for step in range(200):
        yield step


def setup(_):
    return work(), []


def run(state):
    try:
        for _ in state[0]:
            pass
    except ValueError:
        pass
    state[1].append("end")


def look(state):
    generator = state[0]
    while not state[1]:
        frame = generator.gi_frame
        if frame is not None:
            line = frame.f_lineno
            assert line is None or 0 < line < 40, line
            assert frame.f_code.co_name == "work"
        assert generator.gi_running in (True, False)
        assert generator.gi_code.co_name == "work"


rounds(setup, [run, look, look])
done()
