"""A yes carries out only what its sender may still decide, once; those concerned are told, and no more."""

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest

from bot.wiring import Clerk
from handlers.acts import Change, Resume, Suspend, as_table, carry_out
from handlers.admins.followups import agreed, settled
from handlers.answers import Verdict
from store.confirmations import Asked
from store.engine import Unit
from store.records import Contact
from store.traffic import Arrival
from tests.world import NOW, open_clerk

ANNA, CLAIRE, KAUF = "anna@adler.test", "claire@cedar.test", "kauf@adler.test"
LATER = NOW + dt.timedelta(days=14)


class Undone(Exception):
    """Rolls a test back."""


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    """The small world, with one message that led to questions."""
    clerk = open_clerk(tmp_path_factory.mktemp("world"))
    clerk.store.accept(Arrival("email", "m1", b"From: kauf@adler.test\r\n\r\nx", NOW))
    with clerk.store.begin() as unit:
        item = unit.inbox.claim(NOW, "w", dt.timedelta(minutes=1))
        assert item is not None
        unit.inbox.done(item.id, "answered", NOW, sender=KAUF, attempt=item.attempts)
    yield clerk
    clerk.close()


@pytest.fixture
def unit(clerk: Clerk) -> Iterator[Unit]:
    """A transaction of which nothing is kept."""
    with suppress(Undone), clerk.store.begin() as unit:
        yield unit
        raise Undone


def newcomer(unit: Unit, **more: object) -> Contact:
    """Somebody to let in at account 1001."""
    account = unit.accounts.get("1001")
    assert account is not None
    plain = Contact("1001", "eva@adler.test", "Eva", "buyer", kinds=("invoice",), account_id=account.id)
    return replace(plain, **more)  # type: ignore[arg-type]


def ask(unit: Unit, change: Change, *recipients: str) -> list[Asked]:
    """The questions to some admins."""
    asked = [Asked(1, r, as_table(replace(change, by=r))) for r in recipients]
    for n, one in enumerate(asked):
        unit.confirmations.ask(bytes([n]) * 32, one, NOW, LATER)
    return asked


def told(replies: object) -> dict[str, str]:
    """Recipient -> purpose."""
    return {r.recipient: r.purpose for r in replies}  # type: ignore[attr-defined]


def test_the_first_word_counts(clerk: Clerk, unit: Unit) -> None:
    ask(unit, Change("", admit=(newcomer(unit),)), ANNA, CLAIRE)
    replies = settled(Verdict(1, CLAIRE, agreed=True), unit, clerk.house, NOW)
    assert told(replies) == {CLAIRE: "decided", KAUF: "decided", "eva@adler.test": "welcome"}
    assert [c.kinds for c in unit.contacts.by_email("eva@adler.test")] == [("invoice",)]
    assert settled(Verdict(1, ANNA, agreed=False), unit, clerk.house, NOW) == ()
    assert unit.confirmations.open_of(1, NOW) == ()


def test_a_no_changes_nothing_and_closes_the_question_for_all(clerk: Clerk, unit: Unit) -> None:
    ask(unit, Change("", admit=(newcomer(unit),)), ANNA, CLAIRE)
    replies = settled(Verdict(1, ANNA, agreed=False), unit, clerk.house, NOW)
    assert told(replies) == {ANNA: "decided", KAUF: "decided"}
    assert not unit.contacts.by_email("eva@adler.test")
    assert settled(Verdict(1, CLAIRE, agreed=True), unit, clerk.house, NOW) == ()


def test_nobody_answers_for_somebody_else(clerk: Clerk, unit: Unit) -> None:
    ask(unit, Change("", admit=(newcomer(unit),)), ANNA)
    assert settled(Verdict(1, KAUF, agreed=True), unit, clerk.house, NOW) == ()
    assert not unit.contacts.by_email("eva@adler.test")


def suspended(unit: Unit) -> None:
    carry_out(Suspend(ANNA, "staff", "left"), unit, NOW)


def no_admin(unit: Unit) -> None:
    (row,) = unit.contacts.by_email(ANNA)
    unit.contacts.upsert([replace(row, role="finance")])


def narrower(unit: Unit) -> None:
    (row,) = unit.contacts.by_email(ANNA)
    unit.contacts.upsert([replace(row, locations=("LNZ",))])


def closed_by_the_house(unit: Unit) -> None:
    unit.contacts.upsert([newcomer(unit)])
    carry_out(Suspend("eva@adler.test", "staff", "hard bounce"), unit, NOW)


@pytest.mark.parametrize("meanwhile", [suspended, no_admin, narrower, closed_by_the_house])
def test_whoever_may_not_decide_any_more_changes_nothing(clerk: Clerk, unit: Unit, meanwhile: object) -> None:
    (asked,) = ask(unit, Change("", admit=(newcomer(unit),)), ANNA)
    assert callable(meanwhile)
    meanwhile(unit)
    assert agreed(asked, unit, clerk.house, NOW) == ()
    assert not [c for c in unit.contacts.by_email("eva@adler.test") if c.active]
    assert [row["event"] for row in unit.audit.export()][-1] == "change.refused"


def test_another_account_is_not_theirs(clerk: Clerk, unit: Unit) -> None:
    other = unit.accounts.get("2001")
    assert other is not None
    (asked,) = ask(unit, Change("", admit=(newcomer(unit, account="2001", account_id=other.id),)), ANNA)
    assert agreed(asked, unit, clerk.house, NOW) == ()
    assert not unit.contacts.by_email("eva@adler.test")


def test_who_left_is_told_so_and_nothing_else(clerk: Clerk, unit: Unit) -> None:
    rows = unit.contacts.by_email(KAUF)
    (asked,) = ask(unit, Change("", suspend=rows), ANNA)
    replies = agreed(asked, unit, clerk.house, NOW)
    assert told(replies) == {ANNA: "decided", KAUF: "farewell"}
    text = next(r.text for r in replies if r.recipient == KAUF)
    assert "Anna" not in text
    assert "1001" not in text
    assert not [c for c in unit.contacts.by_email(KAUF) if c.active]


def test_a_delivery_does_not_undo_what_the_admin_decided(clerk: Clerk, unit: Unit) -> None:
    erp = newcomer(unit, role="finance", kinds=())
    unit.contacts.upsert([erp])
    (asked,) = ask(unit, Change("", admit=(newcomer(unit),)), ANNA)
    agreed(asked, unit, clerk.house, NOW)
    unit.contacts.upsert([erp])
    assert unit.contacts.by_email(erp.email)[0].kinds == ("invoice",)
    unit.contacts.upsert([replace(erp, active=False)])
    assert not unit.contacts.by_email(erp.email)[0].active
    carry_out(Resume(erp.email, "staff"), unit, NOW)
    assert not unit.contacts.by_email(erp.email)[0].active, "the ERP closed it"
