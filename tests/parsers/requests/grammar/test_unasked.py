"""What names papers and asks for none: what is to be done with them, what is told, goods that they list."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
DONE_DE = (
    "den Lieferschein außen am Karton anbringen",
    "zwei Lieferscheine beilegen",
    "die Chargennummern auf den Lieferschein schreiben",
    "Rechnungen nach Kostenstellen trennen",
    "je Baustelle eine eigene Rechnung stellen",
    "die Lieferscheine vom Polier unterschreiben lassen",
)
DONE_EN = (
    "put the delivery note on the outside of the box",
    "enclose two delivery notes",
    "write the batch numbers on the delivery note",
    "split invoices by cost centre",
    "raise one invoice per site",
    "have the delivery notes signed by the foreman",
)
TOLD_DE = (
    "Ich wollte nur sagen, dass wir {paper} erhalten haben.",
    "Kurze Info, {paper} geht morgen in die Buchung.",
    "Nur zur Info: {paper} prüft gerade der Steuerberater.",
)
TOLD_EN = (
    "Got {paper}, cheers.",
    "Perfect, {paper} is exactly what I was after.",
    "Just to let you know we approved {paper} today.",
    "Only to say that {paper} will be booked tomorrow.",
)
SOUGHT = (
    "Wo bleibt die Palette für Lieferschein 8001?",
    "Ist die Ware laut Auftragsbestätigung AB-77 schon unterwegs?",
    "Where's the pallet on delivery note 8001?",
    "When is the shipment on invoice 4711 coming?",
)
CASES = {
    "other": [
        "Please send us a sample of item 77-1200.",
        "Bitte schicken Sie uns Ihre aktuelle Lagerliste.",
        "Can we swap three pumps? Invoice 4711 enclosed.",
        "Please call half an hour ahead when delivering order 4500-17.",
        "Wir digitalisieren Ihre Rechnungen. Bitte nennen Sie uns einen Termin für eine Vorführung.",
    ],
    "dispute": [
        "The cement on delivery note 8001 has gone hard, photos attached.",
        "We agreed 30 days, invoice 4711 says 14 days.",
        "Warum berechnen Sie uns 5 % statt 10 % Rabatt?",
    ],
    "payment_notice": ["Die Oktoberrechnungen haben wir heute bezahlt."],
    "human": ["Would Mrs Ihle mind giving me a ring about the credit note?"],
    "": ["The missing PODs were behind the printer."],
    "documents": [
        "FYI we still need invoice 4711.",
        "Nur zur Info: uns fehlt noch die Rechnung 4711.",
        "Got invoice 4711, cheers, now please send 4712.",
        "Where's the delivery note for the pallet?",
        "Please send a copy of the delivery note for the pallet on order 4500-17.",
    ],
}


def told(text: str) -> list[str]:
    """The intents of a text."""
    return [ask.intent for ask in parse("", text, VOCABULARY, today=TODAY).asks]


@pytest.mark.parametrize("deed", DONE_DE)
def test_papers_of_german_deliveries_to_come(deed: str) -> None:
    """How papers shall be written and go with the goods is a person's matter."""
    for way in (
        "Bitte künftig {}.",
        "Bei der nächsten Lieferung bitte {}.",
        "Könnten Sie in Zukunft bitte {}?",
    ):
        assert told(way.format(deed)) == ["other"], way.format(deed)


@pytest.mark.parametrize("deed", DONE_EN)
def test_papers_of_english_deliveries_to_come(deed: str) -> None:
    """How papers shall be written and go with the goods is a person's matter."""
    for way in ("From now on please {}.", "On the next delivery please {}.", "Going forward, could you {}?"):
        assert told(way.format(deed)) == ["other"], way.format(deed)


def test_told_for_information() -> None:
    """What is only told asks for nothing, whatever paper it names."""
    for way in TOLD_DE:
        for paper in ("die Rechnung 4711", "die Gutschrift 99-1", "das Zeugnis zu 8812"):
            assert told(way.format(paper=paper)) == [], way.format(paper=paper)
    for way in TOLD_EN:
        for paper in ("invoice 4711", "delivery note 8001", "the order confirmation"):
            assert told(way.format(paper=paper)) == [], way.format(paper=paper)


@pytest.mark.parametrize("text", SOUGHT)
def test_goods_named_by_their_paper(text: str) -> None:
    """A paper may only say which goods are looked for."""
    assert told(text) == ["order_status"]


@pytest.mark.parametrize(("wanted", "text"), [(w, t) for w, texts in CASES.items() for t in texts])
def test_beside_papers(wanted: str, text: str) -> None:
    """Matters beside papers, and papers asked for beside what is told."""
    assert told(text) == ([wanted] if wanted else [])
