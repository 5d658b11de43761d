"""Complaints in every build: about goods, prices, sums, fees and papers, with one number each."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

FRAMES = {
    ("Rechnung 4711-20", "Lieferung 4711-20", "4711-20"): (
        "Bei {} waren drei Platten gebrochen.",
        "{}: zwei Kartons zu wenig geliefert.",
        "Bei {} wurde der falsche Artikel geliefert.",
        "Statt 10 kamen bei {} nur 8 Stück.",
        "{}: Ware beschädigt angekommen.",
        "Die Ware aus {} ist unbrauchbar, wir schicken sie zurück und erwarten eine Gutschrift.",
        "Bei {} fehlt eine komplette Palette.",
        "Zu {}: die Farbe stimmt nicht, bestellt war RAL 7016.",
        "Wir reklamieren {}: Geräte defekt.",
        "{} - undicht, bitte Ersatz.",
    ),
    ("Rechnung 4711-20", "4711-20"): (
        "{} wurde doppelt berechnet.",
        "Auf {} ist ein falscher Preis.",
        "{} akzeptieren wir nicht.",
        "Wir widersprechen {}.",
        "{}: Skonto wurde nicht abgezogen, bitte korrigieren.",
        "Der Preis auf {} entspricht nicht dem Angebot.",
        "Auf {} sind Frachtkosten, die nicht vereinbart waren.",
        "{} ist nicht für uns, wir haben nichts bestellt.",
        "{} bitte stornieren und neu ausstellen, falsche Firma.",
        "{} zahlen wir so nicht.",
        "Warum berechnen Sie auf {} einen Mindermengenzuschlag?",
        "Auf {} sind 15 statt 12 Rollen berechnet.",
        "{}: Positionen 3 und 4 haben wir nie erhalten.",
        "{} wurde auf die falsche Kostenstelle gebucht, bitte Rechnung korrigieren.",
        "Wir kürzen {} um 120 EUR wegen der Fehlmenge.",
        "Mahngebühr auf {} bitte streichen.",
    ),
    ("invoice 4711-20", "delivery 4711-20", "4711-20"): (
        "Three sheets were broken on {}.",
        "{}: two cartons short.",
        "The wrong item was delivered on {}.",
        "Only 8 instead of 10 came with {}.",
        "{}: goods arrived damaged.",
        "The goods on {} are unusable, we're sending them back and expect a credit.",
        "A whole pallet is missing from {}.",
        "On {}: the colour is wrong, we ordered RAL 7016.",
        "We want to complain about {}: units faulty.",
        "{} - leaking, replacement please.",
    ),
    ("invoice 4711-20", "4711-20"): (
        "{} was charged twice.",
        "There's a wrong price on {}.",
        "We don't accept {}.",
        "We dispute {}.",
        "There are freight charges on {} that weren't agreed.",
        "{} isn't ours, we ordered nothing.",
        "Please cancel and reissue {}, wrong company.",
        "We're not paying {} like this.",
        "Why is there a small order surcharge on {}?",
        "{} charges 15 rolls instead of 12.",
        "{}: items 3 and 4 never arrived.",
        "We are short-paying {} by 120 because of the shortage.",
        "Please waive the late fee on {}.",
    ),
}


@pytest.mark.parametrize("text", [f.format(w) for ws, fs in FRAMES.items() for w, f in product(ws, fs)])
def test_a_complaint_is_a_dispute(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [ask.intent for ask in asks] == ["dispute"]
