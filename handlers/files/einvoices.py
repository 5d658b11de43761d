"""E-invoices on request: the XML as it was issued, also out of the PDF that holds it, and its standard."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from handlers.answers import Found, Made
from handlers.desk import Desk
from handlers.exports import CONTENT_TYPES
from handlers.files.enclosures import file_name
from handlers.files.merging import is_pdf
from handlers.letters.parts import INVOICED
from parsers.einvoices.invoice import EInvoice, read_invoice
from parsers.einvoices.pdf import embedded_xml
from store.errors import Damaged, Gone
from store.papers import Paper
from store.records import Document, StoredFile

FORM = "xml"
MOST = 500  # documents whose files are looked into
# What a profile (BT-24) says, the most particular first; each with its name.
STANDARDS = (
    ("xrechnung", "XRechnung"),
    ("peppol", "Peppol BIS"),
    ("factur-x", "Factur-X"),
    ("zugferd", "ZUGFeRD"),
    ("ferd:", "ZUGFeRD"),
    ("en16931", "EN 16931"),
)
VERSION = re.compile(r"xrechnung_(\d{1,2}\.\d{1,2})")


@dataclass(frozen=True, slots=True)
class Issued:
    """The e-invoice of one document; `taken` when it was only inside the PDF."""

    document: Document
    invoice: EInvoice
    xml: bytes = field(repr=False)
    taken: StoredFile | None = None


def as_xml(found: Found, desk: Desk) -> Found:
    """The answer with the XML that is only inside PDFs taken out, and the standards of all of it said.

    Nothing is converted: who asks for another standard than the file has is told which one it is.
    """
    says = desk.says
    if len(found.documents) > MOST:
        return replace(found, notes=(*found.notes, says("xml_many")))
    issued = list(issued_of(found, desk))
    if found.ask.hybrid:
        return as_hybrid(found, issued, desk)
    made = tuple(extract(one, one.taken, desk) for one in issued if one.taken)
    told = [says.count("xml_taken", len(made))] if made else []
    told += [says("xml_standard", standards=standards(issued, desk))] if issued else []
    return replace(found, made=(*found.made, *made), notes=(*found.notes, *told))


def as_hybrid(found: Found, issued: list[Issued], desk: Desk) -> Found:
    """The answer to who asks for ZUGFeRD: the papers whole, and of which standard they are."""
    says, known = desk.says, {one.document.id for one in issued}
    without = [d.number for d in found.documents if d.id not in known and d.kind in INVOICED]
    told = [says("xml_standard", standards=standards(issued, desk))] if issued else []
    told += [says.count("xml_without", len(without), numbers=says.listed(without))] if without else []
    return replace(found, notes=(*found.notes, *told))


def issued_of(found: Found, desk: Desk) -> Iterator[Issued]:
    """The e-invoices of the documents, where there are any that can be read."""
    files = desk.unit.documents.files(d.id for d in found.documents)
    for document in found.documents:
        own = files.get(document.id, ())
        beside = [f for f in own if f.role == FORM]
        printed = [f for f in own if is_pdf(f)]
        for file in (*printed, *beside) if found.ask.hybrid else beside or printed:
            if one := read(document, file, desk):
                yield one
                break


def read(document: Document, file: StoredFile, desk: Desk) -> Issued | None:
    """The e-invoice that a file is or holds."""
    try:
        data = desk.house.fetch(file.sha256)
    except (Gone, Damaged):
        return None
    if file.role == FORM:
        invoice = read_invoice(data, file.name)
        return Issued(document, invoice, data) if invoice else None
    for xml in embedded_xml(data).files:
        if invoice := read_invoice(xml, "invoice.xml"):
            return Issued(document, invoice, xml, file)
    return None


def extract(one: Issued, pdf: StoredFile, desk: Desk) -> Made:
    """The XML out of a PDF, byte for byte, for who may see the document."""
    document = one.document
    name = file_name(document, replace(pdf, name="invoice.xml", role=FORM), desk)
    paper = Paper(document.account_id, document.kind, document_ids=(document.id,))
    return Made(name, CONTENT_TYPES[FORM], one.xml, paper, of=document.id)


def standards(issued: list[Issued], desk: Desk) -> str:
    """ "XRechnung 3.0 (UBL)"; of several each with how many."""
    counted = Counter(standard(one) for one in issued)
    if len(counted) == 1:
        return next(iter(counted))
    return desk.says.listed(
        desk.says("xml_standard_some", standard=name, n=n) for name, n in counted.most_common()
    )


def standard(one: Issued) -> str:
    """What an e-invoice says of itself, in the words of the trade."""
    profile = (one.invoice.profile or "").casefold()
    name = next((name for mark, name in STANDARDS if mark in profile), "")
    version = VERSION.search(profile)
    syntax = "UBL" if one.invoice.syntax.startswith("UBL") else "CII"
    if one.taken and name != "XRechnung":
        name = "ZUGFeRD/Factur-X" + (f", {name}" if name == "EN 16931" else "")
    return " ".join(filter(None, (name, version[1] if version else "", f"({syntax})" if name else syntax)))
