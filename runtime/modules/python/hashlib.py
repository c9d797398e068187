"""Secure hashes: new(name, data), and a function for each algorithm."""
import _hash
from _blake2 import blake2b, blake2s

_plain = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512",
          "shake_128", "shake_256")
algorithms_guaranteed = {*_plain, "blake2b", "blake2s"}
algorithms_available = set(algorithms_guaranteed)

__all__ = (*_plain[:6], "blake2b", "blake2s", *_plain[6:], "new", "algorithms_guaranteed", "algorithms_available", "pbkdf2_hmac",
           "file_digest")


def new(name, data=b"", **options):
    """A hash object by the name of its algorithm, fed with the data."""
    if name == "blake2b" or name == "blake2s":
        return (blake2b if name == "blake2b" else blake2s)(data, **options)
    for option in options:
        if option != "usedforsecurity":
            raise TypeError("'%s' is an invalid keyword argument for new()" % option)
    if isinstance(name, str):
        lower = name.lower().replace("-", "_")
        lower = {"sha_1": "sha1", "sha_224": "sha224", "sha_256": "sha256", "sha_384": "sha384",
                 "sha_512": "sha512"}.get(lower, lower)
        if lower in _plain:
            name = lower
    return _hash.new(name, data)


def _maker(name):
    def make(string=b"", *, usedforsecurity=True):
        return _hash.new(name, string)
    make.__name__ = make.__qualname__ = "openssl_" + name
    make.__doc__ = "Returns a %s hash object; optionally initialized with a string" % name.replace("_", "-")
    return make


for _name in _plain:
    globals()[_name] = _maker(_name)
del _name


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key from a password, by many rounds of HMAC."""
    import hmac
    if not isinstance(hash_name, str):
        raise TypeError("pbkdf2_hmac() argument 'hash_name' must be str, not %s" % type(hash_name).__name__)
    size = new(hash_name).digest_size
    if iterations < 1:
        raise ValueError("iteration value must be greater than 0.")
    if dklen is None:
        dklen = size
    if dklen < 1:
        raise ValueError("key length must be greater than 0.")
    key = b""
    start = hmac.new(bytes(password), None, hash_name)
    number = 0
    while len(key) < dklen:
        number += 1
        mac = start.copy()
        mac.update(bytes(salt) + number.to_bytes(4, "big"))
        piece = mac.digest()
        total = int.from_bytes(piece, "big")
        for _ in range(iterations - 1):
            mac = start.copy()
            mac.update(piece)
            piece = mac.digest()
            total ^= int.from_bytes(piece, "big")
        key += total.to_bytes(size, "big")
    return key[:dklen]


def file_digest(fileobj, digest, /, *, _bufsize=2 ** 18):
    """A hash object fed with all that a binary file gives."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, "getbuffer"):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, "readinto") and hasattr(fileobj, "readable") and fileobj.readable()):
        raise ValueError("%r is not a file-like object in binary reading mode." % fileobj)
    buffer = bytearray(_bufsize)
    view = memoryview(buffer)
    while size := fileobj.readinto(buffer):
        made.update(view[:size])
    return made
