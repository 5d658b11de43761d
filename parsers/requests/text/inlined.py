"""Lists that were written, or came out of a web page, on one line: "please send: (1) ... (2) ..."."""

import re
from collections.abc import Iterator, Sequence

LABEL = re.compile(
    r"(?<![^\s:])"
    r"(?:\((?P<round>[0-9]{1,2}|[a-h])\)|(?P<half>[0-9]{1,2}|[a-h])\)|(?P<dot>[0-9]{1,2})\.)"
    r" (?=[^\W_])"
)
BULLET = re.compile(r"(?<![^\s:])(?P<sign>[•*·▪●–-]) (?=[^\W_])")
LETTERS = "abcdefgh"
MOST = 40  # points of a list
OPENING = re.compile(r"(?:^|[:.!?\n])[ \t]*$")
REACH = 12  # characters before the first point that tell whether it begins a list
ANYWHERE = "•▪●"  # these are nothing but signs of a point


def itemised(text: str) -> str:
    """The text with a line for each point of a list on one line; every character keeps its place."""
    places = [*_labelled(text), *_bulleted(text)]
    if not places:
        return text
    signs = list(text)
    for at in places:
        if at and signs[at - 1] in " \t":
            signs[at - 1] = "\n"
    return "".join(signs)


def _labelled(text: str) -> Iterator[int]:
    """Where points begin that count 1, 2, 3 or a, b, c, from the first on."""
    row: list[int] = []
    style = ""
    for found in LABEL.finditer(text):
        kind = str(found.lastgroup)
        number = _value(found[kind])
        if row and kind == style and number == len(row) + 1:
            row.append(found.start())
        elif number == 1 and _opens(text, found.start()):
            yield from _several(row)
            row, style = [found.start()], kind
    yield from _several(row)


def _bulleted(text: str) -> Iterator[int]:
    """Where points with the same sign begin, on one line behind a colon."""
    row: list[int] = []
    sign, end = "", 0
    for found in BULLET.finditer(text):
        if row and found["sign"] == sign and "\n" not in text[end : found.start()]:
            row.append(found.start())
        elif found["sign"] in ANYWHERE or _colon(text, found.start()):
            yield from _several(row)
            row, sign = [found.start()], found["sign"]
        end = found.end()
    yield from _several(row)


def _several(row: Sequence[int]) -> Sequence[int]:
    """The places of a list that has more than one point."""
    return row[:MOST] if len(row) > 1 else ()


def _value(label: str) -> int:
    return int(label) if label.isdigit() else LETTERS.index(label) + 1


def _opens(text: str, at: int) -> bool:
    """True where a list may begin: behind a colon, a full stop, a line break."""
    return bool(OPENING.search(text[max(at - REACH, 0) : at]))


def _colon(text: str, at: int) -> bool:
    """True where the first point stands right behind a colon."""
    return text[max(at - REACH, 0) : at].rstrip(" \t").endswith(":")
