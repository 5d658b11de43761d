"""Reads a forward: the message inside, who wrote it, and what the forwarder wrote above."""

import itertools
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from parsers.mail import mime
from parsers.mail.attribution import attribution
from parsers.mail.forward_words import FORWARD, FORWARDED, REPLY, UNKNOWN, ForwardWords, Frame, announces
from parsers.mail.header_block import (
    HeaderBlock,
    Line,
    guess_block,
    mailbox,
    mailboxes,
    read_block,
    split,
    unglue,
)
from parsers.message import Attachment, Forwarded

__all__ = ["ForwardWords", "InlineForward", "read_forward", "read_inline"]

# How an inner message announces itself.
_ANNOUNCED = "announced"  # "---- Forwarded message ----"
_HEADED = "headed"  # a header block, which replies have as well
_ATTRIBUTED = "attributed"  # "On 3 May 2026, Eva Muster wrote:", the usual head of a reply

_SEARCHED = 1000  # lines from the top in which an inner message may begin
_HEAD = 8  # lines of a header block without colons
_RULE = re.compile(r"[\s\-=_*~\u2010-\u2015\u2500]{3,}")


class InlineForward(NamedTuple):
    """What a mail text says about a message forwarded in it; all empty when it is none."""

    forwarded: bool
    from_address: str = ""
    from_name: str = ""
    subject: str = ""
    body: str = ""  # the inner message, with all that it quotes itself
    message: str = ""  # what the forwarder wrote above
    date: str = ""  # as written
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()

    def as_table(self) -> dict[str, Any]:
        """The fields as JSON-ready table."""
        return {
            "forwarded": self.forwarded,
            "from_address": self.from_address,
            "from_name": self.from_name,
            "subject": self.subject,
            "body": self.body,
            "message": self.message,
            "to": list(self.to),
            "cc": list(self.cc),
        }


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where the inner message begins: `start` is the first line that is no longer the forwarder's."""

    start: int
    how: str
    block: HeaderBlock


def read_forward(
    subject: str, text: str, attachments: Sequence[Attachment], words: ForwardWords
) -> Forwarded | None:
    """The message inside a forward: an attached mail first, it is the better evidence, else the inline one.

    `text` is the whole text of the outer mail. The inner text comes uncut.
    """
    for attachment in attachments:
        if attachment.content_type == "message/rfc822" or attachment.name.lower().endswith(".eml"):
            inner = _attached(attachment.data)
            if inner:
                return inner
    inline = read_inline(text, subject, words)
    if not inline.forwarded:
        return None
    return Forwarded(
        sender=inline.from_address,
        sender_name=inline.from_name,
        subject=inline.subject,
        text=inline.body,
        date=inline.date,
        to=inline.to,
        cc=inline.cc,
    )


def _attached(data: bytes) -> Forwarded | None:
    try:
        mail = mime.read(data)
    except mime.TooMuch:
        return None
    if not mail.from_address and not mail.text.strip():
        return None
    return Forwarded(
        sender=mail.from_address,
        sender_name=mail.from_name,
        subject=mail.subject,
        text=mail.text,
        date=mail.date,
        to=mail.to,
        cc=mail.cc,
        attached=True,
        attachments=mail.attachments,
        raw=data,
    )


def read_inline(text: str, subject: str, words: ForwardWords) -> InlineForward:
    """Reads a forward inside the text; the outermost inner header counts, its message stays whole.

    A header block alone is also what a reply quotes: then the prefix of the subject decides, and a subject
    without prefix is taken as a forward.
    """
    lines = split(text)
    opening = _opening(lines, words)
    prefix = words.prefix(subject, opening.block.spoken if opening else frozenset())
    if opening is None and prefix.says == FORWARD:
        opening = _in_unknown_language(lines)
    if opening is None or not _is_forward(opening.how, prefix.says):
        return InlineForward(False)
    fields = opening.block.fields
    name, address = mailbox(fields.get("from", ""))
    return InlineForward(
        forwarded=True,
        from_address=address,
        from_name=name,
        subject=fields.get("subject", prefix.subject),
        body=_body(lines, opening, words),
        message=_message(lines[: opening.start]),
        date=fields.get("date", ""),
        to=mailboxes(fields.get("to", "")),
        cc=mailboxes(fields.get("cc", "")),
    )


def _is_forward(how: str, prefix: str) -> bool:
    if how == _ANNOUNCED:
        return True
    return prefix == FORWARD if how == _ATTRIBUTED else prefix != REPLY


def _opening(lines: Sequence[Line], words: ForwardWords) -> _Opening | None:
    """The first place where an inner message begins."""
    at, end = 0, min(len(lines), _SEARCHED)
    while at < end:
        if not announces(lines[at].text):
            at += 1
            continue
        frame = words.frame(lines[at].text)
        block = None if frame else read_block(lines, at, words)
        if frame:
            found = _below_frame(lines, at, frame, words)
        elif block:
            found = _Opening(at, _HEADED, block) if block.holds else None
        else:
            found = _attributed(lines, at, words)
        if found:
            return found
        at = block.end if block else at + 1
    return None


def _below_frame(lines: Sequence[Line], at: int, frame: Frame, words: ForwardWords) -> _Opening | None:
    how = _ANNOUNCED if frame.says == FORWARDED else _HEADED
    if frame.rest and frame.says != UNKNOWN:
        glued = read_block([Line(0, text) for text in unglue(frame.rest, words)], 0, words)
        if glued and glued.holds_below_frame:
            return _Opening(at, how, replace(glued, end=at + 1))
    below = _next_line(lines, at + 1)
    block = read_block(lines, below, words)
    if frame.says == UNKNOWN:
        return _Opening(at, how, block) if block and block.holds else None
    if block is None or not block.holds_below_frame:
        block = _without_colons(lines, below, words) or guess_block(lines, below)
    if block:
        return _Opening(at, how, block)
    # Without header the text follows at once; only the words "forwarded message" make that a forward.
    how = how if how == _ANNOUNCED else _ATTRIBUTED
    attributed = _attributed(lines, below, words)
    return _Opening(at, how, attributed.block if attributed else HeaderBlock(at + 1, {}))


def _without_colons(lines: Sequence[Line], at: int, words: ForwardWords) -> HeaderBlock | None:
    """The block that some programs write without colons: `Von "Eva Muster" <eva@a.test>`."""
    head = [line._replace(text=_with_colon(line.text, words)) for line in lines[at : at + _HEAD]]
    block = read_block(head, 0, words)
    if block is None or not (block.holds_below_frame and "@" in block.fields["from"]):
        return None
    return replace(block, end=at + block.end)


def _with_colon(text: str, words: ForwardWords) -> str:
    word, _, value = text.strip().partition(" ")
    return f"{word}: {value}" if value and words.role(word) else text


def _attributed(lines: Sequence[Line], at: int, words: ForwardWords) -> _Opening | None:
    """An attribution that ends in line `at`, unless it only leads to a header of its own."""
    found = attribution(lines, at, words) if at < len(lines) else None
    if found is None or _heads(lines, _next_line(lines, at + 1), words):
        return None
    return _Opening(found.start, _ATTRIBUTED, HeaderBlock(found.end, {"from": found.sender}))


def _next_line(lines: Sequence[Line], at: int) -> int:
    """Index of the first line from `at` on that is not blank, looking three lines ahead."""
    return next((i for i in range(at, min(at + 3, len(lines))) if not lines[i].blank), len(lines))


def _heads(lines: Sequence[Line], at: int, words: ForwardWords) -> bool:
    """True when another inner message begins at line `at`."""
    if at >= len(lines):
        return False
    block = read_block(lines, at, words)
    return words.frame(lines[at].text) is not None or (block is not None and block.holds)


def _in_unknown_language(lines: Sequence[Line]) -> _Opening | None:
    blocks = ((at, guess_block(lines, at)) for at in range(min(len(lines), _SEARCHED)))
    return next((_Opening(at, _HEADED, block) for at, block in blocks if block), None)


def _message(lines: Sequence[Line]) -> str:
    """What the forwarder wrote, without the rule that some clients draw below it."""
    end = len(lines)
    while end and (lines[end - 1].blank or _RULE.fullmatch(lines[end - 1].text)):
        end -= 1
    return _text(lines[:end], 0)


def _body(lines: Sequence[Line], opening: _Opening, words: ForwardWords) -> str:
    """The inner message: all that is quoted as deep as its header, or all that follows."""
    depth = lines[opening.block.end - 1].depth
    rest = list(itertools.dropwhile(lambda line: line.blank, lines[opening.block.end :]))
    if not rest:
        return ""
    if all(line.depth > depth for line in rest if not line.blank):
        depth += 1
    elif opening.how == _ATTRIBUTED:
        depth = max(depth, rest[0].depth)
    inner = rest[: _quote_end(rest, depth)]
    if inner and _repeats(inner, words):
        inner = inner[1:]
    ends = [at for at, line in enumerate(inner) if line.depth == depth and words.closes(line.text)]
    return _text(inner[: ends[-1]] if ends else inner, depth)


def _quote_end(lines: Sequence[Line], depth: int) -> int:
    """Index of the first line that is not quoted so deep; a single one amid a paragraph was wrapped."""
    for at, line in enumerate(lines):
        if line.depth < depth and not line.blank:
            wrapped = 0 < at < len(lines) - 1 and not lines[at - 1].blank and lines[at + 1].depth >= depth
            if not wrapped:
                return at
    return len(lines)


def _repeats(lines: Sequence[Line], words: ForwardWords) -> bool:
    """True when the line that announced the forward also closes its header, as some clients do."""
    frame = words.frame(lines[0].text)
    return frame is not None and frame.says == FORWARDED and not _heads(lines, _next_line(lines, 1), words)


def _text(lines: Sequence[Line], depth: int) -> str:
    """Lines as text, without `depth` of their quote marks."""
    rows = (">" * (line.depth - depth) + " " * (line.depth > depth) + line.text.rstrip() for line in lines)
    return textwrap.dedent("\n".join(rows)).strip()
