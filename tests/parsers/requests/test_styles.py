"""The same wish written otherwise: in small letters, without question marks, in haste, above a signature."""

from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from parsers.requests.text.capitals import recased
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)

SMALL = [
    "Is 7781-C on the truck yet? The fitter is waiting.",
    "Payment for 2204-A went out on Friday, just so you know.",
    "We need the mill certificates for heat 8G4471 and 8G4480. The inspector comes today.",
    "Drums 0419-A, 0419-B and 0422-C came without test certificates. Please send them.",
    "Still no credit note for docket RD 3381. Please send it.",
    "I lost invoice SN/771. Can you send it again?",
    "What is left to pay on the Telford account? Just the sum.",
    "Zu Abruf 31-B fehlt der Lieferschein. Bitte schicken.",
    "24-K1180 und 24-K1192 haben wir heute überwiesen. Bitte nicht mehr mahnen.",
    "Bitte das Sicherheitsdatenblatt für Artikel 33.081 und das Datenblatt für Artikel 46-VG.",
    "Wann kommt die Ware zu 0077-F? Die Kundin fährt am Samstag.",
    "Die Rechnung 25-03-7716 bitte nochmal. Die 25-03-7702 habe ich inzwischen gefunden.",
]
QUESTIONS = [
    "Did our cheque for 19-4471 clear your end?",
    "Has our order GB-90031 been despatched?",
    "Our wire went off on Monday. Has it reached you, 25-7013?",
    "Where is the rest of order 44-1093?",
    "When will the pallet for 88-1152 be here?",
    "Is 41-2296 still unpaid?",
    "Quick question: has 41-2296 been paid?",
    "Kurze Frage: wann kommt die 4711-22?",
    "Ist die 33-90142 schon bezahlt?",
    "Ist das Geld für die 2025-33817 bei Ihnen angekommen?",
    "Sind die Leuchten zu 14-5567 schon verschickt?",
    "Wann kommt der Rest von 7-30918?",
    "Wo bleibt die Ware zu B-55021?",
    "Haben Sie unsere Zahlung für 25-1180 schon gesehen?",
]
TOLD = [
    "Haben soeben 1112-A und 1119-A bezahlt.",
    "Have just paid 1112-A and 1119-A.",
    "Haben heute alle drei angewiesen: 1112-A, 1119-A und 1120-A.",
]
WISHES = {
    "en": [
        "Could I have invoice SN-4711 again, please?",
        "We paid SN-4711 yesterday.",
        "Please send the July statement.",
    ],
    "de": [
        "Bitte die Auftragsbestätigung zu 88-4711.",
        "Wann kommt die Bestellung 88-4711?",
        "Der Lieferschein zu 88-4711 fehlt uns.",
    ],
}
AROUND = {
    "en": [
        "URGENT: {}",
        "2nd request: {}",
        "{}\n\nPS: Have a great weekend!",
        "{}\n\nKind regards\nTom Baker\nAccounts Payable\nBaker & Sons Ltd, 12 High Street, Leeds LS1 4AB\n"
        "Registered in England No. 01234567\nPlease consider the environment before printing this e-mail.",
    ],
    "de": [
        "DRINGEND!! - {}",
        "Zweite Anfrage: {}",
        "{}\n\nSchönes Wochenende!",
        "{}\n\nMit freundlichen Grüßen\n\ni. A. Eva Muster\nEinkauf\nMuster GmbH, Hauptstr. 12, 50667 Köln\n"
        "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
    ],
}
STYLED = [(text, form) for tongue, texts in WISHES.items() for text in texts for form in AROUND[tongue]]
BELOW = [
    "Kind regards\nTom Baker\nAccounts Payable\nBaker & Sons Ltd, 12 High Street, Leeds LS1 4AB",
    "Viele Grüße\nEva Muster\nTeamleiterin\nDenken Sie an die Umwelt, bevor Sie diese Mail ausdrucken.",
    "PS: Have a great weekend!",
    "Schönes Wochenende!",
]


def asks(text: str, subject: str = "") -> list[dict[str, Any]]:
    return [ask.as_table() for ask in parse(subject, text, VOCABULARY, today=TODAY).asks]


def folded(found: list[dict[str, Any]]) -> str:
    return str(found).casefold()


@pytest.mark.parametrize("text", SMALL)
def test_small_letters_say_the_same(text: str) -> None:
    assert asks(text)
    assert folded(asks(text.lower())) == folded(asks(text))


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_needs_no_mark(text: str) -> None:
    assert asks(text)
    assert asks(text.replace("?", ".")) == asks(text)
    assert asks(text.replace("?", "")) == asks(text)


@pytest.mark.parametrize("text", TOLD)
def test_a_verb_without_its_subject_asks_nothing(text: str) -> None:
    assert [ask["intent"] for ask in asks(text)] == ["payment_notice"]


@pytest.mark.parametrize(("text", "form"), STYLED)
def test_haste_good_wishes_and_signatures_change_nothing(text: str, form: str) -> None:
    assert asks(text)
    assert asks(form.format(text)) == asks(text)


@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("subject", ["SN-240771", "Rechnung 4711-22 bitte", "Copy of invoice 4711-22"])
def test_a_subject_may_say_it_all(subject: str, below: str) -> None:
    assert asks("", subject)
    assert asks(below, subject) == asks("", subject)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("is 7781-c here", "is 7781-C here"),
        ("heats 7k2291 and 80h441", "heats 7K2291 and 80H441"),
        ("docket rd 3381", "docket RD 3381"),
        ("on the 3rd at 5pm, 30-day terms", None),
        ("24h, 10-er pack, 78x118, 3te mahnung", None),
        ("an rechnung7@adler.test oder www.adler.test/b12", None),
        ("bis kw 41, ca. 500 kg", None),
        ("Is 7781-c here? It is late.", None),
        ("", None),
    ],
)
def test_only_codes_get_capitals(written: str, meant: str | None) -> None:
    assert recased(written, VOCABULARY.numbers) == (written if meant is None else meant)


def test_a_single_capital_ends_a_sentence() -> None:
    (ask,) = asks("Please send the May invoices for Block D. The auditor is here.")
    assert ask["location"] == "Block D"
    (ask,) = asks("Bitte die Lieferscheine vom Mai, aber nur für Haus C. Das Amt wartet.")
    assert ask["location"] == "Haus C"
