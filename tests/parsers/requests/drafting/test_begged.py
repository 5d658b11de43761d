"""What a sentence only tells of a paper is a wish for it when the next one asks to be given it."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

GIVEN = [
    ("In our ledger check document 9300551 shows up as unknown. Be so kind to send it.", "9300551"),
    ("Your dunning letter mentions 4417-B, which nobody here ever saw. Would you email it to me?", "4417-B"),
    ("Auf eurer Saldenliste steht 771-203, kennen wir nicht. Bitte um Übersendung.", "771-203"),
    ("Invoice 44-118 was paid last week already, but we have no paper. Can you mail one over?", "44-118"),
    ("Die Rechnung 44-118 ist längst bezahlt, nur im Ordner fehlt sie. Bitte noch einmal mailen.", "44-118"),
    ("88120 hasn't come through at all; could you email a copy?", "88120"),
    ("Has our order 88120 been billed yet? If yes, please mail it across.", "88120"),
    ("Was PO 4471-B invoiced already? If it was, could I have the PDF.", "4471-B"),
    ("Our system takes XRechnung only now. Please reissue 2025-4410 in that format.", "2025-4410"),
    ("Zur Bestellung 55-1201 kam nie eine Bestätigung. Könnten Sie die nachreichen?", "55-1201"),
    (
        "You took back two cartons with return RN-4432. The credit note never came. Please forward it.",
        "RN-4432",
    ),
    ("Liegt für Charge 771-X das Prüfzeugnis schon vor? Bitte mailen.", "771-X"),
]
KINDS = [
    ("Der Prüfer nimmt die Anlage erst ab, wenn die Zeugnisse zu Charge 77120 vorliegen.", "certificate"),
    ("Der Zoll gibt die Sendung erst frei, sobald er den Lieferschein 88120 hat.", "delivery_note"),
    ("The client won't release payment until he has seen the certificate for batch 5512-A.", "certificate"),
    ("Meine Chefin wird böse, wenn ich die Rechnung 56071 nicht bis heute Abend habe.", "invoice"),
    ("My boss will be cross if invoice 56081 isn't on her desk tonight.", "invoice"),
    ("Für die Reklamation beim Hersteller brauche ich von Ihnen den Lieferschein 55103.", "delivery_note"),
    ("Frau Weber fragt, wo die Rechnungen für Oktober bleiben.", "invoice"),
    ("Accounts are asking where the October invoices are.", "invoice"),
    ("Jetzt nur noch die Frachtbriefe zu 55120 und 55130.", "shipping_document"),
    ("Bitte alles an Lieferscheinen, was im Mai zu uns kam.", "delivery_note"),
    ("Leider ist der Ordner mit den Lieferscheinen 2024 verloren. Schickt sie mir bitte.", "delivery_note"),
]
ELSE = [
    ("The tiles on order 4711-2 arrived broken. Please send them again.", "dispute"),
    ("Invoice 4711-2 shows the wrong price. Please send a corrected one.", "dispute"),
    ("Die Rechnung 4711-2 ist falsch, bitte neu ausstellen.", "dispute"),
    ("Where is order 4711-2? Please email me.", "order_status"),
    ("Wo bleibt die Bestellung 4711-2? Bitte geben Sie mir per Mail Bescheid.", "order_status"),
    ("We have received only half of 4711-2, please send the rest.", "dispute"),
    ("Is invoice 4711-2 paid? Please let me know by email.", "payment_status"),
    ("We paid 4711-2 twice. Please send the money back.", "other"),
]


@pytest.mark.parametrize(("text", "number"), GIVEN)
def test_what_was_told_is_to_be_given(text: str, number: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.numbers) == ("documents", (number,))


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_what_somebody_waits_for_is_wanted(text: str, kind: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.kinds) == ("documents", (kind,))


@pytest.mark.parametrize(("text", "intent"), ELSE)
def test_goods_and_news_are_no_papers(text: str, intent: str) -> None:
    assert {ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks} == {intent}
