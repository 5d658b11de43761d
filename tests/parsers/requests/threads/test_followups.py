"""Short messages that lean on the answer before them."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

ONE = Ask("documents", ("invoice",), ("RE-2001",))
TWO = Ask("documents", ("invoice",), ("RE-2001", "RE-2002"))
MAY = Ask("documents", ("invoice",), since=date(2025, 5, 1), until=date(2025, 5, 31), location="Graz")
STATUS = Ask("order_status", numbers=("5512",))


def follow(text: str, context: Ask) -> list[Ask]:
    return list(parse("Re: x", text, VOCABULARY, today=date(2025, 6, 18), context=context).asks)


TEXTS = [
    ("und den lieferschein dazu?", ONE, [Ask("documents", ("delivery_note",), ("RE-2001",))]),
    ("as zip please", TWO, [Ask("documents", ("invoice",), ("RE-2001", "RE-2002"), form="zip")]),
    ("the second one again please", TWO, [Ask("documents", ("invoice",), ("RE-2002",))]),
    ("same for RE-2003 please", ONE, [Ask("documents", ("invoice",), ("RE-2003",))]),
    ("has it been paid?", ONE, [Ask("payment_status", numbers=("RE-2001",))]),
    ("nur die offenen bitte", MAY,
     [Ask("documents", ("invoice",), since=MAY.since, until=MAY.until, status="open", location="Graz")]),
    ("und für April?", MAY,
     [Ask("documents", ("invoice",), since=date(2025, 4, 1), until=date(2025, 4, 30), location="Graz")]),
    ("no i meant leoben", MAY,
     [Ask("documents", ("invoice",), since=MAY.since, until=MAY.until, location="leoben")]),
    ("and the same for the croydon shop? just april this time", MAY,
     [Ask("documents", ("invoice",), since=date(2025, 4, 1), until=date(2025, 4, 30), location="croydon")]),
    ("top, hab ich. jetzt noch werk 3 bitte", MAY,
     [Ask("documents", ("invoice",), since=MAY.since, until=MAY.until, location="werk 3")]),
    ("Could you narrow that down to what Tom Beckett ordered?", MAY,
     [Ask("documents", ("invoice",), since=MAY.since, until=MAY.until, location="Graz",
          person="Tom Beckett")]),
    ("please send me the invoices on there", Ask("open_items"),
     [Ask("documents", ("invoice",), status="open")]),
    ("can I get everything else for that order too?", ONE,
     [Ask("documents", ("all",), ("RE-2001",), every=True)]),
    ("and 5514?", STATUS, [Ask("order_status", numbers=("5514",))]),
    ("Perfekt, danke!", ONE, []),
    ("thanks, got it now", ONE, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "context", "asks"), TEXTS)
def test_follow_up(text: str, context: Ask, asks: list[Ask]) -> None:
    assert follow(text, context) == asks


def test_a_wish_of_its_own_takes_nothing_over() -> None:
    assert follow("Was ist bei uns insgesamt noch offen?", ONE) == [Ask("open_items")]
