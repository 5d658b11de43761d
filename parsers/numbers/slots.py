"""The place of a bare number in its sentence: does it stand for a thing, or does it count and measure?"""

import re
from enum import IntEnum

from parsers.numbers.words import NumberWords, Sense
from parsers.phrases import fold

LONG = 5  # digits; a sum so great that it is no number of a paper is round
BACK = 40  # characters looked back for the two words in front

_FRONT = re.compile(
    r"(?<![^\W\d_])(?:([^\W\d_]++)['’. ]{1,2})?([^\W\d_]++)\.?[ \"'„“«(]{0,3}\Z|(\S)[ \"'„“«(]*\Z"
)
_WORD_BEHIND = re.compile(r"[ \"'“”»]{0,2}([^\W\d_]+|[^\s\w])")
_OPEN = frozenset(",;:!?.()[]-–—•*·>&/\"'„“”«»=|#+…")
_BARE = (Sense.FILLER, Sense.LINK, Sense.HEDGE, Sense.MARKER)


class Slot(IntEnum):
    """What the words beside a number say about it, weakest first."""

    COUNTED = 0  # over 4500, 4000 customers
    UNCLEAR = 1  # glue 7045
    FREE = 2  # has 4711 been paid?
    DETERMINED = 3  # your 4711, the 4711 invoice


def slot(text: str, start: int, end: int, words: NumberWords) -> Slot:
    """Where the number from `start` to `end` stands."""
    front = _front(text[max(0, start - BACK) : start].rpartition("\n")[2], words)
    behind = _behind(text, end, words) if front else Slot.COUNTED
    return min(front, behind)


def is_led(text: str, start: int, words: NumberWords) -> bool:
    """True where no noun stands before that the figures could belong to: "under AK 77/5"."""
    return _front(text[max(0, start - BACK) : start].rpartition("\n")[2], words) >= Slot.FREE


def _front(row: str, words: NumberWords) -> Slot:
    match = _FRONT.search(row)
    if not match:
        return Slot.FREE
    if match[3]:
        return Slot.FREE if match[3] in _OPEN else Slot.UNCLEAR if match[3].isdigit() else Slot.COUNTED
    pair = [word for word in (match[1], match[2]) if word]
    last = fold(pair[-1])
    if _measures(pair, words):
        return Slot.COUNTED
    if words.has("articles", last):
        return Slot.DETERMINED
    named = len(pair) > 1 and pair[-1][0].isupper() and words.does(last)  # "Mill Lane Post 44"
    return Slot.FREE if _bare(pair, words) and not named else Slot.UNCLEAR


def _behind(text: str, end: int, words: NumberWords) -> Slot:
    """What the word behind a number says; a sign or the end of the line leaves it for itself."""
    match = _WORD_BEHIND.match(text, end)
    if not match:
        return Slot.DETERMINED
    written = match[1]
    if not written[0].isalpha():
        return Slot.DETERMINED if written in _OPEN else Slot.COUNTED
    word = fold(written)
    if words.has("units", word):
        return Slot.COUNTED
    if _bare([written], words):
        return Slot.DETERMINED
    meaning = words.meaning((written,), 0)
    if meaning and meaning.sense is Sense.ROLE:
        return Slot.COUNTED if words.has("plurals", word) else Slot.DETERMINED
    return Slot.COUNTED if written[0].isupper() else Slot.UNCLEAR


def free_behind(text: str, end: int, words: NumberWords) -> bool:
    """True when no noun follows that the figures could count."""
    return _behind(text, end, words) is Slot.DETERMINED


def _bare(row: list[str], words: NumberWords) -> bool:
    """True when the last word is no noun that a number could name or count."""
    meaning = words.meaning(row, len(row) - 1)
    if meaning and meaning.sense in _BARE:
        return True
    word = fold(row[-1])
    return words.does(word) or words.has("joins", word)


def is_measured(text: str, start: int, words: NumberWords) -> bool:
    """True right behind a word like "over" or "around"."""
    match = _FRONT.search(text[max(0, start - BACK) : start])
    row = [word for word in match.groups()[:2] if word] if match else []
    return bool(row) and _measures(row, words)


def _measures(row: list[str], words: NumberWords) -> bool:
    folded = [fold(word) for word in row]
    return words.has("measures", folded[-1]) or words.has("measures", " ".join(folded))


def is_round(text: str) -> bool:
    """True for 4500 and 1250: a number somebody counted or agreed, not one that a machine gave."""
    return text.endswith(("00", "50"))


def is_sum(text: str, start: int, number: str, words: NumberWords) -> bool:
    """True for "we paid 1250": a sum or a quantity rather than a number."""
    match = _FRONT.search(text[max(0, start - BACK) : start])
    word = fold(match[2]) if match and match[2] else ""
    plain = number[-1] in "05" if len(number) < LONG else is_round(number)
    return words.has("sums", word) and plain
