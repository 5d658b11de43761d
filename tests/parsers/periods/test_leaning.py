"""Time frames that lean on another one, feasts, days of a week, and other ends that are told indirectly."""

from datetime import date

import pytest

from parsers.periods.finder import find
from parsers.periods.holidays import easter
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)  # a Friday
OCTOBER = (date(2025, 10, 1), date(2025, 10, 31))
YEAR_2024 = (date(2024, 1, 1), date(2024, 12, 31))
JULY = (date(2025, 7, 1), date(2025, 7, 31))


def shown(text: str, language: str, thread: tuple[date, date] | None = None) -> list[str]:
    found = find(text, language, VOCABULARY.periods, TODAY, None, thread)
    return [f"{frame.since or ''}/{frame.until or ''}" for frame in found]


IN_A_THREAD = [
    ("de", "und das Jahr davor auch", YEAR_2024, ["2023-01-01/2023-12-31"]),
    ("de", "den Monat drauf noch", JULY, ["2025-08-01/2025-08-31"]),
    ("de", "das Vorquartal bitte", (date(2025, 7, 1), date(2025, 9, 30)), ["2025-04-01/2025-06-30"]),
    ("de", "die zwei Monate davor", OCTOBER, ["2025-08-01/2025-09-30"]),
    ("de", "nur bis zum 15. bitte", OCTOBER, ["2025-10-01/2025-10-15"]),
    ("en", "the preceding year too", YEAR_2024, ["2023-01-01/2023-12-31"]),
    ("en", "and the month before?", OCTOBER, ["2025-09-01/2025-09-30"]),
    ("en", "the previous two months", OCTOBER, ["2025-08-01/2025-09-30"]),
    ("en", "the following month", JULY, ["2025-08-01/2025-08-31"]),
    ("en", "only up to the 15th", OCTOBER, ["2025-10-01/2025-10-15"]),
    ("en", "last month", JULY, ["2025-10-01/2025-10-31"]),  # counts from today, whatever was before
]


@pytest.mark.parametrize(("language", "text", "thread", "expected"), IN_A_THREAD)
def test_it_leans_on_what_was_answered(language, text, thread, expected):
    assert shown(text, language, thread) == expected


IN_A_TEXT = [
    ("de", "Kontoauszug 2024 und das Jahr davor", ["2023-01-01/2024-12-31"]),
    (
        "de",
        "Rechnungen Oktober, und zum Vergleich den gleichen Monat im Vorjahr",
        ["2025-10-01/2025-10-31", "2024-10-01/2024-10-31"],
    ),
    ("de", "Am 3.11. war der Umzug. Bitte alles ab diesem Tag", ["2025-11-03/2025-11-03", "2025-11-03/"]),
    (
        "en",
        "October invoices, and the same month last year",
        ["2025-10-01/2025-10-31", "2024-10-01/2024-10-31"],
    ),
    (
        "en",
        "Quarter end was 30 September, all invoices for the quarter",
        ["2025-09-30/2025-09-30", "2025-07-01/2025-09-30"],
    ),
    ("en", "I bought it on 3 November: that day's invoice", ["2025-11-03/2025-11-03"] * 2),
    ("en", "the ones of the weeks before are complete", []),
    ("en", "the week before our audit", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), IN_A_TEXT)
def test_it_leans_on_what_was_named_before(language, text, expected):
    assert shown(text, language) == expected


WITHOUT = [
    ("de", "das Jahr davor"),
    ("de", "den Monat drauf"),
    ("en", "the year before"),
    ("en", "since then"),
]


@pytest.mark.parametrize(("language", "text"), WITHOUT)
def test_without_another_frame_it_is_none(language, text):
    assert shown(text, language) == []


def test_easter_sundays() -> None:
    assert [easter(year) for year in (2000, 2019, 2024, 2025, 2026)] == [
        date(2000, 4, 23),
        date(2019, 4, 21),
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
    ]


ENDS = [
    ("de", "seit Ostern", ["2025-04-20/"]),
    ("de", "nach Pfingsten", ["2025-06-09/"]),
    ("de", "zwischen Weihnachten und Neujahr", ["2024-12-25/2025-01-01"]),
    ("de", "noch vor Weihnachten", ["/2025-12-24"]),  # still to come
    ("de", "Frohe Weihnachten und guten Rutsch", []),
    ("de", "von Juli an bitte", ["2025-07-01/"]),
    ("de", "Rechnungen von Juli an die Buchhaltung", ["2025-07-01/2025-07-31"]),
    ("de", "Mo bis Mi dieser Woche", ["2025-11-10/2025-11-12"]),
    ("de", "Mo-Fr 8-17 Uhr", []),
    ("de", "KW14-17", ["2025-03-31/2025-04-27"]),
    ("de", "ab Rechnungsdatum 1.10.2025", ["2025-10-01/"]),
    ("en", "since Easter", ["2025-04-20/"]),
    ("en", "Mon to Wed this week", ["2025-11-10/2025-11-12"]),
    ("en", "mon + tue last week", ["2025-11-03/2025-11-04"]),
    ("en", "w/c 3 Nov", ["2025-11-03/2025-11-09"]),
    ("en", "w/e 9 November", ["2025-11-03/2025-11-09"]),
    ("en", "from 01/25 to 10/25", ["2025-01-01/2025-10-31"]),
    ("en", "the trailing three months", ["2025-08-14/2025-11-14"]),
    ("en", "not March, April", ["2025-03-01/2025-03-31", "2025-04-01/2025-04-30"]),
    ("en", "FY 2024-25 (April to March)", ["2024-04-01/2025-03-31"]),
    ("en", "FY25", ["2025-01-01/2025-12-31"]),  # inside a text, where nobody knows better
    ("en", "before 20 November", ["/2025-11-19"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), ENDS)
def test_other_ends(language, text, expected):
    assert shown("Bitte " * (language == "de") + "Please " * (language == "en") + text, language) == expected
