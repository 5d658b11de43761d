"""Hashes of rows and large batches."""

from decimal import Decimal

import pytest

from store.bulk import digest
from store.engine import Store
from store.records import Account, Location, Outcome


def test_equal_values_have_equal_hashes() -> None:
    assert digest({"a": Decimal("1.5"), "b": None}) == digest({"a": Decimal("1.500"), "b": None})
    assert digest({"a": "1"}) != digest({"a": 1})
    assert digest({"a": "x", "b": ""}) != digest({"a": "", "b": "x"})
    assert digest({"a": "\ud800"}) != digest({"a": "?"})
    with pytest.raises(ValueError):
        digest({"a": Decimal("0.00001")})


def test_more_rows_than_fit_into_one_statement(store: Store) -> None:
    rows = [Account(f"K{n}", "x") for n in range(4500)]
    places = [Location(f"K{n}", f"L'{n}\"", "x", (f"[{n}]", "ä")) for n in range(0, 4500, 3)]
    with store.begin(durable=False) as unit:
        assert unit.accounts.upsert(rows) == [Outcome.NEW] * 4500
        rows[7] = Account("K7", "y")
        assert unit.accounts.upsert(rows).count(Outcome.CHANGED) == 1
        assert unit.locations.upsert(places) == [Outcome.NEW] * 1500
        assert unit.locations.upsert(places) == [Outcome.SAME] * 1500
        assert unit.accounts.count() == 4500
