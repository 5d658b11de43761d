"""Statements are for those who see the whole account."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.answers import Choice, Found, Missing, Table
from handlers.desk import Desk
from handlers.intents.statement import respond
from parsers.asks import Ask
from store.engine import Unit
from store.records import Account, Contact, Document

SEPTEMBER = Ask("statement", since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 30))


@pytest.mark.parametrize(
    ("who", "ask", "expected"),
    [
        ("anna@adler.test", SEPTEMBER, Found),
        ("anna@adler.test", Ask("statement", last=1), Found),
        ("anna@adler.test", Ask("statement", until=dt.date(2025, 9, 30)), Found),
        ("anna@adler.test", Ask("statement"), Table),  # none delivered for today: ours
        ("anna@adler.test", Ask("statement", since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 29)), Table),
        ("anna@adler.test", Ask("statement", since=dt.date(2025, 8, 1), until=dt.date(2025, 9, 30)), Table),
        ("anna@adler.test", replace(SEPTEMBER, form="csv"), Table),  # a list of ours
        ("anna@adler.test", Ask("statement", since=dt.date(2025, 11, 1)), Table),
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


def test_the_period_of_a_delivered_statement_follows_from_its_neighbours(
    desk: Callable[..., Desk], unit: Unit
) -> None:
    unit.accounts.upsert([Account("9", "Quartal GmbH")])
    unit.contacts.upsert([Contact("9", "q@quartal.test", role="finance")])
    days = (dt.date(2025, 4, 1), dt.date(2025, 7, 1), dt.date(2025, 10, 2))
    unit.documents.upsert([Document("9", "statement", f"KA-{d.month}", d) for d in days])
    quarter = Ask("statement", since=dt.date(2025, 7, 1), until=dt.date(2025, 9, 30))
    found = respond(quarter, desk("q@quartal.test"))
    assert isinstance(found, Found)
    assert [d.number for d in found.documents] == ["KA-10"]
    assert isinstance(respond(SEPTEMBER, desk("q@quartal.test")), Table)  # a third of it is not it


def test_a_tree_of_many_accounts_is_asked_back(desk: Callable[..., Desk], unit: Unit) -> None:
    day = dt.date(2025, 11, 1)
    unit.accounts.upsert([Account(f"31{n:02}", f"Werk {n}", parent="3001") for n in range(12)])
    unit.documents.upsert(
        [Document(f"31{n:02}", "invoice", f"W-{n}", day, gross=Decimal(1)) for n in range(12)]
    )
    asked = respond(Ask("statement"), desk("chef@cedar.test"))
    assert isinstance(asked, Choice)
    assert len(asked.options) == 13
