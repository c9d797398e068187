"""Row iteration while others mutate: skips, repeats or RuntimeError, never a crash or a foreign item."""
from _harness import done, together

numbers = list(range(30))
table = {i: str(i) for i in range(30)}
members = set(range(30))


def mutate():
    numbers.append(7)
    numbers.pop(0)
    table[100] = "100"
    del table[100]
    members.add(200)
    members.discard(200)
    for i in range(30, 80):
        table[i] = str(i)
    for i in range(30, 80):
        del table[i]


def walk_list():
    for number in numbers:
        assert 0 <= number < 30
    assert sum(1 for _ in reversed(numbers)) <= 32
    assert set(numbers) <= set(range(30))


def walk_dict():
    for view in (table, table.keys(), table.values(), table.items()):
        try:
            for entry in view:
                if type(entry) is tuple:
                    assert entry[1] == str(entry[0])
        except RuntimeError as error:
            assert "changed" in str(error), error


def walk_set():
    try:
        for member in members:
            assert 0 <= member < 30 or member == 200
    except RuntimeError as error:
        assert str(error) == "Set changed size during iteration"


together(mutate, walk_list, walk_dict, walk_set)
done()
