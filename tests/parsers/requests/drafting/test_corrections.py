"""What a message takes back counts no more; a mere excuse or a remark takes nothing back."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY


def only(text: str) -> Ask:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    return ask


@pytest.mark.parametrize(
    "text",
    [
        "Bitte die Lieferscheine aus dem dritten Quartal. Ach nein, das zweite Quartal meine ich.",
        "Bitte die Lieferscheine aus dem dritten Quartal. Moment, Frau Roth ruft. Also zweites Quartal.",
        "The delivery notes for Q3, please. No, wait, Q2.",
    ],
)
def test_another_time_frame(text: str) -> None:
    assert (only(text).since, only(text).until) == (date(2025, 4, 1), date(2025, 6, 30))


def test_another_number() -> None:
    assert only("Bitte die Gutschrift 77130. Pardon, 77310 wäre richtig.").numbers == ("77310",)
    assert only("Invoice 50117, please. Oh no, I meant 50171.").numbers == ("50171",)


def test_another_form() -> None:
    assert only("Bitte Rechnung 77130 als XRechnung. Kommando zurück: im Anhang.").form == "attachment"


def test_what_takes_nothing_back() -> None:
    ask = only("Bitte alle Rechnungen seit dem 1. September. Keine Eile, vor dem Wochenende reicht.")
    assert (ask.since, ask.until) == (date(2025, 9, 1), None)
    ask = only("Please send all invoices since 1 September. No rush at all, the end of the week is fine.")
    assert ask.since == date(2025, 9, 1)
