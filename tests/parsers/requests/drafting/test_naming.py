"""What a wish without a name is for stands in the story before it."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

NAMED = [
    (
        "Der Auditor hat bemängelt, dass bei uns keine Sicherheitsdatenblätter ausliegen. "
        "Es geht um Art. 5510-A und 5511-A. Bitte schicken Sie uns diese.",
        "sds",
        ("5510-A", "5511-A"),
    ),
    (
        "Bei der Prüfung wurde beanstandet, dass die Zeugnisse zu den Chargen 77120 und 77121 fehlen. "
        "Bitte senden Sie uns diese umgehend.",
        "certificate",
        ("77120", "77121"),
    ),
    (
        "The inspector complained that our data sheets are out of date:\nthinner TH-50\nhardener HA-90\n"
        "Please send the current versions.",
        "datasheet",
        ("TH-50", "HA-90"),
    ),
    (
        "Im Mai hatten wir ein Angebot von Ihnen vorliegen (A25/0613). Der Ausdruck ist weg. "
        "Bitte noch einmal.",
        "quote",
        ("A25/0613",),
    ),
    (
        "Zu Auftrag 88-123 gab es eine Auftragsbestätigung. Die brauche ich.",
        "order_confirmation",
        ("88-123",),
    ),
    ("War da nicht auch noch eine Gutschrift zu 88-120?", "credit_note", ("88-120",)),
]
ONE_OF_TWO = [
    (
        "Wir hatten zwei Bestellungen, die Markisen (Auftrag 61-120) und das Geländer (Auftrag 61-125). "
        "Zum Geländer fehlt mir die Rechnung.",
        ("61-125",),
    ),
    (
        "We ordered twice: PO-7718 for the greenhouse and PO-7725 for the cellar. "
        "Could you send the delivery note for the cellar?",
        ("PO-7725",),
    ),
    (
        "Zwei Aufträge: 61-130 für die Schule, 61-131 für das Rathaus. Bitte die Rechnungen zu beiden.",
        ("61-130", "61-131"),
    ),
    ("Orders 61-140 for pumps and 61-141 for valves: please send the invoices.", ("61-140", "61-141")),
]


@pytest.mark.parametrize(("text", "kind", "numbers"), NAMED)
def test_the_story_names_the_paper(text: str, kind: str, numbers: tuple[str, ...]) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.kinds, ask.numbers) == ("documents", (kind,), numbers)


@pytest.mark.parametrize(("text", "numbers"), ONE_OF_TWO)
def test_the_one_that_the_wish_describes(text: str, numbers: tuple[str, ...]) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.numbers) == ("documents", numbers)


def test_a_number_alone_has_no_kind() -> None:
    (ask,) = parse("", "Bitte senden Sie mir 4711-22.", VOCABULARY, today=date(2025, 11, 14)).asks
    assert (ask.intent, ask.kinds, ask.numbers) == ("documents", (), ("4711-22",))
