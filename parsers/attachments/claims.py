"""Reads a buyer's own list of invoices: each number with the amount that stands beside it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, islice
from typing import Any

from parsers.asks import Claim
from parsers.attachments.lists import CHUNK, LINE_MOST, LINES_MOST, MOST, OTHERS, Row, heads, line_of, tables
from parsers.numbers.finder import find
from parsers.numbers.words import NumberWords
from parsers.phrases import fold

# 1.234,56 · 1,234.56 · 1234.5 · 1 234,56 with a sign before or behind it, or in brackets.
MONEY = re.compile(
    r"(?<![\w.,/-])(?P<open>\()?(?P<minus>[-\u2212])?\s?(?:(?:EUR|USD|GBP|CHF|[€$£])\s?)?"
    r"(?P<whole>\d{1,3}(?:(?P<mark>[.,' \u00a0\u202f])\d{3}(?:(?P=mark)\d{3}){0,3})?|\d{1,12})"
    r"(?:[.,](?P<cents>\d{1,2}))?(?P<behind>-)?(?P<unit>\s?(?:EUR|USD|GBP|CHF|[€$£]))?(?![\w/]|[.,]\d)"
)
DAY = re.compile(r"[0-3]?\d\.[01]\d\.")  # "2.10.": a day of the year, not an amount


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Heads of columns with amounts, folded, over all languages: what is open goes before what was billed."""

    open: frozenset[str]
    amount: frozenset[str]

    @classmethod
    def compile(cls, languages: Mapping[str, Mapping[str, Any]]) -> "ClaimWords":
        """From the tables [claims] of the languages that have them."""
        said = [table["claims"] for table in languages.values() if "claims" in table]
        words = {key: frozenset(fold(w) for one in said for w in one[key]) for key in ("open", "amount")}
        return cls(**words)


def claims_in_text(text: str, numbers: NumberWords, words: ClaimWords) -> tuple[Claim, ...]:
    """The claims in the lines of a mail."""
    lines = text.split("\n", LINES_MOST)[:LINES_MOST]
    rows = [line[:LINE_MOST].split("\t") for line in lines]
    return tuple(islice(_claims(rows, numbers, words), MOST))


def claims_in_attachment(
    name: str, content_type: str, data: bytes, numbers: NumberWords, words: ClaimWords
) -> tuple[Claim, ...]:
    """The claims in an attached list, at most 2,000; none in a file of another form."""
    found = (c for rows in tables(name, content_type, data) for c in _claims(rows, numbers, words))
    return tuple(islice(found, MOST))


def _claims(rows: Sequence[Row], numbers: NumberWords, words: ClaimWords) -> Iterator[Claim]:
    start, head, chosen = heads(rows, numbers)
    column = _column(head, words)
    for at in range(start, len(rows), CHUNK):
        part = rows[at : at + CHUNK]
        lines = [line_of(row, chosen) for row in (head, *part)]
        ends = list(accumulate(len(line) + 1 for line in lines))
        named: dict[int, list[tuple[str, str | None]]] = {}
        for found in find("\n".join(lines), numbers):
            place = bisect_right(ends, found.start) - 1  # the head is the first line
            if isinstance(found.value, str) and place >= 0:
                named.setdefault(place, []).append((found.value, found.role))
        for place, those in named.items():
            yield from _in_row(part[place], those, column)


def _in_row(row: Row, named: Sequence[tuple[str, str | None]], column: int | None) -> Iterator[Claim]:
    """The claims of one row; an order or delivery beside the invoice is no claim of its own."""
    own = [value for value, role in named if role not in OTHERS] or [value for value, _ in named]
    amount = _amount(row, column, own) if len(own) == 1 else None
    yield from (Claim(value, amount) for value in own)


def _column(head: Row, words: ClaimWords) -> int | None:
    """The column of amounts that the heads name."""
    folded = [" ".join(fold(cell[:100]).replace(".", " ").split()) for cell in head]
    for wanted in (words.open, words.amount):
        for place, cell in enumerate(folded):
            if cell in wanted or any(word in wanted for word in cell.split()):
                return place
    return None


def _amount(row: Row, column: int | None, own: Iterable[str]) -> Decimal | None:
    """The amount of a row: of its column, else the last that has cents or a currency."""
    if column is not None:
        cell = row[column] if column < len(row) else ""
        match = MONEY.search(cell[:100])
        return _value(match) if match else None
    text = "\t".join(cell[:500] for cell in row)
    for value in own:
        text = text.replace(value, "\t", 1)
    certain = [
        m
        for m in MONEY.finditer(text)
        if m["unit"] or (len(m["cents"] or "") == 2 and not DAY.match(text, m.start()))
    ]
    return _value(certain[-1]) if certain else None


def _value(match: re.Match[str]) -> Decimal:
    """The amount that was written."""
    whole = re.sub(r"\D", "", match["whole"])
    cents = (match["cents"] or "").ljust(2, "0")
    negative = bool(match["open"] or match["minus"] or match["behind"])
    amount = Decimal(f"{whole}.{cents}")
    return -amount if negative else amount
