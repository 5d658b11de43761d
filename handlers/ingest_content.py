"""What a delivered file is: its type, and the invoice inside it, held against the row that names it."""

from dataclasses import dataclass
from decimal import Decimal

from parsers.einvoice import read_invoice
from store.keys import number_key
from store.records import Document, StoredFile

PDF, XML = "application/pdf", "application/xml"
_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "zip": "application/zip",
    "txt": "text/plain",
}
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and blanks


@dataclass(frozen=True, slots=True)
class Content:
    """One file; `number` and `gross` come from the e-invoice in it, `doubt` says what is odd."""

    sha256: str
    size: int
    content_type: str
    number: str | None = None
    gross: str | None = None
    doubt: str = ""

    @property
    def role(self) -> str:
        """As what it is kept when no row says so."""
        return "xml" if self.content_type == XML else "pdf"

    def as_file(self, role: str, name: str) -> StoredFile:
        """The file as it is attached; the document is not known yet."""
        return StoredFile(0, role, name, self.sha256, self.size, self.content_type)


def content_of(data: bytes, name: str) -> Content:
    """Judges the bytes of a file; never raises. The hash is filled in when they are stored."""
    kind = content_type(data, name)
    if kind not in (PDF, XML):
        doubt = "is neither PDF nor XML" if name.casefold().endswith((".pdf", ".xml")) else ""
        return Content("", len(data), kind, doubt=doubt)
    invoice = read_invoice(data, name)
    if invoice is None:
        doubt = "holds no invoice that can be read" if kind == XML else ""
        return Content("", len(data), kind, doubt=doubt)
    gross = str(invoice.gross) if invoice.gross is not None else None
    return Content("", len(data), kind, invoice.number or None, gross)


def content_type(data: bytes, name: str) -> str:
    """By the first bytes; by the end of the name where those say nothing."""
    head = data[:1024]
    if b"%PDF-" in head:
        return PDF
    if head.replace(b"\0", b"").lstrip(_BEFORE_XML).startswith(b"<?xml"):
        return XML
    ending = name.rpartition(".")[2].casefold()
    if ending == "xml" and head.lstrip(_BEFORE_XML).startswith(b"<"):
        return XML
    return _TYPES.get(ending, "application/octet-stream")


def mismatch(document: Document, content: Content) -> str:
    """Why a file cannot be the document of this row; empty when nothing speaks against it."""
    if content.number and number_key(content.number) != number_key(document.number):
        return f"the invoice in it has the number {content.number}, the row {document.number}"
    if content.gross is None or document.gross is None:
        return ""
    if abs(Decimal(content.gross)) != abs(document.gross):
        return f"the invoice in it is over {content.gross}, the row over {document.gross}"
    return ""
