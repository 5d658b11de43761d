"""Digits in groups: one number written with blanks, dots or an apostrophe, or several in a row."""

import re
from collections.abc import Sequence
from itertools import pairwise

from parsers.numbers import series
from parsers.numbers.context import GROUPED as GROUPED_ROLES
from parsers.numbers.context import Context, alone, before, unit_after
from parsers.numbers.reading import Reading, judge
from parsers.numbers.shapes import Shape, is_year, shape_of
from parsers.numbers.slots import free_behind, is_measured, is_sum
from parsers.numbers.verdict import Run
from parsers.numbers.words import NumberWords
from parsers.phrases import fold

GROUPED = 7  # characters of "318.442"; a shorter one needs its name right before it
LEAST = 6  # characters of "33.081"
ROW = 4  # digits of what is rather one of several numbers than a group of one
QUOTES = "'’:"
_NEXT = re.compile(rf"([^0-9\n]{{1,{series.NEAR}}})([0-9]+(?: [0-9]+)+)")


def read_spaced(reading: Reading, start: int, end: int) -> None:
    """One number after a number word (PO 4500 123 456), else each group for itself."""
    text, words = reading.text, reading.words
    groups = text[start:end].split(" ")
    context = before(text, reading.left, start, words)
    if context.refuses and context.marker:  # customer no. 10 442
        reading.refused = reading.left = end
        return
    told = context.names or context.linked or context.marker or alone(text, start, end)
    one = told and not context.refuses and _one_number(groups, context, words)
    one = one or _goes_on(reading, start, groups) or (told and _paired(text, end, groups, words))
    if one and not unit_after(text, end, words) and (end - start >= GROUPED or free_behind(text, end, words)):
        begin = _prefix_start(text, start, words) if is_year(groups[0]) else start
        reading.take(Run(begin, end, text[begin:end], Shape.DASHED), text[begin:end], context.role)
        return
    for group in groups:
        judge(reading, Run(start, start + len(group), group, shape_of(group, words)))
        start += len(group) + 1


def _one_number(groups: Sequence[str], context: Context, words: NumberWords) -> bool:
    """True for groups of one number, not for a row of numbers or a day."""
    plural = words.has("plurals", context.word)
    if context.role in GROUPED_ROLES and not plural:
        return True
    if is_year(groups[0]):
        return len(groups) == 2 and len(groups[1]) >= 3 and not is_year(groups[1])
    if _is_row(groups) or (_is_day(groups) and not context.marker):
        return False
    if len(groups[0]) <= 2:
        return (context.names or context.marker) and not plural
    one = len(set(map(len, groups))) > 1 and len(" ".join(groups)) > GROUPED
    return one or (not plural and (context.names or context.marker))


def _is_row(groups: Sequence[str]) -> bool:
    """True for 90077822 90077823, 4417 4420 or 118 119: as long as each other and nearly alike.

    Two groups of four that differ are one number: "invoice 1200 4410".
    """
    if len(set(map(len, groups))) > 1:
        return False
    size = len(groups[0])
    if size < ROW:
        near = size == 3 and all(a[:2] == b[:2] for a, b in pairwise(groups))
        return near or all(int(b) - int(a) == 1 for a, b in pairwise(groups))
    alike = 2 if len(groups) == 2 else 1
    return size > ROW or is_year(groups[-1]) or all(a[:alike] == b[:alike] for a, b in pairwise(groups))


def _is_day(groups: Sequence[str]) -> bool:
    """True for 12 11 2025 and 12 11 25."""
    if [len(group) for group in groups] not in ([2, 2, 4], [2, 2, 2]):
        return False
    day, month, year = groups
    dated = is_year(year) or year in map(str, range(20, 40))
    return dated and 0 < int(day) <= 31 and 0 < int(month) <= 12


def read_grouped(reading: Reading, start: int, end: int) -> None:
    """A number whose digits are grouped by dots, right behind its name: "invoice 318.442", "25'00731"."""
    text, words = reading.text[start:end], reading.words
    if text.count(".") > 1 and text.rpartition(".")[2].isdigit() and len(text.rpartition(".")[2]) != 3:
        judge(reading, Run(start, end, text, shape_of(text, words)))  # 7.330.12 is no sum
        return
    quoted = len(text) > len("25'") and text[2] in QUOTES
    if end - start < LEAST or not (quoted or text.replace(".", "").isdigit()):
        return
    context = before(reading.text, reading.left, start, words)
    close = (context.marker or context.near) and free_behind(reading.text, end, words)
    named = context.names and (close or end - start >= GROUPED)
    named = named or (not context.refuses and text.count(".") > 1 and not _counts(reading, start, text))
    if (named or _listed_alike(reading, start, text)) and not unit_after(reading.text, end, words):
        reading.take(Run(start, end, text, Shape.LOOSE), text, context.role)


def _counts(reading: Reading, start: int, text: str) -> bool:
    """True for sums and quantities of millions: "turnover of 12.345.678"."""
    return is_measured(reading.text, start, reading.words) or is_sum(reading.text, start, text, reading.words)


def _listed_alike(reading: Reading, start: int, text: str) -> bool:
    """True for the 318.443 of "318.442 and 318.443"."""
    last = reading.before()
    alike = last is not None and "." in last.text and len(last.text) == len(text)
    return alike and series.is_chain(reading.text[reading.left : start], reading.words)


def _goes_on(reading: Reading, start: int, groups: Sequence[str]) -> bool:
    """True for "4500 771 231" right after "4500 771 220 and"."""
    last = reading.found[-1] if reading.found else None
    if last is None or [len(part) for part in last.text.split(" ")] != [len(part) for part in groups]:
        return False
    return series.is_chain(reading.text[last.end : start], reading.words, hedged=True)


def _paired(text: str, end: int, groups: Sequence[str], words: NumberWords) -> bool:
    """True for the first of "invoices 1200 4410 and 1200 4411": what follows is grouped alike."""
    follows = _NEXT.match(text, end)
    if not follows or [len(part) for part in follows[2].split(" ")] != [len(part) for part in groups]:
        return False
    return series.is_chain(follows[1], words)


def _prefix_start(text: str, start: int, words: NumberWords) -> int:
    """Where the prefix of "INV 2025 00412" begins; `start` when there is none."""
    row = text[max(0, start - 8) : start]
    word = row.rstrip(" ").rpartition(" ")[2].rpartition("\n")[2]
    return start - len(row) + row.rindex(word) if word and fold(word) in words.prefixes else start


def read_phone(reading: Reading, start: int, end: int) -> None:
    """Looks like a phone number; right after the name of a document it is one number or a row of them."""
    text = reading.text[start:end]
    context = before(reading.text, reading.left, start, reading.words)
    if sum(map(str.isdigit, text)) >= 7 and not (context.names and text[0].isdigit()):
        reading.left = end
        return
    if context.names and text.replace(" ", "").isdigit():
        read_spaced(reading, start, end)
        return
    for part in text.split(" "):
        if part[:1].isdigit():
            judge(reading, Run(start, start + len(part), part, shape_of(part, reading.words)))
        start += len(part) + 1
