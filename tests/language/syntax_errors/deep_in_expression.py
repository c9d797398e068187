def compute(a, b):
    result = [
        a + b,
        a * (b - ),
        a,
    ]
    return result
