"""A wish that leans on the one before it in the same letter: elsewhere too, one more, a state, a code."""

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
        (
            "Von 4711-22 die Rechnung und für den Zug, Serie KZ-20881, das Zeugnis.",
            [("4711-22",), ("KZ-20881",)],
        ),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Invoice 4711-22, is it paid? If not, please send it.", ["payment_status", "documents"]),
        (
            "4711-22 has been transferred. I never received 4711-23, please send it.",
            ["documents", "payment_notice"],
        ),
        (
            "Keine Mahnungen mehr per Mail bitte, und schicken Sie mir den Saldo.",
            ["unsubscribe", "open_items"],
        ),
        ("An Excel list of the October invoices and the PDFs to go with it.", ["export", "documents"]),
        ("Bitte die Rechnungen vom Oktober sowie eine Übersicht als CSV.", ["documents", "export"]),
        ("All invoices monthly from now on please, and October's right away.", ["subscribe", "documents"]),
        ("Wann kommt die 90012 und wann die 90013?", ["order_status"]),
    ],
)
def test_intents_of_each(text: str, expected: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert [ask.intent for ask in asks] == expected
