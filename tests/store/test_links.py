"""Links: counted, revoked, listed."""

import dataclasses
import datetime as dt

import pytest

from store.engine import Store
from store.records import Account, Contact, Document
from store.traffic import Link, LinkFile

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
FILES = tuple(LinkFile(n, 1, "ab" * 32, f"{n}.pdf", 10, "application/pdf") for n in (1, 2))
LINK = Link(1, "eva@buyer.test", NOW + dt.timedelta(days=7), 2, FILES, language="en", created_at=NOW)
HASH = bytes(range(32))


@pytest.fixture
def house(store: Store) -> Store:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        unit.contacts.upsert([Contact("K1", "eva@buyer.test"), Contact("K2", "max@other.test")])
        unit.documents.upsert([Document("K1", "invoice", "RE-1", dt.date(2025, 1, 1))])
    return store


def test_issue_and_find_by_hash(house: Store) -> None:
    with house.begin() as unit:
        assert unit.links.issue(LINK, HASH) == 1
        assert unit.links.by_hash(HASH) == dataclasses.replace(LINK, id=1)
        assert unit.links.by_hash(b"\0" * 32) is None
    with pytest.raises(Exception, match=r"(?i)unique"), house.begin() as unit:
        unit.links.issue(LINK, HASH)


def test_downloads_end_at_the_limit(house: Store) -> None:
    with house.begin() as unit:
        unit.links.issue(LINK, HASH)
        assert [unit.links.count_download(1) for _ in range(3)] == [True, True, False]
        assert unit.links.count_download(99) is False
        link = unit.links.by_hash(HASH)
        assert link is not None and link.downloads == 2


def test_a_revoked_link_counts_nothing(house: Store) -> None:
    with house.begin() as unit:
        unit.links.issue(LINK, HASH)
        assert unit.links.revoke([1, 99], NOW) == 1
        assert unit.links.revoke([1], NOW + dt.timedelta(days=1)) == 0
        assert unit.links.revoke([], NOW) == 0
        assert unit.links.count_download(1) is False
        link = unit.links.by_hash(HASH)
        assert link is not None and link.revoked_at == NOW and link.files == FILES


def test_lists(house: Store) -> None:
    with house.begin() as unit:
        unit.links.issue(LINK, b"1" * 32)
        unit.links.issue(dataclasses.replace(LINK, contact_id=2), b"2" * 32)
        unit.links.issue(dataclasses.replace(LINK, expires_at=NOW), b"3" * 32)
        unit.links.issue(dataclasses.replace(LINK, files=()), b"4" * 32)
        unit.links.revoke([4], NOW)

        def ids(**wanted: object) -> list[int]:
            return [link.id for link in unit.links.listed(**wanted)]  # type: ignore[arg-type]

        assert ids() == [4, 3, 2, 1]
        assert ids(contact_id=2) == ids(account_id=2) == [2]
        assert ids(account_id=1, live=NOW) == [2, 1]  # the second holds a paper of this account
        assert ids(recipient=" " + LINK.recipient.upper()) == [4, 3, 2, 1]
        assert ids(recipient="nobody@evil.test") == []
        assert ids(contact_id=2, account_id=3) == []
