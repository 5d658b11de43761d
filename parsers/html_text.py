"""Turns the HTML of a mail into the text that a reader sees, in one pass over its tags."""

import html as entities
import re
from dataclasses import dataclass
from typing import Final

from parsers.html_marks import CLOSED_BY, Element, Styles, element
from parsers.quotes import MailWords, newest

# What of one page is read; what is new stands within it in all but hostile mails.
_CHARACTERS: Final = 1_000_000
_TAGS: Final = 50_000
_TOKEN: Final = re.compile(
    r"<(?:!--|(/?)([a-zA-Z][^\s<>/\"']*+)"
    r"(?:((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>|([^<>]*+)>)|[!?/][^<>]*+>)"
)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_HUGE_NUMBER: Final = re.compile(r"&#[xX]?[0-9a-fA-F]{8,}+;?")
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_RULE: Final = "_" * 32  # what Outlook itself writes above a quoted mail in plain text


def to_text(html: str) -> str:
    """Visible text: blocks as lines, cells of a row apart by a tab, hidden elements left out."""
    return _Page(marks=False).read(html[:_CHARACTERS])


def newest_html(html: str, words: MailWords) -> str:
    """The newest text of an HTML mail: what the clients mark as quoted or as signature counts as that."""
    return newest(_Page(marks=True).read(html[:_CHARACTERS]), words, marked=True)


@dataclass(slots=True)
class _Open:
    """An element that is open, with what it does to the text inside."""

    element: Element
    hides: bool
    quotes: bool
    keeps_breaks: bool  # as it was before this element
    tiny: bool  # likewise


class _Page:
    """Collects lines while the tags go by."""

    def __init__(self, *, marks: bool) -> None:
        self._marks = marks
        self._styles = Styles()
        self._elements: dict[tuple[str, str], Element] = {}  # most start tags of a mail repeat
        self._lines: list[str] = []
        self._line: list[str] = []
        self._pending = ""  # "", "cell", "line" or "gap": the break before the next text
        self._stack: list[_Open] = []
        self._places: dict[str, list[int]] = {}  # tag -> where it stands in the stack
        self._walls: list[int] = []  # blocks: an inline end tag does not reach behind them
        self._rooms: list[int] = []  # table cells: no end tag but that of a table reaches behind them
        self._hidden = self._quoted = self._painted = 0
        self._keeps_breaks = self._tiny = self._seen = False

    def read(self, html: str) -> str:
        """The text of the page."""
        position, end = 0, len(html)
        for _ in range(_TAGS):
            match = _TOKEN.search(html, position)
            self._text(html[position : match.start() if match else end])
            if not match:
                break
            position = match.end()
            if html.startswith("<!--", match.start()):
                close = html.find("-->", position)
                position = end if close < 0 else close + 3
            elif match[2]:
                attributes = match[3] if match[3] is not None else match[4]
                position = self._tag(match[2].lower(), bool(match[1]), attributes, html, position)
        self._flush()
        text = "\n".join(self._lines).replace("\u00a0", " ")
        lines = (line.strip(" \t") for line in _INVISIBLE.sub("", text).split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")

    def _tag(self, name: str, closing: bool, attributes: str, html: str, position: int) -> int:
        """Handles one tag; says where reading goes on."""
        if name in ("script", "style", "textarea", "title") and not closing:
            close = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
            content_end = close.start() if close else len(html)
            if name == "style":
                self._styles.learn(html[position:content_end])
                self._elements.clear()
            return content_end
        if name == "br":
            if not self._hidden:
                self._resolve()
                self._push()
        elif closing:
            self._close(name)
        else:
            self._start(self._element(name, attributes))
        return position

    def _element(self, name: str, attributes: str) -> Element:
        key = (name, attributes)
        if key not in self._elements:
            self._elements[key] = element(name, attributes, self._styles)
        return self._elements[key]

    def _start(self, new: Element) -> None:
        while self._stack and new.name in CLOSED_BY.get(self._stack[-1].element.name, ()):
            self._pop()
        if new.block and not new.cell:
            self._break(new)
        if self._marks and new.rule and not self._hidden:
            self._flush()
            self._line.append(_RULE)
            self._flush()
        if new.void:
            return
        hides = (
            new.hidden or (new.white and not self._painted) or (self._marks and new.signature and self._seen)
        )
        quotes = self._marks and new.quote
        if quotes:
            self._flush()
        self._places.setdefault(new.name, []).append(len(self._stack))
        if new.block:
            self._walls.append(len(self._stack))
        if new.cell:
            self._rooms.append(len(self._stack))
        self._stack.append(_Open(new, hides, quotes, self._keeps_breaks, self._tiny))
        self._hidden += hides
        self._quoted += quotes
        self._painted += new.painted
        if new.keeps_breaks is not None:
            self._keeps_breaks = new.keeps_breaks
        if new.tiny is not None:
            self._tiny = new.tiny

    def _close(self, name: str) -> None:
        """Closes the innermost element of that name, and what was left open inside it."""
        places = self._places.get(name)
        if not places:
            return
        open_element = self._stack[places[-1]].element
        walls = self._rooms if open_element.block else self._walls
        if walls and walls[-1] > places[-1] and not open_element.table:
            return
        depth = places[-1]
        while len(self._stack) > depth:
            self._pop()

    def _pop(self) -> None:
        gone = self._stack.pop()
        self._places[gone.element.name].pop()
        if gone.element.block:
            self._walls.pop()
            self._break(gone.element)
        if gone.element.cell:
            self._rooms.pop()
        if gone.quotes:
            self._flush()
        self._hidden -= gone.hides
        self._quoted -= gone.quotes
        self._painted -= gone.element.painted
        self._keeps_breaks, self._tiny = gone.keeps_breaks, gone.tiny

    def _break(self, by: Element) -> None:
        """A block begins or ends here; the break itself waits for the next text."""
        if by.cell:
            self._pending = "cell" if self._line else self._pending
        elif self._pending != "cell" or by.name in ("tr", "table"):
            self._pending = "gap" if by.paragraph or self._pending == "gap" else "line"

    def _text(self, raw: str) -> None:
        if self._hidden or self._tiny or not raw:
            return
        text = entities.unescape(_HUGE_NUMBER.sub("\ufffd", raw)) if "&" in raw else raw
        pieces = text.split("\n") if self._keeps_breaks else [_SPACES.sub(" ", text)]
        for number, piece in enumerate(pieces):
            if number:
                self._resolve()
                self._push()
            if piece.strip(" \r\n\t"):
                self._resolve()
                self._line.append(piece)
                self._seen = True
            elif piece and self._line and not self._pending:
                self._line.append(" ")

    def _resolve(self) -> None:
        """Carries out the break that waits."""
        if self._pending == "cell" and self._line:
            self._line.append("\t")
        elif self._pending in ("line", "gap"):
            if self._line:
                self._push()
            if self._pending == "gap" and self._lines and self._lines[-1].strip("> "):
                self._lines.append(">" if self._quoted else "")
        self._pending = ""

    def _push(self) -> None:
        line = "".join(self._line)
        self._line = []
        self._lines.append(("> " if self._quoted else "") + line)

    def _flush(self) -> None:
        if self._line:
            self._push()
        self._pending = "gap" if self._pending == "gap" else "line"
