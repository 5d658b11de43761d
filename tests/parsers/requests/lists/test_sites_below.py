"""Sites in a list below a wish, and a wish repeated for another site, paper or state."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


def sites(text: str) -> list[str | None]:
    return [ask.location for ask in parse("", text, VOCABULARY, today=TODAY).asks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte die Lieferscheine vom Oktober für folgende Standorte:\n- Ulm\n- Bonn", ["Ulm", "Bonn"]),
        ("Lieferscheine vom Oktober, bitte getrennt für\na) Werk Ulm\nb) Werk Bonn", ["Ulm", "Bonn"]),
        ("Delivery notes for October for these sites please:\nLeeds\nYork\n\nPetra", ["Leeds", "York"]),
        ("We need the October invoices for:\n1. Leeds depot\n2. York depot", ["Leeds", "York"]),
        ("Please send the October invoices to me:\nPetra Wolf\nLeeds", [None]),
        ("Bitte die Rechnungen vom Oktober.\n\nUlm\nPetra Wolf", [None]),
    ],
)
def test_sites(text: str, expected: list[str | None]) -> None:
    assert sites(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Filiale Ulm: Rechnungen vom Oktober. Filiale Bonn: dasselbe.", ["Ulm", "Bonn"]),
        ("Bitte die Oktoberrechnungen der Filiale Ulm. Gleiches bitte für Bonn.", ["Ulm", "Bonn"]),
        ("Bitte die letzten drei Lieferscheine für Ulm, dasselbe für Bonn.", ["Ulm", "Bonn"]),
        ("October's invoices for Leeds please, ditto York.", ["Leeds", "York"]),
        ("A list of open items for Leeds please. Same for York.", ["Leeds", "York"]),
        ("October's invoices for Leeds and September's for York please.", ["Leeds", "York"]),
        ("October's invoices for Leeds please. My regards to Peter too.", ["Leeds"]),
        ("Bitte die Oktoberrechnungen der Filiale Ulm. Ich brauche das gleich.", ["Ulm"]),
    ],
)
def test_the_same_elsewhere(text: str, expected: list[str | None]) -> None:
    assert sites(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte die Rechnungen vom Oktober. Dasselbe für die Lieferscheine.", [()]),
        ("October's invoices for Leeds please, plus one stray: 31-7702.", [(), ("31-7702",)]),
        ("Bitte die Rechnungen vom Oktober und dazu die 31-7702.", [(), ("31-7702",)]),
        ("90012: Rechnung, 90013: Lieferschein", [("90012",), ("90013",)]),
        ("All open invoices, and of the paid ones only October's.", [(), ()]),
        ("Invoices for the Leeds branch, and is 4711-22 paid?", [(), ("4711-22",)]),
    ],
)
def test_numbers_of_each(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [ask.numbers for ask in parse("", text, VOCABULARY, today=TODAY).asks] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rechnungen vom Oktober auf Kostenstelle 4410 und vom September auf 5520.",
        "Please send for cost centre 4410 the October invoices and for 5520 those from September.",
    ],
)
def test_codes(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert [(a.cost_centre, a.since and a.since.month) for a in asks] == [("4410", 10), ("5520", 9)]
