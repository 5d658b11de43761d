"""What follows from a contact row, and the same person narrowed to one account."""

import datetime as dt
from collections.abc import Callable

import pytest

from handlers.desk import Desk, House
from handlers.senders.people import grants_of, live
from store.engine import Unit
from store.records import Account, Contact
from tests.world import NOW

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (Contact("1", "a@b"), True),
        (Contact("1", "a@b", active=False), False),
        (Contact("1", "a@b", until=TODAY), True),
        (Contact("1", "a@b", until=TODAY - dt.timedelta(1)), False),
    ],
)
def test_live(contact: Contact, expected: bool) -> None:
    assert live(contact, TODAY) is expected


def test_grants_of_a_row(unit: Unit, house: House) -> None:
    def of(**values: object) -> tuple[object, ...]:
        row = Contact("3001", "x@y", account_id=unit.accounts.by_ids(range(99))[3].id, **values)  # type: ignore[arg-type]
        return grants_of(row, unit, house.kinds, TODAY)

    assert (
        of()
        == of(role="boss")
        == of(role="admin", active=False)
        == of(role="finance", kinds=("quote",))
        == ()
    )
    (narrow,) = of(role="buyer", locations=("GRZ",), cost_centres=("1", "2"))
    assert narrow.locations == {"GRZ"}  # type: ignore[attr-defined]
    assert narrow.cost_centres == {"1", "2"}  # type: ignore[attr-defined]
    assert len(of(role="admin", tree=True)) == 2
    assert len(of(role="admin")) == 1


def test_at_one_account(desk: Callable[..., Desk], unit: Unit) -> None:
    """The account that a person stands in comes with those below it; one below comes alone."""
    ids = {a.account: a.id for a in unit.accounts.all()}
    unit.accounts.upsert([Account("3003", "Cedar Drei", "3001")])
    unit.contacts.upsert([Contact("1001", "chef@cedar.test", "Clara", "buyer")])
    clara = desk("chef@cedar.test").person
    assert clara.account_ids == (ids["1001"], ids["3001"])

    def seen(account: str) -> set[int]:
        return {g.account_id for g in clara.at(ids[account]).grants}

    assert seen("3001") == {g.account_id for g in clara.grants} - {ids["1001"]}
    assert len(seen("3001")) == 3
    assert seen("3002") == {ids["3002"]}
    assert seen("1001") == {ids["1001"]}
    assert clara.at(ids["3001"]).contacts[0].account == "3001"


def test_at_a_foreign_account_nothing_is_seen(desk: Callable[..., Desk], unit: Unit) -> None:
    ids = {a.account: a.id for a in unit.accounts.all()}
    lost = desk().person.at(ids["2001"])
    assert lost.grants == ()
    assert lost.address == "anna@adler.test"


def test_both_rows_count_at_an_account(desk: Callable[..., Desk], unit: Unit) -> None:
    """Logistics below and finance above, for the tree: below the two add up."""
    ids = {a.account: a.id for a in unit.accounts.all()}
    unit.contacts.upsert([Contact("3002", "chef@cedar.test", "Clara", "logistics")])
    there = desk("chef@cedar.test").person.at(ids["3002"])
    assert {"invoice", "shipping_document"} <= set().union(*(g.kinds for g in there.grants))
    assert there.contacts[0].account == "3002"
