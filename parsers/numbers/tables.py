"""Tables inside a text: what the head of a column says about the numbers below it."""

import re
from collections.abc import Iterator, Sequence

from parsers.numbers.context import Context
from parsers.numbers.words import Meaning, NumberWords, Sense
from parsers.phrases import fold

_CELL = re.compile(r"[^\t|; ]+(?: [^\t|; ]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"[0-9]")

Cell = tuple[int, int, Context]  # from, to, what the head of its column says


def cells(text: str, words: NumberWords) -> list[Cell]:
    """The cells below a head that tells something, in their order."""
    return list(_below_heads(text, words)) if _separated(text) else []


def _separated(text: str) -> bool:
    """True for a text with any sign that parts cells."""
    return "\t" in text or "|" in text or ";" in text or "  " in text


def _below_heads(text: str, words: NumberWords) -> Iterator[Cell]:
    heads: Sequence[Context | None] = ()
    start = 0
    for line in text.split("\n"):
        spans = [match.span() for match in _CELL.finditer(line)] if _separated(line) else []
        if len(spans) < 2:
            heads = ()
        elif not _DIGIT.search(line):
            heads = [head_of(line[a:b], words) for a, b in spans]
        else:
            for (a, b), head in zip(spans, heads, strict=False):
                if head:
                    yield start + a, start + b, head
        start += len(line) + 1


def head_of(cell: str, words: NumberWords) -> Context | None:
    """What a head says: "Invoice no." names invoices, "Customer" refuses; most heads say nothing."""
    row = _WORD.findall(cell)[:6]
    if len(row) == 1 and words.has("headings", fold(row[0])):
        return Context(Meaning(Sense.ROLE), fold(row[0]), direct=True)
    found: Meaning | None = None
    word = ""
    marker = False
    for at in range(len(row)):
        meaning = words.meaning(row, at)
        if meaning and meaning.sense in (Sense.ROLE, Sense.NOT):
            found, word, marker = meaning, fold(row[at]), meaning.marker
        elif meaning is None:
            found = None
        elif meaning.marker:
            found, marker = found or meaning, True
    return Context(found, word, direct=True, marker=marker) if found else None
