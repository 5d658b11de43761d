"""Turns the HTML of a mail into the text that a reader sees, in one pass over its tags."""

import html as entities
import re
from collections import defaultdict
from typing import Final, NamedTuple

from parsers.mail.html_marks import Element, Look, Styles, element
from parsers.mail.quotes import MailWords, newest

# What of one page is read; what is new stands within it in all but hostile mails.
_CHARACTERS: Final = 1_000_000
_TAGS: Final = 50_000
_LINES: Final = 10_000
_TOKEN: Final = re.compile(
    r"<(?:!--|(/?)([a-zA-Z][^\s<>/\"']*+)"
    r"(?:((?>(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*))>|([^<>]*+)>)|[!?/][^<>]*+>)"
)
_RAW: Final = ("script", "style", "textarea", "title")  # what they hold is no text
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


class _Setting(NamedTuple):
    """How the text of an element looks."""

    hidden: bool = False
    painted: bool = False
    tiny: bool = False
    keeps_breaks: bool = False
    quotes: int = 0  # elements around it that quote


class _Page:
    """Collects lines while the tags go by."""

    def __init__(self, *, marks: bool) -> None:
        self._marks = marks
        self._styles = Styles()
        self._elements: dict[str, Element] = {}  # most start tags of a mail repeat
        self._lines: list[str] = []
        self._line: list[str] = []
        self._pending = ""  # "", "cell", "line" or "gap": the break before the next text
        self._setting = _Setting()
        self._stack: list[tuple[Element, _Setting]] = []  # open elements, with the setting around each
        self._places: dict[str, list[int]] = defaultdict(list)  # tag -> where it stands in the stack
        self._walls: list[int] = []  # blocks: an inline end tag does not reach behind them
        self._rooms: list[int] = []  # table cells: no end tag but that of a table reaches behind them
        self._seen = False

    def read(self, html: str) -> str:
        """The text of the page."""
        position, end = 0, len(html)
        for _ in range(_TAGS):
            match = _TOKEN.search(html, position)
            begin = match.start() if match else end
            if begin > position:
                self._text(html[position:begin])
            if not match or len(self._lines) > _LINES:
                break
            position = match.end()
            known = self._elements.get(match[0])
            if known:
                self._start(known)
            elif match[2]:
                position = self._tag(match, position)
            elif html.startswith("<!--", begin):
                close = html.find("-->", position)
                position = end if close < 0 else close + 3
        self._flush()
        text = "\n".join(self._lines).replace("\u00a0", " ")
        lines = (line.strip(" \t") for line in _INVISIBLE.sub("", text).split("\n"))
        return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")

    def _tag(self, match: re.Match[str], position: int) -> int:
        """Handles a tag that was not seen before; says where reading goes on."""
        closing, name, attributes = match[1], match[2].lower(), match[3] or match[4] or ""
        if closing:
            self._close(name)
        elif name == "br":
            if not self._setting.hidden:
                self._resolve()
                self._push()
        elif name in _RAW:
            return self._pass_over(name, match.string, position)
        else:
            self._elements[match[0]] = new = element(name, attributes, self._styles)
            self._start(new)
        return position

    def _pass_over(self, name: str, html: str, position: int) -> int:
        """Where the content of an element ends that is no text of the mail."""
        close = re.compile(f"</{name}", re.IGNORECASE).search(html, position)
        end = close.start() if close else len(html)
        if name == "style":
            self._styles.learn(html[position:end])
            self._elements.clear()
        return end

    def _start(self, new: Element) -> None:
        stack = self._stack
        while stack and new.name in stack[-1][0].closed_by:
            self._pop()
        if new.block and not new.cell:
            self._break(new)
        if new.rule and self._marks and not self._setting.hidden:
            self._flush()
            self._line.append(_RULE)
            self._flush()
        if new.void:
            return
        depth, around = len(stack), self._setting
        self._places[new.name].append(depth)
        if new.block:
            self._walls.append(depth)
        if new.cell:
            self._rooms.append(depth)
        if new.look:
            self._setting = self._inside(new.look)
        stack.append((new, around))

    def _inside(self, look: Look) -> _Setting:
        """The setting inside an element that begins here."""
        around = self._setting
        invisible = look.hidden or (look.white and not around.painted)
        if self._marks and look.quote:
            self._flush()
        inside = _Setting(
            around.hidden or invisible or (self._marks and look.signature and self._seen),
            around.painted or look.painted,
            around.tiny if look.tiny is None else look.tiny,
            around.keeps_breaks if look.keeps_breaks is None else look.keeps_breaks,
            around.quotes + (self._marks and look.quote),
        )
        return around if inside == around else inside

    def _close(self, name: str) -> None:
        """Closes the innermost element of that name, and what was left open inside it."""
        places = self._places.get(name)
        if not places:
            return
        depth = places[-1]
        open_element = self._stack[depth][0]
        walls = self._rooms if open_element.block else self._walls
        if walls and walls[-1] > depth and not open_element.table:
            return
        while len(self._stack) > depth:
            self._pop()

    def _pop(self) -> None:
        gone, around = self._stack.pop()
        self._places[gone.name].pop()
        if gone.block:
            self._walls.pop()
            self._break(gone)
        if gone.cell:
            self._rooms.pop()
        if around is not self._setting:
            if around.quotes < self._setting.quotes:
                self._flush()
            self._setting = around

    def _break(self, by: Element) -> None:
        """A block begins or ends here; the break itself waits for the next text."""
        if by.cell:
            self._pending = "cell" if self._line else self._pending
        elif self._pending != "cell" or by.name in ("tr", "table"):
            self._pending = "gap" if by.paragraph or self._pending == "gap" else "line"

    def _text(self, raw: str) -> None:
        setting = self._setting
        if setting.hidden or setting.tiny:
            return
        text = entities.unescape(_HUGE_NUMBER.sub("\ufffd", raw)) if "&" in raw else raw
        if not setting.keeps_breaks:
            self._piece(_SPACES.sub(" ", text))
            return
        first, *others = text.split("\n", _LINES)[:_LINES]
        self._piece(first)
        for piece in others:
            self._resolve()
            self._push()
            self._piece(piece)

    def _piece(self, piece: str) -> None:
        """Text without line breaks of its own."""
        if piece.strip(" \r\n\t"):
            if self._pending:
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
                self._lines.append(">" if self._setting.quotes else "")
        self._pending = ""

    def _push(self) -> None:
        line = "".join(self._line)
        self._line = []
        self._lines.append(("> " if self._setting.quotes else "") + line)

    def _flush(self) -> None:
        if self._line:
            self._push()
        self._pending = "gap" if self._pending == "gap" else "line"
