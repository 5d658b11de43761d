"""Heartbeats: the newest one of each part counts."""

from datetime import UTC, datetime, timedelta

from store.engine import Store
from store.switches import Switch

NOW = datetime(2025, 11, 14, 9, 30, tzinfo=UTC)


def test_the_newest_beat_counts(store: Store) -> None:
    with store.begin() as unit:
        unit.heartbeats.beat("imap a@house.test/INBOX", NOW)
        unit.heartbeats.beat("imap 100%", NOW)
    with store.begin() as unit:
        unit.heartbeats.beat("imap a@house.test/INBOX", NOW + timedelta(minutes=1))
    with store.read() as unit:
        assert unit.heartbeats.all() == {
            "imap a@house.test/INBOX": NOW + timedelta(minutes=1),
            "imap 100%": NOW,
        }


def test_a_part_ends_and_switches_are_no_beats(store: Store) -> None:
    with store.begin() as unit:
        unit.switches.set(Switch("pause", True, "weber@house.test", None, NOW))
        unit.heartbeats.beat("imap", NOW)
        unit.heartbeats.end("imap")
        unit.heartbeats.end("never was")
    with store.read() as unit:
        assert unit.heartbeats.all() == {}
