"""Reads the document numbers out of attached lists: CSV and text of any form, XLSX, PDFs that hold text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from parsers.asks import NumberRange
from parsers.attachments.pdf_text import pdf_lines
from parsers.attachments.xlsx import ZIP_MAGIC, sheets
from parsers.deliveries.cells import Bad
from parsers.deliveries.encodings import decode
from parsers.einvoices.pdf import PDF_MAGIC
from parsers.numbers.finder import find
from parsers.numbers.series import split_tail
from parsers.numbers.tables import head_of
from parsers.numbers.words import NumberWords, Sense

MOST = 2_000  # numbers of one attachment
LINES_MOST = 10_000
LINE_MOST = 10_000  # characters
CELLS_LENGTH = 1_000  # characters of all cells in a row
CHUNK = 200  # rows that are read at once, below the head of their columns
TEXT_MOST = 4 * 2**20  # bytes of a text file

# Roles of numbers that stand beside the documents in a list; they count when there are no others.
OTHERS = ("order", "delivery", "article", "batch", "tracking", "serial")

Row = Sequence[str]

_SEPARATORS = "\t;|,"
_DIGIT = re.compile(r"[0-9]")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")  # "Umsatz 2025" may be the head of a column
_BLANKS = re.compile(r"\s+")


def numbers_in_attachment(name: str, content_type: str, data: bytes, words: NumberWords) -> tuple[str, ...]:
    """All numbers of a list, each once, in their order, at most 2,000; none in a file of another form.

    Below a column whose head names documents ("Invoice no.") only that column counts.
    """
    return tuple(islice(dict.fromkeys(_numbers(name, content_type, data, words)), MOST))


def _numbers(name: str, content_type: str, data: bytes, words: NumberWords) -> Iterator[str]:
    if PDF_MAGIC in data[:1024]:
        yield from _in_text(pdf_lines(data), words)
        return
    for rows in tables(name, content_type, data):
        yield from _in_rows(rows, words)


def tables(name: str, content_type: str, data: bytes) -> Iterator[Sequence[Row]]:
    """The rows of each table in a file, at most 10,000; the lines of a PDF; none in another form."""
    if PDF_MAGIC in data[:1024]:
        yield [[line[:LINE_MOST]] for line in pdf_lines(data).split("\n", LINES_MOST)[:LINES_MOST]]
    elif data.startswith(ZIP_MAGIC):
        left = LINES_MOST
        for rows in sheets(data):
            yield rows[:left]
            left -= min(left, len(rows))
    elif _is_text(name, content_type, data):
        yield _rows(data)


def _is_text(name: str, content_type: str, data: bytes) -> bool:
    """True for plain text and CSV; a web page, an XML or a picture is no list."""
    kind = content_type.partition(";")[0].strip().casefold()
    named = name.casefold().endswith((".csv", ".txt", ".tsv", ".asc"))
    texts = ("text/plain", "text/csv", "text/tab-separated-values", "application/csv", "")
    listed = kind in texts or (named and kind in ("application/octet-stream", "application/vnd.ms-excel"))
    return listed and not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")


def _rows(data: bytes) -> list[Row]:
    """The lines of a text, split at the sign that separates its cells."""
    decoded = decode(data[:TEXT_MOST])
    text = data[:TEXT_MOST].decode("latin-1") if isinstance(decoded, Bad) else decoded.text
    lines = text.replace("\0", "").split("\n", LINES_MOST)[:LINES_MOST]
    separator = _separator(lines)
    return [_cells(line[:LINE_MOST], separator) if separator else [line[:LINE_MOST]] for line in lines]


def _separator(lines: Sequence[str]) -> str:
    """The sign that most of the first lines hold equally often; "" when there is none."""
    sample = [line for line in lines[:50] if line.strip()]
    best, most = "", 0
    for sign in _SEPARATORS:
        counts = Counter(line.count(sign) for line in sample)
        times = max((n for often, n in counts.items() if often), default=0)
        if times > most and times * 2 > len(sample):
            best, most = sign, times
    return best


def _cells(line: str, separator: str) -> Row:
    """The cells of a line; a quoted cell may hold the separator."""
    if '"' not in line:
        return line.split(separator)
    cells, quoted = [""], False
    for part in re.split(rf'("|{re.escape(separator)})', line):
        if part == '"':
            quoted = not quoted
        elif part == separator and not quoted:
            cells.append("")
        else:
            cells[-1] += part
    return cells


def _in_rows(rows: Sequence[Row], words: NumberWords) -> Iterator[str]:
    """The numbers of a table; from the columns that name documents when there are such."""
    start, head, chosen = heads(rows, words)
    for at in range(start, len(rows), CHUNK):
        lines = [line_of(row, chosen) for row in (head, *rows[at : at + CHUNK])]
        yield from _in_text("\n".join(lines), words)


def heads(rows: Sequence[Row], words: NumberWords) -> tuple[int, Row, frozenset[int]]:
    """Index of the first row of data, the row with the heads, and the columns of documents (empty = all)."""
    for at, row in enumerate(rows[:20]):
        if len(row) < 2 or any(_DIGIT.search(_YEAR.sub("", cell)) for cell in row):
            continue
        heads = [head_of(cell, words) for cell in row]
        named = {
            place: head.meaning.role
            for place, head in enumerate(heads)
            if head and head.meaning and head.meaning.sense in (Sense.ROLE, Sense.MARKER)
        }
        if named:
            documents = {place for place, role in named.items() if role not in OTHERS}
            return at + 1, row, frozenset(documents or named)
    return 0, (), frozenset()


def line_of(row: Row, chosen: frozenset[int]) -> str:
    """A row as text, its cells apart; columns that were not chosen are left out."""
    if len(row) == 1:
        return row[0]
    kept = (cell for place, cell in enumerate(row) if not chosen or place in chosen)
    line = "\t".join(_BLANKS.sub(" ", cell[:500]).strip() or "-" for cell in kept)
    return line[:CELLS_LENGTH] + "\t"


def _in_text(text: str, words: NumberWords) -> Iterator[str]:
    for number in find(text, words):
        yield from _spelled(number.value) if isinstance(number.value, NumberRange) else [number.value]


def _spelled(reach: NumberRange) -> Iterable[str]:
    """All numbers of a range."""
    head, first = split_tail(reach.first)
    last = split_tail(reach.last)[1]
    return (f"{head}{n:0{len(first)}}" for n in range(int(first), min(int(last), int(first) + MOST) + 1))
