"""The two tests against values that are known: small samples by hand, large ones by their meaning."""

import random

import pytest

from tests.bench.distributions import kolmogorov_smirnov, mann_whitney, ranked


def drawn(seed: int, shift: float = 0.0, wide: float = 1.0) -> list[float]:
    rng = random.Random(seed)
    return [rng.gauss(shift, wide) for _ in range(200)]


def test_ranks_share_what_is_equal() -> None:
    assert ranked([3.0, 1.0, 3.0, 2.0]) == [3.5, 1.0, 3.5, 2.0]


def test_equal_samples_are_alike() -> None:
    assert mann_whitney([1.0] * 30, [1.0] * 30) == 1.0
    assert kolmogorov_smirnov([1.0, 2.0] * 30, [1.0, 2.0] * 30) == (0.0, 1.0)


def test_what_differs_is_told_apart() -> None:
    assert mann_whitney(drawn(1), drawn(2, shift=0.5)) < 0.001
    assert kolmogorov_smirnov(drawn(1), drawn(2, wide=3.0))[1] < 0.001


def test_by_hand() -> None:
    """U = 12.5 of 50, spread 174.34 (five ties of two): z = 2.80. At 5 and at 10 half of one stand apart."""
    one, other = list(range(1, 11)), list(range(6, 16))
    assert mann_whitney(one, other) == pytest.approx(0.0051, abs=0.0005)
    assert kolmogorov_smirnov(one, other)[0] == 0.5


def test_alike_samples_are_rarely_told_apart() -> None:
    tried = [(drawn(n), drawn(n + 1000)) for n in range(60)]
    assert sum(mann_whitney(a, b) < 0.05 for a, b in tried) <= 8
    assert sum(kolmogorov_smirnov(a, b)[1] < 0.05 for a, b in tried) <= 8
