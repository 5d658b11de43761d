"""Numbers as people write them against numbers as the ERP keeps them: ranges, prefixes, near misses."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import OSA

from handlers.desk import Desk
from parsers.asks import NumberRange

RANGE_LIMIT = 300  # numbers that one range may stand for
NEAR_SHOWN = 3
DETACHED_PREFIX = re.compile(r"^[^\W\d_]{1,5}[\s.:#]+(?=\d{5,})")
LOOKALIKE = str.maketrans("OILSB", "01158")


def expand(numbers: Iterable[str | NumberRange], desk: Desk) -> Iterator[str]:
    """Single numbers as they are; a range as the numbers of it that exist, or its two ends when none do."""
    for number in numbers:
        if isinstance(number, str):
            yield number
            continue
        between = list(counted(number))
        there = [n for n in between if desk.unit.documents.by_number(desk.person.grants, n)]
        yield from there or (number.first, number.last)


def counted(span: NumberRange) -> Iterator[str]:
    """The numbers from first to last by their last digits; nothing when the two do not fit together."""
    first, last = (re.fullmatch(r"(.*?)(\d+)", end.strip()) for end in (span.first, span.last))
    if not first or not last:
        return
    head, low, high = first[1], first[2], last[2]
    if len(high) < len(low):
        high = low[: len(low) - len(high)] + high
    elif last[1] and last[1].casefold() != head.casefold():
        return
    if not 0 <= int(high) - int(low) < RANGE_LIMIT:
        return
    for n in range(int(low), int(high) + 1):
        yield f"{head}{n:0{len(low)}d}"


def same_number_forms(number: str) -> tuple[str, ...]:
    """A number and the form without the kind's letters before it ("LS 80012345" is also 80012345)."""
    bare = DETACHED_PREFIX.sub("", number)
    return (number,) if bare == number else (number, bare)


def near_numbers(number: str, desk: Desk) -> tuple[str, ...]:
    """Numbers the person may see that this one may be a slip of, the likeliest first."""
    key = plain(number)
    candidates = dict.fromkeys(desk.unit.documents.near(desk.person.grants, number))
    return tuple(sorted(candidates, key=lambda c: (distance(key, plain(c)), c)))[: NEAR_SHOWN * 2]


def distance(one: str, other: str) -> int:
    """Typing slips between two keys; letters that look like digits count as them, a missing start as one."""
    if one and other.endswith(one):
        return 1
    return min(
        OSA.distance(one, other), OSA.distance(one.translate(LOOKALIKE), other.translate(LOOKALIKE)) + 1
    )


def plain(number: str) -> str:
    """Capital letters and digits only."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())
