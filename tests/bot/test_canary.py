"""The canary finds nothing in a sound house, and every hole that is made into one."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.canary import sing
from bot.scheduler import Scheduler
from bot.wiring import Clerk
from handlers.senders import people, verify
from parsers.message import Proof, ProofLevel
from store.records import Grant
from tests.world import open_clerk

STAFF = "weber@house.test"


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    clerk = open_clerk(tmp_path)
    yield clerk
    clerk.close()


def events(clerk: Clerk) -> list[str]:
    with clerk.store.read() as unit:
        return [row["event"] for row in unit.audit.export()]


@pytest.mark.parametrize("seed", range(8))
def test_a_sound_house_leaks_nothing(clerk: Clerk, seed: int) -> None:
    sung = sing(clerk, random.Random(seed))
    assert sung.asked > 8
    assert sung.leaked == ()
    assert events(clerk)[-1] == "canary.asked"
    with clerk.store.read() as unit:
        assert unit.switches.get("pause") is None
        assert unit.outbox.pending() == ()


def test_grants_without_borders_are_found_pause_the_clerk_and_alarm(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wide(contact, unit, kinds, today):  # type: ignore[no-untyped-def]
        return tuple(Grant(a.id, frozenset(kinds.codes())) for a in unit.accounts.all())

    monkeypatch.setattr(people, "grants_of", wide)
    sung = sing(clerk, random.Random(1))
    assert "foreign number" in {p.name for p in sung.leaked}
    assert {"canary.asked", "canary.leak"} <= set(events(clerk))
    with clerk.store.read() as unit:
        assert unit.switches.get("pause") is not None
        (alarm,) = unit.outbox.pending()
        assert alarm.recipient == STAFF


def test_a_check_that_believes_everybody_is_found(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    def believe(message, *rest):  # type: ignore[no-untyped-def]
        return verify.verify(replace(message, proof=Proof(ProofLevel.SIGNED)), *rest)

    monkeypatch.setattr("handlers.answer.verify", believe)
    assert "forged sender" in {p.name for seed in range(3) for p in sing(clerk, random.Random(seed)).leaked}


def test_the_scheduler_ticks_and_ends(clerk: Clerk) -> None:
    scheduler = Scheduler(clerk)
    scheduler.start()
    assert {job.id for job in scheduler.ticks.get_jobs()} == {"canary", "pause", "subscriptions"}
    scheduler.canary()
    scheduler.stop()
    assert events(clerk)[-1] == "canary.asked"
