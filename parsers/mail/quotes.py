"""Finds the newest text of a mail: what its writer typed, without quoted history and signature."""

import re
from dataclasses import dataclass, field
from typing import Final

from parsers.mail.armour import unarmoured
from parsers.mail.banners import unbannered
from parsers.mail.history import History
from parsers.mail.mail_words import MailWords
from parsers.mail.signatures import unsigned

__all__ = ["MailWords", "newest"]

# What of one mail is read; what is new stands within it in all but hostile mails.
_CHARACTERS: Final = 256 * 1024
_LINES: Final = 10_000
_PIECES: Final = 1_000  # answers and quotes in turn
_HEAD: Final = 12  # lines of a quote in which its head stands
_WRAP: Final = 66  # a quoted line of that length may have lost its end to the next line
_TAIL: Final = 40
_URL_TAIL: Final = re.compile(r"\s*\(?(?:https?://\S*|\S*[=/&)]\S*)\s*>?\s*$")


@dataclass(slots=True)
class _Piece:
    """Consecutive lines of one kind."""

    quote: bool = False
    announced: bool = False  # a quote that an attribution or the mail client itself calls one
    lines: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether it holds blank lines only."""
        return not any(line.strip() for line in self.lines)


def newest(text: str, words: MailWords, *, marked: bool = False) -> str:
    """The newest text; "" when the mail only repeats.

    Unmarked lines below a header block or divider are old; so are those below "On … wrote:", unless nothing
    stands above it. A quote that nothing announces is part of the text when own text follows: it was chosen.
    Where a mail begins with an attribution and goes on unmarked, nobody can tell old from new: all stays.
    "Sent from my phone" is taken off where history follows; where all is new, `unbranded` may do so.
    `marked` says that each `>` stands for what the mail client itself marked as quoted.
    """
    clean = text[:_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    pieces = _pieces(unarmoured(clean.split("\n")[:_LINES]), words, marked)
    pieces[0].lines = unbannered(pieces[0].lines, words)
    repeats = any(piece.quote for piece in pieces)
    for piece in pieces:
        if not piece.quote:
            piece.lines = unsigned(piece.lines, words, apps=repeats)
    while pieces and (pieces[-1].quote or pieces[-1].empty):
        pieces.pop()
    kept = (line.rstrip() for piece in pieces if not piece.announced for line in piece.lines)
    return "\n".join(kept).strip("\n")


def _pieces(lines: list[str], words: MailWords, marked: bool) -> list[_Piece]:
    """Own lines and quoted ones, in order, up to where only history follows."""
    history = History(lines, words)
    own = _Piece()
    pieces = [own]
    begun, announced, bare, at = False, marked, False, 0
    while at < len(lines) and len(pieces) < _PIECES:
        if history.quoted(at):
            end = _quote_end(history, lines, at)
            quote = lines[at:end]
            named = (announced or _announces_itself(quote, words)) and not bare
            pieces.append(_Piece(True, named, quote))
            own = _Piece()
            pieces.append(own)
            at = end
            continue
        found = history.boundary(at) if lines[at].strip() else None
        if not found:
            own.lines.append(lines[at])
            begun = begun or bool(lines[at].strip() and not history.separates(lines[at]))
            at += 1
            continue
        if found.name_above and own.lines:
            own.lines.pop()
        while own.lines and (not own.lines[-1].strip() or history.separates(own.lines[-1])):
            own.lines.pop()
        if found.own:
            own.lines.append(found.own)
        if (begun or found.own or found.closed) and not history.quote_follows(found.end):
            pieces.append(_Piece(True))
            break
        bare = bare or not history.quote_follows(found.end)
        announced, at = True, found.end
        while history.barred(at):
            at += 1
        own = _Piece()
        pieces.append(own)
    return pieces


def _announces_itself(quote: list[str], words: MailWords) -> bool:
    """Whether a quote begins with the head of the mail that it quotes."""
    if not any(mark in line for line in quote[:3] for mark in (":", "--")):
        return False
    inner = [line.lstrip(" \t")[1:].lstrip(" ") for line in quote[:_HEAD]]
    history = History(inner, words)
    return any(history.boundary(at) for at in range(min(3, len(inner))) if inner[at].strip())


def _quote_end(history: History, lines: list[str], at: int) -> int:
    """The first line after a run of quoted ones; blank lines and torn-off ends of lines belong to it."""
    while at < len(lines):
        blank = not lines[at].strip() and history.quote_follows(at)
        if not (history.quoted(at) or blank or _torn(history, lines, at)):
            break
        at += 1
    return at


def _torn(history: History, lines: list[str], at: int) -> bool:
    """Whether a line between two quoted ones lost its mark when it was wrapped."""
    if not (history.quoted(at - 1) and history.quoted(at + 1)):
        return False
    return _URL_TAIL.match(lines[at]) is not None or (len(lines[at - 1]) >= _WRAP and len(lines[at]) <= _TAIL)
