"""The XML of e-invoices: as issued, also out of the PDF, and which standard it is."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf
import pytest

from handlers.answers import Found
from handlers.desk import Desk
from handlers.files import einvoices
from handlers.intents.documents import respond
from handlers.letters.compose import compose
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.errors import Gone
from store.records import Document, StoredFile
from tests.world import NOW

DAY = dt.date(2024, 5, 6)
CII = (
    '<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">'
    "<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>{profile}</ram:ID>"
    "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>"
    "<rsm:ExchangedDocument><ram:ID>H-1</ram:ID></rsm:ExchangedDocument></rsm:CrossIndustryInvoice>"
)
UBL = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">'
    "<CustomizationID>{profile}</CustomizationID><ID>H-1</ID></Invoice>"
)
EN = "urn:cen.eu:en16931:2017"
XRECHNUNG = EN + "#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
Desks = Callable[..., Desk]


def hybrid(xml: bytes, name: str = "factur-x.xml") -> bytes:
    """A PDF with a file inside."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments[name] = xml
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def holding(desk: Desk, files: Mapping[str, Mapping[str, bytes]]) -> Desk:
    """The desk when invoices of these numbers have these files: number -> role -> bytes."""
    desk.unit.documents.upsert([Document("1001", "invoice", number, DAY) for number in files])
    datas: dict[str, bytes] = {}
    for d in desk.unit.documents.search(
        desk.person.grants, kinds=("invoice",), since=DAY, until=DAY, today=DAY
    ):
        for role, data in files[d.number].items():
            digest = f"{len(datas) + 1:064}"
            datas[digest] = data
            file = StoredFile(d.id, role, f"{d.number}.{role}", digest, len(data), f"application/{role}")
            desk.unit.documents.attach(d.id, file)
    return replace(desk, house=replace(desk.house, fetch=datas.__getitem__))


def found(desk: Desk) -> Found:
    answer = respond(Ask("documents", ("invoice",), since=DAY, until=DAY, form="xml"), desk)
    assert isinstance(answer, Found)
    return answer


def test_xml_inside_a_pdf_is_taken_out_byte_for_byte(desk: Desks) -> None:
    xml = CII.format(profile=EN).encode()
    at = holding(desk(), {"H-1": {"pdf": hybrid(xml)}})
    answer = found(at)
    (made,) = answer.made
    assert (made.data, made.name, made.content_type) == (
        xml,
        "H-1_Rechnung_2024-05-06.xml",
        "application/xml",
    )
    assert made.paper.document_ids == (answer.documents[0].id,)
    assert answer.notes == (
        "Die XML-Datei haben wir unverändert aus dem PDF der Rechnung entnommen.",
        "Elektronisches Format: ZUGFeRD/Factur-X, EN 16931 (CII).",
    )
    message = InboundMessage("email", "x", at.person.address, "XML", "", NOW)
    reply = compose(message, [answer], at, at.house, NOW)
    assert [e.name for e in reply.enclosures] == ["H-1_Rechnung_2024-05-06.xml"]
    assert reply.attach and reply.enclosures[0].document
    assert "liegt dazu nicht vor" not in reply.text


@pytest.mark.parametrize(
    ("form", "profile", "role", "said"),
    [
        (UBL, XRECHNUNG, "xml", "XRechnung 3.0 (UBL)"),
        (CII, XRECHNUNG, "xml", "XRechnung 3.0 (CII)"),
        (CII, EN, "xml", "EN 16931 (CII)"),
        (UBL, EN + "#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "xml", "Peppol BIS (UBL)"),
        (CII, "urn:factur-x.eu:1p0:minimum", "xml", "Factur-X (CII)"),
        (CII, XRECHNUNG, "pdf", "XRechnung 3.0 (CII)"),
        (CII, "urn:factur-x.eu:1p0:minimum", "pdf", "ZUGFeRD/Factur-X (CII)"),
        (CII, "", "xml", "CII"),
    ],
)
def test_the_standard_is_said_as_the_file_says_it(
    desk: Desks, form: str, profile: str, role: str, said: str
) -> None:
    xml = form.format(profile=profile).encode()
    data = hybrid(xml) if role == "pdf" else xml
    assert f"Elektronisches Format: {said}." in found(holding(desk(), {"H-1": {role: data}})).notes


def test_several_standards_are_counted_and_what_has_no_xml_is_named(desk: Desks) -> None:
    xml = CII.format(profile=EN).encode()
    files = {
        "H-1": {"pdf": hybrid(xml)},
        "H-2": {"pdf": hybrid(xml), "xml": UBL.format(profile=XRECHNUNG).encode()},
        "H-3": {"pdf": hybrid(b"<note/>")},
        "H-4": {"pdf": b"%PDF-1.4 broken"},
    }
    at = holding(desk(), files)
    answer = found(at)
    assert [m.name for m in answer.made] == ["H-1_Rechnung_2024-05-06.xml"]
    assert any("XRechnung 3.0 (UBL) (1)" in note and "EN 16931 (CII) (1)" in note for note in answer.notes)
    message = InboundMessage("email", "x", at.person.address, "XML", "", NOW)
    reply = compose(message, [answer], at, at.house, NOW)
    assert "Zu H-4 und H-3 liegen keine elektronischen Rechnungen (XML) vor" in reply.text
    assert [e.name.partition("_")[0] + e.name[-4:] for e in reply.enclosures] == [
        "H-4.pdf",
        "H-3.pdf",
        "H-2.xml",
        "H-1.xml",
    ]


def test_a_lost_file_hinders_nothing(desk: Desks) -> None:
    at = holding(desk(), {"H-1": {"pdf": b""}})

    def gone(sha256: str) -> bytes:
        raise Gone("lost")

    assert not found(replace(at, house=replace(at.house, fetch=gone))).made


def test_of_very_many_the_pdfs_go_as_they_are(desk: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(einvoices, "MOST", 1)
    xml = CII.format(profile=EN).encode()
    at = holding(desk(), {"H-1": {"pdf": hybrid(xml)}, "H-2": {"pdf": hybrid(xml)}})
    answer = found(at)
    assert not answer.made
    assert answer.notes[0].startswith("Für so viele Belege")


def test_who_asks_for_zugferd_gets_the_pdf_with_its_xml_inside(desk: Desks) -> None:
    xml = CII.format(profile=EN).encode()
    files = {"H-1": {"pdf": hybrid(xml)}, "H-2": {"pdf": b"%PDF-1.4 plain"}}
    at = holding(desk(), files)
    ask = Ask("documents", ("invoice",), since=DAY, until=DAY, form="xml", hybrid=True)
    answer = respond(ask, at)
    assert isinstance(answer, Found) and not answer.made
    message = InboundMessage("email", "x", at.person.address, "ZUGFeRD", "", NOW)
    reply = compose(message, [answer], at, at.house, NOW)
    assert {e.name for e in reply.enclosures} == {
        "H-1_Rechnung_2024-05-06.pdf",
        "H-2_Rechnung_2024-05-06.pdf",
    }
    assert "Elektronisches Format: ZUGFeRD/Factur-X, EN 16931 (CII)." in reply.text
    assert "Zu H-2 liegt keine elektronische Rechnung (XML) vor" in reply.text
