"""A running clerk between a Slack on loopback and a real relay."""

import atexit
import datetime as dt
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import EmailMessage
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from bot import courier, worker
from bot.serve import Web
from bot.wiring import Clerk, build, open_blobs, slack_of
from store.engine import Store
from tests.houses import Sink, open_sink, wait_for
from tests.slack.workspace import Slack
from tests.world import NOW, configuration, loaded

ANNA = "anna@adler.test"
STAFF = "C0STAFF"  # the channel of the house


@dataclass
class Desk:
    """All of it; `door` is socket or http."""

    slack: Slack
    clerk: Clerk
    sink: Sink
    app: Any
    team: Any
    installed: Any
    url: str
    parts: list[Any] = field(default_factory=list)

    def binds(self, user: Any, address: str = ANNA) -> Any:
        """Somebody who is bound already."""
        with self.clerk.store.begin() as unit:
            unit.slack_bindings.bind(user.team.id, user.id, address, self.clerk.clock())
        return user

    def mail_to(self, address: str, nth: int = 0) -> EmailMessage:
        """The mail that an address got."""
        assert wait_for(lambda: len(self.mails_to(address)) > nth, 10), [m["To"] for m in self.sink.mails]
        return self.mails_to(address)[nth]

    def mails_to(self, address: str) -> list[EmailMessage]:
        """All mails that an address got."""
        return [m for m in list(self.sink.mails) if m["To"] == address]

    def rests(self) -> None:
        """Waits until nothing is under way."""
        assert self.slack.settles()
        assert wait_for(self.idle, 15), "something is still under way"

    def idle(self) -> bool:
        """Whether inbox and outbox are empty."""
        with self.clerk.store.read() as unit:
            counts = unit.inbox.counts()
            return not (counts["received"] + counts["working"] + len(unit.outbox.pending()))

    def answered(self) -> int:
        """How many messages have been worked through."""
        with self.clerk.store.read() as unit:
            return unit.inbox.counts()["done"]

    def events(self, event: str) -> list[dict[str, Any]]:
        """The audit rows of one event."""
        with self.clerk.store.read() as unit:
            return [row for row in unit.audit.export() if row["event"] == event]


class Loop:
    """One of our loops in a thread, as fast as a test wants it."""

    def __init__(self, body: Any) -> None:
        self.ending = threading.Event()
        self.thread = threading.Thread(target=body, args=(self.ending,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Ends it."""
        self.ending.set()
        self.thread.join(10)


def ticking() -> Any:
    """A clock that starts at NOW and goes on."""
    began = time.monotonic()
    return lambda: NOW + dt.timedelta(seconds=time.monotonic() - began)


@cache
def base() -> Clerk:
    """A clerk whose words are read once; every test gives it a store of its own."""
    folder = Path(tempfile.mkdtemp(prefix="docclerk-slack-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    limits = {"answers_per_hour": 10_000, "answers_per_day": 10_000}
    return build(configuration(folder, limits=limits), clock=lambda: NOW)


def open_desk(folder: Path, sink_port: int, slack: Slack, **changes: Any) -> Clerk:
    """A clerk of the small world with a Slack section."""
    shutil.copytree(loaded(), folder, dirs_exist_ok=True)
    config = configuration(
        folder,
        mail={"out": {"host": "127.0.0.1", "port": sink_port, "tls": "none"}},
        web={"listen": "127.0.0.1:0"},
        slack={"api_url": slack.api_url, **changes},
    )
    assert config.slack
    clock, store, blobs = ticking(), Store.open(config.store.url), open_blobs(config.store)
    email = replace(base().channels["email"], out=config.mail.out, blobs=blobs)  # type: ignore[type-var]
    own = slack_of(config.slack, store, blobs, base().house, clock)
    return replace(
        base(), config=config, store=store, blobs=blobs, channels={"email": email, "slack": own}, clock=clock
    )


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A Slack that is as quick to repeat as a test needs it."""
    with Slack(patience=3, retry_delays=(0.1, 0.1, 0.1)) as slack:
        yield slack


@pytest.fixture
def desk(tmp_path: Path, slack: Slack) -> Iterator[Desk]:
    """The clerk, reached by signed HTTP."""
    app = slack.app()
    app.events |= {"user_change", "message.channels"}
    team = slack.team("Muster Handel")
    installed = team.installs(app)
    with open_sink() as (sink, port):
        clerk = open_desk(
            tmp_path,
            port,
            slack,
            mode="http",
            bot_token=installed.bot_token,
            signing_secret=app.signing_secret,
            client_id=app.client_id,
            client_secret=app.client_secret,
            staff_channel=STAFF,
        )
        web = Web(clerk)
        url = f"http://127.0.0.1:{web.socket.getsockname()[1]}"
        web.start()
        parts: list[Any] = [
            Loop(partial(worker.run, clerk.worker("w"), idle=0.02)),
            Loop(partial(courier.run, clerk.courier("c"), idle=0.02)),
            web,
        ]
        app.listen_at(f"{url}/slack/events")
        made = Desk(slack, clerk, sink, app, team, installed, url, parts)
        try:
            yield made
        finally:
            for part in reversed(made.parts):
                part.stop()
            clerk.close()
