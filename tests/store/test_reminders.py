"""Reminders in both databases: who owes, what was sent under which key, what was handed over, who leads."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from store.blocks import Block
from store.engine import Store, Unit
from store.records import Account, Contact, Document, Grant
from store.reminders import SentItem, SentLetter
from store.traffic import Arrival, Parcel

NOW = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
MINUTE = dt.timedelta(minutes=1)


def fill(unit: Unit) -> None:
    unit.accounts.upsert([Account("1", "Eins"), Account("2", "Zwei")])
    unit.contacts.upsert([Contact("1", "a@eins.test", role="finance")])
    rows = [
        Document("1", "invoice", "R-1", TODAY, TODAY, gross=Decimal("10.00")),
        Document("1", "invoice", "R-2", TODAY, TODAY, gross=Decimal("10.00"), paid=Decimal("10.00")),
        Document("1", "invoice", "R-3", TODAY, TODAY + dt.timedelta(days=9), gross=Decimal("10.00")),
        Document("2", "invoice", "R-4", TODAY, gross=Decimal("10.00"), paid=Decimal("9.99")),
        Document("2", "credit_note", "G-1", TODAY, gross=Decimal("5.00")),
        Document("2", "credit_note", "G-2", TODAY, gross=Decimal("5.00"), paid=Decimal("5.00")),
    ]
    unit.documents.upsert(rows)


def letter(unit: Unit, day: dt.date = TODAY, level: int = 1) -> int:
    parcel = unit.outbox.add(Parcel("email", "a@eins.test", f"<{day}{level}@h.test>", b"x", "Mahnung"), NOW)
    one = SentLetter(1, "EUR", "reminder", day, level, Decimal(10), NOW)
    return unit.reminders.add(one, [SentItem(1, level, TODAY, Decimal(10))], [parcel])


def test_who_owes(store: Store) -> None:
    with store.begin() as unit:
        fill(unit)
        assert [d.number for d in unit.reminders.unpaid(TODAY)] == ["R-1", "R-4"]
        assert [d.number for d in unit.reminders.unpaid(TODAY, [2])] == ["R-4"]
        assert [d.number for d in unit.reminders.unpaid(TODAY + dt.timedelta(days=9), [1])] == ["R-1", "R-3"]
        assert [d.number for d in unit.reminders.credits([1, 2])] == ["G-1"]
        assert unit.reminders.unpaid(TODAY, []) == ()


def test_a_level_is_sent_once(store: Store) -> None:
    with store.begin() as unit:
        fill(unit)
        id = letter(unit)
        assert unit.reminders.sent([1, 2]) == {1: {1: TODAY}}
        assert unit.reminders.mails([id]) == {id: [("a@eins.test", "queued")]}
        assert unit.reminders.numbers([1]) == {1: "R-1"}
    with pytest.raises(IntegrityError), store.begin() as unit:
        letter(unit, TODAY + dt.timedelta(days=1))  # the same level of the same invoice
    with pytest.raises(IntegrityError), store.begin() as unit:
        letter(unit, TODAY, 2)  # a second letter on one day
    with store.begin() as unit:
        letter(unit, TODAY + dt.timedelta(days=1), 2)
        assert len(unit.reminders.letters(TODAY, TODAY + dt.timedelta(days=1), 1)) == 2


def test_a_reply_finds_its_letter_for_the_one_who_got_it(store: Store) -> None:
    with store.begin() as unit:
        fill(unit)
        id = letter(unit)
        found = unit.reminders.by_message_ids(["<x@y>", f"<{TODAY}1@h.test>"], "a@eins.test")
        assert found and (found.id, found.subject) == (id, "Mahnung")
        assert unit.reminders.by_message_ids([f"<{TODAY}1@h.test>"], "b@eins.test") is None


def test_days_and_alerts_are_noted_once(store: Store) -> None:
    with store.begin() as unit:
        unit.reminders.finish(TODAY, 3, NOW)
        unit.reminders.finish(TODAY, 4, NOW)
        assert unit.reminders.finished(TODAY) and not unit.reminders.finished(TODAY - dt.timedelta(days=1))
        assert unit.reminders.last_day() == TODAY
        assert unit.reminders.alert("nobody 1", NOW) and not unit.reminders.alert("nobody 1", NOW)


def test_the_first_handover_counts(store: Store) -> None:
    with store.begin() as unit:
        fill(unit)
        contact = unit.contacts.by_email("a@eins.test")[0].id
        mail = Parcel("email", "a@eins.test", "<1@h>", b"x", "", contact_id=contact, document_ids=(1, 2))
        staff = Parcel("email", "s@h.test", "<2@h>", b"x", "", document_ids=(3,))
        ids = [unit.outbox.add(parcel, NOW) for parcel in (mail, staff)]
        sent, to_staff = unit.outbox.get(ids[0]), unit.outbox.get(ids[1])
        assert sent and to_staff
        assert unit.handovers.note(to_staff, NOW) == 0
        assert unit.handovers.note(sent, NOW) == 2
        assert unit.handovers.note(sent, NOW + MINUTE) == 0
        assert unit.handovers.first([1, 2, 3]) == {1: NOW, 2: NOW}
        assert unit.handovers.undo(sent.id, "bounce 5.1.1") == 2
        assert unit.handovers.first([1, 2, 3]) == {}


def test_one_leads(store: Store) -> None:
    with store.begin() as unit:
        assert unit.leases.take("reminders", "a", NOW, MINUTE)
        assert unit.leases.take("reminders", "a", NOW, MINUTE)
        assert not unit.leases.take("reminders", "b", NOW, MINUTE)
        assert unit.leases.take("other", "b", NOW, MINUTE)
    with store.begin() as unit:
        assert unit.leases.take("reminders", "b", NOW + MINUTE, MINUTE)
        assert not unit.leases.take("reminders", "a", NOW + MINUTE, MINUTE)
        unit.leases.give_up("reminders", "b", NOW + MINUTE)
        assert unit.leases.take("reminders", "a", NOW + MINUTE, MINUTE)


def test_what_waits_for_a_person(store: Store) -> None:
    for n, outcome in enumerate(("handover", "answered", "held")):
        assert store.accept(Arrival("email", str(n), b"x", NOW))
        with store.begin() as unit:
            item = unit.inbox.claim(NOW, "w", MINUTE)
            assert item
            unit.inbox.done(item.id, outcome, NOW, sender="a@eins.test")
    assert store.accept(Arrival("email", "new", b"x", NOW))
    with store.read() as unit:
        assert [m.outcome for m in unit.reminders.waiting(NOW)] == ["handover", "held"]
        assert unit.reminders.waiting(NOW + MINUTE) == ()
        assert unit.reminders.unread(NOW) == 0
        assert unit.reminders.unread(NOW + MINUTE) == 1


def test_blocks_that_hold(store: Store) -> None:
    with store.begin() as unit:
        fill(unit)
        unit.blocks.add(Block(1, TODAY, "lea@h.test", NOW))
        assert set(unit.blocks.holding(TODAY)) == {1}
        assert unit.blocks.holding(TODAY + dt.timedelta(days=1)) == {}
        assert unit.documents.by_ids([Grant(1, frozenset({"invoice"}))], [1])
