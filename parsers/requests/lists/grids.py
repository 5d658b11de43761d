"""Finds the tables of a text: neighbouring lines that are cut into cells by the same sign."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST = 60  # characters of a cell; longer ones are sentences
MOST = 400  # rows of one table
_RULE = re.compile(r"[\s|+:=_-]*[|+=_-]{3}[\s|+:=_-]*")
_GAP = re.compile(r" {2,}")
_CODE = re.compile(r"(?<![.,\d])\d{3}|[A-Za-z]-?\d{2}|\d{2}[-/]\d{2}")
_DIGITS = re.compile(r"[0-9]{3}")
_ITEM = re.compile(r"\d[\w./-]*")
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{0,4}")
_SUM = re.compile(r"[-+]?[€£$]? ?\d{1,3}(?:[.,' ]?\d{3})*[.,]\d{2}(?: ?[€£$]| ?[A-Z]{3})?")
SIGNS = ("\t", "|", ";", "  ", ",", " / ", "/")

Span = tuple[int, int]  # from one line up to another one, not included


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its lines stand, the heads of its columns (none: ()), the cells of its rows."""

    span: Span
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, at: int) -> list[str]:
        """The cells of a column; a row that is too short has an empty one."""
        return [row[at] if at < len(row) else "" for row in self.rows]

    @property
    def width(self) -> int:
        """How many columns it has."""
        return max(map(len, (self.heads, *self.rows)))


def grids(lines: Sequence[str]) -> Iterator[Grid]:
    """All tables of two rows or more with something like a number in each row."""
    at = 0
    while at < len(lines):
        sign = _sign(lines, at)
        end = at + 1
        while sign and end < len(lines) and end - at < MOST and _belongs(lines[end], sign):
            end += 1
        found = _grid(lines[at:end], at, sign) if sign and end - at > 1 else None
        if found:
            yield found
        at = end if found else at + 1


def _sign(lines: Sequence[str], at: int) -> str:
    """The sign that cuts a line and the next one; "" for none."""
    here, following = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    for sign in SIGNS:
        if sign in here and _cuts(here, sign) and _belongs(following, sign):
            return sign
    return ""


def _belongs(line: str, sign: str) -> bool:
    return _cuts(line, sign) or bool(_RULE.fullmatch(line))


def _cuts(line: str, sign: str) -> bool:
    if sign == "  ":
        return bool(_GAP.search(line.strip()))
    if sign == ",":
        return ", " not in line and (line.count(",") > 1 or ("," in line and " " not in line.strip()))
    return line.count("/") > 1 if sign == "/" else sign in line


def _grid(lines: Sequence[str], first: int, sign: str) -> Grid | None:
    """The lines as a table; None when its rows hold nothing like a number, or a sentence."""
    kept = [line for line in lines if not _RULE.fullmatch(line)]
    headed = not any(coded(cell) or _ITEM.fullmatch(cell) for cell in cells(kept[0], sign))
    body = kept[headed:]
    heads = cells(kept[0], sign) if headed else []
    rows = [_aligned(line, kept[0], heads, sign) for line in body]
    while rows and not any(map(coded, rows[-1])):  # a sum below the table
        rows.pop()
    if not rows or (len(rows) < 2 and not headed) or not all(any(map(coded, row)) for row in rows):
        return None
    if any(len(cell) > LONGEST for row in [heads, *rows] for cell in row):
        return None
    last = first + len(lines) - (len(body) - len(rows))
    return Grid((first, last), tuple(heads), tuple(map(tuple, rows)))


def cells(line: str, sign: str) -> list[str]:
    """The cells of a line."""
    if sign == "  ":
        return _GAP.split(line.strip())
    inner = line.strip(" ")
    if sign == "|":
        inner = inner.removeprefix("|")
        inner = inner[:-1] if inner.endswith("|") and line.lstrip().startswith("|") else inner
    return [cell.strip() for cell in inner.split(sign)]


def _aligned(line: str, head: str, heads: Sequence[str], sign: str) -> list[str]:
    """The cells of a row; between blanks an empty one shows only by the place of the others."""
    row = cells(line, sign)
    if sign != "  " or len(row) >= len(heads):
        return row
    starts = _starts(head, heads)
    placed = [""] * len(heads)
    for cell, start in zip(row, _starts(line, row), strict=True):
        at = min(range(len(starts)), key=lambda i: abs(starts[i] - start))
        placed[at] = f"{placed[at]} {cell}".strip()
    return placed


def _starts(line: str, row: Sequence[str]) -> list[int]:
    starts, at = [], 0
    for cell in row:
        at = line.index(cell, at)
        starts.append(at)
        at += len(cell)
    return starts


def coded(cell: str) -> bool:
    """True for a cell that may hold the number of a paper or a thing: no date, no sum, no place in a row."""
    written = cell.strip()
    if not _CODE.search(written) and not (written.isdigit() and len(written) > 2):
        return False
    return not (_DATE.fullmatch(written) or _SUM.fullmatch(written))


def has_number(text: str) -> bool:
    """True when three digits stand together somewhere."""
    return bool(_DIGITS.search(text))


def is_sum(cell: str) -> bool:
    """True for an amount of money."""
    return bool(_SUM.fullmatch(cell.strip()))
