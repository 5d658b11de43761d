"""Draft, shadow, off and pause: what is composed, who hears of it, and that nobody outside does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest

from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import House
from handlers.senders.modes import mode_for
from handlers.senders.people import known
from handlers.staff.acts import Pause, carry_out
from parsers.message import InboundMessage, Proof, ProofLevel, Released
from store.engine import Unit
from tests.world import NOW

ASK = "Bitte Rechnung RE-2025-0412."
OUTSIDE = ("anna@adler.test", "eva@new.test")

Write = Callable[..., Result]


@pytest.fixture
def told(unit: Unit, house: House) -> Callable[..., Result]:
    """What becomes of a message in a mode of the house."""

    def ask(mode: str, sender: str = "anna@adler.test", **more: Any) -> Result:
        message = InboundMessage("email", "x", sender, "", ASK, NOW, proof=Proof(ProofLevel.SIGNED), case=7)
        return answer(replace(message, **more), unit, replace(house, mode=mode), NOW)

    return ask


def test_a_draft_goes_to_staff_with_the_answer_and_its_release(told: Write) -> None:
    result = told("draft")
    (reply,) = result.replies
    assert (result.outcome, reply.recipient, reply.enclosures, reply.link_token) == (
        *("draft", "weber@house.test"),
        *((), ""),
    )
    assert "> hier ist Ihre Rechnung:" in reply.text and "/d/" not in reply.text
    assert [type(c.act).__name__ for c in reply.clicks] == ["Release", "Reject"]
    assert result.story["candidates"] == [
        {
            "address": "anna@adler.test",
            "account_id": None,
            "label": "Anna Adler <anna@adler.test>, Adler Metallbau GmbH (1001)",
        }
    ]
    assert result.story["proposed"]["files"] == ["RE-2025-0412_Rechnung_2025-09-11.pdf"]
    assert "documents" not in result.story, "nothing was given"


def test_a_shadow_is_only_noted(told: Write) -> None:
    result = told("shadow")
    assert (result.outcome, result.replies) == ("shadow", ())
    assert "RE-2025-0412" in result.story["proposed"]["text"]


def test_off_hands_over(told: Write) -> None:
    result = told("off")
    (reply,) = result.replies
    assert (result.outcome, reply.recipient, reply.original) == ("handover", "weber@house.test", True)
    assert "der Clerk" not in reply.text and "der Belegservice ist abgeschaltet" in reply.text


@pytest.mark.parametrize("mode", ["draft", "shadow", "off"])
@pytest.mark.parametrize("sender", OUTSIDE)
@pytest.mark.parametrize("level", [ProofLevel.SIGNED, ProofLevel.NONE])
def test_nobody_outside_hears_of_it(told: Write, mode: str, sender: str, level: ProofLevel) -> None:
    result = told(mode, sender, proof=Proof(level))
    assert {r.recipient for r in result.replies} <= {"weber@house.test"}


def test_a_release_goes_before_every_mode(told: Write) -> None:
    for mode in ("draft", "shadow", "off"):
        result = told(mode, released=Released("anna@adler.test", "lea@house.test"))
        assert result.outcome == "answered"
        assert [r.recipient for r in result.replies] == ["anna@adler.test", "lea@house.test"]


@contextmanager
def account_mode(unit: Unit, number: str, mode: str) -> Iterator[None]:
    account = unit.accounts.get(number)
    assert account
    unit.accounts.upsert([replace(account, mode=mode)])
    yield


def test_the_mode_of_an_account_goes_before_the_house(unit: Unit, house: House) -> None:
    def mode(address: str, of_house: str = "auto") -> str:
        return mode_for(known(address, unit, NOW.date()), unit, replace(house, mode=of_house), NOW)

    assert (mode("anna@adler.test"), mode("nobody@x.test", "draft")) == ("auto", "draft")
    with account_mode(unit, "1001", "draft"):
        assert (mode("anna@adler.test"), mode("ben@birch.test")) == ("draft", "auto")
        assert mode("buch@adler.test") == "draft", "of several accounts the strictest"
    with account_mode(unit, "1001", "auto"):
        assert (mode("anna@adler.test", "off"), mode("ben@birch.test", "off")) == ("auto", "off")
    carry_out(Pause("lea@house.test"), unit, NOW)
    assert (mode("anna@adler.test"), mode("nobody@x.test")) == ("paused", "paused")


def test_staff_are_not_flooded_with_drafts(told: Write, unit: Unit, house: House) -> None:
    first = told("draft").replies[0]
    assert first.purpose == "staff"
