"""A second wish that begins with what its papers belong to, or names them by a whole clause."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

OCTOBER = {"since": "2025-10-01", "until": "2025-10-31"}
SEPTEMBER = {"since": "2025-09-01", "until": "2025-09-30"}
FIRST = {"intent": "documents", "kinds": ["invoice"], **OCTOBER}
WISHES = {"de": "Bitte die Rechnungen für Oktober", "en": "Please send the invoices for October"}
JOINTS = {
    "de": (" und ", ", und ", " sowie ", ". Und ", ". Außerdem ", ". Dann noch ", ". Ach ja, und ", ". "),
    "en": (" and ", ", plus ", ". And ", ". Also ", ". Then ", ". In addition ", ". Oh, and ", ". "),
}
CREDITS = {"intent": "documents", "kinds": ["credit_note"], **SEPTEMBER}
FURTHER = [
    ("de", "für die Filiale Bonn die Gutschriften vom September", {**CREDITS, "location": "Bonn"}),
    ("de", "auf Kostenstelle 5520 die Gutschriften vom September", {**CREDITS, "cost_centre": "5520"}),
    ("de", "was im September an Gutschriften kam", CREDITS),
    ("de", "für die 77-0422 auch den Lieferschein", {"kinds": ["delivery_note"], "numbers": ["77-0422"]}),
    ("de", "zu 77-0422 alles, was es gibt", {"kinds": ["all"], "numbers": ["77-0422"]}),
    ("en", "for the York branch the credit notes from September", {**CREDITS, "location": "York"}),
    ("en", "for September the credit notes", CREDITS),
    ("en", "for 77-0422 also the delivery note", {"kinds": ["delivery_note"], "numbers": ["77-0422"]}),
    ("en", "for 77-0422 everything there is", {"kinds": ["all"], "numbers": ["77-0422"]}),
]


@pytest.mark.parametrize(("language", "further", "expected"), FURTHER)
def test_one_more_wish(language: str, further: str, expected: dict[str, object]) -> None:
    for joint in JOINTS[language]:
        begins = further[0].upper() + further[1:] if joint == ". " else further
        text = f"{WISHES[language]}{joint}{begins}."
        asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
        tables = [{k: v for k, v in ask.as_table().items() if v} for ask in asks]
        assert tables == [FIRST, {"intent": "documents", **expected}], text


NO_WISH = [
    "For the York branch the credit notes are booked already.",
    "Für die Filiale Bonn sind die Gutschriften gebucht.",
    "And what you sent in September arrived.",
    "Und was im September kam, ist gebucht.",
]


@pytest.mark.parametrize("told", NO_WISH)
def test_told(told: str) -> None:
    wish = WISHES["de" if told.startswith(("Für", "Und")) else "en"]
    asks = parse("", f"{wish}. {told}", VOCABULARY, today=date(2025, 11, 14)).asks
    assert [ask.as_table()["intent"] for ask in asks] == ["documents"]
    assert asks[0].kinds == ("invoice",)


SUMS = [
    ("de", "Ich brauche die Rechnung über 711,90 € und die vom 3.11.", 2),
    ("de", "Ich brauche:\n- Rechnung über 711,90 €\n- Rechnung vom 3.11.", 2),
    ("de", "Ich brauche die Rechnung über 711,90 € vom 3.11.", 1),
    ("en", "I need the invoice for £711.90 and the one of 3 November.", 2),
    ("en", "I need:\nthe invoice for £711.90\nthe invoice of 3 November", 2),
    ("en", "I need the invoice of 3 November for £711.90.", 1),
]


@pytest.mark.parametrize(("language", "text", "wishes"), SUMS)
def test_sum_and_day(language: str, text: str, wishes: int) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14), language=language).asks
    assert len(asks) == wishes
    assert asks[0].amount == "711.90"
    assert (asks[0].since is None) == (wishes == 2)
