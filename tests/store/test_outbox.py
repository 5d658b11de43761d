"""Parcels: the same bytes at each try, sent or given up."""

import dataclasses
import datetime as dt

import pytest

from store.engine import Store
from store.outbox import UNANSWERED
from store.records import Account, Contact
from store.traffic import Arrival, Parcel

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
LEASE = dt.timedelta(minutes=5)
PARCEL = Parcel(
    "email",
    "eva@buyer.test",
    "<o1@house>",
    b"From: \xff\x00\r\n",
    "Ihre Rechnung",
    envelope_from="bounce@house.test",
    purpose="answer",
    contact_id=1,
    document_ids=(3, 4),
    inbox_id=1,
)


def later(minutes: float) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


@pytest.fixture
def house(store: Store) -> Store:
    store.accept(Arrival("email", "1", b"", NOW))
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        unit.contacts.upsert([Contact("K1", "eva@buyer.test")])
    return store


def claim(store: Store, now: dt.datetime) -> Parcel | None:
    with store.begin() as unit:
        return unit.outbox.claim(now, "courier", LEASE)


def test_from_the_queue_to_sent(house: Store) -> None:
    with house.begin() as unit:
        assert unit.outbox.add(PARCEL, later(1)) == 1
    assert claim(house, NOW) is None
    taken = claim(house, later(1))
    assert taken == dataclasses.replace(PARCEL, id=1, state="sending", attempts=1, created_at=later(1))
    assert claim(house, later(2)) is None
    with house.begin() as unit:
        assert unit.outbox.pending() == (taken,)
        unit.outbox.sent(1, later(3))
        assert unit.outbox.pending() == ()
        (sent,) = unit.outbox.of_inbox(1)
        assert (sent.state, sent.payload, sent.sent_at) == ("sent", b"", later(3))
        assert unit.outbox.counts() == {"queued": 0, "sending": 0, "sent": 1, "failed": 0}
        assert unit.outbox.get(1) == sent and unit.outbox.get(2) is None


def test_again_later_with_the_same_bytes(house: Store) -> None:
    with house.begin() as unit:
        unit.outbox.add(PARCEL, NOW)
    claim(house, NOW)
    with house.begin() as unit:
        unit.outbox.retry_at(1, later(10), "451 try \0 later")
    assert claim(house, later(9)) is None
    again = claim(house, later(10))
    assert again is not None and (again.attempts, again.payload, again.message_id) == (
        2,
        PARCEL.payload,
        "<o1@house>",
    )
    assert again.error == "451 try \ufffd later"
    with house.begin() as unit:
        unit.outbox.unclaim(1)
    assert claim(house, later(10)) == again
    dead = claim(house, later(15))  # whoever held it is gone
    assert dead is not None and dead.attempts == 3
    with house.begin() as unit:
        unit.outbox.failed(1, later(16), "550 no such user")
        assert unit.outbox.counts()["failed"] == 1
        assert [p.error for p in unit.outbox.listed("failed")] == ["550 no such user"]
    assert claim(house, later(99)) is None


def test_the_longest_due_first(house: Store) -> None:
    with house.begin() as unit:
        for n, minutes in enumerate((3, 1, 2)):
            unit.outbox.add(dataclasses.replace(PARCEL, message_id=f"<{n}>"), later(minutes))
    order = [parcel.id for _ in range(3) if (parcel := claim(house, later(5)))]
    assert order == [2, 3, 1]


def test_a_message_id_goes_out_once(house: Store) -> None:
    with house.begin() as unit:
        unit.outbox.add(PARCEL, NOW)
    with pytest.raises(Exception, match=r"(?i)unique"), house.begin() as unit:
        unit.outbox.add(PARCEL, NOW)


def test_what_an_owner_has_not_sent_is_given_back_uncounted(house: Store) -> None:
    with house.begin() as unit:
        unit.outbox.add(PARCEL, NOW)
    assert claim(house, NOW)
    with house.begin() as unit:
        assert unit.outbox.hand_back("somebody else") == 0
        assert unit.outbox.hand_back("courier") == 1
    again = claim(house, NOW)
    assert again and (again.attempts, again.error) == (1, None)


def test_of_a_lease_that_ran_out_nobody_knows_whether_it_left(house: Store) -> None:
    with house.begin() as unit:
        unit.outbox.add(PARCEL, NOW)
    assert claim(house, NOW)
    again = claim(house, later(6))
    assert again and (again.attempts, again.error) == (2, UNANSWERED)
    with house.begin() as unit:
        unit.outbox.retry_at(1, later(7), "450 later")
    third = claim(house, later(7))
    assert third and third.error == "450 later"
