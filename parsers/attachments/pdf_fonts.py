"""What the codes in the text of a PDF mean: letters and widths by the fonts of a page."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

import pikepdf

MAP_MOST = 20_000  # characters of one font
BLOCKS_MOST = 500  # parts of its map, each of up to BLOCK_MOST bytes
BLOCK_MOST = 20_000

_BLOCK = re.compile(rb"begin(bfchar|bfrange)")
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]{2,16})>\s*<([0-9A-Fa-f\s]{2,64})>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]{2,16})>\s*<([0-9A-Fa-f\s]{2,16})>\s*(?:<([0-9A-Fa-f\s]{2,64})>|\[([^\]]{0,20000})\])"
)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{2,64})>")
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# Names of glyphs that numbers and their words need; letters are named by themselves.
_GLYPHS = {
    **{name: str(n) for n, name in enumerate(_DIGITS)},
    **{"space": " ", "hyphen": "-", "minus": "-", "slash": "/", "period": ".", "comma": ",", "colon": ":"},
    **{"numbersign": "#", "underscore": "_", "parenleft": "(", "parenright": ")", "plus": "+", "bar": "|"},
    **{
        "semicolon": ";",
        "ampersand": "&",
        "adieresis": "ä",
        "odieresis": "ö",
        "udieresis": "ü",
        "endash": "–",
    },
    **{"Adieresis": "Ä", "Odieresis": "Ö", "Udieresis": "Ü", "germandbls": "ß", "quotedbl": '"', "Euro": "€"},
}


@dataclass(frozen=True, slots=True)
class Font:
    """How the bytes of a string are split into codes, what they mean, and how wide they are (1/1000)."""

    size: int = 1  # bytes a code
    letters: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    usual: float = 500.0
    readable: bool = True  # False: the codes are numbers of glyphs and nothing says which

    def read(self, data: bytes) -> Iterator[tuple[str, float, bool]]:
        """Letter, width and whether it is a blank, for each code."""
        for at in range(0, len(data) - self.size + 1, self.size):
            code = int.from_bytes(data[at : at + self.size], "big")
            letter = self.letters.get(code)
            if letter is None:
                letter = bytes([code]).decode("cp1252", "ignore") if self.readable and code < 256 else ""
            yield letter, self.widths.get(code, self.usual), self.size == 1 and code == 32


def font_of(table: pikepdf.Object) -> Font:
    """The font behind an entry of the resources; a plain one when it cannot be read."""
    try:
        return _composite(table) if table.get("/Subtype") == pikepdf.Name.Type0 else _simple(table)
    except (pikepdf.PikepdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError):
        return Font()


def _simple(table: pikepdf.Object) -> Font:
    first, widths = int(table.get("/FirstChar", 0)), table.get("/Widths")
    given = list(widths)[:256] if isinstance(widths, pikepdf.Array) else []
    letters = {**dict(_differences(table.get("/Encoding"))), **_unicode_map(table)}
    return Font(1, letters, {first + n: float(w) for n, w in enumerate(given)})


def _differences(encoding: pikepdf.Object | None) -> Iterator[tuple[int, str]]:
    """Codes that an encoding gives other letters."""
    listed = encoding.get("/Differences") if isinstance(encoding, pikepdf.Dictionary) else None
    code = 0
    for item in list(listed)[:MAP_MOST] if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Name):
            name = str(item)[1:].partition(".")[0]
            yield code, _GLYPHS.get(name) or _named(name)
            code += 1
        else:
            code = int(item)


def _named(name: str) -> str:
    if name.startswith("uni") and len(name) == 7:
        return chr(int(name[3:], 16))
    return name if len(name) == 1 else ""


def _composite(table: pikepdf.Object) -> Font:
    """Fonts with two bytes a code, as all modern programs embed them."""
    inner = table.DescendantFonts[0]
    letters = _unicode_map(table)
    usual = float(inner.get("/DW", 1000))
    return Font(2, letters, dict(_cid_widths(inner.get("/W"))), usual, readable=False)


def _cid_widths(table: pikepdf.Object | None) -> Iterator[tuple[int, float]]:
    """`c [w w]` gives widths one by one, `first last w` the same to all."""
    items = list(table)[:MAP_MOST] if isinstance(table, pikepdf.Array) else []
    at = 0
    while at + 1 < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + n, float(w)) for n, w in enumerate(list(second)[:MAP_MOST]))
            at += 2
        elif at + 2 < len(items):
            for code in range(first, min(int(second), first + MAP_MOST) + 1):
                yield code, float(items[at + 2])
            at += 3
        else:
            return


def _unicode_map(table: pikepdf.Object) -> dict[int, str]:
    """The letters that the file itself gives for its codes."""
    stream = table.get("/ToUnicode")
    found: dict[int, str] = {}
    if not isinstance(stream, pikepdf.Stream):
        return found
    data = stream.read_bytes()
    for opening in islice(_BLOCK.finditer(data), BLOCKS_MOST):
        end = data.find(b"end" + opening[1], opening.end(), opening.end() + BLOCK_MOST)
        block = data[opening.end() : max(end, 0)]
        for code, letter in _chars(block) if opening[1] == b"bfchar" else _ranges(block):
            found[code] = letter
            if len(found) >= MAP_MOST:
                return found
    return found


def _chars(block: bytes) -> Iterator[tuple[int, str]]:
    for match in _CHAR.finditer(block):
        yield int(b"".join(match[1].split()), 16), _letters(match[2])


def _ranges(block: bytes) -> Iterator[tuple[int, str]]:
    for match in _RANGE.finditer(block):
        first, last = (int(b"".join(match[n].split()), 16) for n in (1, 2))
        last = min(last, first + MAP_MOST)
        if match[3]:
            start = _letters(match[3])
            if start:
                yield from ((code, _following(start, code - first)) for code in range(first, last + 1))
        else:
            yield from zip(range(first, last + 1), map(_letters, _HEX.findall(match[4])), strict=False)


def _following(start: str, steps: int) -> str:
    point = ord(start[-1]) + steps
    return start[:-1] + (chr(point) if point < 0x110000 else "")


def _letters(digits: bytes) -> str:
    """Letters given as UTF-16 in hexadecimal digits."""
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")).decode("utf-16-be", "ignore")
