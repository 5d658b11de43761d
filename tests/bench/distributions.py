"""Whether two samples of times come from one distribution: two tests in plain Python, asymptotic."""

import math
from collections.abc import Sequence


def mann_whitney(one: Sequence[float], other: Sequence[float]) -> float:
    """The two-sided p value of the rank sum test, with the correction for ties.

    Small: one of the two tends to be larger. Good from about 20 values each.
    """
    n, m = len(one), len(other)
    ranks = ranked([*one, *other])
    spread = n * m / 12 * (n + m + 1 - ties([*one, *other]) / ((n + m) * (n + m - 1)))
    if not spread:
        return 1.0
    u = sum(ranks[:n]) - n * (n + 1) / 2
    z = (abs(u - n * m / 2) - 0.5) / math.sqrt(spread)
    return math.erfc(max(z, 0.0) / math.sqrt(2))


def ranked(values: Sequence[float]) -> list[float]:
    """The rank of each value from 1 on; equal ones share the middle of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[order[end + 1]] == values[order[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[order[place]] = (start + end) / 2 + 1
        start = end + 1
    return ranks


def ties(values: Sequence[float]) -> float:
    """The sum of t³ - t over the groups of equal values."""
    return sum(t**3 - t for t in (values.count(v) for v in set(values)))


def kolmogorov_smirnov(one: Sequence[float], other: Sequence[float]) -> tuple[float, float]:
    """The largest distance between the two empirical distributions, and its two-sided p value."""
    first, second = sorted(one), sorted(other)
    distance = max(abs(share(first, x) - share(second, x)) for x in {*first, *second})
    size = len(first) * len(second) / (len(first) + len(second))
    scaled = (math.sqrt(size) + 0.12 + 0.11 / math.sqrt(size)) * distance
    if scaled < 0.2:
        return distance, 1.0  # the series below does not converge there
    tail = 2 * sum((-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 101))
    return distance, min(max(tail, 0.0), 1.0)


def share(values: Sequence[float], most: float) -> float:
    """The share of sorted values that are not above a bound."""
    low, high = 0, len(values)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if values[middle] <= most else (low, middle)
    return low / len(values)
