"""Acts are written whole, with their audit row, and survive as JSON until they are confirmed."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handlers.acts import Act, Admit, Reject, Release, Resume, Suspend, as_table, carry_out, from_table
from store.engine import Store
from store.records import Account, Contact
from store.traffic import Arrival, Link

NOW = datetime(2025, 11, 14, 9, tzinfo=UTC)
MARIA = Contact("10001", "maria@adler.test", "Maria Huber", "finance", ("Graz",), until=date(2026, 1, 31))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    store = Store.open(f"sqlite:///{tmp_path}/clerk.db", create=True)
    yield store
    store.close()


@pytest.mark.parametrize(
    "act",
    [
        Admit(MARIA, "anna@adler.test"),
        Suspend("bob@adler.test", "lea@house.test", "left", "10001"),
        Resume("bob@adler.test", "lea@house.test"),
        Release(7, "anna@adler.test", "lea@house.test"),
        Reject(7, "lea@house.test", "spam"),
    ],
)
def test_an_act_survives_as_json(act: Act) -> None:
    assert from_table(json.loads(json.dumps(as_table(act), default=str))) == act


def test_who_is_admitted_sees_and_who_is_suspended_does_not(store: Store) -> None:
    with store.begin() as unit:
        account, maria = MARIA.account, MARIA
        unit.accounts.upsert([Account(account, "Adler")])
        carry_out(Admit(maria, "anna"), unit, NOW)
        (kept,) = unit.contacts.by_email(maria.email)
        assert (kept.role, kept.locations, kept.until, kept.active) == (
            "finance",
            ("Graz",),
            maria.until,
            True,
        )
        unit.links.issue(Link(kept.id, kept.email, NOW + timedelta(days=7), 20, ()), b"x")
        assert carry_out(Suspend(maria.email, "anna", "left", account), unit, NOW)
        assert not unit.contacts.by_email(maria.email)[0].active
        assert unit.links.listed(contact_id=kept.id, live=NOW) == ()
        assert not carry_out(Suspend(maria.email, "anna", "left", account), unit, NOW)
        assert carry_out(Resume(maria.email, "anna", account), unit, NOW)
        assert unit.contacts.by_email(maria.email)[0].active
        events = [row["event"] for row in unit.audit.export()]
        assert events[-3:] == ["contact.admitted", "contact.suspended", "contact.resumed"]


def test_what_waits_is_released_or_closed(store: Store) -> None:
    store.accept(Arrival("email", "m1", b"x", NOW))
    with store.begin() as unit:
        item = unit.inbox.claim(NOW, "w", timedelta(minutes=1))
        assert item is not None
        unit.inbox.done(item.id, "held", NOW, attempt=item.attempts)
        assert carry_out(Reject(item.id, "lea", "spam"), unit, NOW)
        assert not carry_out(Reject(item.id, "lea", "spam"), unit, NOW)
        carry_out(Release(item.id, "anna@adler.test", "lea"), unit, NOW)
        again = unit.inbox.get(item.id)
        assert again is not None and again.state == "received"
        assert again.envelope["released"] == {"address": "anna@adler.test", "by": "lea"}
