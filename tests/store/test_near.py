"""Numbers that were meant, perhaps."""

import datetime as dt
from collections.abc import Iterator

import pytest

from store.engine import Store, Unit
from store.near import slips
from store.records import Account, Document, Grant

DAY = dt.date(2025, 3, 1)
ALL = [Grant(1, frozenset({"invoice"}))]


@pytest.fixture
def unit(store: Store) -> Iterator[Unit]:
    papers = [
        Document("K1", "invoice", "RE-2025/0412", DAY, order="4500123|4500777", customer_po="PO 77-1"),
        Document("K1", "invoice", "RE-2025/0413", DAY, location="Graz"),
        Document("K1", "quote", "RE-2025/0414", DAY),
        Document("K2", "invoice", "RE-2025/0415", DAY),
    ]
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.documents.upsert(papers)
        yield unit


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("RE-2025/0411", ("RE-2025/0412", "RE-2025/0413")),  # one sign wrong
        ("RE-2025/412", ("RE-2025/0412",)),  # one missing
        ("RE-2025/04123", ("RE-2025/0412", "RE-2025/0413")),  # one too many
        ("RE-2025/4012", ("RE-2025/0412",)),  # swapped
        ("ER20250413", ("RE-2025/0413",)),
        ("0412", ("RE-2025/0412",)),  # the tail
        ("Rechnung 0412", ("RE-2025/0412",)),
        ("450012", ("4500123",)),
        ("4500778", ("4500777",)),
        ("po 771-2", ("PO 77-1",)),
        ("RE-2025/0412", ("RE-2025/0413",)),  # itself is no neighbour
        ("12", ()),  # too short to tell
        ("", ()),
        ("--", ()),
        ("9" * 41, ()),
    ],
)
def test_near(unit: Unit, number: str, found: tuple[str, ...]) -> None:
    assert unit.documents.near(ALL, number) == found


def test_only_of_what_one_may_see(unit: Unit) -> None:
    assert unit.documents.near([], "RE-2025/0411") == ()
    graz = [Grant(1, frozenset({"invoice"}), locations=frozenset({"Graz"}))]
    assert unit.documents.near(graz, "RE-2025/0411") == ("RE-2025/0413",)
    assert unit.documents.near(ALL, "RE-2025/0411", limit=1) == ("RE-2025/0412",)


def test_slips() -> None:
    assert {"12", "13", "23", "213", "132", "1234", "A23", "1B3"} <= slips("123")
    assert "123" not in slips("123") and "" not in slips("1")


def test_a_hostile_number_costs_nothing(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []
    monkeypatch.setattr("store.near.slips", lambda key: {tried.append(key) or key})
    assert unit.documents.near(ALL, "1" * 256_000) == ()
    assert not tried
    unit.documents.near(ALL, "1" * 12)
    assert tried == ["1" * 12]
