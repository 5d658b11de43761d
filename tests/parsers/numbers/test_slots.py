"""Bare numbers in sentences: which stand for a paper, and which count, measure or belong to the writer."""

import pytest

from parsers.numbers.finder import find
from parsers.numbers.slots import Slot, slot
from tests.parsers.numbers.test_finder import values
from tests.words import VOCABULARY

WORDS = VOCABULARY.numbers

THINGS = [
    ("Ihre 7-7719 schon bezahlt?", ["7-7719"]),
    ("wann ist 77.0093 fällig?", ["77.0093"]),
    ("wurde 7741 schon überwiesen?", ["7741"]),
    ("moin, 7742 schon verschickt?", ["7742"]),
    ("Haben Sie zur 7742 eine Gutschrift gemacht?", ["7742"]),
    ("die 77417er Rechnung fehlt", ["77417"]),
    ("nicht 7741 sondern 7714", ["7741", "7714"]),
    ("when does 7-7290 fall due", ["7-7290"]),
    ("has 77.0093 been paid?", ["77.0093"]),
    ("she paid 7712 by card", ["7712"]),
    ("that 7721 order from Monday", ["7721"]),
    ("we're still waiting for 7733", ["7733"]),
    ("sorry typo, 7738 not 7733", ["7738", "7733"]),
    ("ACH went out, covers 7710 and 7718", ["7710", "7718"]),
]

COUNTS = [
    "wir haben 1250 bezahlt",
    "we paid 1250 on Monday",
    "statt 1150 wurden 1250 berechnet",
    "In der Lieferung waren 400 statt 420",
    "die Rechnung über 4417",
    "it costs 4417",
    "around 4417 all told",
    "4000 customers and 4417 beds",
    "the kitchen dates from 1934",
    "delivered to 2290 Mill Lane",
    "call me on 4417, oder unter 4417 erreichbar",
    "our customer is 4417, die Kundennummer müsste 4417 sein",
    "an aged analysis (30/60/90)",
    "380-400 V",
    "Az. 73 IN 1180/25 und 12 O 331/25",
    "Leeds LS9 8AG, Kennzeichen B-AB 1234",
    "Kd.-Nr.: 10 442",
    "u/s 194Q, cost code CH-118",
]

HEDGED = [
    ("nr müsste 77 10 23 sein oder 77 10 32", ["77 10 23", "77 10 32"]),
    ("die Rechnung, Nr. dürfte 7721 sein", ["7721"]),
    ("Lieferscheinnummer hab ich hier als 7720 oder 7726 stehen", ["7720", "7726"]),
    ("the number should be 77118 or maybe 77181", ["77118", "77181"]),
]

GROUPS = [
    ("zur Sendung 0034 0777 8890 12 (Tour 17.09.)", ["0034 0777 8890 12"]),
    ("Rechnungsnummer 77 20 34 bitte", ["77 20 34"]),
    ("Auftrag 118 442 wo bleibt der?", ["118 442"]),
    ("Rechnungen 118 119 bitte", ["118", "119"]),
    ("Rechnung 3 118 204", ["3 118 204"]),
    ("parcel 1Z 884 0F2 and", ["1Z 884 0F2"]),
    ("Serial no is GB 7471 0092 8813.", ["7471 0092 8813"]),
    ("Artikel:\n7.730.12  Klarspüler 10 l", ["7.730.12"]),
    ("article 77.081 please", ["77.081"]),
]

SMALL = [
    ("invoice 77 please", ["77"]),
    ("Auftrag 7 ist noch nicht da", ["7"]),
    ("invoices no. 8, 9 and 11", ["8", "9", "11"]),
    ("invoice 2 of 3, we want to order 12, die 2. Mahnung, Rechnung 7. Mai", []),
]

LETTERS = [
    ("return slip RTN 7538, on RMA 7391", ["RTN 7538", "RMA 7391"]),
    ("the lift on contract HC-77180", ["HC-77180"]),
    ("contract no. 77180", []),
    ("sds for the drain cleaner, code 77-DRN-5, and bx500", ["77-DRN-5", "bx500"]),
    ("CH-20077 Isopropanol\nCH-4077 Basel", ["CH-20077"]),
    ("RE77417-RE77420 und 77517-77520", ["RE77417..RE77420", "77517..77520"]),
    ("Code   Product\nCL-0777   Remover", ["CL-0777"]),
]


@pytest.mark.parametrize(("text", "expected"), [*THINGS, *HEDGED, *GROUPS, *SMALL, *LETTERS])
def test_numbers_that_only_their_place_tells(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize("text", COUNTS)
def test_what_counts_measures_or_belongs_to_somebody(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("your 7741.", Slot.DETERMINED),
        ("the 7741 invoice", Slot.DETERMINED),
        ("is 7741 paid", Slot.FREE),
        ("glue 7741", Slot.UNCLEAR),
        ("over 7741", Slot.COUNTED),
        ("7741 invoices", Slot.COUNTED),
        ("the 7741 Smith", Slot.COUNTED),
    ],
)
def test_where_a_number_stands(text: str, expected: Slot) -> None:
    start = text.index("7741")
    assert slot(text, start, start + 4, WORDS) is expected


def test_letters_in_front_belong_to_what_is_written() -> None:
    (number,) = find("return slip RTN 7538", WORDS)
    assert (number.text, number.start) == ("RTN 7538", 12)
