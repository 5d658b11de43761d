"""E-invoices: the fields of each syntax, PDFs that hold one, and everything that must be refused quietly."""

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from parsers.einvoices.invoice import read_invoice

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<i:Invoice xmlns:i="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:c="urn:c" xmlns:a="urn:a">
  <c:CustomizationID>urn:cen.eu:en16931:2017</c:CustomizationID><c:ID> RE-2031-0815 </c:ID>
  <c:IssueDate>2031-03-14+01:00</c:IssueDate><c:DueDate>2031-04-13</c:DueDate>
  <c:InvoiceTypeCode>380</c:InvoiceTypeCode><c:DocumentCurrencyCode>EUR</c:DocumentCurrencyCode>
  <c:BuyerReference>04011000-1234-5</c:BuyerReference><a:OrderReference><c:ID>4500123</c:ID></a:OrderReference>
  <a:DespatchDocumentReference><c:ID>LS-1</c:ID></a:DespatchDocumentReference>
  <a:AccountingSupplierParty><a:Party><a:PartyName><c:Name>Trade</c:Name></a:PartyName>
    <a:PartyTaxScheme><c:CompanyID>123/456</c:CompanyID><a:TaxScheme><c:ID>FC</c:ID></a:TaxScheme></a:PartyTaxScheme>
    <a:PartyTaxScheme><c:CompanyID>DE123456789</c:CompanyID><a:TaxScheme><c:ID>VAT</c:ID></a:TaxScheme>
    </a:PartyTaxScheme><a:PartyLegalEntity><c:RegistrationName>Seller
      GmbH</c:RegistrationName></a:PartyLegalEntity></a:Party></a:AccountingSupplierParty>
  <a:AccountingCustomerParty><a:Party><a:PartyName><c:Name>Buyer AG</c:Name></a:PartyName></a:Party>
  </a:AccountingCustomerParty>
  <a:PaymentMeans><a:PayeeFinancialAccount><c:ID>DE89370400440532013000</c:ID></a:PayeeFinancialAccount>
  </a:PaymentMeans>
  <a:TaxTotal><c:TaxAmount currencyID="SEK">210.00</c:TaxAmount></a:TaxTotal>
  <a:TaxTotal><c:TaxAmount currencyID="EUR">19.00</c:TaxAmount></a:TaxTotal>
  <a:LegalMonetaryTotal><c:TaxExclusiveAmount currencyID="EUR">100.00</c:TaxExclusiveAmount>
    <c:TaxInclusiveAmount currencyID="EUR">119.00</c:TaxInclusiveAmount>
    <c:PayableAmount currencyID="EUR">119.00</c:PayableAmount></a:LegalMonetaryTotal>
  <a:InvoiceLine/><a:InvoiceLine/>
</i:Invoice>"""

CREDIT = """<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"><ID>GS-1</ID>
<CreditNoteTypeCode>381</CreditNoteTypeCode><BillingReference><InvoiceDocumentReference><ID>RE-1</ID>
</InvoiceDocumentReference></BillingReference><PaymentMeans><PaymentDueDate>2031-05-01</PaymentDueDate></PaymentMeans>
<CreditNoteLine/></CreditNote>"""

CII = """<r:CrossIndustryInvoice xmlns="urn:x"
 xmlns:r="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100">
<ExchangedDocumentContext><GuidelineSpecifiedDocumentContextParameter><ID>urn:factur-x.eu:1p0:basic</ID>
</GuidelineSpecifiedDocumentContextParameter></ExchangedDocumentContext>
<ExchangedDocument><ID>FX-7</ID><TypeCode>380</TypeCode><IssueDateTime><DateTimeString format="102">20310314
</DateTimeString></IssueDateTime></ExchangedDocument>
<SupplyChainTradeTransaction><IncludedSupplyChainTradeLineItem/>
<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Seller</Name><SpecifiedTaxRegistration>
<ID schemeID="FC">1</ID></SpecifiedTaxRegistration><SpecifiedTaxRegistration><ID schemeID="VA">DE1</ID>
</SpecifiedTaxRegistration></SellerTradeParty><BuyerTradeParty><Name>Buyer</Name></BuyerTradeParty>
<BuyerOrderReferencedDocument><IssuerAssignedID>4711</IssuerAssignedID></BuyerOrderReferencedDocument>
</ApplicableHeaderTradeAgreement><ApplicableHeaderTradeDelivery><DeliveryNoteReferencedDocument>
<IssuerAssignedID>LS-2</IssuerAssignedID></DeliveryNoteReferencedDocument></ApplicableHeaderTradeDelivery>
<ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>
<SpecifiedTradeSettlementHeaderMonetarySummation><TaxTotalAmount currencyID="EUR">1.9</TaxTotalAmount>
<GrandTotalAmount>11.9</GrandTotalAmount></SpecifiedTradeSettlementHeaderMonetarySummation>
</ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></r:CrossIndustryInvoice>"""

ZUGFERD1 = """<r:CrossIndustryDocument xmlns:r="urn:ferd:CrossIndustryDocument:invoice:1p0" xmlns="urn:x">
<HeaderExchangedDocument><ID>Z1</ID></HeaderExchangedDocument><SpecifiedSupplyChainTradeTransaction>
<ApplicableSupplyChainTradeSettlement><SpecifiedTradeSettlementMonetarySummation><GrandTotalAmount>5
</GrandTotalAmount></SpecifiedTradeSettlementMonetarySummation></ApplicableSupplyChainTradeSettlement>
</SpecifiedSupplyChainTradeTransaction></r:CrossIndustryDocument>"""

ORDER = """<o:SCRDMCCBDACIOMessageStructure xmlns:o="urn:un:unece:uncefact:order:1">
<ID>1</ID></o:SCRDMCCBDACIOMessageStructure>"""


def pdf(*files: tuple[str, bytes], tree: bool = True, associated: bool = False, packed: bool = True) -> bytes:
    """A small PDF that holds files."""
    document = pikepdf.new()
    document.add_blank_page()
    entries = Array([])
    for name, data in files:
        stream = pikepdf.Stream(document, b"")
        stream.write(zlib.compress(data) if packed else data, filter=Name.FlateDecode if packed else None)
        stream.Type = Name.EmbeddedFile
        stream = document.make_indirect(stream)
        spec = document.make_indirect(
            Dictionary(Type=Name.Filespec, UF=String(name), EF=Dictionary(F=stream))
        )
        entries.extend([String(name), spec])
        if not tree and not associated:
            document.Root[f"/Kept{len(entries)}"] = stream
    if tree:
        leaf = document.make_indirect(Dictionary(Names=entries))
        document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Kids=Array([leaf])))
    if associated:
        document.Root.AF = Array(list(entries)[1::2])
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def test_ubl_invoice() -> None:
    invoice = read_invoice(UBL.encode(), "a.xml")
    assert invoice
    table = invoice.as_table()
    expected = {
        "syntax": "UBL-Invoice",
        "profile": "urn:cen.eu:en16931:2017",
        "type_code": "380",
        "number": "RE-2031-0815",
        "issue_date": "2031-03-14",
        "due_date": "2031-04-13",
        "currency": "EUR",
        "net": "100.00",
        "tax": "19.00",
        "gross": "119.00",
        "payable": "119.00",
        "seller": "Seller GmbH",
        "seller_vat": "DE123456789",
        "buyer": "Buyer AG",
        "iban": "DE89370400440532013000",
        "lines": 2,
        "buyer_reference": "04011000-1234-5",
        "order_ref": "4500123",
        "despatch_ref": "LS-1",
        "contract_ref": None,
        "preceding_invoice": None,
        "embedded_invoice": None,
        "attachments": None,
        "readable": True,
    }
    assert table == expected


def test_ubl_credit_note() -> None:
    note = read_invoice(CREDIT.encode())
    assert note
    assert (note.syntax, note.number, note.preceding_invoice) == ("UBL-CreditNote", "GS-1", "RE-1")
    assert (note.type_code, note.due_date, note.lines) == ("381", "2031-05-01", 1)


def test_cii_and_zugferd_1() -> None:
    invoice, older = read_invoice(CII.encode()), read_invoice(ZUGFERD1.encode())
    assert invoice
    assert older
    assert (invoice.number, invoice.issue_date, invoice.tax, invoice.gross) == (
        "FX-7",
        "2031-03-14",
        "1.9",
        "11.9",
    )
    assert (invoice.seller_vat, invoice.order_ref, invoice.despatch_ref) == ("DE1", "4711", "LS-2")
    assert (older.syntax, older.number, older.gross) == ("ZUGFeRD1", "Z1", "5")


@pytest.mark.parametrize(
    "name",
    ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "other.xml", "noname"],
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_pdf_that_holds_an_invoice(name: str, packed: bool) -> None:
    invoice = read_invoice(pdf((name, CII.encode()), packed=packed))
    assert invoice
    assert (invoice.number, invoice.embedded_invoice, invoice.attachments) == ("FX-7", True, (name,))


def test_the_standard_name_comes_first_then_the_order_of_the_tree() -> None:
    files = [("a.png", b"\x89PNG"), ("b.xml", CREDIT.encode()), ("factur-x.xml", CII.encode())]
    invoice = read_invoice(pdf(*files))
    assert invoice
    assert (invoice.number, invoice.attachments) == ("FX-7", ("a.png", "b.xml", "factur-x.xml"))
    both = read_invoice(pdf(("ZUGFeRD-invoice.xml", ZUGFERD1.encode()), ("factur-x.xml", CII.encode())))
    assert both
    assert both.syntax == "ZUGFeRD1"


@pytest.mark.parametrize("associated", [True, False])
def test_a_pdf_without_a_name_tree(associated: bool) -> None:
    invoice = read_invoice(pdf(("factur-x.xml", CII.encode()), tree=False, associated=associated))
    assert invoice
    assert (invoice.number, invoice.attachments) == ("FX-7", ())


def test_a_damaged_pdf_is_read_off_its_bytes() -> None:
    whole = pdf(("factur-x.xml", CII.encode()))
    invoice = read_invoice(whole[: whole.rindex(b"xref")] + b"startxref 99999999 %%EOF")
    assert invoice
    assert invoice.number == "FX-7"


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + UBL.encode(),
        b"\n \n" + UBL.encode() + b"\n\0\0",
        UBL.replace("UTF-8", "UTF-16").encode("utf-16"),
        UBL.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    ],
)
def test_byte_order_marks_blanks_and_encodings(data: bytes) -> None:
    alone, inside = read_invoice(data), read_invoice(pdf(("factur-x.xml", data)))
    assert alone
    assert inside
    assert alone.number == inside.number == "RE-2031-0815"


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
REFUSED = {
    "nothing": b"",
    "text": b"Rechnung RE-1",
    "other xml": b"<Invoice><ID>1</ID></Invoice>",
    "order": ORDER.encode(),
    "cut": UBL.encode()[: len(UBL) // 2],
    "doctype": (DOCTYPE + CREDIT).replace("GS-1", "&b;").encode(),
    "doctype utf-16": ("\ufeff" + DOCTYPE + CREDIT).encode("utf-16-le"),
    "file": (f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>{CREDIT}').encode(),
    "wrong encoding": UBL.replace("UTF-8", "no-such-encoding").encode(),
    "deep": b'<Invoice xmlns="urn:oasis:names:specification:ubl:x">' + b"<a>" * 100_000,
    "plain pdf": pdf(),
    "order pdf": pdf(("order-x.xml", ORDER.encode())),
    "no xml": pdf(("factur-x.xml", b"\x00\x01")),
    "zip": b"PK\x03\x04" + b"\0" * 100,
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_readable_invoice(name: str) -> None:
    assert read_invoice(REFUSED[name], "factur-x.xml") is None
    assert read_invoice(REFUSED[name]) is None
    assert read_invoice(pdf(("factur-x.xml", REFUSED[name]))) is None


def test_an_invoice_without_number_is_not_readable() -> None:
    invoice = read_invoice(CREDIT.replace("<ID>GS-1</ID>", "").encode())
    assert invoice
    assert not invoice.readable


def test_too_many_elements_or_attributes() -> None:
    opening = b'<Invoice xmlns="urn:oasis:names:specification:ubl:x" '
    assert read_invoice(opening + b"><ID>1</ID>" + b"<a/>" * 300_001 + b"</Invoice>") is None
    assert read_invoice(opening + b" ".join(b'a%d=""' % n for n in range(200_001)) + b"/>") is None


def test_a_packed_bomb_is_not_unpacked() -> None:
    bomb = pdf(*[("factur-x.xml", CREDIT.encode() + b" " * 20_000_000)] * 3)
    assert read_invoice(bomb) is None


def test_a_name_tree_in_circles_ends() -> None:
    document = pikepdf.open(io.BytesIO(pdf(("x.xml", CII.encode()))))
    node = document.make_indirect(Dictionary())
    node.Kids = Array([node, node])
    document.Root.Names.EmbeddedFiles.Kids.extend([node] * 50)
    out = io.BytesIO()
    document.save(out)
    invoice = read_invoice(out.getvalue())
    assert invoice
    assert invoice.number == "FX-7"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"%PDF-1.7\n", b"<Invoice "]))
def test_no_bytes_raise(data: bytes, start: bytes) -> None:
    read_invoice(start + data)


WHOLE = pdf(("factur-x.xml", CII.encode()), packed=False)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12),
    st.integers(0, 2000),
)
def test_no_damage_raises(changes: list[tuple[int, int]], cut: int) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    read_invoice(bytes(data[: len(data) - cut]))
