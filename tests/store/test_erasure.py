"""Who is erased stands nowhere any more, and everything else is as it was."""

import datetime as dt

import pytest
from sqlalchemy import text

from store.columns import metadata
from store.confirmations import Asked
from store.engine import Store
from store.records import Account, Contact, Document
from store.traffic import Arrival, Link, Parcel

NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)
ANNA, BEN = "anna@adler.test", "ben@birch.test"


@pytest.fixture
def lived(store: Store) -> Store:
    """Anna and Ben have asked and were answered."""
    with store.begin() as unit:
        unit.accounts.upsert([Account("1", "Adler")])
        people = [Contact("1", ANNA, "Anna Adler", "finance"), Contact("1", BEN, "Ben Birch", "finance")]
        unit.contacts.upsert(people)
        unit.documents.upsert([Document("1", "invoice", "RE-1", NOW.date())])
    for n, (address, name) in enumerate(((ANNA, "Anna Adler"), (BEN, "Ben Birch"))):
        raw = f"From: {name} <{address}>\r\nSubject: hello from {name}\r\n\r\n".encode()
        store.accept(Arrival("email", f"m{n}", raw, NOW, {"mail_from": address}))
        with store.begin() as unit:
            item = unit.inbox.claim(NOW, "w", dt.timedelta(minutes=1))
            assert item is not None
            contact = unit.contacts.by_email(address)[0]
            unit.inbox.done(
                item.id, "answered", NOW, sender=address, subject=f"by {name}", story={"evidence": [address]}
            )
            unit.links.issue(Link(contact.id, address, NOW + dt.timedelta(days=7), 20, ()), bytes([n]))
            unit.confirmations.ask(bytes([n]), Asked(item.id, address, {}), NOW, NOW + dt.timedelta(days=1))
            id = unit.outbox.add(
                Parcel("email", address, f"<{n}@x>", name.encode(), name, inbox_id=item.id), NOW
            )
            unit.outbox.claim(NOW, "c", dt.timedelta(minutes=1))
            unit.outbox.sent(id, NOW)
            unit.audit.write("message.settled", NOW, {"message": item.id}, person=address)
    return store


def everything(store: Store) -> str:
    """All cells of all tables, as one text."""
    with store._engines.read.connect() as connection:
        rows = [
            tuple(row)
            for t in metadata.sorted_tables
            for row in connection.execute(text(f'SELECT * FROM "{t.name}"'))
        ]
    return "\n".join(repr(row) for row in rows)


def test_nothing_names_who_was_erased(lived: Store) -> None:
    assert "anna" in everything(lived).lower()
    with lived.begin() as unit:
        erased = unit.erase("Anna@Adler.test", NOW)
    assert (erased.contacts, erased.messages, erased.answers, erased.links) == (1, 1, 1, 1)
    left = everything(lived)
    assert "anna" not in left.lower()
    assert left.count("Ben Birch") > 2
    with lived.read() as unit:
        assert unit.audit.verify() is None
        assert unit.documents.by_ids((), ()) == ()
        assert not unit.contacts.by_email(ANNA)
        assert unit.contacts.by_email(BEN)[0].active
        assert [link.recipient for link in unit.links.listed(live=NOW)] == [BEN]


def test_who_comes_again_is_somebody_new(lived: Store) -> None:
    with lived.begin() as unit:
        unit.erase(ANNA, NOW)
        unit.contacts.upsert([Contact("1", ANNA, "Anna Adler", "finance")])
        assert unit.contacts.by_email(ANNA)[0].active
        unit.erase(ANNA, NOW)
        assert unit.erase("nobody@x.test", NOW).contacts == 0
