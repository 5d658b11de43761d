"""Writes a grid as CSV: for a German Excel, or plain for programs."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from handlers.exports.grid import Cell, Grid, Money, formula_like


@dataclass(frozen=True, slots=True)
class Profile:
    """How one kind of reader wants its CSV; `titles` heads the columns with words, else with their keys."""

    separator: str
    decimal: str
    day: str  # with {d}, {m} and {y}
    mark: bool  # a byte order mark, by which Excel knows UTF-8
    titles: bool


EXCEL_GERMAN = Profile(";", ",", "{d:02}.{m:02}.{y:04}", mark=True, titles=True)
PLAIN = Profile(",", ".", "{y:04}-{m:02}-{d:02}", mark=False, titles=False)
PROFILES = {"excel": EXCEL_GERMAN, "plain": PLAIN}


def csv(grid: Grid, profile: Profile) -> bytes:
    """The grid in UTF-8 with CRLF (RFC 4180).

    Texts stand in quotation marks, so that neither separator of the two profiles splits one; a text that a
    spreadsheet might work out gets an apostrophe before it. Numbers stand bare and keep their sign.
    """
    heads = [c.title if profile.titles else c.key for c in grid.columns]
    lines = [profile.separator.join(map(quoted, heads))]
    lines += (profile.separator.join(written(cell, profile) for cell in row) for row in grid.rows)
    text = "\r\n".join([*lines, ""])
    return text.encode("utf-8-sig" if profile.mark else "utf-8", "replace")


def written(cell: Cell, profile: Profile) -> str:
    """One cell."""
    match cell:
        case None:
            return ""
        case Money(amount=amount) | (Decimal() as amount):
            return f"{amount:f}".replace(".", profile.decimal)
        case dt.date():
            return profile.day.format(d=cell.day, m=cell.month, y=cell.year)
        case int():
            return str(cell)
    return quoted(cell)


def quoted(text: str) -> str:
    """A text that no program takes for anything else; line breaks inside become blanks."""
    safe = f"'{text}" if formula_like(text) else text
    return '"' + safe.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace('"', '""') + '"'
