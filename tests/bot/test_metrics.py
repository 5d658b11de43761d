"""What Prometheus reads is what happened, any process tells the same, and nobody else may ask."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from bot.canary import sing
from bot.sections import FeedSection, WebSection
from bot.web.app import build_app
from bot.wiring import Clerk
from parsers.message import ProofLevel
from store.engine import Store
from store.traffic import Arrival, Parcel
from tests.world import ADDRESS, NOW, believing

HERE = {"base_url": "http://127.0.0.1:8080", "client": ("127.0.0.1", 50_000)}


def arrive(clerk: Clerk, n: int, text: str = "RE-2025-0412", sender: str = "anna@adler.test") -> None:
    head = f"From: {sender}\r\nTo: {ADDRESS}\r\nMessage-ID: <{n}@x.test>\r\nSubject: {text}\r\n\r\n"
    assert clerk.store.accept(Arrival("email", f"m{n}", head.encode(), clerk.clock()))


def work(clerk: Clerk) -> None:
    while clerk.worker("w").step():
        pass


def scraped(clerk: Clerk, app: Any = None) -> dict[str, float]:
    """Each sample by its name and label, as a Prometheus on this machine reads them."""
    with TestClient(app or build_app(clerk), **HERE) as browser:
        answer = browser.get("/metrics")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    samples = (sample for family in families for sample in family.samples)
    return {".".join((s.name.removeprefix("docclerk_"), *s.labels.values())): s.value for s in samples}


@pytest.fixture
def erp(clerk: Clerk) -> Clerk:
    """The clerk with a feed that never delivered."""
    feeds = {"erp": FeedSection.model_validate({"path": "drop"})}
    return replace(clerk, config=clerk.config.model_copy(update={"feeds": feeds}))


def test_everything_is_told(erp: Clerk, hands: Any) -> None:
    arrive(erp, 1)
    arrive(erp, 2, sender="nobody@nowhere.test")
    work(erp)
    doubting = believing(erp, ProofLevel.NONE)
    arrive(erp, 3)
    work(doubting)
    sing(erp)
    with erp.store.begin() as unit:
        unit.heartbeats.beat("imap INBOX", erp.clock())
        parcel = unit.outbox.claim(erp.clock(), "c", erp.worker("w").lease)
        assert isinstance(parcel, Parcel)
    erp.courier("c").mark_sent(parcel)
    arrive(erp, 4)
    hands.forward(seconds=90)
    seen = scraped(erp)
    assert seen["messages_received_total.email"] == 4
    assert seen["messages_settled_total.answered"] == 1
    assert seen["messages_settled_total.held"] == 1
    assert seen["messages_settled_total.challenge"] == 1
    assert seen["proofs_refused_total"] == 1
    assert seen["parcels_sent_total"] == 1
    assert (seen["review.held"], seen["review.stuck"], seen["review.draft"]) == (1, 0, 0)
    assert (seen["queue_depth.inbox"], seen["oldest_seconds.inbox"]) == (1, 90)
    assert (seen["queue_depth.outbox"], seen["oldest_seconds.outbox"]) == (2, 90)
    assert (seen["heartbeat_age_seconds.imap INBOX"], seen["canary_age_seconds"]) == (90, 90)
    assert seen["feed_age_seconds.erp"] == math.inf
    assert (seen["reminders_due"], seen["reminders_sent_total"]) == (0, 0)
    assert (seen["canary_leaks_total"], seen["link_downloads_total"]) == (0, 0)


def test_an_empty_house(tmp_path: Any, clerk: Clerk) -> None:
    empty = replace(clerk, store=Store.open(f"sqlite:///{tmp_path / 'empty.db'}", create=True))
    seen = scraped(empty)
    empty.close()
    assert (seen["queue_depth.inbox"], seen["oldest_seconds.inbox"], seen["parcels_sent_total"]) == (0, 0, 0)
    assert seen["canary_age_seconds"] == math.inf


def test_two_processes_tell_the_same_and_count_nothing_twice(clerk: Clerk) -> None:
    first, second = build_app(clerk), build_app(clerk)
    arrive(clerk, 1)
    work(clerk)
    for app in (first, first, second):
        assert scraped(clerk, app)["messages_settled_total.answered"] == 1
    arrive(clerk, 2)
    work(clerk)
    assert scraped(clerk, first) == scraped(clerk, second)
    assert scraped(clerk, first)["messages_settled_total.answered"] == 2


@pytest.mark.parametrize(
    ("host", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 401),
        ("unix", {}, 401),
        ("127.0.0.1", {"x-forwarded-for": "127.0.0.1"}, 401),
        ("127.0.0.1", {"forwarded": "for=203.0.113.9"}, 401),
        ("127.0.0.1", {"x-real-ip": "203.0.113.9"}, 401),
        ("127.0.0.1", {"host": "belege.house.test"}, 401),
        ("127.0.0.1", {"host": "localhost:8080"}, 200),
        ("10.0.0.7", {"authorization": "Bearer "}, 401),
    ],
)
def test_without_a_key_only_this_machine(
    clerk: Clerk, host: str, headers: dict[str, str], status: int
) -> None:
    here = HERE | {"client": (host, 50_000)}
    with TestClient(build_app(clerk), **here) as browser:
        answer = browser.get("/metrics", headers=headers)
    assert answer.status_code == status
    assert ("docclerk_" in answer.text) == (status == 200)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (None, 401),
        ("Bearer s3cret", 200),
        ("bearer s3cret", 200),
        ("Bearer s3cre", 401),
        ("Basic s3cret", 401),
    ],
)
def test_with_a_key_nothing_else_counts(clerk: Clerk, given: str | None, status: int) -> None:
    web = WebSection.model_validate({"metrics_key": "s3cret"})
    guarded = replace(clerk, config=clerk.config.model_copy(update={"web": web}))
    with TestClient(build_app(guarded), **HERE) as browser:
        answer = browser.get("/metrics", headers={"authorization": given} if given else {})
    assert answer.status_code == status


@pytest.fixture
def browser(clerk: Clerk) -> Iterator[TestClient]:
    with TestClient(build_app(clerk)) as client:
        yield client


def test_health_is_vague(browser: TestClient, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    monkeypatch.setattr(type(clerk.store), "read", None)
    answer = browser.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})
    assert NOW.isoformat() not in answer.text
