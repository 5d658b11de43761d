"""Numbers as people write them against numbers as the ERP keeps them: ranges, prefixes, near misses."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from handlers.desk import Desk
from parsers.asks import NumberRange
from store.records import Document

RANGE_LIMIT = 1000  # numbers that one range may stand for
RECENT = 500  # documents among which numbers are sought that are more than one slip away
FAR = 2  # slips that are still worth a question
TWO_SLIPS = 4  # on the scale of `unlikeliness`
LONG = 8  # signs from which a number with two slips can be told from another one
DETACHED_PREFIX = re.compile(r"^[^\W\d_]{1,5}[\s.:#]+(?=\d{5,})")
LOOKALIKE = str.maketrans("OoIlLSsB", "00111558")
PART = re.compile(r"[^\W_]*\d[^\W_]*")
LEADING = re.compile(r"^[A-Za-z]{2,}")


def counted(span: NumberRange) -> Iterator[str]:
    """The numbers from first to last by their last digits; nothing when the two do not fit together."""
    ends = [re.fullmatch(r"(.*?)(\d{1,18})", end.strip(), re.DOTALL) for end in (span.first, span.last)]
    first, last = ends
    if not first or not last:
        return
    head, low, high = first[1], first[2], last[2]
    if len(high) < len(low):
        high = low[: len(low) - len(high)] + high
    elif last[1] and last[1].casefold() != head.casefold():
        return
    for n in range(min(int(low), int(high)), max(int(low), int(high)) + 1):
        yield f"{head}{n:0{len(low)}d}"


def same_number_forms(number: str) -> tuple[str, ...]:
    """A number and the form without the kind's letters before it ("LS 80012345" is also 80012345)."""
    bare = DETACHED_PREFIX.sub("", number)
    return (number,) if bare == number else (number, bare)


def near_numbers(number: str, desk: Desk) -> tuple[str, ...]:
    """Numbers the person may see that this one may be a slip of, the likeliest first."""
    documents, grants = desk.unit.documents, desk.person.grants
    candidates: dict[str, None] = {}
    for form in (number, *straightened(number)):
        if form != number and documents.by_reference(grants, form):
            candidates[form] = None
        candidates.update(dict.fromkeys(documents.near(grants, form)))
    if not candidates:
        candidates.update(dict.fromkeys(further(number, desk)))
    latest_first = sorted(candidates, reverse=True)  # mostly: years stand in front
    ranked = sorted((unlikeliness(number, c), n, c) for n, c in enumerate(latest_first))
    return tuple(c for rank, _, c in ranked if rank < TWO_SLIPS or ranked[0][0] >= TWO_SLIPS)


def straightened(number: str) -> tuple[str, ...]:
    """The number with letters that look like digits made digits; a prefix of letters may be a prefix."""
    kept = PART.sub(lambda m: with_prefix(m[0]), number)
    whole = PART.sub(lambda m: m[0].translate(LOOKALIKE), number)
    return tuple(dict.fromkeys(form for form in (kept, whole) if form != number))


def with_prefix(part: str) -> str:
    """A part of a number with digits for the letters behind its prefix."""
    prefix = LEADING.match(part)
    end = prefix.end() if prefix else 0
    return part[:end] + part[end:].translate(LOOKALIKE)


def further(number: str, desk: Desk) -> Iterator[str]:
    """Numbers of the latest documents that are a few slips away."""
    key = plain(number)
    if len(key) < LONG:
        return
    latest = desk.unit.documents.search(desk.person.grants, kinds=None, today=desk.today, limit=RECENT)
    for known in {number for document in latest for number in numbers_of(document)}:
        if OSA.distance(key, plain(known), score_cutoff=FAR) <= FAR and not another(key, plain(known)):
            yield known


def another(one: str, other: str) -> bool:
    """Whether a sign of the shorter of two keys was replaced: with a second slip that is another number."""
    shorter, longer = sorted((one, other), key=len)
    return bool(Counter(shorter) - Counter(longer))


def numbers_of(document: Document) -> Iterator[str]:
    """The numbers by which somebody may ask for a document."""
    for cell in (document.number, document.order, document.customer_po, document.delivery):
        yield from (part for part in (cell or "").split("|") if part)


def unlikeliness(typed: str, known: str) -> int:
    """How unlikely it is that one number was typed for the other: two for each slip, a little more for a
    wrong sign than for a swapped, missing or surplus one. A missing start is one slip, and so are all
    letters together that look like digits.
    """
    one, other = plain(typed), plain(known)
    if one and other.endswith(one):
        return TWO_SLIPS // 2
    alike = OSA.distance(one.translate(LOOKALIKE), other.translate(LOOKALIKE)) + 1
    slips = min(OSA.distance(one, other), alike)
    replaced = len(one) == len(other) and sorted(one) != sorted(other) and slips != alike
    return slips * (TWO_SLIPS // 2) + replaced


def plain(number: str) -> str:
    """Capital letters and digits only."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())
