"""What ends every loop: answers for an hour and a day, notices for a day, mails to staff for an hour."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.answers import Result
from handlers.desk import House
from handlers.senders import budget
from store.engine import Unit
from store.traffic import Parcel
from tests.world import NOW


class Counting:
    """An inbox that counts as a test says: (of whom, in how long) -> answers."""

    def __init__(self, counts: dict[tuple[str, int], int]) -> None:
        self.counts = counts

    def count_answers(self, sender: str | None, since: dt.datetime) -> int:
        """The count for these hours."""
        return self.counts.get((sender or "all", round((NOW - since).total_seconds() / 3600)), 0)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, False),
        ({("a", 1): 2, ("a", 24): 9, ("all", 1): 99}, False),
        ({("a", 1): 3}, True),
        ({("a", 24): 10}, True),
        ({("all", 1): 100}, True),
        ({("b", 1): 50}, False),
    ],
)
def test_spent(unit: Unit, house: House, counts: dict[tuple[str, int], int], expected: bool) -> None:
    rules = replace(house, answers_per_hour=3, answers_per_day=10, total_per_hour=100)
    unit.inbox = Counting(counts)  # type: ignore[assignment]
    assert budget.spent("a", unit, rules, NOW) is expected


@pytest.mark.parametrize(
    ("address", "counts", "expected"),
    [
        ("a@x.test", {("@x.test", 1): 199, ("@x.test", 24): 999}, False),
        ("a@x.test", {("@x.test", 1): 200}, True),
        ("a@x.test", {("@x.test", 24): 1000}, True),
        ("a@y.test", {("@x.test", 1): 200}, False),
        ("a@gmx.de", {("@gmx.de", 1): 200}, False),
    ],
)
def test_a_domain_has_a_budget(
    unit: Unit, house: House, address: str, counts: dict[tuple[str, int], int], expected: bool
) -> None:
    unit.inbox = Counting(counts)  # type: ignore[assignment]
    assert budget.spent(address, unit, house, NOW) is expected


def test_strangers_get_few_texts_each_in_each_domain_and_in_all(unit: Unit, house: House) -> None:
    rules = replace(house, unknown_per_domain=3, unknown_per_hour=5)
    assert not budget.strangers_spent("a@x.test", unit, rules, NOW)
    sent(unit, "a@x.test", "notice", 1)
    assert budget.strangers_spent("a@x.test", unit, rules, NOW)
    assert not budget.strangers_spent("b@x.test", unit, rules, NOW)
    sent(unit, "c@x.test", "notice", 2)
    sent(unit, "d@x.test", "notice", 3)
    assert budget.strangers_spent("b@x.test", unit, rules, NOW), "a new address every time"
    assert not budget.strangers_spent("b@sub.x.test", unit, rules, NOW)
    sent(unit, "e@y.test", "notice", 0.5, n=5)
    assert budget.strangers_spent("f@z.test", unit, rules, NOW)


def sent(unit: Unit, recipient: str, purpose: str, hours: float, n: int = 1) -> None:
    """Mails that went out so many hours ago."""
    when = NOW - dt.timedelta(hours=hours)
    for i in range(n):
        unit.outbox.add(
            Parcel("email", recipient, f"<{purpose}{hours}{i}@x>", b"", "", purpose=purpose, created_at=when),
            when,
        )


def test_notices_of_a_day(unit: Unit) -> None:
    assert not budget.noticed_today("a@b", "notice", unit, NOW)
    sent(unit, "a@b", "notice", 25)
    sent(unit, "a@b", "limit", 1)
    sent(unit, "c@b", "notice", 1)
    assert not budget.noticed_today("a@b", "notice", unit, NOW)
    sent(unit, "a@b", "notice", 23)
    assert budget.noticed_today("a@b", "notice", unit, NOW)
    assert not budget.noticed_today("a@b", "notice", unit, NOW, most=2)
    assert budget.noticed_today("new@b", "notice", unit, NOW, most=0)


def test_a_flood_of_odd_mail_is_not_passed_on(unit: Unit, house: House, write: Callable[..., Result]) -> None:
    odd = {"defects": ("two From headers",)}
    assert [r.recipient for r in write("x", **odd).replies] == ["weber@house.test"]
    sent(unit, "weber@house.test", "staff", 2, n=5)
    sent(unit, "weber@house.test", "staff", 0.5, n=budget.ALERTS_PER_HOUR)
    flooded = write("x", **odd)
    assert flooded.outcome == "held"
    assert flooded.replies == ()
    assert budget.alerts_spent(unit, house, NOW)


def test_over_the_budget_one_notice_and_then_quiet(unit: Unit, write: Callable[..., Result]) -> None:
    unit.inbox.answered = 10_000  # type: ignore[attr-defined]
    first = write("Bitte RE-2025-0412")
    assert (first.outcome, [r.purpose for r in first.replies]) == ("held", ["limit", "staff"])
    assert "RE-2025" not in first.replies[0].text
    assert first.replies[0].enclosures == ()
    sent(unit, "anna@adler.test", "limit", 1)
    assert write("Bitte RE-2025-0412").replies == ()
