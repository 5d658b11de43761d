"""Writes e-invoices: EN 16931 as CII for inside a PDF (ZUGFeRD), as UBL beside it (XRechnung)."""

import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import pikepdf

from bot.demo.model import Document, vat_of
from bot.press import dense

UNITS = {"ST": "H87", "PAK": "XPK", "M": "MTR", "PAA": "PR"}  # UN/ECE recommendations 20 and 21
FACTUR_X = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
LABEL = {
    "DocumentType": "INVOICE",
    "DocumentFileName": "factur-x.xml",
    "Version": "1.0",
    "ConformanceLevel": "EN 16931",
}


def cii(invoice: Document, house: Mapping[str, Any]) -> str:
    """The invoice as Cross Industry Invoice, profile EN 16931; for customers who are charged VAT."""
    return _filled("invoice.cii.xml", invoice, house)


def ubl(invoice: Document, house: Mapping[str, Any]) -> str:
    """The invoice as UBL, XRechnung 3.0; for customers who are charged VAT."""
    return _filled("invoice.ubl.xml", invoice, house)


@cache
def _form(name: str) -> jinja2.Template:
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    forms = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    return forms.get_template(name)


def _filled(name: str, invoice: Document, house: Mapping[str, Any]) -> str:
    vat = vat_of(invoice.account, invoice.net or invoice.open)
    return _form(name).render(invoice=invoice, buyer=invoice.account, house=house, vat=vat, units=UNITS)


def labelled(pdf: bytes) -> bytes:
    """A PDF/A-3 with factur-x.xml inside, its metadata saying so as ZUGFeRD and PDF/A want it.

    Raises ValueError when the metadata of the PDF is not as the typesetter writes it.
    """
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        metadata = paper.Root.Metadata.read_bytes().decode()
        for end, more in (("</rdf:Bag></pdfaExtension:schemas>", _schema()), ("</rdf:RDF>", _label())):
            if metadata.count(end) != 1:
                raise ValueError(f"the metadata of the PDF has no single {end}")
            metadata = metadata.replace(end, more + end)
        paper.Root.Metadata.write(metadata.encode())
        return dense(paper)


def _label() -> str:
    facts = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value in LABEL.items())
    return f'<rdf:Description rdf:about="" xmlns:fx="{FACTUR_X}">{facts}</rdf:Description>'


def _schema() -> str:
    """The description of our four properties, without which PDF/A forbids them."""
    properties = "".join(
        '<rdf:li rdf:parseType="Resource"><pdfaProperty:category>external</pdfaProperty:category>'
        f"<pdfaProperty:description>{name} of the embedded invoice</pdfaProperty:description>"
        f"<pdfaProperty:name>{name}</pdfaProperty:name>"
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType></rdf:li>"
        for name in LABEL
    )
    return (
        '<rdf:li rdf:parseType="Resource">'
        "<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>"
        f"<pdfaSchema:namespaceURI>{FACTUR_X}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property></rdf:li>"
    )
