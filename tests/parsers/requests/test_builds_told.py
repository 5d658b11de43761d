"""Sentences that only tell, before and behind a plain wish: they ask for nothing and add nothing to it."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
WISHES = {
    "en": ("Please send me invoice 4711022.", {"kinds": ["invoice"], "numbers": ["4711022"]}),
    "de": ("Bitte senden Sie mir die Rechnung 4711022.", {"kinds": ["invoice"], "numbers": ["4711022"]}),
}
NOTES = {
    "en": "I need the delivery notes for March 2025.",
    "de": "Ich brauche die Lieferscheine vom März 2025.",
}
MARCH = {"kinds": ["delivery_note"], "since": "2025-03-01", "until": "2025-03-31"}
TOLD = {
    "en": (
        # papers that somebody passed on, keeps, collects or looks through
        "I took the safety data sheet you emailed to the fire officer on Tuesday.",
        "He forwarded the datasheet you attached to the architect in Bristol.",
        "Delivery note 77120 travelled all the way to Aberdeen and back in Pete's lunchbox.",
        "The certificate for batch 7712 convinced the surveyor.",
        "Our accountants are collecting invoices and delivery notes from all branches this month.",
        "The inspector may have seen the certificates already.",
        "Your quotation Q-8812 beat the competition by a whisker.",
        # what was asked for once and came
        "We asked for the datasheet in spring and got it the same day.",
        "I requested the invoices last week and Jenny sent them straight away.",
        # complaints that are over
        "The damaged pallet from August has been replaced, and we've forgotten all about it.",
        "You may remember the mix-up with the two pallets, credit note 2231 settled it.",
        "Two boxes were missing from delivery 5520, but they arrived on the Friday.",
        "The price on invoice 3381 was wrong at first, and you corrected it the same day.",
        "The April statement had one entry we couldn't match, but it turned out to be our own mistake.",
        # no standing order ends, no statement, cost centre or site is wanted
        "We introduce a four-day week from next month and are no longer in on Fridays.",
        "Mrs Patel reads every statement twice.",
        "Cost centre 4420 no longer exists.",
        "The quotes from spring are stacked neatly on Brian's desk.",
        "Our bookkeeper in Leeds raised a query about the coffee.",
    ),
    "de": (
        "Das Zertifikat hängt beim Kunden in Füssen an der Wand.",
        "Der Chef blättert die Lieferscheine abends bei einem Bier durch.",
        "Unser Programm hat die Rechnung endlich geschluckt.",
        "Ein Praktikant scannt gerade die Rechnungen von 2019.",
        "Lieferscheine sortieren kann ich im Schlaf.",
        "Die Lieferscheine erhalten wir jeden Freitag, so soll es sein.",
        "Wir haben im Frühjahr das Datenblatt angefordert und am selben Tag bekommen.",
        "Die beschädigte Palette vom August wurde längst ersetzt, Schwamm drüber.",
        "Bei Lieferung 5520 fehlten zwei Kartons, die kamen eine Woche später nach.",
        "Die verkratzte Tür aus Auftrag 8810 wurde binnen einer Woche getauscht, Hut ab.",
        "Über Ihre Ware gab es in zehn Jahren keine Beschwerde.",
        "In der Kantine gibt es freitags keinen Fisch mehr.",
    ),
}
# what asks all the same, though another sentence asks, too: lacks, faults, needs
ASKED = (
    ("The certificate for batch 7712 never came. {wish}", "documents"),
    ("Our auditor needs the delivery notes for May 2025. {wish}", "documents"),
    ("Delivery 5520 was short by two boxes. {wish}", "dispute"),
    ("The damaged pallet has not been replaced. {wish}", "dispute"),
    ("I asked for the statement on Monday and got nothing. {wish}", "statement"),
)


def asks(text: str) -> list[dict[str, object]]:
    """The asks of a message as tables."""
    return [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]


@pytest.mark.parametrize("language, told", [(code, text) for code in TOLD for text in TOLD[code]])
def test_what_is_told_beside_a_wish_changes_nothing(language: str, told: str) -> None:
    wish, fields = WISHES[language]
    for text in (f"{told}\n\n{wish}", f"{wish} {told}"):
        assert asks(text) == [{"intent": "documents", **fields}], text
    if language == "de" or "Cost centre" not in told:
        assert asks(f"{NOTES[language]} {told}") == [{"intent": "documents", **MARCH}], told


@pytest.mark.parametrize("text, intent", ASKED)
def test_a_lack_a_fault_or_a_need_asks_beside_a_wish(text: str, intent: str) -> None:
    found = asks(text.format(wish=WISHES["en"][0]))
    assert sorted(ask["intent"] for ask in found) == sorted(["documents", intent]), found
