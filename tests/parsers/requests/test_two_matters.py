"""Two matters in one message, each in a sentence of its own: both are noted, in whatever order they come."""

from collections import Counter
from datetime import date
from itertools import permutations, product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
SAID = {
    "de": {
        "documents": (
            "Bitte schicken Sie uns die Rechnung 4711-20.",
            "Uns fehlt die Rechnung 4711-20.",
            "Wir haben die Gutschrift 4711-20 nie erhalten.",
        ),
        "order_status": ("Wo bleibt unsere Bestellung 5600-33?", "Wann kommt der Auftrag 5600-33?"),
        "dispute": (
            "Die Rechnung 6100-44 ist falsch, es wurden nur 8 statt 10 geliefert.",
            "Auf Rechnung 6100-44 fehlt der Rabatt.",
        ),
        "payment_notice": (
            "Rechnung 7200-55 haben wir gestern überwiesen.",
            "Die 7200-55 wird mit dem nächsten Zahllauf bezahlt.",
        ),
        "payment_status": ("Ist Rechnung 8300-66 schon bezahlt?", "Wann ist die 8300-66 fällig?"),
        "open_items": ("Was ist auf unserem Konto noch offen?",),
        "statement": ("Bitte senden Sie uns einen Kontoauszug für Oktober.",),
        "other": (
            "Unsere Bankverbindung hat sich geändert.",
            "Bitte liefern Sie noch 20 Sack Zement.",
            "Bitte stornieren Sie die Bestellung 9400-77.",
        ),
        "": ("Vielen Dank für die schnelle Hilfe letzte Woche.", "Das Wetter ist ja schrecklich."),
    },
    "en": {
        "documents": (
            "Please send us invoice 4711-20.",
            "We are missing invoice 4711-20.",
            "We never received credit note 4711-20.",
        ),
        "order_status": ("Where is our order 5600-33?", "When will PO 5600-33 arrive?"),
        "dispute": (
            "Invoice 6100-44 is wrong, only 8 instead of 10 were delivered.",
            "The discount is missing on invoice 6100-44.",
        ),
        "payment_notice": (
            "Invoice 7200-55 was paid yesterday.",
            "7200-55 goes out in the next payment run.",
        ),
        "payment_status": ("Has invoice 8300-66 been paid?", "When is 8300-66 due?"),
        "open_items": ("What is still open on our account?",),
        "statement": ("Please send us a statement for October.",),
        "other": (
            "Our bank details have changed.",
            "Please deliver another 20 bags of cement.",
            "Please cancel order 9400-77.",
        ),
        "": ("Many thanks for the quick help last week.", "The weather is dreadful."),
    },
}
PAIRS = [(lang, a, b) for lang, said in SAID.items() for a, b in permutations(said, 2)]


@pytest.mark.parametrize(("lang", "first", "second"), PAIRS)
def test_both_are_noted(lang: str, first: str, second: str) -> None:
    for before, behind in product(SAID[lang][first], SAID[lang][second]):
        for sign in (" ", "\n\n"):
            text = before + sign + behind
            asks = parse("", text, VOCABULARY, today=TODAY).asks
            wanted = Counter(intent for intent in (first, second) if intent)
            assert Counter(ask.intent for ask in asks) == wanted, text
