"""Finds where an older mail begins in a text: by divider, by header block, by attribution line."""

import re
from dataclasses import dataclass
from typing import Final

from parsers.mail.heads import ADDRESS, CLOCK, DAY, label, on_one_line, read_head
from parsers.mail.mail_words import MailWords

_LINES: Final = 4  # an attribution is wrapped over at most so many lines
_LENGTH: Final = 400
_SHORT: Final = 150
_TRIALS: Final = 400  # close looks at what may announce an older mail; only a hostile text needs more

_QUOTED: Final = re.compile(r"[ \t]{0,4}>")
_BARRED: Final = re.compile(r"[ \t]{0,4}\|")
_NUMBER: Final = re.compile(r"(?<!\w)\d{1,2}(?!\d)")
_MONTH_DAY: Final = re.compile(r"(?:[^\W\d]+[.,]*\s+){0,3}\d{1,2}(?:[.,\s]|$|th|st|nd|rd)")
_RULES: Final = "-_=*~#\u2014\u2013"
_TITLE: Final = re.compile(r"[\s*>]*[-_=]{2,} ?([^-_=\n]{3,60}?(?:-[^-_=\n]{3,30})?) ?[-_=]{2,}")
_GROUPWISE: Final = re.compile(r"\s{0,4}>>> .{5,200} >>>\s*$")
_TITLED: Final = re.compile(r"[\s*]*[-_=]{3,} ?[^\W\d][^\n]{2,50}[-_=]{3,}[\s*]*$")
_SENTENCE_END: Final = (".", "!", "?", ":", ";", ",")
_COLONS: Final = (":", "\uff1a")
_DECORATION: Final = " \t*_-="


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where an older mail is announced."""

    end: int  # the first line after the announcement
    own: str = ""  # what was typed before it on its first line
    closed: bool = False  # a head or "original message": what follows unmarked is old in any case
    name_above: bool = False  # the line above, a name, belongs to it


class History:
    """The lines of one mail, looked over once so that most of them need no closer look."""

    def __init__(self, lines: list[str], words: MailWords) -> None:
        self._lines = lines
        self._words = words
        self._trials = _TRIALS
        self._quotation = [">" in line and _quotes(line) for line in lines]
        self._next_text = _next_text(lines)
        self._wrote = _lines_with(words.wrote, lines)
        self._closing = [self._closes(number) for number in range(len(lines))]

    def quoted(self, at: int) -> bool:
        """Whether line `at` carries a quotation mark."""
        return at < len(self._lines) and self._quotation[at]

    def barred(self, at: int) -> bool:
        """Whether line `at` is blank or carries the bar that some clients quote with."""
        return at < len(self._lines) and (not self._lines[at].strip() or bool(_BARRED.match(self._lines[at])))

    def quote_follows(self, at: int) -> bool:
        """Whether the next line with text, from line `at`, is quoted."""
        following = self._next_text[min(at, len(self._lines))]
        return self.quoted(following) or (following < len(self._lines) and self.barred(following))

    def separates(self, line: str) -> bool:
        """Whether a line does nothing but set apart what follows."""
        bare = line.strip(" \t*:" + _RULES)
        return (not bare and len(line.strip()) >= 2) or self._title(bare)

    def boundary(self, at: int) -> Boundary | None:
        """The announcement of an older mail that begins at line `at`, if one does."""
        if not self._trials or len(self._lines[at]) > _LENGTH:
            return None
        if ">>>" in self._lines[at] and _GROUPWISE.match(self._lines[at]) and DAY.search(self._lines[at]):
            return Boundary(at + 1, closed=True)
        if len(self._lines[at]) <= _SHORT and self._words.ticket_line.search(self._lines[at].lower()):
            return Boundary(at + 1)
        return self._divider(at) or self._head(at) or self._attribution(at)

    def _closes(self, at: int) -> bool:
        """Whether an attribution may end with line `at`."""
        bare = self._lines[at].rstrip(_DECORATION)
        if not bare:
            return False
        return bare.endswith(_COLONS) or at in self._wrote or self.quote_follows(at + 1)

    def _divider(self, at: int) -> Boundary | None:
        """`-----Original Message-----`, `Begin forwarded message:`, or any rule above a header block."""
        line = self._lines[at].strip()
        ruled = line[:1] in _RULES
        if not ruled and not self._closing[at]:
            return None
        following = self._next_text[at + 1]
        title = _TITLE.match(line) if ruled else None
        name = title[1] if title else line.strip(" *:>" + _RULES)
        if self._title(name) and (title or ruled or line.endswith((*_COLONS, "*"))):
            head = read_head(self._lines, following, self._words.fields)
            attribution = None if head.kinds else self._attribution(following)
            end = head.end if head.kinds else attribution.end if attribution else at + 1
            return Boundary(end, closed=name.strip().lower() in self._words.dividers)
        if ruled and (_TITLED.match(line) or (len(line) >= 5 and not line.strip(" *-_"))) and self._try():
            head = read_head(self._lines, following, self._words.fields, unknown=True)
            if head.possible and (head.known or head.likely or _TITLED.match(line)):
                return Boundary(head.end, closed=True)
        return None

    def _title(self, name: str) -> bool:
        """Whether it names a divider."""
        name = name.strip().lower()
        return name in self._words.dividers or name in self._words.forwards

    def _head(self, at: int) -> Boundary | None:
        name, value = label(self._lines[at])
        known = self._words.fields.get(name)
        if known in ("from", "date", "to", "subject"):
            if self._try():
                head = read_head(self._lines, at, self._words.fields)
                if head.known or on_one_line(self._lines[at], self._words.fields):
                    return Boundary(max(head.end, at + 1), closed=True)
        elif name and not known and value.endswith((">", "]")) and ADDRESS.search(value) and self._try():
            head = read_head(self._lines, at, self._words.fields, unknown=True)
            return Boundary(head.end, closed=True) if head.likely else None
        return None

    def _attribution(self, at: int) -> Boundary | None:
        """`On … wrote:` in any wrapping: name, date, address and the word for writing, if there."""
        last = min(at + _LINES, len(self._lines))
        if at >= last or not any(self._closing[at:last]):
            return None
        opening = self._opening(at)
        if opening is None or not self._try():
            return None
        own, joined = opening
        for position in range(at, last):
            line = self._lines[position].strip()
            if position > at:
                opens_anew = self._words.opener.match(line.lower()) and _NUMBER.search(line)
                if not line or self.quoted(position) or opens_anew:
                    return None
                joined = f"{joined} {line}"
            if self._closing[position] and len(joined) <= _LENGTH and self._complete(joined, position + 1):
                return Boundary(position + 1, own, name_above=joined.startswith("<") and self._name_above(at))
        return None

    def _try(self) -> bool:
        self._trials -= self._trials > 0
        return self._trials > 0

    def _opening(self, at: int) -> tuple[str, str] | None:
        """(what was typed before, the beginning of an attribution); None when none can begin in this line."""
        line = self._lines[at]
        bare = line.strip(_DECORATION)
        lower = bare.lower()
        if self._words.opener.match(lower) or _early_date(bare):
            return "", bare
        if len(lower) == len(bare):
            for match in self._words.opener.finditer(lower):
                if bare[match.start()].isupper() and _early_date(bare[match.end() :].lstrip()):
                    return bare[: match.start()].rstrip(_DECORATION), bare[match.start() :]
        wrote = self._words.wrote.search(lower) if at in self._wrote else None
        address = ADDRESS.search(bare)
        starts = [found.start() for found in (wrote, address) if found]
        return ("", bare) if starts and _name_like(bare[: min(starts)]) else None

    def _complete(self, text: str, following: int) -> bool:
        """Whether the joined lines say all that an attribution says."""
        body = text.rstrip(_DECORATION)
        colon = body.endswith(_COLONS)
        body = body.rstrip(_DECORATION + ":\uff1a").lower()
        day, clock = DAY.search(body), CLOCK.search(body)
        address = ADDRESS.search(body)
        quote = self.quote_follows(following)
        wrote = list(self._words.wrote.finditer(body))
        if wrote and (colon or wrote[-1].end() == len(body)):
            if address or (quote and len(body) < _SHORT):
                return True
            return bool(day or clock) and _names(text[wrote[-1].end() :])
        if address and (day or clock):
            return quote or (colon and bool(day and clock))
        return colon and quote and day is not None and len(body) < _SHORT

    def _name_above(self, at: int) -> bool:
        above = self._lines[at - 1].strip() if at else ""
        return 0 < len(above) <= 60 and not above.endswith(_SENTENCE_END)


def _quotes(line: str) -> bool:
    """Whether a line carries a quotation mark."""
    return bool(_QUOTED.match(line)) and not _GROUPWISE.match(line)


def _next_text(lines: list[str]) -> list[int]:
    """For each line, and behind the last, the number of the next line with text."""
    found = [len(lines)] * (len(lines) + 2)
    for number in range(len(lines) - 1, -1, -1):
        found[number] = number if lines[number].strip() else found[number + 1]
    return found


def _lines_with(pattern: re.Pattern[str], lines: list[str]) -> set[int]:
    """Numbers of the lines in which a match ends."""
    text = "\n".join(lines).lower()
    found: set[int] = set()
    number = position = 0
    for match in pattern.finditer(text):
        number += text.count("\n", position, match.end())
        position = match.end()
        found.add(number)
    return found


def _early_date(text: str) -> bool:
    """Whether a date or time begins within the first words."""
    head = text[:40]
    return bool(DAY.search(head[:32]) or CLOCK.search(head[:24]) or _MONTH_DAY.match(head))


def _name_like(text: str) -> bool:
    """Whether what stands before an address or before "wrote" may be a name."""
    name = text.rpartition("<")[0] if "<" in text else text
    return len(name) <= 60 and not any(mark in name for mark in "!?:;<>") and ". " not in name.rstrip()[3:]


def _names(tail: str) -> bool:
    """Whether what follows "wrote" may be a name: a few words, not mostly in lower case."""
    words = re.findall(r"[^\W\d_]+", tail)
    return len(words) <= 6 and 2 * sum(word[0].islower() for word in words) <= len(words)
