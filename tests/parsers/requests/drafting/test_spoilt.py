"""A paper that came wet, or in a form that a program refuses, is wanted again; broken goods are not."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

AGAIN = [
    ("Der Lieferschein 8812 ist nass geworden, können Sie ihn neu schicken?", "8812"),
    ("Die Rechnung 4412-8 ist völlig durchnässt angekommen. Schicken Sie mir die bitte nochmal.", "4412-8"),
    ("Ihre Mahnung M-551 kam zerrissen hier an. Bitte per Mail.", "M-551"),
    ("Der Lieferschein 8812 ist ganz verschmutzt, kein Wort zu lesen. Könnten Sie ihn uns mailen?", "8812"),
    ("Das Angebot AN-77 war feucht geworden und klebt. Schickt es mir bitte per E-Mail.", "AN-77"),
    ("The delivery note DN-77 arrived soaked and torn. Please mail it to us.", "DN-77"),
    ("We never got the certificates with batches 77120. Could those be emailed?", "77120"),
]
REFUSED = [
    ("Rechnung 2025-118 wurde von unserem ERP abgelehnt. Bitte senden Sie sie als XRechnung.", "2025-118"),
    ("Invoice 7719 was refused by our gateway as PDFs aren't accepted. Kindly resend in UBL format.", "7719"),
    ("Our system bounced invoice 7720 because it isn't an e-invoice. Please send it as Peppol.", "7720"),
]
COMPLAINTS = [
    "Die Rechnung 4412-8 ist falsch. Bitte neu schicken, mit dem richtigen Preis.",
    "Die Ware zu Rechnung 4412-8 ist völlig durchnässt angekommen. Bitte nochmal schicken.",
    "The tiles on delivery note DN-77 arrived broken. Please send them again.",
    "Invoice 7719 was rejected by our buyer, wrong price. Please send a correct one.",
    "Rechnung 551 wird abgelehnt, die Menge stimmt nicht. Bitte korrigierte Rechnung schicken.",
    "Lieferschein 7712: zwei Säcke aufgerissen. Bitte Ersatz schicken.",
]


@pytest.mark.parametrize(("text", "number"), AGAIN)
def test_a_spoilt_paper_is_wanted_again(text: str, number: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.numbers) == ("documents", (number,))


@pytest.mark.parametrize(("text", "number"), REFUSED)
def test_a_refused_form_asks_for_another(text: str, number: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.numbers, ask.form) == ("documents", (number,), "xml")


@pytest.mark.parametrize("text", COMPLAINTS)
def test_what_is_wrong_or_broken_is_no_wish_for_papers(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert "documents" not in [ask.intent for ask in asks]
