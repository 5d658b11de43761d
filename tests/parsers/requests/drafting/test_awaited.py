"""A question after goods that no word names, and questions that are about something else."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks]


AFTER_GOODS = [
    ("Auftrag 4711", "steht der Dienstag noch?"),
    ("", "Bestellung 4711-B: von den acht Paletten sind fünf da. Rest wann?"),
    ("", "hängt die PO-6621-3 immer noch beim Zoll?"),
    ("PO 4711-7", "Is Thursday still good? I need to book the forklift."),
    ("", "Anyone know why order 5-66721 is still sat in bay 3?"),
    ("", "What's holding up 33-01904?"),
    ("", "Will 61-04404 make it before the bank holiday?"),
    ("", "Wurde die 60-11804 verladen?"),
    ("chairs", "My wife ordered six chairs at your counter and nobody has been in touch since."),
    ("", "My husband ordered a wood burner from you by phone, nobody has told us when it arrives."),
    ("", "Have the tiles for Bermondsey left your yard yet? They're the ones I ordered on Monday."),
    ("", "cust on hold: did 20-4420 make the evening run?"),
    ("", "I'd like to know when I can count on the stove from order 91-4421."),
    ("Status", "Bitte Status zu:\n7711-01\n7711-02\n7711-05"),
    ("Points", "1. When will the replacement gurneys on order PO-MH-6620 ship?"),
]
ABOUT_ELSE = [
    ("Auftrag 4711", "Haben Sie am Dienstag noch offen?"),
    ("Order 4711-7", "Could you take it back on Thursday?"),
    ("", "Is there parking at your yard on Thursday?"),
    ("", "Please hold back order 44-1207 until we call."),
    ("", "does the 40mm bracket 6120-L fit the old rail as well or only the new one?"),
]


@pytest.mark.parametrize(("subject", "text"), AFTER_GOODS)
def test_a_time_that_is_asked_for_is_that_of_the_order(subject: str, text: str) -> None:
    assert intents(subject, text) == ["order_status"]


@pytest.mark.parametrize(("subject", "text"), ABOUT_ELSE)
def test_what_somebody_does_or_has_is_no_order(subject: str, text: str) -> None:
    assert "order_status" not in intents(subject, text)


MATTERS = [
    ("SA-2218", "Sorry to be a pest, we won't need the second cooker on SA-2218 after all. Just the one."),
    (
        "Ack 5512-20",
        "Ship-to on the acknowledgement is our old warehouse. Can you put that right before it leaves?",
    ),
    ("AB 5512-20", "In der Auftragsbestätigung steht noch das alte Lager. Bitte ändern bevor es rausgeht."),
    ("Stopp", "Halt, 7781-25 bitte noch nicht ausliefern, die Zeichnung hat sich geändert."),
    ("", "Wir möchten vom Auftrag 44-1207 zurücktreten."),
    ("", "Can we get 30 days instead of 14?"),
    ("GDPR", "Please delete all personal data you hold about me and confirm in writing."),
]
ROW = "where is order TS-6014, when will the peas on TS-5987 come, and will I get the invoice for TS-5987?"


@pytest.mark.parametrize(("subject", "text"), MATTERS)
def test_a_deed_that_is_asked_for_is_no_paper(subject: str, text: str) -> None:
    assert intents(subject, text) == ["other"]


def test_questions_of_a_row_are_wishes_of_their_own() -> None:
    assert set(intents("", ROW)) == {"order_status", "documents"}
