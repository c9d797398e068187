"""One site subscripts, iterates, unpacks and tests containment over many container types."""
from _harness import done, fresh_function, rounds

SOURCE = """
def work(box, key, value, contents):
    for i in range(30):
        assert box[key] == value, (box, key, box[key])
        assert list(box) == contents
        seen = []
        for item in box:
            seen.append(item)
        assert seen == contents, seen
        first, second = box
        assert [first, second] == contents
        assert contents[0] in box and not ("absent" in box)
        assert len(box) == 2
"""


class Own:
    def __getitem__(self, i):
        if i > 1:
            raise IndexError
        return ("own", i)

    def __len__(self):
        return 2


CASES = [([1, 2], 1, 2, [1, 2]), ((3, 4), -1, 4, [3, 4]), ("ab", 0, "a", ["a", "b"]),
         ({"k": 1, "l": 2}, "l", 2, ["k", "l"]), ({7: 1, 8: 2}, 7, 1, [7, 8]),
         (Own(), 1, ("own", 1), [("own", 0), ("own", 1)]), (["x", None], 1, None, ["x", None])]


def setup(number):
    return fresh_function(SOURCE, "work"), number


def body_for(number):
    def body(state):
        for step in range(4):
            state[0](*CASES[(state[1] + number * (step + 1)) % len(CASES)])
    return body


rounds(setup, [body_for(number) for number in range(4)],
       lambda state: [state[0](*case) for case in CASES])
done()
