"""Messages without the signs that part one thing from the next, lists on one line, capitals throughout."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from parsers.requests.text.capitals import calmed
from parsers.requests.text.inlined import itemised
from tests.words import VOCABULARY

RUN_ON = [
    ("sds for floor stripper FS-22 pls cleaner's got it on his hands", "documents sds FS-22"),
    ("pls send 0099-4417 as ubl our peppol thing rejects pdfs", "documents 0099-4417 xml"),
    ("die 88-2044 als xrechnung unser portal schluckt das pdf nicht", "documents 88-2044 xml"),
    ("lieferschein L-55010 anhängen bitte kein link", "documents delivery_note L-55010 attachment"),
    ("24-K1180 grad überwiesen bitte nicht nochmal mahnen", "payment_notice 24-K1180"),
    ("statement for may pls boss wants it before noon", "statement"),
    ("hi could u add 40 boxes to order 5512 pls we ran out", "other 5512"),
]
ON_ONE_LINE = [
    ("Please forward: (1) invoice NB-3071 (2) statement for Q1", "documents invoice NB-3071 + statement"),
    (
        "Please send: a) invoice 4711 b) POD for 8812",
        "documents invoice 4711 + documents shipping_document 8812",
    ),
    ("Das fehlt: 1. Rechnung 4711 2. Kontoauszug Juni", "documents invoice 4711 + statement"),
    (
        "Wir bräuchten: • SDB KSS-220 • Datenblatt FP-9/16",
        "documents sds KSS-220 + documents datasheet FP-9/16",
    ),
    ("We need: * invoice 4711 * a call back", "documents invoice 4711 + human"),
    (
        "Wir bräuchten: - Rechnung 4711 - Lieferschein 8812",
        "documents invoice 4711 + documents delivery_note 8812",
    ),
]
ONE_LIST = [
    "Invoices 4711 - 4715 please",
    "Bitte die Rechnungen für 1. Quartal und 2. Quartal",
    "12.05. - 340,00 EUR\n13.05. - 99,00 EUR",
    "see a) above",
    "",
]
LOUD = [
    ("WHERE IS ORDER KX-8821 FOR LEEDS?", "where is order KX-8821 for leeds?"),
    ("PLEASE MAIL JO@FIRM.EXAMPLE THE INVOICES", "please mail JO@FIRM.EXAMPLE the invoices"),
    ("SDS FS-22", None),
    ("Please send the SDS of FS-22 ASAP", None),
]


def read(text: str) -> str:
    return " + ".join(map(told, parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks))


def told(ask: Ask) -> str:
    table = ask.as_table()
    said = [table["intent"], *table.get("kinds", ()), *table.get("numbers", ()), table.get("form")]
    return " ".join(str(part) for part in said if part)


@pytest.mark.parametrize(("text", "expected"), [*RUN_ON, *ON_ONE_LINE])
def test_what_is_said_without_signs(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", ONE_LIST)
def test_signs_of_no_list_stay(text: str) -> None:
    assert itemised(text) == text


@pytest.mark.parametrize(("text", "expected"), LOUD)
def test_capitals_throughout_are_small_letters(text: str, expected: str | None) -> None:
    assert calmed(text) == (text if expected is None else expected)


@pytest.mark.parametrize(("text", "expected"), [*RUN_ON, *ON_ONE_LINE])
def test_shouting_changes_nothing(text: str, expected: str) -> None:
    assert read(text.upper()) == expected
