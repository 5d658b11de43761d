"""The rows of the books: all of them, oldest first, and not one that the grants do not reach."""

import datetime as dt
from decimal import Decimal

import pytest

from store.engine import Store
from store.ledger_rows import KINDS
from store.records import Account, Document, Grant, Payment

DAY = dt.date(2025, 3, 1)


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    with store.begin() as unit:
        unit.accounts.upsert([Account("A", "A"), Account("B", "B")])
        ids = {a.account: a.id for a in unit.accounts.all()}
        unit.documents.upsert(
            [
                Document("A", "invoice", f"R-{n}", DAY - dt.timedelta(days=n), gross=Decimal(1))
                for n in range(700)
            ]
            + [
                Document("A", "credit_note", "G-1", DAY, gross=Decimal(2), location="Graz", cost_centre="7"),
                Document("A", "invoice", "R-NONE", DAY, location="Graz"),  # no amount
                Document("A", "reminder", "M-1", DAY, gross=Decimal(3)),
                Document("B", "invoice", "B-1", DAY, gross=Decimal(4), location="Graz"),
            ]
        )
        unit.payments.upsert(
            [
                Payment("A", "P1", DAY, Decimal(-2), None, "g1"),
                Payment("A", "P2", DAY - dt.timedelta(days=1), Decimal(9)),
                Payment("A", "P3", DAY, Decimal(1), None, "R-5"),
                Payment("B", "P4", DAY, Decimal(4), None, "B-1"),
            ]
        )
    return ids


def test_the_whole_account(store: Store, ids: dict[str, int]) -> None:
    grants = (Grant(ids["A"], KINDS),)
    with store.read() as unit:
        found = unit.ledger.documents(grants)
        assert len(found) == 701
        assert [d.date for d in found] == sorted(d.date for d in found)
        assert {d.kind for d in found} == KINDS
        assert [p.payment for p in unit.ledger.payments(grants)] == ["P2", "P1", "P3"]


@pytest.mark.parametrize("limit", [{"locations": frozenset({"graz"})}, {"cost_centres": frozenset({"7"})}])
def test_a_part_of_it(store: Store, ids: dict[str, int], limit: dict[str, frozenset[str]]) -> None:
    grants = (Grant(ids["A"], KINDS, **limit),)
    with store.read() as unit:
        assert [d.number for d in unit.ledger.documents(grants)] == ["G-1"]
        assert [p.payment for p in unit.ledger.payments(grants)] == ["P1"]


def test_until_a_day_is_a_part(store: Store, ids: dict[str, int]) -> None:
    grants = (Grant(ids["A"], KINDS, until=DAY - dt.timedelta(days=699)),)
    with store.read() as unit:
        assert [d.number for d in unit.ledger.documents(grants)] == ["R-699"]
        assert unit.ledger.payments(grants) == ()


@pytest.mark.parametrize("kinds", [frozenset[str](), frozenset({"reminder"})])
def test_nothing_without_a_grant(store: Store, ids: dict[str, int], kinds: frozenset[str]) -> None:
    with store.read() as unit:
        assert unit.ledger.documents(()) == unit.ledger.payments(()) == ()
        assert unit.ledger.documents((Grant(ids["A"], kinds),)) == ()
