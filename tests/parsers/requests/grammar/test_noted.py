"""How invoices shall be written from now on, what shall be noted, and invoices that are wrong."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

BUNDLES_DE = (
    "eine Sammelrechnung pro Monat",
    "eine Wochenrechnung",
    "je Baustelle eine eigene Rechnung",
    "getrennte Rechnungen je Filiale",
)
BUNDLES_EN = (
    "one consolidated invoice a month",
    "monthly billing",
    "a weekly collective invoice",
    "a separate invoice for each site",
    "separate invoices per branch",
)
BUNDLING = [
    *product(
        ("Bitte nur noch {} statt einzelner Rechnungen.", "Können wir auf {} umstellen?", "Wäre {} möglich?"),
        BUNDLES_DE,
    ),
    *product(
        ("Can we switch to {}?", "We'd like {} instead of single invoices.", "Would {} be possible?"),
        BUNDLES_EN,
    ),
]
NEWS = [
    *product(
        ("Neue {} ab 1. Januar, bitte in Ihrem System hinterlegen.", "Wir haben eine neue {}."),
        ("Anschrift", "USt-IdNr.", "E-Mail-Adresse für Rechnungen", "Telefonnummer", "Bankverbindung"),
    ),
    *product(
        ("Our {} has changed, see attached.", "Please use the new {} on all future invoices."),
        ("address", "VAT number", "email address for invoices", "company name"),
    ),
]
DISPUTED = [
    *product(
        (
            "{} ist an die falsche Gesellschaft adressiert.",
            "{} hätte auf unsere Filiale Kempten ausgestellt werden müssen.",
            "Wir widersprechen {}, die Ware kam nie an.",
        ),
        ("Rechnung 4711-20", "Ihre Rechnung 4711-20"),
    ),
    *product(
        (
            "{} should have been made out to our Cork branch. Can you change it?",
            "We have been billed twice: {} is a duplicate.",
            "{} was charged at 20% instead of 5%.",
            "We dispute {}, the goods never arrived.",
            "Please correct {}, the price is not what was quoted.",
            "{} was raised against the wrong account.",
        ),
        ("invoice 4711-20", "your invoice 4711-20"),
    ),
]
CERTAIN = (
    "Bitte schicken Sie uns die Sammelrechnung Oktober.",
    "Uns fehlt noch eine Sammelrechnung vom Mai.",
    "Could you resend the consolidated invoice for October?",
    "Can I have a separate invoice copy for the Cork order 4711?",
)


def intents(text: str) -> list[str]:
    """The intents of a text."""
    return [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks]


@pytest.mark.parametrize("text", [way.format(what) for way, what in (*BUNDLING, *NEWS)])
def test_what_shall_be_otherwise_from_now_on(text: str) -> None:
    assert intents(text) == ["other"]


@pytest.mark.parametrize("text", [way.format(what) for way, what in DISPUTED])
def test_an_invoice_that_is_wrong(text: str) -> None:
    assert intents(text) == ["dispute"]


@pytest.mark.parametrize("text", CERTAIN)
def test_a_bundled_invoice_that_is_there(text: str) -> None:
    assert intents(text) == ["documents"]
