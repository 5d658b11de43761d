"""Faults of the Slack door: the socket is cut, and the clerk dies before or after it has acknowledged."""

import json
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from store.engine import Store
from tests.faults.doom import SLACK_SIDE
from tests.faults.ledger import ENDS, REPLIED, Row
from tests.faults.nursery import Nursery
from tests.faults.yard import COURIERS, Yard, open_yard
from tests.houses import wait_for
from tests.slack.workspace import Slack
from tests.world import NOW

ANNA = "anna@adler.test"
NUMBERS = ("RE-2025-0412", "RE-2025-0413")


def all_of_it(nursery: Nursery, times: int) -> Iterator[Row]:
    """Each fault in turn, in a house that a Slack talks to by socket."""
    with Slack(patience=3, retry_delays=(0.5, 1.0, 1.5, 2, 3, 4, 5, 6)) as slack:
        app, team = slack.app(), slack.team("Adler")
        tokens = {"bot_token": team.installs(app).bot_token, "app_token": app.app_token}
        settings = {f"slack__{key}": value for key, value in tokens.items()}
        settings["slack__api_url"] = slack.api_url
        anna = team.member("Anna Adler", ANNA)
        with open_yard(nursery, imap=False, **settings) as yard:
            bind(yard, anna)
            for step in SLACK_SIDE:
                yield from deaths(yard, slack, anna, step, times)
            yield from cut(yard, slack, app, anna, times)


def bind(yard: Yard, user: Any) -> None:
    """The account speaks for Anna."""
    store = Store.open(f"sqlite:///{yard.ledger.path}")
    with store.begin() as unit:
        unit.slack_bindings.bind(user.team.id, user.id, ANNA, NOW)
    store.close()


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


def deaths(yard: Yard, slack: Slack, user: Any, step: str, times: int) -> Iterator[Row]:
    """kill -9 at one step of the door."""
    rng, row, before = random.Random(step), Row(f"kill -9: {step}"), len(slack.deliveries)
    with talking(user) as written:
        for _ in range(times):
            yard.start(step, rng.randint(1, 4))
            row.injected += yard.dies(12)
        yard.start()
    if row.injected < times:
        row.wrong.append(f"the step was reached {row.injected} of {times} times only")
    yield told(yard, slack, user, row, before, len(written))
    yard.end()


def cut(yard: Yard, slack: Slack, app: Any, user: Any, times: int) -> Iterator[Row]:
    """The line is reset while somebody writes."""
    row, before = Row("slack: socket cut"), len(slack.deliveries)
    yard.start()
    slack.sockets.await_connection(app, timeout=30)
    with talking(user) as written:
        for _ in range(times):
            time.sleep(0.7)
            slack.sockets.cut()
            row.injected += 1
    yield told(yard, slack, user, row, before, len(written))
    yard.end()


def told(yard: Yard, slack: Slack, user: Any, row: Row, before: int, written: int) -> Row:
    """What became of every message; Slack must have an acknowledgement for each in the end."""
    if not wait_for(lambda: sum(d.acknowledged for d in said(slack, user, before)) == written, 60):
        row.wrong.append("Slack still waits for an acknowledgement")
    if not wait_for(lambda: yard.waiting() == 0, 60):
        row.wrong.append("messages or parcels are not settled")
    since, yard.since = yard.since, yard.ledger.mark()
    with yard.ledger.open() as db:
        rows = db.execute(
            "SELECT i.*, r.raw FROM inbox i JOIN inbox_raw r ON r.inbox_id = i.id WHERE i.id > ?", (since,)
        )
        settled = {json.loads(r["raw"])["ts"]: r for r in rows if r["state"] in ("done", "stuck")}
        parcels = db.execute("SELECT * FROM outbox WHERE inbox_id > ?", (since,)).fetchall()
    accepted = {d.body["event"]["ts"] for d in said(slack, user, before) if d.acknowledged}
    row.accepted = len(accepted)
    row.lost = len(accepted - settled.keys())
    for message in (settled[ts] for ts in accepted & settled.keys()):
        outcome = "held" if message["state"] == "stuck" else message["outcome"]
        row.ends[ENDS.get(outcome, outcome)] += 1
        if message["outcome"] in REPLIED and message["id"] not in {p["inbox_id"] for p in parcels}:
            row.lost += 1
    row.wrong += [f"parcel {p['id']} is {p['state']}: {p['error']}" for p in parcels if p["state"] != "sent"]
    chats = sum(p["channel"] == "slack" for p in parcels)  # of what is stuck, staff are told by mail
    row.doubled = len(user.dm_answers()) - yard.shown - chats
    yard.shown = len(user.dm_answers())
    if row.lost:
        row.wrong.append(f"{row.lost} lost")
    if not 0 <= row.doubled <= COURIERS * max(1, row.injected):
        row.wrong.append(f"{row.doubled + chats} answers are shown for {chats} parcels")
    row.wrong += yard.ledger.chain()
    return row


def said(slack: Slack, user: Any, before: int) -> list[Any]:
    """What Slack has to tell us of the user's own words."""
    events = [d for d in slack.deliveries[before:] if d.kind == "events_api"]
    return [
        d for d in events if d.body["event"].get("user") == user.id and d.body["event"]["type"] == "message"
    ]
