"""Messages: leased once, settled once, found again."""

import datetime as dt
from collections.abc import Callable

import pytest
from sqlalchemy import event

from store import LeaseLost
from store.engine import Store, Unit
from store.traffic import Arrival, InboxItem, Parcel

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
LEASE = dt.timedelta(minutes=5)


def later(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def arrive(store: Store, *names: str) -> None:
    for minute, name in enumerate(names):
        store.accept(Arrival("email", name, f"raw {name}".encode(), later(minute - 60)))


def claim(store: Store, owner: str = "a", now: dt.datetime = NOW) -> InboxItem | None:
    with store.begin() as unit:
        return unit.inbox.claim(now, owner, LEASE)


def parcel(message_id: str, inbox_id: int) -> Parcel:
    return Parcel("email", "eva@buyer.test", message_id, b"x", "Re", inbox_id=inbox_id)


def test_oldest_first_and_each_to_one_worker(store: Store) -> None:
    arrive(store, "1", "2")
    one, two = claim(store), claim(store, "b")
    assert one is not None and two is not None
    assert (one.external_id, one.raw, one.state, one.attempts) == ("1", b"raw 1", "working", 1)
    assert two.external_id == "2"
    assert claim(store) is None


def test_an_expired_lease_goes_to_the_next_and_counts(store: Store) -> None:
    arrive(store, "1")
    first = claim(store)
    assert claim(store, "b", later(4.9)) is None
    second = claim(store, "b", later(5))
    assert first is not None and second is not None and second.attempts == 2
    with pytest.raises(LeaseLost), store.begin() as unit:
        unit.outbox.add(parcel("<slow@house>", 1), NOW)
        unit.inbox.done(1, "answered", later(6), attempt=first.attempts)
    with store.begin() as unit:
        assert unit.outbox.pending() == ()  # what the slow one prepared is gone with it
        unit.inbox.done(1, "answered", later(6), attempt=second.attempts)
    with pytest.raises(LeaseLost), store.begin() as unit:
        unit.inbox.done(1, "answered", later(7))
    assert claim(store, now=later(60)) is None


def test_two_workers_of_postgresql_do_not_wait_for_each_other(postgres: Callable[[], str]) -> None:
    store = Store.open(postgres())
    arrive(store, "1", "2")
    with store.begin() as one, store.begin() as other:
        first, second = one.inbox.claim(NOW, "a", LEASE), other.inbox.claim(NOW, "b", LEASE)
    assert first is not None and second is not None and first.id != second.id
    store.close()


def test_an_unclaimed_one_comes_again_and_does_not_count(store: Store) -> None:
    arrive(store, "1")
    claim(store)
    with store.begin() as unit:
        unit.inbox.unclaim(1)
    again = claim(store)
    assert again is not None and again.attempts == 1


def test_done_keeps_what_is_told_about_it(store: Store) -> None:
    arrive(store, "1", "2")
    claim(store)
    story = {"asks": [{"kinds": ["invoice"]}], "documents": [1]}
    with store.begin() as unit:
        unit.inbox.done(
            1, "answered", NOW, "why", story, "<m1@buyer>", "eva@buyer.test", "Rechnung\0\ud800", "<m0@buyer>"
        )
        unit.outbox.add(parcel("<o1@house>", 1), NOW)
    with store.read() as unit:
        item = unit.inbox.get("<m1@buyer>")
        assert item is not None and item == unit.inbox.get(1)
        assert (item.state, item.outcome, item.reason, item.thread) == (
            "done",
            "answered",
            "why",
            "<m0@buyer>",
        )
        assert item.story == story and item.done_at == NOW and item.raw == b"raw 1"
        assert item.subject is not None and item.subject.startswith("Rechnung\ufffd")
        for ids in (["<m1@buyer>"], ["<o1@house>"], ["<none>", "<o1@house>"]):
            found = unit.inbox.by_message_ids(ids)
            assert found is not None and found.id == 1
        assert unit.inbox.by_message_ids([]) is unit.inbox.by_message_ids(["<none>"]) is None
        assert unit.inbox.get(99) is unit.inbox.get("<none>") is None
        assert unit.inbox.counts() == {"received": 1, "working": 0, "done": 1, "stuck": 0, "answered": 1}
        assert unit.inbox.oldest_unanswered() == later(-59)
        assert unit.inbox.count_answers("eva@buyer.test", NOW) == 1
        assert unit.inbox.count_answers("eva@buyer.test", later(1)) == 0


def test_stuck_until_somebody_tries_again(store: Store) -> None:
    arrive(store, "1")
    claim(store)
    with store.begin() as unit:
        assert unit.inbox.retry(1) is False
        unit.inbox.stuck(1, NOW, "three times")
    assert claim(store, now=later(60)) is None
    with store.begin() as unit:
        assert [(i.id, i.raw, i.reason) for i in unit.inbox.listed(["stuck"])] == [(1, b"", "three times")]
        assert unit.inbox.oldest_unanswered() is None
        assert unit.inbox.retry(1) is True
        assert unit.inbox.retry(99) is False
    again = claim(store)
    assert again is not None and again.attempts == 1


def test_lists(store: Store) -> None:
    arrive(store, "1", "2", "3", "4")
    with store.begin() as unit:
        for id, outcome in ((1, "answered"), (2, "held"), (3, "held")):
            unit.inbox.done(id, outcome, NOW)
    with store.read() as unit:

        def ids(*args: object, **kwargs: object) -> list[int]:
            return [item.id for item in unit.inbox.listed(*args, **kwargs)]  # type: ignore[arg-type]

        assert ids() == [4, 3, 2, 1]
        assert ids(limit=2) == [4, 3]
        assert ids(["received"]) == [4]
        assert ids(outcomes=["held"]) == [3, 2]
        assert ids(["received"], ["answered"]) == [4, 1]


def test_the_open_ones_are_found_without_a_walk_through_all(light: Store) -> None:
    assert "ix_inbox_open" in plan(light, lambda unit: unit.inbox.claim(NOW, "a", LEASE), "FROM inbox")
    assert "ix_outbox_open" in plan(light, lambda unit: unit.outbox.claim(NOW, "a", LEASE), "FROM outbox")


def plan(store: Store, act: object, mark: str) -> str:
    seen: list[tuple[str, object]] = []
    event.listen(
        store._engines.write,
        "before_cursor_execute",
        lambda c, cur, sql, params, *_: seen.append((sql, params)),
    )
    with store.begin() as unit:
        act(unit)  # type: ignore[operator]
        sql, params = next((s, p) for s, p in seen if mark in s)
        rows = unit.inbox._connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", params)
        return str(rows.all())


def test_unit_is_what_it_says(light: Store) -> None:
    with light.read() as unit:
        assert isinstance(unit, Unit)
        assert not hasattr(unit, "commit")


def settled(store: Store, name: str, outcome: str, sender: str = "eva@buyer.test", reason: str = "") -> int:
    arrive(store, name)
    item = claim(store)
    assert item is not None
    with store.begin() as unit:
        unit.inbox.done(item.id, outcome, NOW, reason=reason or None, sender=sender)
    return item.id


def test_one_yes_is_for_all_that_this_sender_has_waiting(store: Store) -> None:
    first, second = settled(store, "1", "challenge"), settled(store, "2", "challenge")
    others = [
        settled(store, "3", "challenge", "max@buyer.test"),
        settled(store, "4", "answered"),
        settled(store, "5", "held"),
    ]
    with store.begin() as unit:
        assert set(unit.inbox.confirmed(first, later(-90))) == {first, second}
        assert unit.inbox.confirmed(first, later(-90)) == ()
        for id in (first, second):
            item = unit.inbox.get(id)
            assert item is not None and (item.state, item.envelope) == ("received", {"confirmed": True})
        assert all(unit.inbox.get(id).state == "done" for id in others)  # type: ignore[union-attr]


def test_a_yes_is_not_for_what_came_in_long_ago(store: Store) -> None:
    old, new = settled(store, "1", "challenge"), settled(store, "2", "challenge")
    with store.begin() as unit:
        assert unit.inbox.confirmed(new, later(0)) == (new,)
        item = unit.inbox.get(old)
        assert item is not None and item.state == "done"


@pytest.mark.parametrize(
    ("outcome", "again"),
    [
        *((o, True) for o in ("held", "handover", "draft", "challenge", "shadow", "ignored")),
        *((o, False) for o in ("answered", "question", "missing")),
    ],
)
def test_who_was_answered_is_not_answered_again(store: Store, outcome: str, again: bool) -> None:
    id = settled(store, "1", outcome)
    with store.begin() as unit:
        assert unit.inbox.release_as(id, "eva@buyer.test", "lea", 7) is again
        assert not unit.inbox.release_as(id, "eva@buyer.test", "lea")
        item = unit.inbox.get(id)
        assert item is not None
        expected = {"released": {"address": "eva@buyer.test", "by": "lea", "account_id": 7}} if again else {}
        assert (item.state, item.envelope) == ("received" if again else "done", expected)
        assert not unit.inbox.release_as(999, "eva@buyer.test", "lea")


def test_drafts_of_one_reason_are_worked_on_again(store: Store) -> None:
    paused = settled(store, "1", "draft", reason="paused")
    settled(store, "2", "draft", reason="every answer")
    settled(store, "3", "held", reason="paused")
    with store.begin() as unit:
        assert unit.inbox.resume("paused") == (paused,)


def test_what_an_owner_could_not_work_on_is_given_back_uncounted(store: Store) -> None:
    arrive(store, "1", "2")
    mine, other = claim(store, "a"), claim(store, "b")
    assert mine and other
    with store.begin() as unit:
        assert unit.inbox.hand_back("a", later(1)) == 1
        assert unit.inbox.hand_back("a", later(1)) == 0
    assert claim(store, "c") is None
    again = claim(store, "c", later(1))
    assert again and (again.id, again.attempts) == (mine.id, 1)
    with store.begin() as unit:
        unit.inbox.done(other.id, "answered", NOW, attempt=other.attempts)
