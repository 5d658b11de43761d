"""The QR code that a banking app reads to pay a balance (EPC069-12, in Germany GiroCode)."""

import unicodedata
from decimal import Decimal

import segno

from handlers.letters.letterhead import Letterhead, valid_iban

MOST = Decimal("999999999.99")
LONGEST_NAME, LONGEST_TEXT = 70, 140  # characters


def pay_code(head: Letterhead, amount: Decimal, currency: str, text: str) -> str:
    """The code as SVG; empty when nobody shall or can pay by it: no IBAN, not in EUR, nothing to pay."""
    cents = amount.quantize(Decimal("0.01"))
    if currency != "EUR" or not valid_iban(head.iban) or not 0 < cents <= MOST or cents != amount:
        return ""
    code = segno.make_qr(payload(head, cents, text), error="m", boost_error=False, encoding="utf-8")
    return str(code.svg_inline(border=0, omitsize=True))


def payload(head: Letterhead, amount: Decimal, text: str) -> str:
    """What the code says, line by line."""
    name, iban = plain(head.company, LONGEST_NAME), head.iban.replace(" ", "").upper()
    rows = ("BCD", "002", "1", "SCT", head.bic, name, iban, f"EUR{amount:.2f}", "", "")
    return "\n".join((*rows, plain(text, LONGEST_TEXT)))


def plain(text: str, longest: int) -> str:
    """One line without control signs, no longer than the standard allows."""
    seen = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join(seen.split())[:longest].strip()
