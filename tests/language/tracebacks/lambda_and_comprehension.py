"""Frames of lambdas and comprehensions."""
convert = lambda s: [int(part) for part in s.split(",")]
print(convert("1,2"))
print({k: convert(v) for k, v in {"a": "3", "b": "4,x"}.items()})
