# BLAKE2b and BLAKE2s: lengths around the block, pieces, keys, salts, trees, copies, and what is refused.
import hashlib
import hmac


def attempt(work):
    try:
        print(repr(work()))
    except Exception as error:
        print(type(error).__name__, "|", error)


for make in (hashlib.blake2b, hashlib.blake2s):
    print(make.__name__, make.__module__, make.MAX_DIGEST_SIZE, make.MAX_KEY_SIZE, make.SALT_SIZE, make.PERSON_SIZE)
    state = make(b"abc")
    print(state.name, state.digest_size, state.block_size, state.hexdigest())
    for size in (0, 1, 63, 64, 65, 127, 128, 129, 256, 257, 1000):
        data = bytes(i * 7 & 255 for i in range(size))
        pieces = make(key=b"key")
        for i in range(0, size, 37):
            pieces.update(data[i:i + 37])
        before = pieces.copy()
        pieces.update(b"more")
        print(size, make(data).hexdigest(), make(data, digest_size=5, key=b"abc").hexdigest(),
              pieces.hexdigest()[:16], before.digest() == make(data, key=b"key").digest())
    print(make(b"x", salt=b"sa", person=b"me", digest_size=20).hexdigest())
    print(make(b"x", fanout=2, depth=3, leaf_size=4096, node_offset=9, node_depth=1, inner_size=16,
               last_node=True).hexdigest())
    print(make(b"x", fanout=0, depth=255, leaf_size=2 ** 32 - 1, node_offset=2 ** 48 - 1, node_depth=255).hexdigest())
    print(make(memoryview(b"zz"), key=bytearray(b"1"), usedforsecurity=False).hexdigest())
    for options in ({"digest_size": 0}, {"digest_size": 65}, {"key": bytes(65)}, {"salt": bytes(17)},
                    {"person": bytes(17)}, {"fanout": -1}, {"fanout": 256}, {"depth": 0}, {"leaf_size": -1},
                    {"leaf_size": 2 ** 32}, {"node_offset": 2 ** 64}, {"node_offset": 2 ** 48}, {"node_offset": -1},
                    {"node_depth": 256}, {"inner_size": 65}, {"salt": "x"}, {"key": "x"}, {"digest_size": "x"}):
        print(options)
        attempt(lambda: make(**options).hexdigest())
    for data in ("x", 5, None):
        attempt(lambda: make(data))
        attempt(lambda: state.update(data))
    attempt(lambda: type("Derived", (make,), {}))
    attempt(lambda: setattr(state, "spare", 1))
    attempt(lambda: hashlib.new(make.__name__, b"abc", digest_size=4).hexdigest())
    attempt(lambda: hashlib.new(make.__name__.upper(), b"abc"))
print(sorted(hashlib.algorithms_guaranteed), len(hashlib.__all__))
print(hmac.new(b"k", b"m", "blake2b").hexdigest(), hmac.new(b"k", b"m", hashlib.blake2s).name)
