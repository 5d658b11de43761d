"""What a delivered file is: its type, and the invoice inside it, held against the row that names it."""

from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from parsers.einvoices.invoice import read_invoice
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
_PART = 4  # letters and digits that must agree when one number is a part of the other
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe \t\r\n"  # byte order marks and blanks


@dataclass(frozen=True, slots=True)
class Content:
    """One file; `number` and `amounts` come from the e-invoice in it, `doubt` says what is odd."""

    sha256: str
    size: int
    content_type: str
    number: str | None = None
    amounts: tuple[str, ...] = ()  # gross, and what is left to pay
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
    return Content("", len(data), kind, invoice.number, _amounts(invoice.gross, invoice.payable))


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


def wrong_amount(document: Document, content: Content) -> str:
    """Why the invoice in a file cannot be the one of this row; empty unless the amounts differ."""
    amounts = [abs(Decimal(amount)) for amount in content.amounts]
    if document.gross is None or not amounts or abs(document.gross) in amounts:
        return ""
    return f"the invoice in it is over {content.amounts[0]}, the row over {document.gross}"


def other_number(document: Document, content: Content) -> str:
    """Says that the invoice in a file has another number; a prefix or suffix more is the same number."""
    inner, outer = sorted((number_key(content.number or ""), number_key(document.number)), key=len)
    if not content.number or inner == outer or (len(inner) >= _PART and inner in outer):
        return ""
    return f"the invoice in it has the number {content.number}, the row {document.number}"


def _amounts(*texts: str | None) -> tuple[str, ...]:
    found = []
    for text in texts:
        with suppress(InvalidOperation):
            if text and Decimal(text).is_finite():
                found.append(text.strip())
    return tuple(dict.fromkeys(found))
