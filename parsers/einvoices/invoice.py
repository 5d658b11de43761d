"""Reads e-invoices: XML in CII, ZUGFeRD 1 or UBL, and PDFs that hold one."""

from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

from lxml import etree

from parsers.einvoices.fields import line_count, read_fields, syntax_of
from parsers.einvoices.pdf import PDF_MAGIC, XML_MOST, embedded_xml

ELEMENTS_MOST = 300_000
ATTRIBUTES_MOST = 200_000


@dataclass(frozen=True, slots=True)
class EInvoice:
    """The fields that identify and place an invoice, as the document writes them; dates are ISO days.

    `embedded_invoice` and `attachments` (names in the order of the file) are None for a bare XML.
    """

    syntax: str  # CII, ZUGFeRD1, UBL-Invoice, UBL-CreditNote
    number: str | None
    profile: str | None = None
    type_code: str | None = None
    issue_date: str | None = None
    currency: str | None = None
    due_date: str | None = None
    net: str | None = None
    tax: str | None = None
    gross: str | None = None
    payable: str | None = None
    seller: str | None = None
    seller_vat: str | None = None
    buyer: str | None = None
    iban: str | None = None
    lines: int = 0
    buyer_reference: str | None = None
    order_ref: str | None = None
    despatch_ref: str | None = None
    contract_ref: str | None = None
    preceding_invoice: str | None = None
    embedded_invoice: bool | None = None
    attachments: tuple[str, ...] | None = None

    @property
    def readable(self) -> bool:
        """True when the invoice can be told apart from others."""
        return self.number is not None

    def as_table(self) -> dict[str, Any]:
        """All fields, JSON-ready."""
        table: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        table["attachments"] = None if self.attachments is None else list(self.attachments)
        return table | {"readable": self.readable}


def read_invoice(data: bytes, name: str = "") -> EInvoice | None:
    """The invoice in a file; None when there is none that can be read. `name` is the file's name, a hint.

    Nothing is fetched or expanded: a document type declaration, a bomb or a broken file gives None.
    """
    if PDF_MAGIC in data[:1024] and not name.casefold().endswith(".xml"):
        return _from_pdf(data)
    return _from_xml(data)


def _from_pdf(data: bytes) -> EInvoice | None:
    inside = embedded_xml(data)
    read = (_from_xml(xml, True, inside.names) for xml in inside.files)
    return next((invoice for invoice in read if invoice), None)


def _from_xml(
    data: bytes, embedded: bool | None = None, names: tuple[str, ...] | None = None
) -> EInvoice | None:
    root = _root(data) if len(data) <= XML_MOST else None
    syntax = syntax_of(root) if root is not None else None
    if root is None or syntax is None:
        return None
    found: dict[str, Any] = dict(read_fields(root, syntax))
    return EInvoice(
        syntax=syntax.name,
        lines=line_count(root, syntax),
        embedded_invoice=embedded,
        attachments=names,
        **found,
    )


def _root(data: bytes) -> etree._Element | None:
    """The root of an invoice: well-formed, without document type declaration, of bearable size."""
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.lstrip(b"\xef\xbb\xbf\0 \t\r\n").rstrip(b"\0 \t\r\n")
    if not data.startswith((b"<", b"\xff\xfe", b"\xfe\xff")) or data.count(b"=") > ATTRIBUTES_MOST:
        return None
    options = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
    events = etree.iterparse(
        BytesIO(data), events=("start",), remove_comments=True, remove_pis=True, recover=False, **options
    )
    root = None
    try:
        for count, (_, element) in enumerate(events):
            if root is None:
                root = element
                if syntax_of(root) is None or root.getroottree().docinfo.internalDTD is not None:
                    return None
            if count > ELEMENTS_MOST:
                return None
    except (etree.XMLSyntaxError, ValueError, LookupError, UnicodeError):
        return None
    return root
