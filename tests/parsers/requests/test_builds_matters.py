"""Goods, payments, claims and changes in the builds that buyers use: asked after, told, objected to."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
ASKS = (
    ("order_status", "118-27", "Laut AB 118-27 sollte da sein; wir bitten um Angabe des neuen Termins."),
    ("order_status", "60-119", "Ist die 60-119 in zwei Sendungen aufgeteilt worden?"),
    ("order_status", "60-120", "Wurde die 60-120 etwa einzeln verschickt?"),
    ("order_status", None, "sagts mal kommt de lieferung heit no oder erst morgen"),
    ("order_status", None, "Kommen die Fliesen diese Woche noch?"),
    ("order_status", "R/5520", "Is the rest of R/5520 still to follow or is that everything?"),
    ("order_status", "R/5522", "Has R/5522 been split? Only two of five cartons turned up."),
    ("order_status", "88-1203", "The carrier missed us with order 88-1203. When will he try again?"),
    ("order_status", None, "Any chance the timber gets here before lunch tomorrow?"),
    ("payment_status", "31-1208", "Please acknowledge that invoice 31-1208 is settled."),
    ("payment_status", "31-1210", "Nett wäre, wenn Sie mir bestätigen könnten, dass 31-1210 bezahlt wurde."),
    ("payment_status", None, "Sobald unsere Überweisung über 480,00 Euro verbucht ist, bitte kurz melden."),
    ("payment_status", None, "If our cheque for £990.00 has been presented by now, please let me know."),
    ("payment_status", "8-30095", "Does invoice 8-30095 count as settled on your side?"),
    ("payment_status", "50-7736", "Ging die Kartenzahlung für 50-7736 durch?"),
    ("payment_notice", "5518-23", "Habe die 5518-23 gerade telefonisch mit Karte bezahlt."),
    ("payment_notice", "CH-119", "The college will settle invoice CH-119 once the new term has begun."),
    ("payment_notice", "7-3394", "Ihre Rechnung 7-3394 ist leider untergegangen, Zahlung erfolgt morgen."),
    ("payment_notice", "7-3391", "Sorry, we overlooked invoice 7-3391. It's in tomorrow's payment run."),
    ("payment_notice", "61-4401", "The bursar squared invoice 61-4401 on Friday."),
    ("dispute", None, "We object to your reminder R-3303, as the goods were returned in June."),
    ("dispute", None, "Sie haben uns Folie berechnet, die laut Lieferschein nie geliefert wurden."),
    ("dispute", None, "Wir haben weiße Fliesen bekommen, bestellt hatten wir graue."),
    ("dispute", None, "Invoice 40-5522: qty and delivery note do not tally."),
    ("dispute", None, "Die 40-2217 habt ihr doppelt berechnet."),
    ("dispute", None, "Invoice 20-1184 is dearer than the price we agreed. Please put it right."),
    ("other", None, "Wir haben uns vertan und zehn Stück zu viel bestellt. Nehmen Sie die zurück?"),
    ("other", None, "Lässt sich die Lieferadresse bei 5-88141 noch ändern?"),
    ("other", None, "Could order 5-88145 be redirected to our Leeds depot instead?"),
    ("other", None, "Bitte hinterlegen Sie unsere neue UID-Nummer in Ihren Stammdaten."),
    ("other", None, "Unser Büro zieht im Mai nach Linz um. Ab dann bitte alles an die Halle 7."),
    ("other", None, "Requesting quotation for 40 pcs stainless ball valves."),
)  # fmt: skip
PAPERS = (
    ("invoice", "Sie haben uns die Ware berechnet, die Rechnung haben wir aber nie erhalten, bitte senden."),
    ("invoice", "Our copy of invoice 4711-1 is illegible, please resend it."),
    ("invoice", "Invoice 61-4416 got lost here in the office, please send it again."),
    ("delivery_note", "Please send the delivery note for the remainder of R/5519."),
)


@pytest.mark.parametrize(("intent", "number", "text"), ASKS)
def test_what_is_asked_after_told_or_objected_to(intent: str, number: str | None, text: str) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert [ask.intent for ask in asks] == [intent]
    if number:
        assert list(asks[0].numbers) == [number]


@pytest.mark.parametrize(("kind", "text"), PAPERS)
def test_a_paper_asked_for_beside_such_words(kind: str, text: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=TODAY).asks
    assert (ask.intent, list(ask.kinds)) == ("documents", [kind])


def test_a_paid_invoice_may_be_told_by_its_day() -> None:
    (ask,) = parse("", "Has your invoice of 4 February 2025 been paid?", VOCABULARY, today=TODAY).asks
    assert (ask.intent, ask.since, ask.until) == ("payment_status", date(2025, 2, 4), date(2025, 2, 4))
