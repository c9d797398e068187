"""Means, medians, spreads and other figures of data."""
import math
import random
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from decimal import Decimal
from fractions import Fraction
from itertools import groupby, repeat
from math import erf, exp, fabs, fsum, hypot, log, sqrt, tau
from operator import mul

__all__ = ["NormalDist", "StatisticsError", "correlation", "covariance", "fmean", "geometric_mean",
           "harmonic_mean", "linear_regression", "mean", "median", "median_grouped", "median_high", "median_low",
           "mode", "multimode", "pstdev", "pvariance", "quantiles", "stdev", "variance"]


class StatisticsError(ValueError):
    pass


# ---- exact sums ----

def _exact_ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError):
        return x, None # not finite
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError("can't convert type '%s' to numerator/denominator" % type(x).__name__) from None


# The rules by which one type goes before another, the strongest first.
_PRECEDENCE = (
    lambda kept, other: other is int,
    issubclass,
    lambda kept, other: issubclass(other, int),
    lambda kept, other: issubclass(kept, float) and issubclass(other, Fraction),
)


def _coerce(T, S):
    """The type that sums of both types have."""
    assert T is not bool, "initial type T is bool"
    if S is bool:
        return T
    for goes_before in _PRECEDENCE:
        for kept, other in ((S, T), (T, S)):
            if goes_before(kept, other):
                return kept
    raise TypeError("don't know how to coerce %s and %s" % (T.__name__, S.__name__))


def _partials(pairs):
    sums = {}
    for n, d in pairs:
        sums[d] = sums.get(d, 0) + n
    if None in sums:
        return sums[None]
    return sum((Fraction(n, d) for d, n in sums.items()), Fraction(0))


def _sum(data):
    """(type, exact sum, number of items)"""
    T, n = int, 0
    pairs = []
    types = set()
    for typ, values in groupby(data, type):
        types.add(typ)
        for value in values:
            n += 1
            pairs.append(_exact_ratio(value))
    total = _partials(pairs)
    for typ in types:
        T = _coerce(T, typ)
    return T, total, n


def _ss(data, c=None):
    """(type, exact sum of squared deviations, mean, number of items)"""
    if c is not None:
        T, ssd, n = _sum((d := x - c) * d for x in data)
        return T, ssd, c, n
    data = list(data)
    T, total, n = _sum(data)
    if not n:
        return int, Fraction(0), Fraction(0), 0
    if not isinstance(total, Fraction):
        return T, total - total, total, n # nan
    squares = _partials(((a * a, b * b) for a, b in map(_exact_ratio, data)))
    ssd = (n * squares - total * total) / n
    return T, ssd, total / n, n


def _convert(value, T):
    """The value in the type of the data; a float where that has whole numbers only and the value is none."""
    kind = float if issubclass(T, int) and value.denominator != 1 else T
    if type(value) is kind:
        return value
    if issubclass(kind, Decimal) and isinstance(value, Fraction):
        return kind(value.numerator) / value.denominator
    return kind(value)


def _fail_neg(values, errmsg="negative value"):
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


# ---- roots of exact fractions ----

def _integer_sqrt_of_frac_rto(n, m):
    a = math.isqrt(n // m)
    return a | (a * a * m != n)


def _float_sqrt_of_frac(n, m):
    """The square root of n/m as the nearest float."""
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        return (_integer_sqrt_of_frac_rto(n, m << 2 * q) << q) / 1
    return _integer_sqrt_of_frac_rto(n << -2 * q, m) / (1 << -q)


def _decimal_sqrt_of_frac(n, m):
    """The square root of n/m as the nearest Decimal of the context."""
    if not n:
        return Decimal("0.0")
    if n < 0:
        n, m = -n, -m
    root = (Decimal(n) / Decimal(m)).sqrt()
    p, q = root.as_integer_ratio()
    # The quotient was rounded, so a neighbour may be nearer: if the exact root is beyond the middle between them.
    for neighbour, side in ((root.next_plus(), 1), (root.next_minus(), -1)):
        r, s = neighbour.as_integer_ratio()
        beyond = n * (2 * q * s) ** 2 - m * (p * s + r * q) ** 2
        if beyond * side > 0:
            return neighbour
    return root


# ---- averages ----

def mean(data):
    """The arithmetic mean."""
    T, total, n = _sum(data)
    if n < 1:
        raise StatisticsError("mean requires at least one data point")
    return _convert(total / n, T)


def fmean(data, weights=None):
    """The arithmetic mean in floats, perhaps weighted."""
    try:
        n = len(data)
    except TypeError:
        data = list(data)
        n = len(data)
    if weights is None:
        if not n:
            raise StatisticsError("fmean requires at least one data point")
        return fsum(data) / n
    weights = list(weights) if not hasattr(weights, "__len__") else weights
    if len(weights) != n:
        raise StatisticsError("data and weights must be the same length")
    top, bottom = fsum(map(mul, data, weights)), fsum(weights)
    if not bottom:
        raise StatisticsError("sum of weights must be non-zero")
    return top / bottom


def geometric_mean(data):
    """The geometric mean."""
    try:
        return exp(fmean(map(log, data)))
    except ValueError:
        raise StatisticsError("geometric mean requires a non-empty dataset containing positive numbers") from None


def harmonic_mean(data, weights=None):
    """The harmonic mean, perhaps weighted."""
    if iter(data) is data:
        data = list(data)
    message = "harmonic mean does not support negative values"
    n = len(data)
    if n < 1:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if n == 1 and weights is None:
        x = data[0]
        if isinstance(x, (int, float, Fraction, Decimal)) or hasattr(x, "as_integer_ratio"):
            if x < 0:
                raise StatisticsError(message)
            return x
        raise TypeError("unsupported type")
    sum_weights = n
    if weights is not None:
        if iter(weights) is weights:
            weights = list(weights)
        if len(weights) != n:
            raise StatisticsError("Number of weights does not match data size")
        sum_weights = _sum(_fail_neg(weights, message))[1]
    weights = repeat(1, n) if weights is None else weights
    try:
        T, total, _ = _sum(w / x if w else 0 for w, x in zip(weights, _fail_neg(data, message)))
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return _convert(sum_weights / total, T)


def _middle(data):
    """The data in order, and the places of the two values in the middle; of an odd number they are the same."""
    ordered = sorted(data)
    if not ordered:
        raise StatisticsError("no median for empty data")
    return ordered, (len(ordered) - 1) // 2, len(ordered) // 2


def median(data):
    """The middle value, or the mean of the two."""
    ordered, low, high = _middle(data)
    return ordered[low] if low == high else (ordered[low] + ordered[high]) / 2


def median_low(data):
    """The middle value, or the smaller of the two."""
    ordered, low, high = _middle(data)
    return ordered[low]


def median_high(data):
    """The middle value, or the larger of the two."""
    ordered, low, high = _middle(data)
    return ordered[high]


def median_grouped(data, interval=1):
    """The median of data in groups of a width: that of the values spread evenly over the group of the middle one."""
    ordered, low, high = _middle(data)
    middle = ordered[high]
    below = bisect_left(ordered, middle)
    within = bisect_right(ordered, middle, lo=below) - below
    try:
        width, center = float(interval), float(middle)
    except ValueError:
        raise TypeError("Value cannot be converted to a float") from None
    return center - width / 2.0 + width * (len(ordered) / 2 - below) / within


def mode(data):
    """The most frequent value, the first of them."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError("no mode for empty data")
    return pairs[0][0]


def multimode(data):
    """The list of the most frequent values."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, number in counts.items() if number == most]


def quantiles(data, *, n=4, method="exclusive"):
    """The n - 1 cut points between groups of equal size."""
    if n < 1:
        raise StatisticsError("n must be at least 1")
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError("must have at least two data points")
    result = []
    if method == "inclusive":
        m = size - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == "exclusive":
        m = size + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), size - 1)
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError("Unknown method: %r" % (method,))


# ---- spreads ----

def variance(data, xbar=None):
    """The variance of a sample."""
    T, ss, c, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("variance requires at least two data points")
    return _convert(ss / (n - 1), T)


def pvariance(data, mu=None):
    """The variance of a population."""
    T, ss, c, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pvariance requires at least one data point")
    return _convert(ss / n, T)


def stdev(data, xbar=None):
    """The standard deviation of a sample."""
    T, ss, c, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError("stdev requires at least two data points")
    return _root(ss / (n - 1), T)


def pstdev(data, mu=None):
    """The standard deviation of a population."""
    T, ss, c, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError("pstdev requires at least one data point")
    return _root(ss / n, T)


def _root(mss, T):
    if not isinstance(mss, Fraction):
        return math.sqrt(mss) if not isinstance(mss, Decimal) else mss.sqrt()
    if issubclass(T, Decimal):
        return _decimal_sqrt_of_frac(mss.numerator, mss.denominator)
    return _float_sqrt_of_frac(mss.numerator, mss.denominator)


# ---- two variables ----

def _deviations(x, y, subject, zero_means=False):
    """The two means, and how far each value is from the mean of its variable."""
    n = len(x)
    if len(y) != n:
        raise StatisticsError(f"{subject} requires that both inputs have same number of data points")
    if n < 2:
        raise StatisticsError(f"{subject} requires at least two data points")
    if zero_means:
        return 0.0, 0.0, x, y
    xbar, ybar = fsum(x) / n, fsum(y) / n
    return xbar, ybar, [each - xbar for each in x], [each - ybar for each in y]


def _products(a, b):
    """The sum of the products of the pairs, rounded once."""
    return fsum(map(mul, a, b))


def covariance(x, y, /):
    """How two variables vary together."""
    _, _, dx, dy = _deviations(x, y, "covariance")
    return _products(dx, dy) / (len(dx) - 1)


def correlation(x, y, /):
    """Pearson's correlation of two variables."""
    _, _, dx, dy = _deviations(x, y, "correlation")
    try:
        return _products(dx, dy) / sqrt(_products(dx, dx) * _products(dy, dy))
    except ZeroDivisionError:
        raise StatisticsError("at least one of the inputs is constant") from None


LinearRegression = namedtuple("LinearRegression", ("slope", "intercept"))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line of least squares."""
    xbar, ybar, dx, dy = _deviations(x, y, "linear regression", zero_means=proportional)
    try:
        slope = _products(dx, dy) / _products(dx, dx)
    except ZeroDivisionError:
        raise StatisticsError("x is constant") from None
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)


# ---- the normal distribution ----

# Wichura's rational approximations of the inverse, each as (numerator, denominator), highest power first.
_CENTRAL = ((2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4,
             4.59219_53931_54987_1457e+4, 1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3,
             1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0),
            (5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4,
             2.12137_94301_58659_5867e+4, 5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2,
             4.23133_30701_60091_1252e+1, 1.0))
_MIDDLE = ((7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
            1.27045_82524_52368_38258e+0, 3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0,
            4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0),
           (1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
            1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0,
            2.05319_16266_37758_82187e+0, 1.0))
_TAIL = ((2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
          2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0,
          5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0),
         (2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5,
          7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1,
          5.99832_20655_58879_37690e-1, 1.0))


def _polynomial(coefficients, r):
    value = 0.0
    first = True
    for coefficient in coefficients:
        value = coefficient if first else value * r + coefficient
        first = False
    return value


def _normal_dist_inv_cdf(p, mu, sigma):
    q = p - 0.5
    if fabs(q) <= 0.425:
        r = 0.180625 - q * q
        x = _polynomial(_CENTRAL[0], r) * q / _polynomial(_CENTRAL[1], r)
        return mu + x * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        x = _polynomial(_MIDDLE[0], r) / _polynomial(_MIDDLE[1], r)
    else:
        r -= 5.0
        x = _polynomial(_TAIL[0], r) / _polynomial(_TAIL[1], r)
    return mu + (-x if q < 0.0 else x) * sigma


class NormalDist:
    """A normal distribution of a random variable."""
    __slots__ = {"_mu": "Arithmetic mean of a normal distribution",
                 "_sigma": "Standard deviation of a normal distribution"}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError("sigma must be non-negative")
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """The distribution with the mean and spread of a sample."""
        data = list(data)
        T, ss, xbar, n = _ss(data)
        if n < 2:
            raise StatisticsError("stdev requires at least two data points")
        return cls(float(xbar), _root(ss / (n - 1), float))

    def samples(self, n, *, seed=None):
        """n random values."""
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """The density at x."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError("pdf() not defined when sigma is zero")
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        """The probability of a value up to x."""
        if not self._sigma:
            raise StatisticsError("cdf() not defined when sigma is zero")
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * sqrt(2.0))))

    def inv_cdf(self, p):
        """The value up to which the probability is p."""
        if p <= 0.0 or p >= 1.0:
            raise StatisticsError("p must be in the range 0.0 < p < 1.0")
        if self._sigma <= 0.0:
            raise StatisticsError("cdf() not defined when sigma at or below zero")
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """n - 1 cut points between intervals of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area that two densities share."""
        if not isinstance(other, NormalDist):
            raise TypeError("Expected another NormalDist instance")
        narrow, wide = sorted((self, other), key=lambda each: (each._sigma, each._mu))
        small, large = narrow.variance, wide.variance
        if not small or not large:
            raise StatisticsError("overlap() not defined when sigma is zero")
        apart = fabs(wide._mu - narrow._mu)
        wider = large - small
        if not wider:
            return 1.0 - erf(apart / (2.0 * narrow._sigma * sqrt(2.0)))
        # The densities are equal at two places, the roots of a quadratic equation; between them one curve is above,
        # outside the other.
        middle = narrow._mu * large - wide._mu * small
        aside = narrow._sigma * wide._sigma * sqrt(apart * apart + wider * log(large / small))
        crossings = (middle + aside) / wider, (middle - aside) / wider
        return 1.0 - sum(fabs(wide.cdf(x) - narrow.cdf(x)) for x in crossings)

    def zscore(self, x):
        """How many standard deviations x is from the mean."""
        if not self._sigma:
            raise StatisticsError("zscore() not defined when sigma is zero")
        return (x - self._mu) / self._sigma

    @property
    def mean(self):
        """Where the bell has its middle."""
        return self._mu

    @property
    def median(self):
        """The same as the mean, for the bell is symmetric"""
        return self._mu

    @property
    def mode(self):
        """The same as the mean, where the bell is highest"""
        return self._mu

    @property
    def stdev(self):
        """How wide the bell is."""
        return self._sigma

    @property
    def variance(self):
        """stdev * stdev."""
        return self._sigma * self._sigma

    def __add__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        return NormalDist(x1._mu * x2, x1._sigma * fabs(x2))

    def __truediv__(x1, x2):
        return NormalDist(x1._mu / x2, x1._sigma / fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return "%s(mu=%r, sigma=%r)" % (type(self).__name__, self._mu, self._sigma)

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state
