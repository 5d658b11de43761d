"""The XML files inside a PDF, read without trusting what the PDF says about itself."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice

import pikepdf
from pikepdf.settings import set_qpdf_limits

PDF_MAGIC = b"%PDF-"
PDF_MOST = 32 * 2**20  # bytes of a PDF that is looked into
MENDED_MOST = 2 * 2**20  # bytes of a damaged PDF that is mended
XML_MOST = 16 * 2**20  # bytes of one XML
ALL_MOST = 32 * 2**20  # bytes of all XML in one PDF
TABLE_MOST = 4 * 2**20  # bytes that one table of objects may unpack to
TABLES_MOST = 200  # cross-reference streams
NODES_MOST = 100  # nodes of the name tree, and files

# Names that the standards give the invoice inside a PDF; any other XML comes after them.
STANDARD_NAMES = re.compile(r"(?:factur-x|zugferd-invoice|xrechnung)[^/\\]*\.xml", re.IGNORECASE)

# What PDF/A forbids and only bombs use, however the letters are written ("#4c" is "L").
_FORBIDDEN = re.compile(rb"/(?:L|#4[Cc])(?:Z|#5[Aa])(?:W|#57)|/Encrypt\b")
_TABLE = re.compile(rb"/(?:X|#58)(?:R|#52)(?:e|#65)(?:f|#66)")
_FILE = re.compile(rb"/EmbeddedFile\b")
_STREAM = re.compile(rb">>\s{0,9}stream\r?\n")
_PACKED = re.compile(rb"/Filter\s{0,9}\[?\s{0,9}/FlateDecode")
_DICTIONARY = 2_000  # bytes around the type of a stream in which its dictionary stands
_XML = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*<|\xff\xfe<\0|\xfe\xff\0<")


@dataclass(slots=True)
class EmbeddedXml:
    """The names in the name tree of a PDF, and all its files that look like XML, the likeliest first."""

    names: tuple[str, ...] = ()
    files: list[bytes] = field(default_factory=list)
    unread: int = 2 * PDF_MOST  # bytes that may still be looked at
    unpacked: int = ALL_MOST  # bytes that may still be unpacked

    def add(self, raw: bytes | memoryview, packed: bool) -> None:
        """Unpacks one file and keeps it when it looks like XML."""
        self.unread -= len(raw)
        if self.unread < 0 or self.unpacked <= 0 or not _XML.match(_content(raw, packed, 100)):
            return
        most = min(self.unpacked, XML_MOST)
        data = _content(raw, packed, most + 1)
        self.unpacked -= len(data)
        if len(data) <= most:
            self.files.append(data)


def embedded_xml(data: bytes) -> EmbeddedXml:
    """The XML inside a PDF; nothing for a PDF that is encrypted or a bomb.

    Where no name tree can be read, files are found by their type alone.
    """
    found = EmbeddedXml()
    if not bearable(data):
        return found
    try:
        with opened(data) as pdf:
            _read_named(pdf, found)
    except (pikepdf.PikepdfError, ValueError, TypeError, LookupError, RuntimeError, AttributeError):
        pass  # what was found until then counts
    if not found.files:
        _read_unnamed(data, found)
    return found


def bearable(data: bytes) -> bool:
    """False for a PDF that is encrypted, too large, or built like a bomb."""
    tables = islice(_TABLE.finditer(data), TABLES_MOST + 1)
    return len(data) <= PDF_MOST and not _FORBIDDEN.search(data) and sum(1 for _ in tables) <= TABLES_MOST


def opened(data: bytes) -> pikepdf.Pdf:
    """A bearable PDF; raises pikepdf.PdfError when it is damaged and too large to mend in time.

    The limits hold for the whole process: qpdf has no other guard against a stream that unpacks to gigabytes.
    """
    set_qpdf_limits(flate_max_memory=TABLE_MOST, png_max_memory=TABLE_MOST, run_length_max_memory=TABLE_MOST)
    return pikepdf.open(BytesIO(data), suppress_warnings=True, attempt_recovery=len(data) <= MENDED_MOST)


def _content(raw: bytes | memoryview, packed: bool, most: int) -> bytes:
    """Up to `most` bytes of a file; nothing when it is damaged."""
    if not packed:
        return bytes(raw[:most])
    try:
        return zlib.decompressobj().decompress(raw, most)
    except zlib.error:
        return b""


def _read_named(pdf: pikepdf.Pdf, found: EmbeddedXml) -> None:
    """Adds the files of the name tree, in its order, then others that the document is associated with."""
    entries = list(islice(_entries(pdf.Root), NODES_MOST))
    found.names = tuple(name for name, _, named in entries if named)
    seen: set[tuple[int, int]] = set()
    for _, stream, _ in sorted(entries, key=lambda entry: not STANDARD_NAMES.fullmatch(entry[0])):
        filters = stream.get("/Filter")
        if isinstance(filters, pikepdf.Array) and len(filters) == 1:
            filters = filters[0]
        flate = filters == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream
        if stream.objgen not in seen and (filters is None or flate):
            found.add(bytes(stream.read_raw_bytes()), flate)
        seen.add(stream.objgen)


def _entries(root: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Stream, bool]]:
    """Name and content of each file, and whether the name tree has it."""
    for name, spec, named in _specifications(root):
        versions = spec.get("/EF") if isinstance(spec, pikepdf.Dictionary) else None
        if isinstance(versions, pikepdf.Dictionary):
            streams = [versions.get(key) for key in ("/F", "/UF")]
            names = [spec.get(key) for key in ("/UF", "/F")]
            own = next((str(text) for text in names if isinstance(text, pikepdf.String)), name)
            yield from [(own, s, named) for s in streams if isinstance(s, pikepdf.Stream)][:1]


def _specifications(root: pikepdf.Object) -> Iterator[tuple[str, pikepdf.Object, bool]]:
    names = root.get("/Names")
    nodes = [names.get("/EmbeddedFiles")] if isinstance(names, pikepdf.Dictionary) else []
    for node in nodes:  # grows while it is walked, up to a limit that ends a tree in circles
        if isinstance(node, pikepdf.Dictionary):
            nodes.extend(_items(node.get("/Kids"))[: NODES_MOST - len(nodes)])
            entries = _items(node.get("/Names"))
            yield from ((str(n), spec, True) for n, spec in zip(entries[::2], entries[1::2], strict=False))
    yield from (("", spec, False) for spec in _items(root.get("/AF")))


def _items(array: pikepdf.Object | None) -> list[pikepdf.Object]:
    if not isinstance(array, pikepdf.Array):
        return []
    return [array[at] for at in range(min(len(array), 2 * NODES_MOST))]


def _read_unnamed(data: bytes, found: EmbeddedXml) -> None:
    """Adds files that no name leads to.

    A stream is never inside a table of objects, so its dictionary can be read off the bytes.
    """
    view = memoryview(data)
    for match in islice(_FILE.finditer(data), NODES_MOST):
        stream = _STREAM.search(data, match.end(), match.end() + _DICTIONARY)
        if stream:
            end = data.find(b"endstream", stream.end())
            if end < 0:
                return
            start = max(0, data.rfind(b" obj", max(0, match.start() - _DICTIONARY), match.start()))
            packed = bool(_PACKED.search(data, start, stream.start()))
            found.add(view[stream.end() : end], packed)
