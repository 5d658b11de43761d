"""Reads the block of "Word: value" lines that stands above a forwarded or quoted message."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from parsers.mail.forward_words import ForwardWords

_QUOTES = re.compile(r"(?:[ \t\xa0]{0,8}>){1,50}[ \t\xa0]?")
_INVISIBLE = re.compile("[\ufeff\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2068\u2069\u00ad]")
_MAILTO = re.compile(
    r"<\s*mailto:[^<>\s]{1,320}>|\[\s*mailto:[^\[\]\s]{1,320}\]|\(\s*mailto:[^()\s]{1,320}\)", re.I
)
_ADDRESS = r"[\w.!#$%&*+/=?^`{|}~-][\w.!#$%&'*+/=?^`{|}~-]{0,63}@[\w.-]{1,255}"
_ANGLE = re.compile(rf"<\s*(?:mailto:)?'?({_ADDRESS})'?\s*>", re.I)
_ANY = re.compile(_ADDRESS)
_QUOTED_NAME = re.compile(r'"[^"<>]{0,200}"\s*(?=<)')
_TIME = re.compile(r"\d{1,2}[:.\uff1ah]\d{2}")
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MAX_WORD, _MAX_LINES, _MAX_FOLD = 40, 60, 4
_CHARACTERS, _LINES = 256 * 1024, 10_000  # what of one mail is read; only a hostile one is longer
_STAR = " \t\xa0*_"
_CORE = frozenset({"from", "date", "subject"})


class Line(NamedTuple):
    """One line of a mail text: how deep it is quoted and what stands behind the quote marks."""

    depth: int
    text: str

    @property
    def blank(self) -> bool:
        """True when there is nothing to read."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The fields of an inner message by role, as written; `end` is the first line behind the block."""

    end: int
    fields: dict[str, str]
    spoken: frozenset[str] = field(default=frozenset())  # languages of its words

    @property
    def holds(self) -> bool:
        """True when it is a header by itself, with no line above that announces one."""
        sender = self.fields.get("from", "")
        named = any(c.isalpha() for c in sender[:1]) or "@" in sender or sender[:1] in "\"'<„“"
        known = len(self.fields.keys() & {"from", "to", "cc", "date", "subject"})
        return bool(sender) and named and known >= 3 and ("subject" in self.fields or "@" in sender)

    @property
    def holds_below_frame(self) -> bool:
        """The same where a line between dashes stands above."""
        return "from" in self.fields and bool(self.fields.keys() & {"date", "subject", "to"})


def split(text: str) -> list[Line]:
    """The lines of a text, without quote marks and invisible characters; hostile lengths are cut."""
    read = text[:_CHARACTERS]
    clean = (read if read.isascii() else _INVISIBLE.sub("", read)).replace("\r\n", "\n")
    return [_line(raw) for raw in clean.split("\n", _LINES)[:_LINES]]


def _line(raw: str) -> Line:
    quotes = _QUOTES.match(raw) if ">" in raw else None
    return Line(quotes[0].count(">"), raw[quotes.end() :]) if quotes else Line(0, raw)


def word_and_value(text: str) -> tuple[str, str] | None:
    """Splits "Word: value", also in bold ("*Word:* value"); None for any other line."""
    head = text[: _MAX_WORD + 8]
    colon = min((at for at in (head.find(":"), head.find("\uff1a")) if at >= 0), default=-1)
    word = head[: max(colon, 0)].strip(_STAR + "|•")
    if not word or len(word) > _MAX_WORD or not any(c.isalpha() for c in word):
        return None
    value = text[colon + 1 :].strip(" \t\xa0|")
    if "*" in head[:colon] or "_" in head[:colon]:
        value = value.strip(_STAR)
    return word, value


def read_block(lines: Sequence[Line], start: int, words: ForwardWords) -> HeaderBlock | None:
    """The block of known header words that begins at `start`, with folded and wrapped values joined."""
    fields: dict[str, str] = {}
    spoken: frozenset[str] = frozenset()
    last, at = "", start
    while at < min(len(lines), start + _MAX_LINES) and lines[at].depth == lines[start].depth:
        role, languages, value = _known(lines[at], words)
        if role and (role not in fields or role == "other"):
            fields[role], last, spoken = value, role, spoken | languages
            at += 1
            continue
        fold = 0 if role or not fields else _folded(lines, at, fields, last, words)
        if not fold:
            break
        # A word between two known ones that no list has is a field of its own, not the end of the last value.
        more = [
            x.text.strip(_STAR)
            for x in lines[at : at + fold]
            if last == "subject" or not word_and_value(x.text)
        ]
        fields[last] = " ".join([fields[last], *more]).strip()
        at += fold
    return HeaderBlock(at, fields, spoken) if fields else None


def _known(line: Line, words: ForwardWords) -> tuple[str, frozenset[str], str]:
    split_line = word_and_value(line.text)
    found = words.role(split_line[0]) if split_line else None
    return (*found, split_line[1]) if split_line and found else ("", frozenset(), "")


def _folded(lines: Sequence[Line], at: int, fields: dict[str, str], last: str, words: ForwardWords) -> int:
    """How many lines from `at` on still belong to the last value (blank lines inside the block included)."""
    text = lines[at].text
    if not lines[at].blank and (text[0] in " \t" or fields[last].endswith((",", ";"))):
        return 1
    if lines[at].blank and "from" not in fields:
        return 0
    complete = fields.keys() >= _CORE
    for step in range(1, _MAX_FOLD + 1):
        if at + step >= len(lines) or lines[at + step].depth != lines[at].depth:
            return 0
        role = _known(lines[at + step], words)[0]
        if role:
            return step if role not in fields and (not complete or role in ("to", "cc")) else 0
        if complete and (lines[at].blank or lines[at + step].blank):
            return 0
    return 0


def guess_block(lines: Sequence[Line], start: int) -> HeaderBlock | None:
    """A block in a language without words: three or more "Word: value" lines, told apart by their values."""
    values: list[str] = []
    at = start
    while at < min(len(lines), start + 8) and (pair := word_and_value(lines[at].text)):
        values.append(pair[1])
        at += 1
    people = [value for value in values if "@" in value]
    dates = [value for value in values if "@" not in value and _YEAR.search(value) and looks_dated(value)]
    others = [value for value in values if value not in people and value not in dates]
    if len(values) < 3 or not people or not dates:
        return None
    fields = dict(zip(("from", "to", "cc"), people, strict=False)) | {"date": dates[0]}
    return HeaderBlock(at, fields | ({"subject": others[0]} if others else {}))


def unglue(text: str, words: ForwardWords) -> list[str]:
    """Header lines that a client wrote without line breaks: "From: Eva <eva@a.test>To: b@c.test…"."""
    cuts: dict[int, str] = {}  # where a header word begins -> the word
    seen: set[str] = set()
    for match in re.finditer("[:\uff1a>]", text[:4000]):
        at = match.start()
        if match[0] == ">":  # behind an address the colon may be missing
            word = text[at + 1 : at + 1 + _MAX_WORD].split(" ", maxsplit=1)[0]
            begin = at + 1
        else:
            stem = text[:at].rstrip()
            starts = (i for i in range(max(0, len(stem) - 20), len(stem)) if not stem[i].islower())
            begin = next((i for i in starts if words.role(stem[i:])), at)
            word = stem[begin:at]
        role = words.role(word)
        if role and role[0] not in seen and "subject" not in seen:
            seen.add(role[0])
            cuts[begin] = word
    edges = [*cuts, len(text)]
    values = (text[a + len(cuts[a]) : b].strip(" \t\xa0:\uff1a") for a, b in itertools.pairwise(edges))
    return [f"{word}: {value}" for word, value in zip(cuts.values(), values, strict=True)]


def looks_dated(text: str) -> bool:
    """True when a day, and perhaps a time, is written in the text."""
    head = text[:200]
    return len(_NUMBER.findall(head)) >= 2 and bool(_TIME.search(head) or _YEAR.search(head))


def mailbox(value: str) -> tuple[str, str]:
    """(name, lower-case address) of a From value; address "" when it names a person only."""
    shown = _MAILTO.sub("", value[:2000])
    found = _ANGLE.search(shown) or _ANY.search(shown) or _ANY.search(value[:2000])
    address = (found[1] if found and found.re is _ANGLE else found[0] if found else "").lower().rstrip(".")
    name = re.split(rf"[<\[]|{_ADDRESS}", shown, maxsplit=1)[0].strip(" \t\xa0\"'„“”,;").rstrip("( ")
    if not name and (comment := re.search(r"\(([^()]{1,100})\)", shown)):
        name = comment[1].strip()
    return name, address


def mailboxes(value: str) -> tuple[str, ...]:
    """Lower-case addresses of a To or Cc value, each once, in order."""
    shown = _MAILTO.sub("", value[:20000])
    parts = re.split("[,;]", _QUOTED_NAME.sub("", shown if "@" in shown else value[:20000]))
    found = (mailbox(part)[1] for part in parts if "@" in part)
    return tuple(dict.fromkeys(address for address in found if address))
