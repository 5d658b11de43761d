"""The text of a PDF line by line, for lists that a program printed; scanned pages give nothing."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import pikepdf

from parsers.attachments.pdf_fonts import Font, font_of
from parsers.einvoices.pdf import TABLE_MOST, bearable, opened

PAGES_MOST = 60
TOKENS_MOST = 150_000  # of all pages
PIECES_MOST = 100_000
FONTS_MOST = 20

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_TOKEN = re.compile(
    rb"(?P<text>\((?>(?:[^()\\]++|\\.|\((?>(?:[^()\\]++|\\.)*)\))*)\))|(?P<hex><[0-9A-Fa-f\s]*+>)|(?P<list>\[|\])"
    rb"|(?P<number>[+-]?(?:[0-9]++\.?[0-9]*+|\.[0-9]++))|(?P<name>/[^\s/\[\]()<>{}%]*+)"
    rb"|(?P<operator>[A-Za-z'\"*]++)|%[^\r\n]*+",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\(\r\n|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r\n": b"",
    b"\r": b"",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that was drawn in one go; places in units of the page."""

    x: float
    y: float
    end: float
    height: float
    text: str


@dataclass(slots=True)
class _Pen:
    """The state of drawing a page."""

    fonts: Mapping[str, Font]
    page: Matrix = UNIT
    line: Matrix = UNIT
    text: Matrix = UNIT
    font: Font = field(default_factory=Font)
    size: float = 1.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    leading: float = 0.0
    scale: float = 1.0
    saved: list[Matrix] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def show(self, strings: list[bytes | float]) -> None:
        """Draws strings; numbers between them move the pen (1/1000 of the size, to the left)."""
        start = _product(self.text, self.page)
        written: list[str] = []
        for part in strings:
            if isinstance(part, float):
                self._advance(-part / 1000 * self.size * self.scale)
                if part < -180:
                    written.append(" ")
                continue
            for letter, width, blank in self.font.read(part):
                written.append(letter)
                step = width / 1000 * self.size + self.spacing + (self.word_spacing if blank else 0.0)
                self._advance(step * self.scale)
        text = "".join(written)
        if text.strip() and len(self.pieces) < PIECES_MOST:
            end = _product(self.text, self.page)
            height = self.size * (abs(start[3]) or abs(start[1]))
            self.pieces.append(Piece(start[4], start[5], end[4], height, text))

    def _advance(self, step: float) -> None:
        a, b, c, d, e, f = self.text
        self.text = (a, b, c, d, e + step * a, f + step * b)

    def move(self, x: float, y: float) -> None:
        """Begins a new line at an offset from the last one."""
        self.line = self.text = _product((1.0, 0.0, 0.0, 1.0, x, y), self.line)


def pdf_lines(data: bytes) -> str:
    """The text of all pages, cells of a line apart by tabs; "" when there is none or the file is a bomb."""
    if not bearable(data):
        return ""
    lines: list[str] = []
    try:
        with opened(data) as pdf:
            left = TOKENS_MOST
            fonts: dict[tuple[int, int], Font] = {}
            for page in pdf.pages[: min(len(pdf.pages), PAGES_MOST)]:
                pen = _Pen(_fonts(page, fonts))
                left -= _draw(pen, page, left)
                lines += _lines(pen.pieces)
                if left <= 0:
                    break
    except (
        pikepdf.PikepdfError,
        ValueError,
        TypeError,
        LookupError,
        RuntimeError,
        AttributeError,
        ArithmeticError,
    ):
        pass  # what was read until then counts
    return "\n".join(lines)


def _fonts(page: pikepdf.Page, known: dict[tuple[int, int], Font]) -> dict[str, Font]:
    """The fonts of a page by name; `known` keeps those that pages share."""
    table = page.resources.get("/Font")
    found: dict[str, Font] = {}
    for name, font in islice(table.items(), FONTS_MOST) if isinstance(table, pikepdf.Dictionary) else ():
        if font.objgen == (0, 0) or font.objgen not in known:
            known[font.objgen] = font_of(font) if len(known) < FONTS_MOST else Font()
        found[name] = known[font.objgen]
    return found


def _code(page: pikepdf.Page) -> bytes:
    """The operators of a page, as far as they are bearable."""
    contents = page.obj.get("/Contents")
    streams = list(contents)[:100] if isinstance(contents, pikepdf.Array) else [contents]
    code = bytearray()
    for stream in streams:
        if isinstance(stream, pikepdf.Stream) and len(code) < TABLE_MOST:
            code += stream.read_bytes() + b"\n"
    return bytes(code)


def _draw(pen: _Pen, page: pikepdf.Page, most: int) -> int:
    """Runs the operators of a page; returns how many tokens it had."""
    operands: list[bytes | float | list[bytes | float]] = []
    open_list: list[bytes | float] | None = None
    count = 0
    for count, match in enumerate(_TOKEN.finditer(_code(page))):
        if count >= most:
            break
        kind, token = match.lastgroup, match[0]
        if kind == "operator":
            _run(pen, token, operands)
            operands, open_list = [], None
        elif kind == "list":
            if token == b"[":
                open_list = []
            else:
                operands.append(open_list or [])
                open_list = None
        elif kind is not None and len(operands) < 64:
            (operands if open_list is None else open_list).append(_operand(kind, token))
    return count


def _operand(kind: str, token: bytes) -> bytes | float:
    if kind == "number":
        return float(token)
    if kind == "hex":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    if kind == "text":
        return _ESCAPE.sub(_unescaped, token[1:-1])
    return token


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([int(sign, 8) & 255]) if sign[:1].isdigit() and sign[:1] < b"8" else _ESCAPES.get(sign, sign)


def _run(pen: _Pen, operator: bytes, operands: list[bytes | float | list[bytes | float]]) -> None:
    """Carries out one operator; those that draw no text are passed over."""
    numbers = [n for n in operands if isinstance(n, float)]
    match operator:
        case b"BT":
            pen.line = pen.text = UNIT
        case b"q":
            pen.saved = [*pen.saved[-63:], pen.page]
        case b"Q" if pen.saved:
            pen.page = pen.saved.pop()
        case b"cm" if len(numbers) == 6:
            pen.page = _product(_matrix(numbers), pen.page)
        case b"Tm" if len(numbers) == 6:
            pen.line = pen.text = _matrix(numbers)
        case b"Tf" if len(numbers) == 1 and isinstance(operands[0], bytes):
            pen.font, pen.size = pen.fonts.get(operands[0].decode("latin-1"), Font()), numbers[0]
        case b"Tc" | b"Tw" | b"TL" | b"Tz" if len(numbers) == 1:
            _set(pen, operator, numbers[0])
        case b"Td" | b"TD" if len(numbers) == 2:
            pen.leading = -numbers[1] if operator == b"TD" else pen.leading
            pen.move(*numbers)
        case b"T*":
            pen.move(0.0, -pen.leading)
        case b"Tj" | b"'" | b'"' | b"TJ" if operands:
            if operator in (b"'", b'"'):
                pen.move(0.0, -pen.leading)
            shown = operands[-1]
            pen.show(shown if isinstance(shown, list) else [shown])


def _set(pen: _Pen, operator: bytes, value: float) -> None:
    match operator:
        case b"Tc":
            pen.spacing = value
        case b"Tw":
            pen.word_spacing = value
        case b"TL":
            pen.leading = value
        case _:
            pen.scale = value / 100


def _matrix(numbers: list[float]) -> Matrix:
    a, b, c, d, e, f = numbers
    return (a, b, c, d, e, f)


def _product(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _lines(pieces: list[Piece]) -> Iterator[str]:
    """Pieces at the same height make a line, from left to right."""
    row: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x)):
        if row and abs(row[0].y - piece.y) > 0.4 * max(row[0].height, piece.height, 1.0):
            yield _joined(row)
            row = []
        row.append(piece)
    if row:
        yield _joined(row)


def _joined(row: list[Piece]) -> str:
    """One line: what touches is one word, a wide gap parts cells."""
    text, end = "", None
    for piece in sorted(row, key=lambda p: p.x):
        if end is not None:
            gap = (piece.x - end) / max(piece.height, 0.1)
            text += "\t" if gap > 1.0 else " " if gap > 0.15 else ""
        text += piece.text
        end = piece.end
    return text
