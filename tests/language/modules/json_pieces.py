# json: the pieces that iterencode gives and dump writes, also before an error; reprlib of arrays.
import json, io, decimal

class Parts:
    def __init__(self):
        self.parts = []
    def write(self, text):
        self.parts.append(text)

class Money(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, decimal.Decimal):
            return str(o)
        if isinstance(o, set):
            return sorted(o)
        return super().default(o)

values = [5, "a\u00e9", None, [], {}, [[]], [1, "b", [2.5, {"k": None}], {}], {"x": [1, {2: 3, None: True, 1.5: ()}], "y": "z"},
          (1, (2,)), {3, 1}, decimal.Decimal("1.50"), {"d": [decimal.Decimal("2")]}]
for value in values:
    for options in ({}, {"indent": 1}, {"indent": "\t", "sort_keys": False}, {"indent": 0}, {"separators": (",", ":")},
                    {"ensure_ascii": False}):
        print(list(Money(**options).iterencode(value)))
    to = Parts()
    json.dump(value, to, cls=Money)
    print(to.parts, "".join(to.parts) == json.dumps(value, cls=Money))
print(list(json.JSONEncoder(sort_keys=True, skipkeys=True).iterencode({"b": 1, "a": {(1, 2): 3}})))
loop = [1]
loop.append({"again": loop})
for bad, options in (([1, {"a": object}], {}), ({(1,): 2}, {}), ([1, float("nan")], {"allow_nan": False}), (loop, {}),
                     ({"a": 1, 2: 3}, {"sort_keys": True})):
    to = Parts()
    try:
        json.dump(bad, to, **options)
    except (TypeError, ValueError) as e:
        print(to.parts, type(e).__name__, e)
for options in ({}, {"indent": 1}):
    try:
        json.dumps([float("inf")], allow_nan=False, **options)
    except ValueError as e:
        print(e)
to = io.StringIO()
json.dump({"a": [1, 2]}, to, indent=2)
print(to.getvalue(), json.load(io.StringIO(to.getvalue())))

import array, reprlib, re
print(reprlib.repr(array.array("i", range(10))), reprlib.repr(array.array("d")), reprlib.repr(array.array("b", [1])))
for wrong in ([], 5, {}):
    try:
        re.compile(wrong)
    except TypeError as e:
        print(e)
