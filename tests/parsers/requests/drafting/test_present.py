"""Which paper of several is wanted: not what is here already, nor what others hold."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
WANTED = [
    # a reminder names what lacks
    (
        "Ich bekomme die zweite Mahnung zu einer Rechnung, die bei mir nie angekommen ist. "
        "Nummer laut Mahnung 2025-C-77. Schicken Sie mir das Ding bitte zu.",
        ["invoice"],
        "2025-C-77",
    ),
    (
        "Second dunning letter for a bill that never arrived. According to the letter its number is"
        " 2025-7741. Please send it.",
        ["invoice"],
        "2025-7741",
    ),
    (
        "You've sent a reminder for an invoice that we never received, 77-4410. Please email it.",
        ["invoice"],
        "77-4410",
    ),
    ("Please send me the reminder for 77-4410 again.", ["reminder"], "77-4410"),
    # "what lacks is ..."
    (
        "Rechnung und Ware zu Auftrag MZ-9930 sind da, was fehlt, ist der Lieferschein. Bitte senden.",
        ["delivery_note"],
        "MZ-9930",
    ),
    (
        "The goods and the invoice for PO 77-4410 are here, what's missing is the delivery note."
        " Please send it.",
        ["delivery_note"],
        "77-4410",
    ),
    (
        "Was uns zu Bestellung 88120-3 noch fehlt, ist das Werkszeugnis; Lieferschein ist da.",
        ["certificate"],
        "88120-3",
    ),
    (
        "What's missing is the invoice for 88-4410, and the delivery note.",
        ["delivery_note", "invoice"],
        "88-4410",
    ),
    # somebody has it
    (
        "Kenya Revenue wants certificate of origin for the shipment EXP-2207-K, our agent has bill of lading"
        " and packing list already.",
        ["certificate"],
        "EXP-2207-K",
    ),
    (
        "Bitte das Ursprungszeugnis zu EXP-2207, unser Spediteur hat Packliste und Rechnung bereits.",
        ["certificate"],
        "EXP-2207",
    ),
    (
        "Please send the packing list for 88-4410, and the certificate of origin.",
        ["certificate", "shipping_document"],
        "88-4410",
    ),
    # one is here, the other is not
    (
        "The invoice has come but the delivery note for 77-4410 hasn't. Could you send that?",
        ["delivery_note"],
        "77-4410",
    ),
    (
        "Rechnung 4410-7 ist angekommen, der Lieferschein dazu nicht. Bitte senden.",
        ["delivery_note"],
        "4410-7",
    ),
    (
        "Das Datenblatt zu KX-220 habe ich, das Sicherheitsdatenblatt noch nicht. Bitte schicken.",
        ["sds"],
        "KX-220",
    ),
    (
        "The goods arrived, the delivery note for 77-4410 did not. Please email it.",
        ["delivery_note"],
        "77-4410",
    ),
    ("Please send quote Q-4471 again.", ["quote"], "Q-4471"),
]


@pytest.mark.parametrize(("text", "kinds", "number"), WANTED)
def test_only_what_lacks_is_wanted(text: str, kinds: list[str], number: str) -> None:
    asks = [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]
    assert asks == [{"intent": "documents", "kinds": kinds, "numbers": [number]}]


def test_a_sum_of_several_papers_selects_none() -> None:
    text = "Your letter names three invoices totaling $1,466.20. Can you send copies of the overdue ones?"
    asks = [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]
    assert asks == [{"intent": "documents", "kinds": ["invoice"], "status": "overdue"}]
