"""Replies as Block Kit: rows with kind, number, date, amount and state, choices as buttons, none too long."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.slack.markup import bold, cut, escaped, pieces
from handlers.answers import Reply
from handlers.letters.letter import Letter, Part, Row
from handlers.letters.says import Says, capital

TEXT = 39_000  # characters of a message's own text; Slack cuts at 40,000
SECTION = 2_900  # of 3,000
WHOLE = 7_500  # of 11,000 in all blocks together
BLOCKS = 44  # of 50; the rest is kept for buttons and the footer
LABEL = 75
OPTIONS = 5  # choices that get a button
YES = "ja"  # what a button says for a plain yes; the clerk knows it in every language

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A message: its text, complete in itself, and its blocks."""

    text: str
    blocks: tuple[Block, ...] = ()


def said(reply: Reply, says: Says, message_id: str) -> Said:
    """A reply in Slack's form; `message_id` is what its buttons answer to."""
    if reply.letter is None:
        text = escaped(reply.text.strip())
        body = fitting([section(p) for p in pieces(text, SECTION)], says)
        return Said(cut(text, TEXT), (*body, *prefilled(reply, message_id)))
    letter = opened(reply.letter)
    given = [block for part in letter.given for block in shown(part)]
    rest = [block for part in letter.rest for block in shown(part)]
    words = [escaped(w) for w in (letter.closing, letter.hint) if w]
    chosen = buttons(letter, reply, says, message_id)
    body = [*given, *rest, *(section(w) for w in words)]
    notes = [escaped(w) for w in (valid(letter), letter.footer) if w]
    tail = [*chosen, *([context(" · ".join(notes))] if notes else [])]
    return Said(cut(plain_text(letter), TEXT), (*fitting(body, says), *tail))


def prefilled(reply: Reply, message_id: str) -> list[Block]:
    """Buttons that say for the writer what they would type."""
    row = [say(f"ask_{n}", cut(label, LABEL), words) for n, (label, words) in enumerate(reply.prefilled, 1)]
    return [{"type": "actions", "block_id": f"ask {message_id}"[:255], "elements": row}] if row else []


def opened(letter: Letter) -> Letter:
    """The letter without its greeting: its first sentence begins the message."""
    parts = [*letter.given, *letter.rest]
    if parts and parts[0].intro:
        parts[0] = replace(parts[0], intro=capital(parts[0].intro))
    elif parts and parts[0].lines:
        parts[0] = replace(parts[0], lines=(capital(parts[0].lines[0]), *parts[0].lines[1:]))
    given = len(letter.given)
    return replace(letter, given=tuple(parts[:given]), rest=tuple(parts[given:]))


def plain_text(letter: Letter) -> str:
    """All of it without blocks, for notifications and screen readers."""
    parts = [line for part in letter.given for line in lines_of(part)]
    rest = [line for part in letter.rest for line in lines_of(part)]
    return "\n".join(
        escaped(line)
        for line in (*parts, letter.download, *rest, letter.closing, letter.hint, letter.footer)
        if line
    )


def lines_of(part: Part) -> Iterator[str]:
    """One part as lines."""
    yield part.intro
    for row in part.rows:
        yield f"{row.line}{f' ({row.detail})' if row.detail else ''}"
    for mark, label in part.options:
        yield f"{mark}) {label}" if mark else label
    yield from part.lines


def shown(part: Part) -> Iterator[Block]:
    """One part: its sentence, its rows, its choices, its lines."""
    if part.intro:
        yield section(escaped(cut(part.intro, SECTION // 2)))
    rows = "\n".join(row_of(row) for row in part.rows)
    yield from (section(piece) for piece in pieces(rows, SECTION))
    options = "\n".join(f"{bold(mark)} {escaped(label)}".strip() for mark, label in part.options)
    yield from (section(piece) for piece in pieces(options, SECTION))
    yield from (section(p) for line in part.lines for p in pieces(escaped(line), SECTION))


def row_of(row: Row) -> str:
    """ "*Rechnung RE-1* · 14.03.2025 · 1.234,50 EUR · offen", and below it what belongs to it."""
    head, dot, tail = cut(row.line, 700).partition(" · ")
    first = f"{bold(head)}{dot}{escaped(tail)}"
    return f"{first}\n{escaped(cut(row.detail, 700))}" if row.detail else first


def buttons(letter: Letter, reply: Reply, says: Says, message_id: str) -> list[Block]:
    """What can be pressed: the page with the files, more about it, and the choices."""
    row: list[Block] = []
    if letter.url:
        row.append(link("open", says("slack_open"), letter.url, primary=True))
    if letter.url and len(reply.enclosures) > 1:
        row.append(link("zip", says("slack_zip"), letter.url))
    documents = {e.document.number for e in reply.enclosures if e.document}
    if len(documents) == 1:
        row.append(say("show_chain", says("slack_chain"), says("slack_chain_wish", number=documents.pop())))
    if letter.offers:
        row.append(say("more", says("slack_more"), YES))
    options = [option for part in (*letter.given, *letter.rest) for option in part.options]
    choices = [
        say(f"choose_{n}", f"{mark}) {label}" if mark else says("slack_more"), mark or YES)
        for n, (mark, label) in enumerate(options[:OPTIONS], 1)
    ]
    named = (("act", row), ("choose", choices))
    return [
        {"type": "actions", "block_id": f"{name} {message_id}"[:255], "elements": elements}
        for name, elements in named
        if elements
    ]


def valid(letter: Letter) -> str:
    """Until when the link works."""
    return letter.valid_until if letter.url else ""


def fitting(blocks: Sequence[Block], says: Says) -> list[Block]:
    """As many blocks as Slack takes; that there is more is said."""
    kept: list[Block] = []
    length = 0
    for block in blocks:
        length += len(block["text"]["text"])
        if len(kept) >= BLOCKS or length > WHOLE:
            return [*kept, context(escaped(says("slack_cut")))]
        kept.append(block)
    return kept


def section(text: str) -> Block:
    """A paragraph; the text is escaped already."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": cut(text, 3000)}}


def context(text: str) -> Block:
    """Small print; the text is escaped already."""
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": cut(text, 2000)}]}


def header(text: str) -> Block:
    """A title."""
    return {"type": "header", "text": plain_words(text, 150)}


def plain_words(text: str, most: int = LABEL) -> Block:
    """Words in which nothing is a sign."""
    return {"type": "plain_text", "text": cut(" ".join(text.split()) or "–", most), "emoji": False}


def link(action: str, label: str, url: str, *, primary: bool = False) -> Block:
    """A button that opens a page."""
    button = {"type": "button", "action_id": action, "text": plain_words(label), "url": url}
    return button | ({"style": "primary"} if primary else {})


def say(action: str, label: str, value: str) -> Block:
    """A button that says something for who presses it."""
    return {"type": "button", "action_id": action, "text": plain_words(label), "value": value[:2000]}


def confirm(question: str, says: Says) -> Block:
    """ "Really?"."""
    return {
        "title": plain_words("?", 100),
        "text": {"type": "mrkdwn", "text": cut(escaped(question), 300)},
        "confirm": plain_words(says("slack_yes"), 30),
        "deny": plain_words(says("slack_no"), 30),
    }


def without_buttons(blocks: Iterable[Any], note: str) -> list[Block]:
    """A message after a choice: it says what was chosen, and only its links can still be pressed."""
    kept = [dict(b) for b in blocks if isinstance(b, dict)]
    for block in kept:
        if block.get("type") == "actions":
            block["elements"] = [e for e in block.get("elements", ()) if isinstance(e, dict) and e.get("url")]
    return [*(b for b in kept if b.get("type") != "actions" or b["elements"]), context(escaped(note))]
