"""Recognises the head of an older mail inside a text: a run of `Name: value` lines in any language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_LINES: Final = 16
_LABEL: Final = 30
_WRAPPED: Final = 2  # lines that may follow a field without a name of their own

ADDRESS: Final = re.compile(r"[\w.+%=-]@[\w-]")
DAY: Final = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-](?:\d\d)?\d\d(?!\d)"
    r"|\d{1,2}[./-][^\W\d_]{3,4}\.?-(?:\d\d)?\d\d(?!\d))"
)
CLOCK: Final = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3]) ?[:h.] ?[0-5]\d(?!\d)")
_WORD: Final = re.compile(r"[^\W\d_]{2}|@")


@dataclass(slots=True)
class Head:
    """What a run of fields holds; `end` is the first line after it."""

    end: int
    kinds: set[str] = field(default_factory=set)  # from, date, to, subject
    labels: int = 0
    address: bool = False
    day: bool = False
    clock: bool = False

    @property
    def known(self) -> bool:
        """Whether known fields make up the head of a mail, not a form that somebody filled in."""
        if not self.kinds & {"from", "date"}:
            return False
        if len(self.kinds) == 4:
            return True
        if len(self.kinds) == 3:
            return self.address or ("from" in self.kinds and self.day)
        return len(self.kinds) == 2 and self.address and self.kinds != {"from", "to"}

    @property
    def likely(self) -> bool:
        """Whether it looks like a head though its names may be of a foreign language."""
        return self.labels >= 3 and self.address and self.day and self.clock

    @property
    def possible(self) -> bool:
        """Whether it may be a head where something else already announces one."""
        return self.labels >= 2 and (self.address or self.day)


def label(line: str) -> tuple[str, str]:
    """Name (lower case) and value of a `Name: value` line; ("", "") when it is none."""
    name, colon, value = line.replace("\uff1a", ":", 1).partition(":")
    name = name.strip(" \t*_>\u202f\ufeff\u200e\u200f")
    if not colon or not name or len(name) > _LABEL or not name[0].isalpha() or value.startswith("//"):
        return "", ""
    return name.lower(), value.strip(" \t*_")


def read_head(lines: list[str], at: int, fields: Mapping[str, str], *, unknown: bool = False) -> Head:
    """Reads fields from line `at`: known names (any with `unknown`), others between, wrapped values."""
    head = Head(at)
    wrapped = 0
    for position in range(at, min(at + _LINES, len(lines))):
        name, value = label(lines[position])
        kind = fields.get(name, "")
        if kind == "from" and value and not _WORD.search(DAY.sub("", value)):
            break  # "from: 1.1." is the start of a period
        if kind or (name and unknown):
            _note(head, position, kind, value)
            wrapped = 0
        elif not lines[position].strip():
            if not head.labels or not _continues(lines, position, fields):
                break
        elif not head.labels or wrapped == _WRAPPED:
            break
        else:
            wrapped += 1
            if not name and (_continues(lines, position, fields) or _hangs(lines, position)):
                head.end = position + 1
                head.address = head.address or ADDRESS.search(lines[position]) is not None
    return head


def on_one_line(line: str, fields: Mapping[str, str]) -> bool:
    """Whether a line holds a whole head whose line breaks were lost: sender, date and one field more."""
    before_colons = (piece.split()[-2:] for piece in line.split(":")[:-1])
    names = {" ".join(words[start:]).strip("*_").lower() for words in before_colons for start in (0, 1)}
    kinds = {fields.get(name) for name in names} - {None, "other"}
    return kinds >= {"from", "date"} and len(kinds) >= 3


def _note(head: Head, position: int, kind: str, value: str) -> None:
    head.labels += 1
    head.end = position + 1
    if kind and kind != "other":
        head.kinds.add("to" if kind == "cc" else kind)
    head.address = head.address or ADDRESS.search(value) is not None
    head.day = head.day or DAY.search(value) is not None
    head.clock = head.clock or CLOCK.search(value) is not None


def _continues(lines: list[str], position: int, fields: Mapping[str, str]) -> bool:
    return position + 1 < len(lines) and label(lines[position + 1])[0] in fields


def _hangs(lines: list[str], position: int) -> bool:
    """Whether a line goes on with the list of addresses above it."""
    return lines[position - 1].rstrip().endswith((",", ";")) and ADDRESS.search(lines[position]) is not None
