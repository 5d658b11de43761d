"""Who is told what is open: whole accounts to those who see them, else one's own documents, else nothing."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.answers import Answer, Choice, Missing, Table
from handlers.desk import Desk
from handlers.intents.open_items import respond
from parsers.asks import Ask
from store.engine import Unit
from store.records import Account, Contact, Document, Payment

ASK = Ask("open_items")
Desks = Callable[..., Desk]


def numbers(answer: Answer) -> list[str]:
    assert isinstance(answer, Table)
    return [row.cells[0].rpartition(" ")[2] for row in answer.rows]


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("anna@adler.test", Table),
        ("kauf@adler.test", Missing),  # a buyer
        ("lager@adler.test", Missing),
        ("niemand@adler.test", Missing),
        ("buch@adler.test", Choice),
    ],
)
def test_roles(desk: Desks, who: str, expected: type) -> None:
    assert type(respond(ASK, desk(who))) is expected


def restricted(unit: Unit, **limits: tuple[str, ...]) -> None:
    """Karl Kauf as a bookkeeper of a part; money came in without a document."""
    unit.contacts.upsert([Contact("1001", "kauf@adler.test", role="finance", **limits)])  # type: ignore[arg-type]
    unit.payments.upsert([Payment("1001", "ZE-9", dt.date(2025, 11, 1), Decimal(50), "EUR", None)])


def test_who_sees_a_part_gets_the_open_items_of_its_documents_only(desk: Desks, unit: Unit) -> None:
    restricted(unit, locations=("GRZ",))
    answer = respond(ASK, desk("kauf@adler.test"))
    assert isinstance(answer, Table)
    assert numbers(answer) == ["RE-2025-0413", "GS-2025-0031"]
    assert "316,50 EUR" in answer.intro
    assert "Das sind die Posten der Belege, die Sie abrufen können" in " ".join(answer.lines)
    papers = [m.paper for m in answer.made]
    assert papers
    for paper in papers:
        assert not paper.whole
        assert set(paper.document_ids) == {d.id for d in answer.documents}
    whole = respond(ASK, desk())
    assert isinstance(whole, Table)
    assert "873,40 EUR" in whole.intro  # with the money on account
    assert all(m.paper.whole and m.paper.kind == "statement" for m in whole.made)


def test_no_balance_is_confirmed_to_who_sees_a_part(desk: Desks, unit: Unit) -> None:
    restricted(unit, cost_centres=("4712",))
    answer = respond(replace(ASK, until=dt.date(2025, 10, 13)), desk("kauf@adler.test"))
    assert numbers(answer) == ["RE-2025-0500"]
    assert isinstance(answer, Table)
    assert not any("Saldenbest" in m.name for m in answer.made)


def test_narrowed_to_other_kinds_is_no_bookkeeper(desk: Desks, unit: Unit) -> None:
    unit.contacts.upsert([Contact("1001", "kauf@adler.test", role="finance", kinds=("invoice",))])
    assert type(respond(ASK, desk("kauf@adler.test"))) is Missing


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (replace(ASK, location="Linz"), ["RE-2025-0500", "RE-2025-0501"]),
        (replace(ASK, cost_centre="4711"), ["RE-2025-0413", "GS-2025-0031"]),
        (replace(ASK, person="Anna Adler"), ["RE-2025-0500", "RE-2025-0501"]),
        (replace(ASK, status="overdue"), ["RE-2025-0413", "RE-2025-0500", "RE-2025-0501"]),
        (replace(ASK, status="partial"), ["RE-2025-0413"]),
        (replace(ASK, until=dt.date(2025, 9, 30)), ["RE-2025-0412", "RE-2025-0413", "GS-2025-0031"]),
        (
            replace(ASK, until=dt.date(2030, 1, 1)),
            ["RE-2025-0413", "RE-2025-0500", "RE-2025-0501", "GS-2025-0031"],
        ),
        (replace(ASK, since=dt.date(2025, 10, 1), until=dt.date(2025, 10, 12)), ["RE-2025-0500"]),
        (replace(ASK, kinds=("credit_note",)), ["GS-2025-0031"]),
        (replace(ASK, numbers=("a5002",)), ["RE-2025-0500", "RE-2025-0501"]),
    ],
)
def test_filters(desk: Desks, ask: Ask, expected: list[str]) -> None:
    assert numbers(respond(ask, desk())) == expected


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (replace(ASK, location="Grazz"), Choice),
        (replace(ASK, location="Timbuktu"), Missing),
        (replace(ASK, cost_centre="9999"), Missing),
        (replace(ASK, numbers=("RE-2025-0600",)), Missing),  # another account's
        (replace(ASK, numbers=("NIX-1",)), Missing),
    ],
)
def test_filters_that_lead_to_nothing(desk: Desks, ask: Ask, expected: type) -> None:
    answer = respond(ask, desk())
    assert type(answer) is expected


def test_nothing_open_is_said(desk: Desks, unit: Unit) -> None:
    unit.documents.upsert(
        [
            Document(
                "2001",
                "invoice",
                "RE-2025-0700",
                dt.date(2025, 10, 8),
                currency="GBP",
                gross=Decimal(88),
                paid=Decimal(88),
            )
        ]
    )
    answer = respond(ASK, desk("ben@birch.test", "en"))
    assert isinstance(answer, Table)
    assert answer.intro == "Birch Tools Ltd, as of today 10:30: nothing is open."
    assert not answer.made
    confirmed = respond(replace(ASK, until=dt.date(2025, 11, 13)), desk("ben@birch.test", "en"))
    assert isinstance(confirmed, Table)
    assert next(m.name for m in confirmed.made).startswith("Balance-confirmation_2001")


def test_a_tree_by_account(desk: Desks, unit: Unit) -> None:
    unit.documents.upsert(
        [Document("3001", "invoice", "H-1", dt.date(2025, 11, 1), gross=Decimal(7), currency="EUR")]
    )
    answer = respond(ASK, desk("chef@cedar.test"))
    assert isinstance(answer, Table)
    assert answer.columns[0] == "Konto"
    assert {"Cedar Holding AG (3001): 7,00 EUR", "Cedar Werk Eins AG (3002): 50,00 EUR"} <= set(answer.lines)
    assert "57,00 EUR" in answer.intro
    assert len({m.paper.account_id for m in answer.made}) == 2


def test_many_items_stand_in_the_file(desk: Desks, unit: Unit) -> None:
    unit.accounts.upsert([Account("2001", "Birch Tools Ltd", currency="GBP")])
    unit.documents.upsert(
        [Document("2001", "invoice", f"M-{n}", dt.date(2025, 11, 1), gross=Decimal(1)) for n in range(60)]
    )
    answer = respond(ASK, desk("ben@birch.test", "en"))
    assert isinstance(answer, Table)
    assert (len(answer.rows), "11 more items are in the file." in answer.lines) == (50, True)
    assert "148.00 GBP" in answer.intro  # rows without a currency have the account's
