"""Every name of a paper, in every plain sentence: no part of a name may say something by itself."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
DAY = {"since": "2025-11-03", "until": "2025-11-03"}
GERMAN = {  # with the gender, for the article
    "invoice": "f Faktura, f Rechnungskopie, f Sammelrechnung, f Teilrechnung, f Schlussrechnung, f "
    "Anzahlungsrechnung, "
    "f Abschlagsrechnung, f Monatsrechnung, f Servicerechnung, f Reparaturrechnung, f Frachtrechnung, n "
    "Rechnungsdoppel, "
    "f Mietrechnung, f Zwischenrechnung",
    "credit_note": "f Gutschrift, f Rechnungskorrektur, f Stornorechnung, f Korrekturrechnung, f "
    "Rabattgutschrift",
    "delivery_note": "m Lieferschein, m Lieferbeleg, m LS, m Warenbegleitschein, m Teillieferschein",
    "order_confirmation": "f Auftragsbestätigung, f Bestellbestätigung, f AB, f Orderbestätigung",
    "quote": "n Angebot, m Kostenvoranschlag, f Offerte, n Preisangebot",
    "reminder": "f Mahnung, f Zahlungserinnerung, n Mahnschreiben",
    "shipping_document": "m Ablieferbeleg, m CMR, m Frachtbrief, f Packliste, m Zustellnachweis, n "
    "Packstück-Verzeichnis",
    "certificate": "n Werkszeugnis, n Prüfprotokoll, n Ursprungszeugnis, f Lieferantenerklärung, f "
    "CE-Erklärung",
    "datasheet": "n Datenblatt, n Merkblatt",
    "sds": "n Sicherheitsdatenblatt, n SDB",
}
ENGLISH = {
    "invoice": "tax invoice, bill, proforma, duplicate invoice, commercial invoice, freight invoice, "
    "monthly invoice, "
    "consolidated invoice, deposit invoice, parts invoice, repair invoice, rental invoice",
    "credit_note": "credit note, credit memo, credit, refund note, CN, correction invoice, cancellation "
    "invoice",
    "delivery_note": "delivery note, delivery docket, DN, dispatch note, goods note, delivery receipt",
    "order_confirmation": "order confirmation, order acknowledgement, OC, sales confirmation",
    "quote": "quote, quotation, offer, estimate",
    "reminder": "reminder, payment reminder, dunning letter, overdue notice, final notice",
    "shipping_document": "POD, proof of delivery, CMR, packing list, waybill, export declaration, "
    "picking slip",
    "certificate": "mill certificate, certificate of origin, CoC, test report, REACH declaration",
    "datasheet": "data sheet, TDS",
    "sds": "safety data sheet, MSDS",
}
ARTICLES = {"f": ("die", "meine letzte"), "m": ("den", "meinen letzten"), "n": ("das", "mein letztes")}
SENTENCES = [
    ("Können Sie mir {} {} vom 3. November schicken?", DAY),
    ("Ich brauche {last} {}.", {"last": 1}),
    ("Bitte {} {} zur Bestellung 4500123 zumailen.", {"numbers": ["4500123"]}),
    ("Wir haben {} {} 4711823 nicht erhalten.", {"numbers": ["4711823"]}),
    ("Unser Steuerberater verlangt {} {} zu 4500123.", {"numbers": ["4500123"]}),
]
QUESTIONS = [
    ("Could I have the {} from 3 November?", DAY),
    ("I need the last {}.", {"last": 1}),
    ("Please email the {} for PO 4500123.", {"numbers": ["4500123"]}),
    ("We have not received the {} 4711823.", {"numbers": ["4711823"]}),
    ("Where is the {} for order 4500123?", {"numbers": ["4500123"]}),
    ("Copy of {} 4711823", {"numbers": ["4711823"]}),
]


def asks(text: str) -> list[dict[str, Any]]:
    """Without the form, for which some of the names stand."""
    found = (ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks)
    return [{field: value for field, value in ask.items() if field != "form"} for ask in found]


def named() -> Iterator[tuple[str, str, str]]:
    """Kind, gender and name."""
    for kind, names in GERMAN.items():
        yield from ((kind, *name.split(" ", 1)) for name in names.split(", "))


@pytest.mark.parametrize(("kind", "gender", "name"), list(named()))
def test_a_german_name(kind: str, gender: str, name: str) -> None:
    article, last = ARTICLES[gender]
    for sentence, told in SENTENCES:
        text = sentence.format(name, last=last) if "{last}" in sentence else sentence.format(article, name)
        assert asks(text) == [{"intent": "documents", "kinds": [kind], **told}], text


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in ENGLISH.items() for name in names.split(", ")]
)
def test_an_english_name(kind: str, name: str) -> None:
    for sentence, told in QUESTIONS:
        assert asks(sentence.format(name)) == [{"intent": "documents", "kinds": [kind], **told}], sentence
