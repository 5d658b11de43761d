"""Figures carry their age; by old ones nothing is called overdue, late or not shipped."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.answer import answer
from handlers.answers import Reply
from handlers.desk import House
from handlers.letters.freshness import DataAge, behind, data_age
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from tests.world import NOW

HOUR = dt.timedelta(hours=1)
Ask = Callable[..., Reply]


@pytest.fixture
def ask(unit: Unit, house: House) -> Ask:
    """The reply when the newest delivery of the one feed is some hours old."""

    def asked(text: str, hours: int, sender: str = "anna@adler.test") -> Reply:
        unit.feeds.record("erp", NOW - hours * HOUR, {})
        message = InboundMessage("email", "x", sender, "", text, NOW, proof=Proof(ProofLevel.SIGNED))
        result = answer(message, unit, replace(house, feeds={"erp": 26 * HOUR}), NOW)
        return result.replies[0]

    return asked


def test_the_oldest_feed_counts(unit: Unit) -> None:
    limits = {"erp": 26 * HOUR, "shop": 2 * HOUR, "never": HOUR}
    assert data_age(unit, {}, NOW).stale is False
    unit.feeds.record("erp", NOW - 3 * HOUR, {})
    unit.feeds.record("shop", NOW - HOUR, {})
    assert data_age(unit, limits, NOW) == DataAge(NOW - 3 * HOUR)
    assert data_age(unit, limits, NOW + HOUR).stale is False
    assert data_age(unit, limits, NOW + 2 * HOUR) == DataAge(NOW - 3 * HOUR, stale=True)
    assert dict(behind(unit, limits, NOW + 2 * HOUR)) == {"shop": NOW - HOUR}


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0, "Stand der Daten: heute 10:30 ·"),
        (3, "heute 07:30 (vor 3 h)"),
        (26, "13.11.2025 08:30 (vor 26 h)"),
    ],
)
def test_fresh_figures_carry_their_age(ask: Ask, hours: int, said: str) -> None:
    reply = ask("Ist RE-2025-0500 bezahlt?", hours)
    for text in (reply.text, reply.html):
        assert said in text and "überfällig seit 3 Tagen" in text and "älter als üblich" not in text


@pytest.mark.parametrize("text", ["Ist RE-2025-0500 bezahlt?", "Bitte RE-2025-0500", "Alles zu RE-2025-0500"])
def test_old_figures_say_so_and_nothing_is_overdue(ask: Ask, text: str) -> None:
    reply = ask(text, 49)
    for said in (reply.text, reply.html):
        assert "Unsere Zahlen haben den Stand 12.11.2025 09:30 und sind älter als üblich." in said
        assert "offen, war fällig am 11.11.2025 (Stand 12.11.2025 09:30)" in said
        assert "(vor 2 Tagen)" in said
        assert "überfällig" not in said


@pytest.mark.parametrize(("hours", "late"), [(1, True), (49, False)])
def test_old_figures_call_no_order_late(ask: Ask, hours: int, late: bool) -> None:
    text = ask("Wo bleibt die Bestellung 4500124?", hours).text
    assert "zugesagt für 10.11.2025" in text
    assert ("war zugesagt für 10.11.2025" in text) is late
    assert ("älter als üblich" in text) is not late


@pytest.mark.parametrize("text", ["Bitte LS-80001", "Bitte RE-2025-7777", "Hilfe"])
def test_where_there_are_no_figures_there_is_no_warning(ask: Ask, text: str) -> None:
    assert "älter als üblich" not in ask(text, 49).text
