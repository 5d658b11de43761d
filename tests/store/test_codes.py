"""Codes and sessions: one use, few tries, the newest only, and an end."""

import datetime as dt

import pytest

from store.engine import Store

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.UTC)
SOON = NOW + dt.timedelta(minutes=10)
RIGHT, WRONG, OTHER = b"r" * 32, b"w" * 32, b"o" * 32


def issue(store: Store, code: bytes = RIGHT, subject: str = "7") -> None:
    with store.begin() as unit:
        unit.codes.issue("link", subject, code, NOW, SOON)


def test_a_code_works_once(store: Store) -> None:
    issue(store)
    with store.begin() as unit:
        assert unit.codes.redeem("link", "7", [OTHER, RIGHT], NOW) is True
        assert unit.codes.redeem("link", "7", [RIGHT], NOW) is None
        assert unit.codes.wrong("link", "7") == 0


@pytest.mark.parametrize(("purpose", "subject"), [("link", "8"), ("staff", "7")])
def test_a_code_is_bound_to_what_it_was_asked_for(store: Store, purpose: str, subject: str) -> None:
    issue(store)
    with store.begin() as unit:
        assert unit.codes.redeem(purpose, subject, [RIGHT], NOW) is None


def test_wrong_tries_add_up_over_all_codes(store: Store) -> None:
    issue(store)
    with store.begin() as unit:
        assert [unit.codes.redeem("link", "7", [WRONG], NOW) for _ in range(2)] == [False, False]
    issue(store, OTHER)
    with store.begin() as unit:
        assert unit.codes.redeem("link", "7", [RIGHT], NOW) is False  # the newer one took its place
        assert unit.codes.wrong("link", "7") == 3
        assert unit.codes.redeem("link", "7", [OTHER], NOW) is True
        assert unit.codes.wrong("link", "7") == 3
        assert unit.codes.wrong("link", "8") == 0


def test_a_code_ends_with_its_time(store: Store) -> None:
    issue(store)
    with store.begin() as unit:
        assert unit.codes.redeem("link", "7", [RIGHT], SOON) is None
        assert unit.codes.redeem("link", "7", [RIGHT], SOON - dt.timedelta(seconds=1)) is True


def test_a_session_ends_by_time_or_by_hand(store: Store) -> None:
    with store.begin() as unit:
        unit.sessions.open(RIGHT, "staff", "lea@house.test", NOW, SOON)
        assert unit.sessions.subject([OTHER, RIGHT], "staff", NOW) == "lea@house.test"
        assert unit.sessions.subject([RIGHT], "link", NOW) is None
        assert unit.sessions.subject([WRONG], "staff", NOW) is None
        assert unit.sessions.subject([], "staff", NOW) is None
        assert unit.sessions.subject([RIGHT], "staff", SOON) is None
        unit.sessions.end([RIGHT], NOW)
        assert unit.sessions.subject([RIGHT], "staff", NOW) is None
