"""The cells of a spreadsheet file (XLSX) as text, read with bounds on everything that can be a bomb."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import IO

from lxml import etree

ZIP_MAGIC = b"PK\x03\x04"
FILE_MOST = 32 * 2**20  # bytes of the file
PART_MOST = 48 * 2**20  # bytes that one part may unpack to
MARKS_MOST = 1_200_000  # "<" or "=" in one part: what elements and attributes cost in memory
ELEMENT_MOST = 128 * 2**10  # bytes of one element with its attributes, or of one text
ENTRIES_MOST = 2_000
SHEETS_MOST = 20
CELLS_MOST = 100_000  # of one sheet, and strings of the file
COLUMNS_MOST = 100

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_DIGITS = re.compile(r"([0-9]+)")
_LETTERS = re.compile(r"[A-Z]{1,3}")
_BROKEN = (
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    zlib.error,
    ValueError,
    LookupError,
    OSError,
    RuntimeError,
)


class _Bounded:
    """A part of the file that ends with an error where it becomes too large."""

    def __init__(self, part: IO[bytes]) -> None:
        self.part = part
        self.left = PART_MOST
        self.marks = MARKS_MOST
        self.since = 0  # bytes since the last element began

    def read(self, size: int = -1) -> bytes:
        """The next bytes; raises ValueError beyond the bound."""
        data = self.part.read(min(size, 65_536) if size > 0 else 65_536)
        self.left -= len(data)
        self.marks -= max(data.count(b"<"), data.count(b"="))
        last = data.rfind(b"<")
        self.since = self.since + len(data) if last < 0 else len(data) - last
        if self.left < 0 or self.marks < 0 or self.since > ELEMENT_MOST:
            raise ValueError("a part of the spreadsheet unpacks to too much")
        return data


def sheets(data: bytes) -> Iterator[list[list[str]]]:
    """The rows of each sheet, in the order of the file; nothing when it is no spreadsheet or a broken one."""
    if len(data) > FILE_MOST or data.count(b"PK\x01\x02") > ENTRIES_MOST:
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = sorted(filter(_SHEET.fullmatch, archive.namelist()), key=_natural)[:SHEETS_MOST]
            strings = list(_strings(archive)) if names else []
            for name in names:
                yield list(_rows(archive, name, strings))
    except _BROKEN:
        return


def _natural(name: str) -> list[tuple[int, str]]:
    """sheet2 before sheet10."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in _DIGITS.split(name)]


def _elements(archive: zipfile.ZipFile, name: str, wanted: str) -> Iterator[etree._Element]:
    """The elements of one name in a part; each is emptied when the next one is asked for."""
    with archive.open(name) as part:
        events = etree.iterparse(
            _Bounded(part),
            events=("end",),
            tag="{*}" + wanted,
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
        )
        for _, element in events:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _strings(archive: zipfile.ZipFile) -> Iterator[str]:
    """The strings that cells refer to by their place."""
    if "xl/sharedStrings.xml" in archive.namelist():
        for count, item in enumerate(_elements(archive, "xl/sharedStrings.xml", "si")):
            if count >= CELLS_MOST:
                return
            yield _text(item)


def _text(item: etree._Element) -> str:
    """The text of a string in all its parts, without the readings that stand above it."""
    parts = item.iterfind("{*}t"), item.iterfind("{*}r/{*}t")
    return "".join((t.text or "")[:500] for part in parts for t in part)[:1_000]


def _rows(archive: zipfile.ZipFile, name: str, strings: list[str]) -> Iterator[list[str]]:
    left = CELLS_MOST
    for row in _elements(archive, name, "row"):
        cells: list[str] = []
        for cell in row.iterfind("{*}c"):
            place = _column(cell.get("r"), len(cells))
            if place >= COLUMNS_MOST or left <= 0:
                break
            cells += [""] * (place - len(cells)) + [_value(cell, strings)]
            left -= 1
        yield cells
        if left <= 0:
            return


def _column(reference: str | None, following: int) -> int:
    """Index of the column of "C7"; the next one when the file does not say."""
    letters = _LETTERS.match(reference or "")
    if not letters:
        return following
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - 64
    return max(place - 1, following)


def _value(cell: etree._Element, strings: list[str]) -> str:
    """A cell as a person reads it: 4711.0 is 4711."""
    if cell.get("t") == "inlineStr":
        inline = cell.find("{*}is")
        return _text(inline) if inline is not None else ""
    text = (cell.findtext("{*}v") or "")[:1_000]
    if cell.get("t") == "s":
        place = int(text) if text.isdigit() else -1
        return strings[place] if 0 <= place < len(strings) else ""
    if cell.get("t") in (None, "n"):
        return _number(text)
    return text


def _number(text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    whole = number.is_finite() and abs(number.adjusted()) < 20 and number == number.to_integral_value()
    return str(int(number)) if whole else text
