"""Tells which of the spoken languages a message is written in, also for a handful of words."""

from collections.abc import Iterable, Mapping
from itertools import islice

ENOUGH = 400  # words looked at


def detect(words: Iterable[str], known: Mapping[str, frozenset[str]], fallback: str) -> str:
    """The language with most of its frequent words among the folded `words`; `fallback` when none leads."""
    sample = list(islice(words, ENOUGH))
    counts = {code: sum(map(frequent.__contains__, sample)) for code, frequent in known.items()}
    best = max(counts.values(), default=0)
    leaders = [code for code, count in counts.items() if count == best]
    return leaders[0] if best and len(leaders) == 1 else fallback
