"""Statements are for those who see the whole account."""

import datetime as dt
from collections.abc import Callable

import pytest

from handlers.answers import Choice, Found, Handover, Missing
from handlers.desk import Desk
from handlers.intents.statement import respond
from parsers.asks import Ask
from store.engine import Unit
from store.records import Contact

SEPTEMBER = Ask("statement", since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 30))


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("anna@adler.test", SEPTEMBER, Found),
        ("anna@adler.test", Ask("statement"), Found),  # there is one: no question
        ("anna@adler.test", Ask("statement", since=dt.date(2025, 11, 1)), Handover),
        ("kauf@adler.test", SEPTEMBER, Missing),  # a buyer
        ("niemand@adler.test", SEPTEMBER, Missing),
        ("buch@adler.test", SEPTEMBER, Choice),
    ],
)
def test_statement(desk: Callable[..., Desk], who: str, ask: Ask, expected: type) -> None:
    assert type(respond(ask, desk(who))) is expected


def test_who_sees_a_part_gets_no_statement_of_the_whole(desk: Callable[..., Desk], unit: Unit) -> None:
    unit.contacts.upsert([Contact("1001", "kauf@adler.test", role="finance", cost_centres=("4711",))])
    assert type(respond(SEPTEMBER, desk("kauf@adler.test"))) is Missing
