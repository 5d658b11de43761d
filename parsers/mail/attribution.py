"""Finds the line with which a mail client attributes a quoted text: "On 3 May 2026, Eva Muster wrote:"."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from parsers.mail.forward_words import ForwardWords
from parsers.mail.header_block import Line, looks_dated, mailbox

_BRACKETED = re.compile(r"[<(\[]\s*(?:mailto:)?[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,255}\s*[>)\]]")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}")
_CAPITAL = r"[A-Z\u00c0-\u024f\u0370-\u04ff][\w.'\u2019-]{0,40}"
_NAME_AT_END = re.compile(rf"(?:^|[\s,])((?:{_CAPITAL} ){{0,3}}{_CAPITAL})\s*$")
_QUOTED_NAME = re.compile(
    '["\u201e\u201c\u00ab]([^"\u201e\u201c\u201d\u00ab\u00bb<>]{1,100})["\u201c\u201d\u00bb]'
)
_MAX_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Attribution:
    """Lines `start` to `end` - 1 say that `sender` ("Name" <address>) wrote what follows."""

    start: int
    end: int
    sender: str


def attribution(lines: Sequence[Line], last: int, words: ForwardWords) -> Attribution | None:
    """The attribution that ends in line `last`, wrapped at most twice; the shortest one with a day wins."""
    if not lines[last].text.rstrip().endswith((":", "\uff1a")):
        return None
    above = itertools.takewhile(
        lambda i: _continues(lines[i], lines[last]), range(last, max(last - 3, -1), -1)
    )
    texts = [(start, " ".join(line.text.strip() for line in lines[start : last + 1])) for start in above]
    texts = [(start, text) for start, text in texts if len(text) <= _MAX_LENGTH]
    if not texts or not _names(texts[-1][1], words):
        return None
    for start, text in sorted(texts, key=lambda pair: (not looks_dated(pair[1]), -pair[0])):
        sender = _sender(text, words)
        if sender:
            return Attribution(start, last + 1, sender)
    return None


def _names(text: str, words: ForwardWords) -> bool:
    """True when what every attribution holds is in the longest of the texts, and so perhaps in another."""
    return bool(_BRACKETED.search(text) or words.wrote.search(text))


def _continues(line: Line, last: Line) -> bool:
    return not line.blank and line.depth == last.depth


def _sender(text: str, words: ForwardWords) -> str:
    """Who an attribution names, as "Name" <address>; "" when the text is none.

    With a verb of writing a day or an address is enough; without, it takes a day, a time and an address.
    """
    dated = looks_dated(text)
    if not dated and "@" not in text:
        return ""
    bracketed = _BRACKETED.search(text)
    enough = bracketed if dated and _TIME.search(text) else None
    named = enough or words.wrote.search(text)
    if not named:
        return ""
    before = text[: (bracketed or named).start()]
    found = _QUOTED_NAME.search(before) or _NAME_AT_END.search(before)
    return f'"{found[1].strip() if found else ""}" <{mailbox(text)[1]}>'
