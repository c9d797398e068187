"""Random numbers: CPython's sequences for the same seeds, over the native Mersenne Twister."""
from _random import Random as _Twister
from math import (log as _log, exp as _exp, pi as _pi, e as _e, ceil as _ceil, sqrt as _sqrt,
                  acos as _acos, cos as _cos, sin as _sin, tau as _tau, floor as _floor,
                  isfinite as _isfinite, log2 as _log2, fabs as _fabs)
from itertools import accumulate as _accumulate, repeat as _repeat
from bisect import bisect as _bisect
from operator import index as _index

__all__ = ["Random", "SystemRandom", "betavariate", "choice", "choices", "expovariate", "gammavariate",
           "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate", "paretovariate",
           "randbytes", "randint", "random", "randrange", "sample", "seed", "setstate", "shuffle",
           "triangular", "uniform", "vonmisesvariate", "weibullvariate"]

NV_MAGICCONST = 4 * _exp(-0.5) / _sqrt(2.0)
LOG4 = _log(4.0)
SG_MAGICCONST = 1.0 + _log(4.5)
BPF = 53
RECIP_BPF = 2 ** -BPF
TWOPI = 2.0 * _pi


_ONE = 1  # the default step


def _integral(value, name):
    """The int that a float for randrange() equals; both cases warn, as they end in a later version."""
    import warnings
    number = int(value)
    if number != value:
        warnings.warn("randrange() will raise TypeError in the future", DeprecationWarning, 3)
        raise ValueError("non-integer %s for randrange()" % name)
    warnings.warn("non-integer arguments to randrange() have been deprecated since Python 3.10 and will be "
                  "removed in a subsequent version", DeprecationWarning, 3)
    return number


class Random(_Twister):
    """A generator of its own; the module's functions belong to a shared one."""

    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def seed(self, a=None, version=2):
        if version == 1 and isinstance(a, (str, bytes)):
            a = a.decode("latin-1") if isinstance(a, bytes) else a
            # The hash that strings had in 64-bit builds of Python 2.
            mixed = ord(a[:1] or "\0") << 7
            for character in a:
                mixed = (mixed * 1000003 ^ ord(character)) % 2 ** 64
            a = mixed ^ len(a)
        elif version == 2 and isinstance(a, (str, bytes, bytearray)):
            import hashlib
            if isinstance(a, str):
                a = a.encode()
            a = int.from_bytes(a + hashlib.sha512(a).digest(), "big")
        elif not isinstance(a, (type(None), int, float, str, bytes, bytearray)):
            raise TypeError("The only supported seed types are: None,\n"
                            "int, float, str, bytes, and bytearray.")
        if a is None:
            import os
            a = int.from_bytes(os.urandom(32), "big")
        elif isinstance(a, float):
            a = hash(a)
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        version = state[0]
        if version not in (2, 3):
            raise ValueError("state with version %s passed to Random.setstate() of version %s"
                             % (version, self.VERSION))
        version, internal, self.gauss_next = state
        if version == 2:
            # Words were signed where they were saved.
            try:
                internal = tuple(word % (2 ** 32) for word in internal)
            except ValueError as error:
                raise TypeError from error
        super().setstate(internal)

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    def __init_subclass__(cls, /, **kwargs):
        # Whichever of getrandbits() and random() a subclass overrides last is what choices come from.
        for base in cls.__mro__:
            if "_randbelow" in base.__dict__:
                break
            if "getrandbits" in base.__dict__:
                cls._randbelow = cls._randbelow_with_getrandbits
                break
            if "random" in base.__dict__:
                cls._randbelow = cls._randbelow_without_getrandbits
                break

    def _randbelow_with_getrandbits(self, n):
        draw, bits = self.getrandbits, n.bit_length()
        while (drawn := draw(bits)) >= n:
            pass
        return drawn

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        random = self.random
        if n >= maxsize:
            import warnings
            warnings.warn("Underlying random() generator does not supply \n"
                          "enough bits to choose from a population range this large.\n"
                          "To remove the range limitation, add a getrandbits() method.")
            return _floor(random() * n)
        # The largest multiple of n is divided evenly; what is drawn above it is drawn again.
        limit = (maxsize - maxsize % n) / maxsize
        while (drawn := random()) >= limit:
            pass
        return _floor(drawn * maxsize) % n

    _randbelow = _randbelow_with_getrandbits

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def randrange(self, start, stop=None, step=_ONE):
        try:
            first = _index(start)
        except TypeError:
            first = _integral(start, "arg 1")
        if stop is None:
            if step is not _ONE:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        try:
            last = _index(stop)
        except TypeError:
            last = _integral(stop, "stop")
        width = last - first
        try:
            step = _index(step)
        except TypeError:
            step = _integral(step, "step")
        if step == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError("empty range for randrange() (%d, %d, %d)" % (first, last, width))
        if step > 0:
            n = (width + step - 1) // step
        elif step < 0:
            n = (width + step + 1) // step
        else:
            raise ValueError("zero step for randrange()")
        if n <= 0:
            raise ValueError("empty range for randrange()")
        return first + step * self._randbelow(n)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._randbelow(len(seq))]

    def shuffle(self, x):
        below = self._randbelow
        for i in reversed(range(1, len(x))):
            j = below(i + 1)
            x[i], x[j] = x[j], x[i]

    def sample(self, population, k, *, counts=None):
        from collections.abc import Sequence
        if not isinstance(population, Sequence):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            totals = list(_accumulate(counts))
            if len(totals) != n:
                raise ValueError("The number of counts does not match the population")
            total = totals.pop()
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total <= 0:
                raise ValueError("Total of counts must be greater than zero")
            return [population[_bisect(totals, s)] for s in self.sample(range(total), k=k)]
        below = self._randbelow
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        result = [None] * k
        setsize = 21
        if k > 5:
            setsize += 4 ** _ceil(_log(k * 3, 4))
        if n <= setsize:
            pool = list(population)
            for i in range(k):
                j = below(n - i)
                result[i] = pool[j]
                pool[j] = pool[n - i - 1]
        else:
            selected = set()
            for i in range(k):
                j = below(n)
                while j in selected:
                    j = below(n)
                selected.add(j)
                result[i] = population[j]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        random = self.random
        n = len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0
                return [population[_floor(random() * n)] for i in _repeat(None, k)]
            if isinstance(weights, int):
                raise TypeError("The number of choices must be a keyword argument: k=%r" % weights)
            cum_weights = list(_accumulate(weights))
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not _isfinite(total):
            raise ValueError("Total of weights must be finite")
        hi = n - 1
        return [population[_bisect(cum_weights, random() * total, 0, hi)] for i in _repeat(None, k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """By inversion: a square root on either side of the mode."""
        share = self.random()
        if mode is None:
            peak = 0.5
        elif high == low:
            return low
        else:
            peak = (mode - low) / (high - low)
        if share <= peak:
            return low + (high - low) * _sqrt(share * peak)
        return high + (low - high) * _sqrt((1.0 - share) * (1.0 - peak))

    def normalvariate(self, mu=0.0, sigma=1.0):
        """The ratio of uniforms of Kinderman and Monahan (ACM Trans. Math. Software 3, 1977)."""
        while True:
            across, down = self.random(), 1.0 - self.random()
            ratio = NV_MAGICCONST * (across - 0.5) / down
            if ratio * ratio / 4.0 <= -_log(down):
                return mu + ratio * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """Box and Muller's pair; the second of it is kept for the next call."""
        standard, self.gauss_next = self.gauss_next, None
        if standard is None:
            angle = self.random() * _tau
            radius = _sqrt(-2.0 * _log(1.0 - self.random()))
            standard = _cos(angle) * radius
            self.gauss_next = _sin(angle) * radius
        return mu + standard * sigma

    def lognormvariate(self, mu, sigma):
        return _exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -_log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """Best and Fisher's rejection from a wrapped Cauchy distribution (Applied Statistics 28, 1979)."""
        if kappa <= 1e-6:
            return _tau * self.random()
        half = 0.5 / kappa
        spread = half + _sqrt(1.0 + half * half)
        accepted = False
        while not accepted:
            cosine = _cos(_pi * self.random())
            ratio = cosine / (spread + cosine)
            level = self.random()
            accepted = level < 1.0 - ratio * ratio or level <= (1.0 - ratio) * _exp(ratio)
        inverse = 1.0 / spread
        turn = _acos((inverse + cosine) / (1.0 + inverse * cosine))
        return (mu + turn if self.random() > 0.5 else mu - turn) % _tau

    def gammavariate(self, alpha, beta):
        """By rejection above and below alpha = 1, where the distribution is the exponential one."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -_log(1.0 - self.random()) * beta
        return (self._gamma_above_one(alpha) if alpha > 1.0 else self._gamma_below_one(alpha)) * beta

    def _gamma_above_one(self, alpha):
        """Cheng (Applied Statistics 26, 1977): candidates from a logistic distribution of the logarithm."""
        scale = _sqrt(2.0 * alpha - 1.0)
        shift, slope = alpha - LOG4, alpha + scale
        while True:
            share = self.random()
            if not 1e-7 < share < 0.9999999:
                continue
            height = share * share * (1.0 - self.random())
            logit = _log(share / (1.0 - share)) / scale
            candidate = alpha * _exp(logit)
            bound = shift + slope * logit - candidate
            if bound + SG_MAGICCONST - 4.5 * height >= 0.0 or bound >= _log(height):
                return candidate

    def _gamma_below_one(self, alpha):
        """Ahrens and Dieter (Computing 12, 1974): a power near zero, an exponential tail."""
        border = (_e + alpha) / _e
        while True:
            place = border * self.random()
            if place <= 1.0:
                candidate = place ** (1.0 / alpha)
                density = _exp(-candidate)
            else:
                candidate = -_log((border - place) / alpha)
                density = candidate ** (alpha - 1.0)
            if self.random() <= density:
                return candidate

    def betavariate(self, alpha, beta):
        first = self.gammavariate(alpha, 1.0)
        return first / (first + self.gammavariate(beta, 1.0)) if first else 0.0

    def paretovariate(self, alpha):
        u = 1.0 - self.random()
        return u ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        u = 1.0 - self.random()
        return alpha * (-_log(u)) ** (1.0 / beta)


class SystemRandom(Random):
    """Numbers from the operating system."""

    def random(self):
        import os
        return (int.from_bytes(os.urandom(7), "big") >> 3) * RECIP_BPF

    def getrandbits(self, k):
        import os
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        n = (k + 7) // 8
        return int.from_bytes(os.urandom(n), "big") >> (n * 8 - k)

    def seed(self, *args, **kwds):
        return None

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


# The functions of the module are the methods of one generator.
_inst = Random()
globals().update((name, getattr(_inst, name)) for name in __all__ if name[0].islower())
