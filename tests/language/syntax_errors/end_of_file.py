def f(
    a,
    b,
