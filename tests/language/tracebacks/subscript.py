"""Carets under a subscript in a chain of subscripts."""
data = {"a": {"b": [1, 2, 3]}}


def pick(i):
    return data["a"]["b"][i] + data["a"]["c"][0]


pick(1)
