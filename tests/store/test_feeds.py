"""Loads of feeds."""

import datetime as dt

from store.engine import Store

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)


def test_data_as_of(store: Store) -> None:
    with store.begin() as unit:
        assert unit.feeds.data_as_of() is None
        unit.feeds.record("erp", NOW, {"new": 3})
        unit.feeds.record("erp", NOW - dt.timedelta(days=1), {})
        unit.feeds.record("shop", NOW + dt.timedelta(hours=1), {})
        assert unit.feeds.data_as_of("erp") == NOW
        assert unit.feeds.data_as_of() == NOW + dt.timedelta(hours=1)
        assert unit.feeds.data_as_of("none") is None


def test_a_delivery_is_remembered(store: Store) -> None:
    with store.begin() as unit:
        assert not unit.feeds.seen("ab")
        unit.feeds.remember("ab", "drop.zip", {"rows": {"new": 1}})
        unit.feeds.remember("ab", "drop.zip", {"rows": {"new": 2}})
        assert unit.feeds.seen("ab")
        assert unit.feeds.report("ab") == {"rows": {"new": 2}}
        assert unit.feeds.report("cd") is None
