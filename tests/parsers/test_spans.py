"""How long somebody may see something, and of which days the documents are."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.asks import Errand
from parsers.errands import ErrandWords
from parsers.spans import spanned
from tests.words import LANGUAGES, VOCABULARY

WORDS = ErrandWords.compile(LANGUAGES)
TODAY = date(2025, 11, 14)
Y2024 = (date(2024, 1, 1), date(2024, 12, 31))


def read(text: str, language: str) -> Errand:
    return spanned(Errand("admit", words=text), language, WORDS, VOCABULARY, TODAY)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("eva@x.test bis 31.01.2026 freischalten", date(2026, 1, 31)),
        ("eva@x.test bis 31.01. freischalten", date(2026, 1, 31)),
        ("eva@x.test bis 31.12. freischalten", date(2025, 12, 31)),
        ("please add eva@x.test until 5 March 2026", date(2026, 3, 5)),
        ("eva@x.test bis 31.01.2020 freischalten", date(2020, 1, 31)),
        ("eva@x.test freischalten", None),
    ],
)
def test_the_last_day_is_one_to_come_unless_its_year_is_named(text: str, until: date | None) -> None:
    errand = read(text, "en" if "please" in text else "de")
    assert (errand.until, errand.since, errand.before) == (until, None, None)


@pytest.mark.parametrize(
    ("text", "language", "until", "days"),
    [
        ("Rechnungen aus 2024 bis 30.04.2026 freischalten", "de", date(2026, 4, 30), Y2024),
        ("darf Rechnungen 2024 bis 30.04. sehen", "de", date(2026, 4, 30), Y2024),
        ("access to all invoices of 2024 until 31 March 2026", "en", date(2026, 3, 31), Y2024),
        ("until 31 March 2026 to invoices from 2024", "en", date(2026, 3, 31), Y2024),
        ("soll bis Ende März die Rechnungen des Jahres 2024 sehen", "de", date(2026, 3, 31), Y2024),
        ("accès aux factures de 2024", "fr", None, Y2024),
        ("Rechnungen von Januar bis März 2025", "de", None, (date(2025, 1, 1), date(2025, 3, 31))),
        ("Rechnungen seit 1.1.2025", "de", None, (date(2025, 1, 1), None)),
    ],
)
def test_the_days_of_the_documents_are_told_from_the_last_day(
    text: str, language: str, until: date | None, days: tuple[date, date | None]
) -> None:
    errand = read(text, language)
    assert (errand.until, errand.since, errand.before) == (until, *days)


@pytest.mark.parametrize("text", ["ab 1.12.2025 freischalten", "arbeitet seit 3.11.2025 hier am 3.11.", ""])
def test_a_day_to_come_and_a_single_day_limit_nothing(text: str) -> None:
    assert read(text, "de").before is None


@given(st.text(alphabet="bis 0123456789.Januar2024 until", max_size=200))
def test_any_words_are_read(text: str) -> None:
    errand = read(text, "de")
    assert errand.since is None or errand.before is None or errand.since <= errand.before


@pytest.mark.parametrize(
    ("text", "language", "last"),
    [
        ("Roth verlässt uns zum 31.12.", "de", date(2025, 12, 31)),
        ("Roth scheidet zum 31. Dezember aus", "de", date(2025, 12, 31)),
        ("Roth ist ab 1.12. nicht mehr bei uns", "de", date(2025, 11, 30)),
        ("Roth ist ab morgen nicht mehr bei uns", "de", TODAY),
        ("Roth ist bis 31.12. noch bei uns", "de", date(2025, 12, 31)),
        ("Roth verlässt uns Ende November", "de", date(2025, 11, 30)),
        ("Roth verlässt uns am 15.1.", "de", date(2026, 1, 15)),
        ("Roth hat uns am 31.10. verlassen", "de", None),
        ("Roth hat uns zum 31.10.2025 verlassen", "de", None),
        ("Roth ist seit 1.10. nicht mehr bei uns", "de", None),
        ("Roth hat uns heute verlassen", "de", None),
        ("Roth ist ab sofort nicht mehr bei uns", "de", None),
        ("Roth leaves us on 31 December", "en", date(2025, 12, 31)),
        ("remove Roth as of 1 January 2026", "en", date(2025, 12, 31)),
        ("Roth will no longer work for us from 1 December", "en", date(2025, 11, 30)),
        ("Roth left us on 31 October", "en", None),
        ("Roth nous quitte le 31 décembre", "fr", date(2025, 12, 31)),
        ("retirer l'accès de Roth à partir du 1er janvier 2026", "fr", date(2025, 12, 31)),
    ],
)
def test_the_last_day_of_who_leaves(text: str, language: str, last: date | None) -> None:
    errand = spanned(Errand("remove", words=text), language, WORDS, VOCABULARY, TODAY)
    assert (errand.until, errand.since, errand.before) == (last, None, None)


@pytest.mark.parametrize(
    ("mark", "today", "last"),
    [
        ("month_end", TODAY, date(2025, 11, 30)),
        ("month_end", date(2024, 2, 1), date(2024, 2, 29)),
        ("month_end", date(2025, 12, 31), date(2025, 12, 31)),
        ("year_end", TODAY, date(2025, 12, 31)),
    ],
)
def test_the_end_of_a_month_or_year(mark: str, today: date, last: date) -> None:
    errand = Errand("remove", words="Roth", marks=(mark,))
    assert spanned(errand, "de", WORDS, VOCABULARY, today).until == last


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_a_last_day_is_never_past(text: str, today: date) -> None:
    last = spanned(Errand("remove", words=text), "de", WORDS, VOCABULARY, today).until
    assert last is None or last >= today
