"""bytearray: in-place changes, slices, resizing, aliasing, buffer exports."""
a = bytearray(b"hello")
b = a
a[0] = 72; a[-1] = ord("O"); a += b" w"; a.append(33); a.extend(b"ab"); a.extend([99, 100]); a.insert(0, 62); a.insert(100, 60)
print(a, b is a, len(a), a.pop(), a.pop(0), a)
a.remove(ord("l")); a.reverse(); print(a)
del a[0]; del a[-2:]; del a[::3]; print(a)
a[1:3] = b"XYZ"; a[:0] = b"<<"; a[len(a):] = b">>"; a[2:2] = [1, 2]; print(a)
a[::2] = b"-" * len(a[::2]); print(a)
a[2:4] = b""; a[1:1] = bytes(2); print(a)
a *= 2; print(a); a *= 0; print(a, bool(a))
c = bytearray(b"abc"); d = c.copy(); d[0] = 120; print(c, d, c == b"abc", c + b"d", type(c + b"d").__name__, type(b"d" + c).__name__, type(c.upper()).__name__, c[1:], type(c[1:]).__name__)
c.clear(); print(c)
def attempt(src, **env):
    env = dict({"a": bytearray(b"abc")}, **env)
    try: exec(src, env); print(src, "->", env["a"])
    except Exception as e: print(src, "->", type(e).__name__, e, env["a"])
for src in ["a[0] = 256", "a[0] = -1", "a[0] = 'x'", "a[0] = b'x'", "a[5] = 1", "a['x'] = 1", "a.append(256)", "a.append('x')", "a.append(b'x')", "a.extend('x')", "a.extend([1, 300])", "a.extend(5)", "a.insert(0, 'x')", "a.remove(99)", "a.remove(1)", "a.remove('x')", "a.pop(10)", "bytearray().pop()", "a[::2] = b'x'", "a[0:1] = 5", "a[0:1] = 'x'", "a[0:1] = [1, 2, 300]", "a += 'x'", "a += 5", "a += [1]", "a *= -1", "a *= 'x'", "del a[10]", "del a['x']", "a[:] = a", "a[1:2] = a", "a += a", "a.extend(a)", "a[0:0] = range(3)", "a.__init__(b'new')", "a.__setitem__(slice(1), b'zz')", "a.__delitem__(0)", "a.__iadd__(b'q')", "a[True] = True", "a.reverse()", "a.insert(-1, 0)", "a[1:] = (i for i in (1, 2))", "a[5:10] = b'tail'", "a[2:0] = b'mid'"]:
    attempt(src)
m = memoryview(bytearray(b"abcdef"))
print(m[0], m[1:3].tobytes(), m[::-1].tolist(), len(m), m.nbytes, m.itemsize, m.format, m.readonly, m.shape, m.ndim, m.tobytes(), m.tolist(), m == b"abcdef", m[1:3] == b"bc", m.obj, m.contiguous)
m[0] = 90; m[1:3] = b"YX"
print(m.obj, bytes(m), 97 in m, list(m), m.hex(), hash(memoryview(b"a")) == hash(b"a"))
for f in [lambda: m.obj.append(1), lambda: m.obj.clear(), lambda: m.__setitem__(0, 256), lambda: m.__setitem__(slice(0, 2), b"abc"), lambda: m[10], lambda: m["x"], lambda: memoryview(b"a").__setitem__(0, 1), lambda: memoryview("a"), lambda: memoryview([1]), lambda: hash(m), lambda: m.__delitem__(0), lambda: m[0, 0]]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
m.release()
try: m[0]
except ValueError as e: print(e)
with memoryview(b"xyz") as v: print(v[0])
try: v[0]
except ValueError as e: print(e)
ba = bytearray(b"123")
with memoryview(ba) as v:
    try: ba += b"4"
    except BufferError as e: print(e)
ba += b"4"; print(ba)
v = memoryview(bytearray(8)).cast("I"); v[0] = 1; v[1] = 2 ** 32 - 1; print(v.tolist(), v.format, v.itemsize, v.nbytes, v.tobytes())
try: v[0] = 2 ** 32
except ValueError as e: print(e)
print(memoryview(b"\x01\x02\x03\x04").cast("H").tolist(), memoryview(b"ab").cast("c").tolist(), memoryview(b"\xff").cast("b").tolist(), memoryview(b"\x00\x00\x80?").cast("f")[0], memoryview(bytes(8)).cast("B", [2, 4]).tolist())
it = iter(bytearray(b"ab")); print(next(it), next(it), next(it, "end"))
x = bytearray(b"abc"); it = iter(x); next(it); x.clear(); print(list(it))
queue = bytearray()
for i in range(1000):
    queue.append(i % 256)
    if i % 3 == 0: queue.pop(0)
print(len(queue), queue[:3], queue[-3:], queue.count(7), queue.find(bytes([10, 11])))
sieve = bytearray([1]) * 100
sieve[0:2] = b"\0\0"
for i in range(2, 10):
    if sieve[i]: sieve[i * i::i] = bytes(len(range(i * i, 100, i)))
print([i for i, p in enumerate(sieve) if p])
