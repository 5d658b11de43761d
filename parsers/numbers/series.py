"""Several numbers in a row: lists, ranges, and numbers that the one before completes."""

import re
from itertools import pairwise

from parsers.numbers.shapes import is_year
from parsers.numbers.words import NumberWords
from parsers.phrases import fold

NEAR = 80  # characters between two numbers of one row
PAIRS = 5  # digits of a number that several endings of two digits may follow
PLAIN = 6  # digits of a number that a shorter ending may follow after a slash
RANGE = 10_000  # numbers in a range, at most

_WORDS = re.compile(r"[^\W\d_]+")
_TAIL = re.compile(r"(.*?)([0-9]+)", re.DOTALL)
_SIGNS = frozenset(" \t\n\"'()[]*•·,;&+/|-–—#.:0123456789_„“”«»")
_DIGIT = re.compile(r"[0-9]")
_DATE = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]")
_TWICE = re.compile(r"(([^\W\d_]{1,5}[-/.]?)[0-9]{3,})[-–](\2[0-9]{3,})")  # RE4711-RE4719
_DASHES = ("-", "–", "—", "..", "...", "…")


def split_tail(number: str) -> tuple[str, str]:
    """All before the last run of digits, and that run: RE-2025-0412 -> (RE-2025-, 0412); ("", "") without."""
    match = _TAIL.fullmatch(number)
    return (match[1], match[2]) if match else ("", "")


def is_chain(gap: str, words: NumberWords, hedged: bool = False) -> bool:
    """True when only signs, dates, amounts and words like "and" stand between two numbers.

    `hedged`: also "4711 it might be or perhaps 4717".
    """
    if not gap or len(gap) > NEAR or "\n\n" in gap:
        return False
    found = [fold(word) for word in _WORDS.findall(gap)]
    if not found:
        return all(map(_SIGNS.__contains__, gap))
    dated = any(map(str.isdigit, gap))  # 4711 of 12 March and 4712
    links = [word for word in found if not (dated and words.has("dates", word))]
    if words.has("joins", " ".join(links)) or all(words.has("joins", word) for word in links):
        return True
    said = hedged and any(words.has("joins", word) for word in links)
    return said and all(words.has("joins", word) or words.has("hedges", word) for word in links)


def is_range(gap: str, words: NumberWords) -> bool:
    """True when what stands between two numbers says "from the first to the second"."""
    inner = gap.strip(" \t\"'„“”«»()")
    if len(gap) > NEAR or inner in _DASHES:
        return len(gap) <= NEAR
    between = [fold(word) for word in _WORDS.findall(inner)]
    row = len(between) > 1 and between[-1] in words.prefixes  # "RG 118840 bis RG 118852"
    return words.has("ranges", " ".join(between[:-1] if row else between))


def opens_range(text: str, start: int, words: NumberWords) -> bool:
    """True when the word before the first number is "between"."""
    row = _WORDS.findall(text[max(0, start - 30) : start])
    return bool(row) and words.has("between", fold(row[-1]))


def reaches(first: str, last: str, spoken: bool) -> bool:
    """True when two numbers can be the ends of a range; a dash alone (`spoken` false) needs near numbers."""
    head, tail = split_tail(first)
    other, end = split_tail(last)
    if head != other or len(tail) != len(end) or not tail or len(tail) > 18:
        return False
    if is_year(tail) and is_year(end) and not head:
        return False
    most = RANGE if spoken else 100
    return 0 < int(end) - int(tail) < most


def completed(shortened: str, before: str) -> str | None:
    """The number that "0413" means after "RE-2025-0412"; None when it stands for itself."""
    head, tail = split_tail(before)
    if not shortened.isdigit() or not tail or len(tail) > 18:
        return None
    if len(shortened) == len(tail) >= 3:
        return head + shortened
    replaced = tail[-len(shortened) :]
    short = len(shortened) in (2, 3) or (len(shortened) == 4 and shortened[0] == replaced[0])
    if short and len(shortened) < len(tail) and int(shortened) > int(replaced):
        return head + tail[: -len(shortened)] + shortened
    return None


def alike(number: str, before: str) -> bool:
    """True when bare digits look like the end of the number before: 00421 after INV 2025 00412."""
    tail = split_tail(before)[1]
    return number.isdigit() and len(number) == len(tail) >= 4 and number[:2] == tail[:2]


def pieces(text: str, words: NumberWords) -> list[str]:
    """Splits what was written as one: RE-2025-0412/0413 and RE-1/LS-2; joined again by "/" it is the same."""
    parts = text.split("/")
    if len(parts) == 1:
        return parts
    if all(_begins(part, words) for part in parts) or _of_one_shape(parts):
        return parts
    for first in range(1, len(parts)):
        tail = split_tail(parts[first - 1])[1]
        if _row(tail, parts[first:]):
            return ["/".join(parts[:first]), *parts[first:]]
    return [text]


def _of_one_shape(parts: list[str]) -> bool:
    """True for 7B44120/7B44133: letters and digits in the same places."""
    shapes = {_DIGIT.sub("0", part) for part in parts}
    lettered = any(c.isalpha() for c in parts[0])
    return len(shapes) == 1 and lettered and len(parts[0]) > PLAIN


def _begins(part: str, words: NumberWords) -> bool:
    """True when a part begins like a number of its own."""
    letters = _WORDS.match(part)
    return bool(letters and len(part) >= 4 and part[-1].isdigit() and fold(letters[0]) in words.prefixes)


def _row(tail: str, rest: list[str]) -> bool:
    """True for endings that go up: 0412 and 0413, 0417, or 4500151207 and 311. A date before is no ending."""
    digits = len(rest[0])
    if digits == 2 and len(rest) > 1 and len(tail) >= PAIRS:  # 118827/28/31
        row = [tail[-2:], *rest]
        return all(p.isdigit() and len(p) == 2 for p in row) and all(a < b for a, b in pairwise(row))
    if digits < 3 or is_year(tail) or _DATE.fullmatch(tail) or (digits < len(tail) < PLAIN):
        return False
    if not all(part.isdigit() and len(part) == digits <= len(tail) for part in rest):
        return False
    row = [tail[-digits:], *rest]
    alike = digits < len(tail) or all(part[0] == tail[0] for part in rest)
    return alike and all(a < b for a, b in pairwise(row))


def inner_range(text: str) -> tuple[str, str] | None:
    """4711-4715 and RE-2025-0412-0417 are ranges when the ends differ in the last two digits only."""
    if (twice := _TWICE.fullmatch(text)) and reaches(twice[1], twice[3], spoken=True):
        return twice[1], twice[3]
    start, dash, last = text.rpartition("-")
    tail = split_tail(start)[1]
    near = len(tail) == len(last) >= 4 and tail[:-2] == last[:-2] and last.isdigit() and tail < last
    if not dash or not near or is_year(tail):
        return None
    return start, split_tail(start)[0] + last
