"""Hostile mails through the door of running clerks: nobody learns anything, and the next is answered.

The whole table runs in `python -m tests.bench.bench_trust`; here the first of each kind.
"""

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from bot.cli.staff import trace_table
from tests.hostile.duel import DOMAINS, duelling
from tests.hostile.facts import Facts
from tests.hostile.table import first
from tests.hostile.trial import LONGEST, MOST_MEMORY, Outcome, World, running
from tests.houses import wait_for

OF_A_KIND = 4
ANSWERS = 4  # an hour, where the two clerks cannot know each other for machines


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The running clerks; ended in order."""
    with running(tmp_path_factory.mktemp("hostile")) as world:
        yield world


@pytest.fixture(scope="module")
def outcomes(world: World) -> list[Outcome]:
    """What became of every case."""
    return world.try_all(first(OF_A_KIND))


def test_a_leak_would_be_seen() -> None:
    facts = Facts.read("")

    def leaks(text: str, to: str = "ben@birch.test", typed: str = "") -> list[str]:
        mail = EmailMessage()
        mail["Subject"] = "Re: Beleg"
        mail.set_content(text)
        return facts.told(mail, to, typed)

    assert not leaks("Invoice RE-2025-0700 of 8 October 2025 over 88.00 GBP for Ben Birch, Birch Tools Ltd.")
    assert leaks("RE-2025-0412") == ["RE-2025-0412"]
    assert not leaks("No RE-2025-0412 here.", typed="Please send RE-2025-0412.")
    for fact in ("714,00", "EUR 376.00", "11.09.2025", "11 September 2025", "Anna Adler", "anna@adler.test"):
        assert leaks(f"Offen: {fact}."), fact
    assert leaks("A-5002", "kauf@adler.test")
    assert not leaks("A-5002", "anna@adler.test")
    assert leaks("KA-2025-09", "kauf@adler.test")


def told(outcomes: list[Outcome]) -> str:
    return "\n".join(map(str, outcomes))


def test_nothing_is_disclosed(outcomes: list[Outcome]) -> None:
    leaks = [o for o in outcomes if o.disclosed]
    assert not leaks, told(leaks)


def test_each_has_the_end_that_it_deserves(outcomes: list[Outcome]) -> None:
    odd = [o for o in outcomes if not o.expected]
    assert not odd, told(odd)


def test_each_is_settled_in_time(outcomes: list[Outcome]) -> None:
    slow = [o for o in outcomes if o.seconds > LONGEST]
    assert not slow, told(slow)


def test_the_good_mail_behind_each_is_answered(outcomes: list[Outcome]) -> None:
    unanswered = [o for o in outcomes if not o.good]
    assert not unanswered, told(unanswered)


def test_links_lead_to_what_their_recipients_may_see(world: World, outcomes: list[Outcome]) -> None:
    assert outcomes
    for clerk in world.clerks.values():
        with clerk.store.read() as unit:
            links = unit.links.listed()
        assert links
        for link in links:
            assert {f.sha256 for f in link.files} <= world.facts.files_for(link.recipient), link.recipient


def test_dialogues_by_hand(world: World) -> None:
    assert not world.speak_all()


def test_trace_shows_why(world: World, outcomes: list[Outcome]) -> None:
    challenged = next(o for o in outcomes if o.action == "challenge" and o.case.name == "the text changed")
    clerk = world.clerks["direct"]
    item = clerk.seen[challenged.mark]
    traced = trace_table(item)
    assert (traced["state"], traced["proof"]) == ("challenged", "none")
    assert "DKIM adler.test: the body was changed" in traced["evidence"]
    assert {parcel.recipient for parcel in clerk.sent(item)} <= {"anna@adler.test"}


def test_the_clerks_are_well(world: World, outcomes: list[Outcome]) -> None:
    assert outcomes
    for name, clerk in world.clerks.items():
        assert clerk.house.process
        assert clerk.house.process.poll() is None, name
        assert not clerk.trouble(), name
        assert clerk.memory() < MOST_MEMORY, name
        with clerk.store.read() as unit:
            assert unit.audit.verify() is None, name


def test_two_clerks_answer_each_other_once(tmp_path: Path) -> None:
    """Then once more through a post that takes off every mark of automatic mail: the budget ends it."""
    with duelling(tmp_path, ANSWERS) as duel:
        duel.begin()
        assert wait_for(lambda: all(duel.post.sent_by(domain) for domain in DOMAINS))
        assert duel.rests(20)
        for domain in DOMAINS:
            assert len(duel.post.sent_by(domain)) == 1
            with duel.stores[domain].read() as unit:
                assert sorted(i.outcome or "" for i in unit.inbox.listed()) == ["answered", "ignored"]
        duel.post.strips = True
        duel.begin()
        assert duel.rests(30)
        # One notice of the limit, and one answer more: two workers may look at the budget at the same time.
        assert all(2 <= len(duel.post.sent_by(domain)) <= ANSWERS + 2 for domain in DOMAINS)
