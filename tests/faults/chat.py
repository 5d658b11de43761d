"""Faults of the Slack door, by socket and signed HTTP: before and after it acknowledges, while it posts."""

import json
import random
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from store.engine import Store
from tests.faults.doom import BOTH_SIDES, HTTP_SIDE, POST_SIDE, SOCKET_SIDE
from tests.faults.ends import told as in_time
from tests.faults.kills import REACHED
from tests.faults.ledger import ENDS, REPLIED, Row
from tests.faults.nursery import Nursery
from tests.faults.yard import COURIERS, Yard, open_yard
from tests.houses import wait_for
from tests.slack.workspace import Slack
from tests.world import NOW

ANNA = "anna@adler.test"
NUMBERS = ("RE-2025-0412", "RE-2025-0413")
RETRIES = (0.5, 1.0, 1.5, 2, 3, 4, 5, 6)  # seconds between the tries of one event
FORM = "application/x-www-form-urlencoded"


def all_of_it(nursery: Nursery, times: int) -> Iterator[Row]:
    """Each fault in turn, in a house that a Slack talks to by socket, then in one that it sends requests."""
    with talk_with(nursery, "socket") as chat:
        for step in (*SOCKET_SIDE, *POST_SIDE, *BOTH_SIDES):
            yield from chat.deaths(step, times)
        yield from chat.cut(times)
        yield from chat.trouble(times)
        yield from chat.ends(times)
    with talk_with(nursery, "http") as chat:
        for step in HTTP_SIDE:
            yield from chat.deaths(step, times)
        yield from chat.forged(times)
        yield from chat.ends(times)


@contextmanager
def talk_with(nursery: Nursery, mode: str) -> Iterator["Chat"]:
    """A house in a workspace, and an account that is bound there."""
    with Slack(patience=3, retry_delays=RETRIES) as slack:
        app, team = slack.app(), slack.team("Adler")
        tokens = {"bot_token": team.installs(app).bot_token, "app_token": app.app_token}
        section = {**tokens, "signing_secret": app.signing_secret, "mode": mode, "api_url": slack.api_url}
        anna = team.member("Anna Adler", ANNA)
        settings = {f"slack__{key}": value for key, value in section.items()}
        with open_yard(nursery, imap=False, **settings) as yard:
            store = Store.open(yard.ledger.url)
            with store.begin() as unit:
                unit.slack_bindings.bind(team.id, anna.id, ANNA, NOW)
            store.close()
            if mode == "http":
                yard.start()
                app.listen_at(f"http://127.0.0.1:{yard.house.web}/slack/events")
                yard.end()
            yield Chat(yard, slack, app, anna, mode)


@dataclass
class Chat:
    """The place of these faults."""

    yard: Yard
    slack: Slack
    app: Any
    user: Any
    mode: str
    shown: int = 0  # answers that were seen already

    def deaths(self, step: str, times: int) -> Iterator[Row]:
        """kill -9 at one step of the door, or of what comes after it."""
        label = step if step.startswith("slack") else f"slack: {step}"
        rng, row, before = random.Random(step), self.row(f"kill -9: {label}"), len(self.slack.deliveries)
        with talking(self.user) as written:
            for _ in range(times):
                self.yard.start(step, rng.randint(1, 4))
                row.injected += self.yard.dies(REACHED)
            self.yard.start()
        if row.injected < times:
            row.wrong.append(f"the step was reached {row.injected} of {times} times only")
        yield self.told(row, before, len(written), allowed=COURIERS * times)
        self.yard.end()

    def cut(self, times: int) -> Iterator[Row]:
        """The line is reset while somebody writes."""
        self.yard.start()
        self.slack.sockets.await_connection(self.app, timeout=30)
        yield from self.meanwhile("slack: socket cut", times, self.slack.sockets.cut)
        self.yard.end()

    def trouble(self, times: int) -> Iterator[Row]:
        """What may happen to a post on its way."""
        self.yard.start()
        trouble = self.slack.trouble
        kinds: dict[str, Callable[[str], None]] = {
            "answered 429": trouble.limit,
            "answered 500": trouble.fails,
            "reset before": trouble.resets,
            "reset after": trouble.loses_answers,
        }
        for kind, fault in kinds.items():
            yield from self.meanwhile(f"slack: post, {kind}", times, partial(fault, "chat.postMessage"))
        self.yard.end()

    def meanwhile(self, fault: str, times: int, inject: Callable[[], object]) -> Iterator[Row]:
        """One fault again and again while somebody writes; nothing may be doubled by it."""
        row, before = self.row(fault), len(self.slack.deliveries)
        with talking(self.user) as written:
            for _ in range(times):
                time.sleep(0.7)
                inject()
                row.injected += 1
        yield self.told(row, before, len(written))

    def ends(self, times: int) -> Iterator[Row]:
        """SIGTERM while somebody writes."""
        rng, row = random.Random(4), self.row("SIGTERM under load: slack")
        before, longest = len(self.slack.deliveries), 0.0
        with talking(self.user) as written:
            for _ in range(times):
                self.yard.start()
                time.sleep(rng.uniform(0.2, 1.5))
                longest = max(longest, self.yard.end())
                row.injected += 1
            self.yard.start()
        yield in_time(self.told(row, before, len(written)), longest)
        self.yard.end()

    def forged(self, times: int) -> Iterator[Row]:
        """Requests that Slack never sent, between those that it did: 401 or 400, and nothing is stored."""
        row, before = self.row("slack: forged, stale, malformed"), len(self.slack.deliveries)
        self.yard.start()
        with talking(self.user) as written:
            for _ in range(times):
                time.sleep(0.3)
                for expected, status in self.bad_requests():
                    row.injected += 1
                    if status != expected:
                        row.wrong.append(f"{status} where {expected} is right")
        yield self.told(row, before, len(written))
        self.yard.end()

    def bad_requests(self) -> Iterator[tuple[int, int]]:
        """What each must be answered, and what it was."""
        event = {"type": "message", "channel_type": "im", "user": self.user.id, "channel": "D1", "ts": "1.2"}
        told = {"type": "event_callback", "team_id": self.user.team.id, "event": event | {"text": "RE"}}
        body = json.dumps(told)
        yield 401, self.app.posts(body, secret="not ours")[0]
        yield 401, self.app.posts(body, timestamp=str(int(time.time()) - 301))[0]
        yield 401, self.app.posts(body, headers={"X-Slack-Signature": None})[0]
        yield 400, self.app.posts("{")[0]
        yield 400, self.app.posts("payload=%7B", content_type=FORM)[0]
        yield 401, self.app.posts(b"\xff\xfe")[0]  # no text, so Slack cannot have signed it

    def row(self, fault: str) -> Row:
        """A line of the table; by HTTP it says so."""
        return Row(fault if self.mode == "socket" else f"{fault} (HTTP)")

    def told(self, row: Row, before: int, written: int, allowed: int = 0) -> Row:
        """What became of every message; Slack must have an acknowledgement for each in the end."""
        yard = self.yard
        if not wait_for(lambda: sum(d.acknowledged for d in self.said(before)) == written, 60):
            row.wrong.append("Slack still waits for an acknowledgement")
        yard.settles(row)
        since, yard.since = yard.since, yard.ledger.mark()
        parcels = yard.ledger.rows("SELECT * FROM outbox WHERE inbox_id > ?", since)
        accepted = {d.body["event"]["ts"] for d in self.said(before) if d.acknowledged}
        settle(row, accepted, self.settled(since), {p["inbox_id"] for p in parcels})
        row.wrong += [
            f"parcel {p['id']} is {p['state']}: {p['error']}" for p in parcels if p["state"] != "sent"
        ]
        chats = sum(p["channel"] == "slack" for p in parcels)  # of what is stuck, staff are told by mail
        seen, self.shown = self.shown, len(self.user.dm_answers())
        row.doubled = self.shown - seen - chats
        if not 0 <= row.doubled <= allowed:
            row.wrong.append(f"{row.doubled + chats} answers are shown for {chats} parcels")
        row.wrong += yard.ledger.chain()
        return row

    def said(self, before: int) -> list[Any]:
        """What Slack has to tell us of the user's own words."""
        events = [
            d.body["event"] | {"it": d} for d in self.slack.deliveries[before:] if d.kind == "events_api"
        ]
        return [e["it"] for e in events if e.get("user") == self.user.id and e["type"] == "message"]

    def settled(self, since: int) -> dict[str, dict[str, Any]]:
        """Messages at their end, by the stamp that Slack gave them."""
        rows = self.yard.ledger.rows(
            "SELECT i.*, r.raw FROM inbox i JOIN inbox_raw r ON r.inbox_id = i.id WHERE i.id > ?", since
        )
        return {json.loads(r["raw"])["ts"]: r for r in rows if r["state"] in ("done", "stuck")}


def settle(row: Row, accepted: set[str], settled: dict[str, dict[str, Any]], answered: Iterable[int]) -> None:
    """Every accepted message has its end, and an answer where it says so."""
    row.accepted, row.lost = len(accepted), len(accepted - settled.keys())
    for message in (settled[ts] for ts in accepted & settled.keys()):
        outcome = "held" if message["state"] == "stuck" else message["outcome"]
        row.ends[ENDS.get(outcome, outcome)] += 1
        row.lost += message["outcome"] in REPLIED and message["id"] not in answered
    if more := settled.keys() - accepted:
        row.wrong.append(f"{len(more)} messages that nobody wrote")
    if row.lost:
        row.wrong.append(f"{row.lost} lost")


@contextmanager
def talking(user: Any, pause: float = 0.25) -> Iterator[list[Any]]:
    """Somebody writes in Slack meanwhile; what they wrote."""
    ending, written = threading.Event(), list[Any]()

    def talk() -> None:
        while not ending.wait(pause):
            written.append(user.writes_dm(f"Bitte Rechnung {NUMBERS[len(written) % 2]}"))

    thread = threading.Thread(target=talk)
    thread.start()
    try:
        yield written
    finally:
        ending.set()
        thread.join(10)
