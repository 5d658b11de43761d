"""Which time frames select papers, and which belong to an appointment, a deadline or a story."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)  # a Friday


def frames(text: str, subject: str = "", context: Ask | None = None) -> list[str]:
    asks = parse(subject, text, VOCABULARY, today=TODAY, context=context).asks
    return [f"{ask.since or ''}/{ask.until or ''}" for ask in asks]


APART = [
    "Vor dem Gespräch am Donnerstag möchte ich unseren aktuellen Saldo wissen.",
    "Für das Audit am Mittwoch brauche ich alle offenen Rechnungen.",
    "Am Montag kommt der Prüfer, deshalb brauche ich sämtliche Lieferscheine für die Baustelle Linz.",
    "Ich bräuchte einen Kontoauszug, ich bin ab Donnerstag im Urlaub.",
    "Ich brauche alle offenen Rechnungen, da wir am 20.11. Abschluss machen.",
    "Bitte die Rechnungen, die Sie am 3.11. per Lastschrift eingezogen haben.",
    "Before the meeting on Thursday I'd need the account statement.",
    "We have the tax office here on 20 November and I need all open invoices.",
    "I need all open invoices, board meeting's Wednesday.",
    "We'd need a statement of account, I'm on leave from the 15th.",
    "We'd need a statement of account before 20 November.",
    "I need all delivery notes for the Leeds site in time for 20 November.",
    "Please send me the statement on Monday.",
    "Wir haben gestern eine Mahnung bekommen, die Rechnung dazu fehlt uns.",
    "Yesterday we received a reminder; we don't have the invoice.",
]


@pytest.mark.parametrize("text", APART)
def test_a_day_of_something_else_selects_nothing(text: str) -> None:
    assert frames(text) == ["/"]


SELECTING = [
    ("Bitte die Lieferscheine, die im Oktober an unser Werk gingen.", "2025-10-01/2025-10-31"),
    ("Den Lieferschein für die Ware, die wir am Dienstag abgeholt haben, bitte.", "2025-11-11/2025-11-11"),
    ("Gestern kam eine Palette ohne Papiere. Lieferschein bitte.", "2025-11-13/2025-11-13"),
    ("Seit dem Umzug im März kommt keine Rechnung mehr an. Bitte alle nochmal schicken.", "2025-03-01/"),
    ("Bitte Saldo am 31.10. bestätigen.", "/2025-10-31"),
    ("I just need yesterday's delivery note.", "2025-11-13/2025-11-13"),
    ("Can you send the invoice for what we picked up on Tuesday?", "2025-11-11/2025-11-11"),
    ("Since we moved in March no invoice has reached us. Please send them all again.", "2025-03-01/"),
    ("Please confirm the amount owed to you at the close of business on 31 October.", "/2025-10-31"),
    ("Not March, April invoices please", "2025-04-01/2025-04-30"),
]


@pytest.mark.parametrize(("text", "expected"), SELECTING)
def test_a_day_of_papers_and_goods_selects(text: str, expected: str) -> None:
    assert frames(text) == [expected]


def test_the_time_may_stand_in_the_subject_or_in_the_sentence_before() -> None:
    october = ["2025-10-01/2025-10-31"]
    assert frames("Bitte die Rechnungen und Gutschriften nochmal.", "Oktober 2025") == october
    assert frames("Please resend invoices and credit notes.", "October 2025") == october
    assert frames("For the meeting I need the invoices please.", "Meeting 20 Nov") == ["/"]
    assert frames("We are auditing the year 2024. Please send all invoices.") == ["2024-01-01/2024-12-31"]
    assert frames("What did Jane order in October? Please send the confirmations.") == october


def test_several_times_are_several_wishes() -> None:
    assert frames("Rechnungen von Jänner bis März und von Juli bis September, bitte") == [
        "2025-01-01/2025-03-31",
        "2025-07-01/2025-09-30",
    ]
    assert frames("Delivery notes for 3, 5 and 6 November please.") == [
        "2025-11-03/2025-11-03",
        "2025-11-05/2025-11-06",
    ]
    assert frames("Kontoauszug 2024 bitte, das Jahr davor ebenfalls.") == ["2023-01-01/2024-12-31"]


def test_a_thread_is_what_the_next_message_leans_on() -> None:
    before = Ask("statement", since=date(2024, 1, 1), until=date(2024, 12, 31))
    assert frames("And the year before as well please.", context=before) == ["2023-01-01/2023-12-31"]
