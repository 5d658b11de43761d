"""Complaints told by figures: what was agreed, what came and what is charged do not agree."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks]


DIFFERING = [
    ("Short", "Ordered 24 trays, got 19, billed for 24 (your 7714002). I want the difference off."),
    ("Zu wenig", "24 Kisten bestellt, 19 gekommen, 24 berechnet, Ihre Nr. 7714002."),
    ("Hinges", "Your A-7718 has the hinges at 4.85 each. Quote was 3.95 and the PO says 3.95."),
    ("Scharniere", "In RE A-7718 stehen die Scharniere mit 4,85. Angeboten waren 3,95."),
    ("count", "DN 80-2271 says 24 cartons. There were 21 on the pallet."),
    ("Zählung", "Auf LS 80-2271 stehen 24 Kartons, auf der Palette waren 21."),
    ("", "Driver's sheet 80-2271 lists twelve boxes, we unloaded eleven."),
    ("", "Lieferschein 80-2271 nennt zwölf Kartons, abgeladen wurden elf."),
    ("", "48-7710 billed for 5, signed for 4"),
    ("", "invoice 90-4420 counts three mixers but I only have two in my yard"),
    ("Stunden", "Sie rechnen auf 88-4411 zwölf Stunden ab, laut unserem Zettel waren es neun."),
]
AGREEING = [
    ("", "Please quote for 24 trays, the last ones were 19 a piece."),
    ("", "Ordered 24 trays last week, 24 came. Thank you!"),
    (
        "",
        "The packing list for delivery 15-88021 states 14 cartons but I only have page 1 of 3. Send all.",
    ),
    ("", "We need 60 instead of 40 on order 20-1188, is that possible?"),
    ("", "Von 40-1188 sind 4 von 6 Paletten da. Wann kommen die restlichen zwei?"),
]


@pytest.mark.parametrize(("subject", "text"), DIFFERING)
def test_figures_of_two_stages_that_differ_are_a_complaint(subject: str, text: str) -> None:
    assert intents(subject, text) == ["dispute"]


@pytest.mark.parametrize(("subject", "text"), AGREEING)
def test_other_figures_are_none(subject: str, text: str) -> None:
    assert "dispute" not in intents(subject, text)
