"""Where the fields of an e-invoice stand in the two syntaxes, CII (with ZUGFeRD 1) and UBL."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml.etree import QName
from lxml.etree import _Element as Element

LONGEST = 500  # characters of one field

_SPACE = re.compile(r"\s+")
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True, slots=True)
class Syntax:
    """One form of e-invoice: paths of its fields (alternatives in their order), and what a line is called.

    A path is a row of element names; the namespaces do not matter. `$` at the end keeps only the amounts in
    the currency of the invoice, `@VAT` only the tax numbers of that scheme.
    """

    name: str
    namespace: str  # how the namespace of the root element begins
    paths: Mapping[str, tuple[str, ...]]
    lines: str


_CII_AGREEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement/"
_CII_DELIVERY = "SupplyChainTradeTransaction/ApplicableHeaderTradeDelivery/"
_CII_SETTLEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/"
_CII_SUM = _CII_SETTLEMENT + "SpecifiedTradeSettlementHeaderMonetarySummation/"
_CII_ACCOUNT = _CII_SETTLEMENT + "SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/"
_DAY = "/DateTimeString"

_CII: Mapping[str, tuple[str, ...]] = {
    "profile": ("ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID",),
    "type_code": ("ExchangedDocument/TypeCode",),
    "number": ("ExchangedDocument/ID",),
    "issue_date": ("ExchangedDocument/IssueDateTime" + _DAY,),
    "currency": (_CII_SETTLEMENT + "InvoiceCurrencyCode",),
    "due_date": (_CII_SETTLEMENT + "SpecifiedTradePaymentTerms/DueDateDateTime" + _DAY,),
    "net": (_CII_SUM + "TaxBasisTotalAmount$",),
    "tax": (_CII_SUM + "TaxTotalAmount$",),
    "gross": (_CII_SUM + "GrandTotalAmount$",),
    "payable": (_CII_SUM + "DuePayableAmount$",),
    "seller": (_CII_AGREEMENT + "SellerTradeParty/Name",),
    "seller_vat": (_CII_AGREEMENT + "SellerTradeParty/SpecifiedTaxRegistration/ID@VA",),
    "buyer": (_CII_AGREEMENT + "BuyerTradeParty/Name",),
    "iban": (_CII_ACCOUNT + "IBANID", _CII_ACCOUNT + "ProprietaryID"),
    "buyer_reference": (_CII_AGREEMENT + "BuyerReference",),
    "order_ref": (_CII_AGREEMENT + "BuyerOrderReferencedDocument/IssuerAssignedID",),
    "despatch_ref": (
        _CII_DELIVERY + "DespatchAdviceReferencedDocument/IssuerAssignedID",
        _CII_DELIVERY + "DeliveryNoteReferencedDocument/IssuerAssignedID",
    ),
    "contract_ref": (_CII_AGREEMENT + "ContractReferencedDocument/IssuerAssignedID",),
    "preceding_invoice": (_CII_SETTLEMENT + "InvoiceReferencedDocument/IssuerAssignedID",),
}

# ZUGFeRD 1 has the same structure under older names.
_OLDER = (
    ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction"),
    ("ApplicableHeaderTrade", "ApplicableSupplyChainTrade"),
    ("SpecifiedTradeSettlementHeaderMonetarySummation", "SpecifiedTradeSettlementMonetarySummation"),
    ("ExchangedDocumentContext", "SpecifiedExchangedDocumentContext"),
    ("ExchangedDocument/", "HeaderExchangedDocument/"),
    ("IssuerAssignedID", "ID"),
)


def _older(path: str) -> str:
    for new, old in _OLDER:
        path = path.replace(new, old)
    return path


_PARTY = "/Party/PartyLegalEntity/RegistrationName", "/Party/PartyName/Name"
_UBL: Mapping[str, tuple[str, ...]] = {
    "profile": ("CustomizationID",),
    "type_code": ("InvoiceTypeCode", "CreditNoteTypeCode"),
    "number": ("ID",),
    "issue_date": ("IssueDate",),
    "currency": ("DocumentCurrencyCode",),
    "due_date": ("DueDate", "PaymentMeans/PaymentDueDate"),
    "net": ("LegalMonetaryTotal/TaxExclusiveAmount$",),
    "tax": ("TaxTotal/TaxAmount$",),
    "gross": ("LegalMonetaryTotal/TaxInclusiveAmount$",),
    "payable": ("LegalMonetaryTotal/PayableAmount$",),
    "seller": tuple("AccountingSupplierParty" + path for path in _PARTY),
    "seller_vat": ("AccountingSupplierParty/Party/PartyTaxScheme/CompanyID@VAT",),
    "buyer": tuple("AccountingCustomerParty" + path for path in _PARTY),
    "iban": ("PaymentMeans/PayeeFinancialAccount/ID",),
    "buyer_reference": ("BuyerReference",),
    "order_ref": ("OrderReference/ID",),
    "despatch_ref": ("DespatchDocumentReference/ID",),
    "contract_ref": ("ContractDocumentReference/ID",),
    "preceding_invoice": ("BillingReference/InvoiceDocumentReference/ID",),
}

_CROSS_INDUSTRY = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice"
_UBL_SPACE = "urn:oasis:names:specification:ubl:"
_LINES = "SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem"
_ZUGFERD1 = {field: tuple(map(_older, paths)) for field, paths in _CII.items()}

# By the name of the root element: what is not here (an order, a despatch advice) is no invoice.
_SYNTAXES: Mapping[str, Syntax] = MappingProxyType(
    {
        "CrossIndustryInvoice": Syntax("CII", _CROSS_INDUSTRY, _CII, _LINES),
        "CrossIndustryDocument": Syntax(
            "ZUGFeRD1", "urn:ferd:CrossIndustryDocument", _ZUGFERD1, _older(_LINES)
        ),
        "Invoice": Syntax("UBL-Invoice", _UBL_SPACE, _UBL, "InvoiceLine"),
        "CreditNote": Syntax("UBL-CreditNote", _UBL_SPACE, _UBL, "CreditNoteLine"),
    }
)


def syntax_of(root: Element) -> Syntax | None:
    """The syntax of an invoice by its root element; None for any other document."""
    name = QName(root)
    syntax = _SYNTAXES.get(name.localname)
    return syntax if syntax and (name.namespace or "").startswith(syntax.namespace) else None


def read_fields(root: Element, syntax: Syntax) -> dict[str, str | None]:
    """All fields of a document by name; None where it has none."""
    currency = next(_texts(root, syntax.paths["currency"][0]), None)
    found = {name: _first(root, paths, currency) for name, paths in syntax.paths.items()}
    for name in ("issue_date", "due_date"):
        found[name] = _day(found[name])
    return found


def line_count(root: Element, syntax: Syntax) -> int:
    """How many lines the document has."""
    return len(root.findall(_any_namespace(syntax.lines)))


def _first(root: Element, paths: tuple[str, ...], currency: str | None) -> str | None:
    for path in paths:
        if path.endswith("$"):
            found = _amount(root, path[:-1], currency)
        elif "@" in path:
            found = _tax_number(root, *path.split("@"))
        else:
            found = next(_texts(root, path), None)
        if found is not None:
            return found
    return None


def _any_namespace(path: str) -> str:
    return "/".join("{*}" + step for step in path.split("/"))


def _texts(root: Element, path: str) -> Iterator[str]:
    for element in root.iterfind(_any_namespace(path)):
        text = _text(element)
        if text:
            yield text


def _text(element: Element | None) -> str | None:
    """The text of an element, blanks joined; None when it is empty."""
    text = _SPACE.sub(" ", (element.text or "")[: 4 * LONGEST]).strip() if element is not None else ""
    return text[:LONGEST] or None


def _amount(root: Element, path: str, currency: str | None) -> str | None:
    """The amount in the currency of the document: the tax may be given in a second one."""
    amounts = root.findall(_any_namespace(path))
    own = [a for a in amounts if a.get("currencyID") in (None, currency)]
    return _text(next(iter(own or amounts), None))


def _tax_number(root: Element, path: str, scheme: str) -> str | None:
    """The number under a tax scheme, named by an attribute (CII) or by an element beside it (UBL)."""
    for element in root.iterfind(_any_namespace(path)):
        owner = element.getparent()
        beside = owner.find(_any_namespace("TaxScheme/ID")) if owner is not None else None
        if scheme in (element.get("schemeID"), _text(beside)):
            return _text(element)
    return None


def _day(text: str | None) -> str | None:
    """The ISO day of a date in either form; a time zone is cut, anything else stays as written."""
    match = _DATE.match(text) if text else None
    return "-".join(match.groups()) if match else text
