"""Accounts and their tree."""

import dataclasses

from store.engine import Store
from store.records import Account, Outcome


def test_new_same_changed(store: Store) -> None:
    row = Account("K1", "One", language="de", email_domain="@One.Test", payment_terms_days=30)
    with store.begin() as unit:
        assert unit.accounts.upsert([row, Account("K2", "Two")]) == [Outcome.NEW, Outcome.NEW]
        assert unit.accounts.upsert([row]) == [Outcome.SAME]
        assert unit.accounts.upsert([dataclasses.replace(row, name="Uno")]) == [Outcome.CHANGED]
        assert unit.accounts.upsert([]) == []
    with store.read() as unit:
        found = unit.accounts.get("K1")
        assert found is not None
        assert found == dataclasses.replace(row, name="Uno", email_domain="one.test", id=found.id)
        assert unit.accounts.by_id(found.id) == found
        assert unit.accounts.by_domain("ONE.test") == (found,)
        assert [a.account for a in unit.accounts.by_ids([found.id, 99])] == ["K1"]
        assert [a.account for a in unit.accounts.all()] == ["K1", "K2"]
        assert unit.accounts.get("k1") is unit.accounts.by_id(99) is None
        assert unit.accounts.by_domain("two.test") == ()


def test_a_key_twice_in_one_call_the_later_one_wins(store: Store) -> None:
    with store.begin() as unit:
        rows = [Account("K1", "a"), Account("K1", "b"), Account("K1", "b")]
        assert unit.accounts.upsert(rows) == [Outcome.NEW, Outcome.CHANGED, Outcome.SAME]
        assert [a.name for a in unit.accounts.all()] == ["b"]
        rows = [Account("K1", "c"), Account("K1", "b"), Account("K1", "d")]
        assert unit.accounts.upsert(rows) == [Outcome.CHANGED] * 3
        assert [a.name for a in unit.accounts.all()] == ["d"]


def test_the_tree_below(store: Store) -> None:
    tree = {"A": None, "B": "A", "C": "A", "D": "C", "E": "D", "X": "missing", "Y": "Z", "Z": "Y"}
    with store.begin() as unit:
        unit.accounts.upsert([Account(n, n, parent=p) for n, p in tree.items()])
    with store.read() as unit:
        ids = {a.account: a.id for a in unit.accounts.all()}

        def below(name: str) -> set[str]:
            return {n for n, id in ids.items() if id in unit.accounts.below(ids[name])}

        assert below("A") == {"B", "C", "D", "E"}
        assert below("C") == {"D", "E"}
        assert below("X") == below("E") == set()
        assert below("Y") == {"Z"}  # a circle ends, and nobody is below himself
        assert unit.accounts.below(99) == ()
