"""Wishes in lists: the line above tells their time, a name before a colon is what its question is about."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

AUGUST = {"since": "2025-08-01", "until": "2025-08-31"}
PACK = [
    {"intent": "documents", "kinds": ["credit_note", "invoice"], **AUGUST},
    {"intent": "statement", **AUGUST},
]
LISTS: dict[str, list[dict[str, object]]] = {
    "Bitte für August:\n- Rechnungen\n- Gutschriften\n- Kontoauszug": PACK,
    "For August I need:\n1) invoices\n2) credit notes\n3) an account statement": PACK,
    "- Invoice 7002-93: page two is missing, please resend.\n- Invoice 7002-117: when does it fall due?": [
        {"intent": "documents", "kinds": ["invoice"], "numbers": ["7002-93"]},
        {"intent": "payment_status", "numbers": ["7002-117"]},
    ],
    "lieferschein 5512 bitte\nrechnung 5513": [
        {"intent": "documents", "kinds": ["delivery_note"], "numbers": ["5512"]},
        {"intent": "documents", "kinds": ["invoice"], "numbers": ["5513"]},
    ],
    "Please send the last two delivery notes of August.": [
        {"intent": "documents", "kinds": ["delivery_note"], "last": 2, **AUGUST}
    ],
    "Alle Rechnungen von diesem Jahr bis Ende August bitte.": [
        {"intent": "documents", "kinds": ["invoice"], "since": "2025-01-01", "until": "2025-08-31"}
    ],
    "Need the invoice on PO 66120 and also on PO 66134, plus the safety data sheet for the new degreaser, "
    "SKU DG-88.": [
        {"intent": "documents", "kinds": ["invoice"], "numbers": ["66120", "66134"]},
        {"intent": "documents", "kinds": ["sds"], "numbers": ["DG-88"]},
    ],
    "Bitte die Rechnungen 5518823 und 5518840, und zur zweiten brauche ich auch den Ablieferbeleg.": [
        {"intent": "documents", "kinds": ["invoice"], "numbers": ["5518823", "5518840"]},
        {"intent": "documents", "kinds": ["shipping_document"], "numbers": ["5518840"]},
    ],
}


@pytest.mark.parametrize(("text", "asks"), LISTS.items())
def test_wishes_of_a_list(text: str, asks: list[dict[str, object]]) -> None:
    found = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [{k: v for k, v in a.as_table().items() if k != "every"} for a in found] == asks
