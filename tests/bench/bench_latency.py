"""Measures how long a buyer waits: from the 250 of our door to the answer at the relay, under a steady load.

Alone: `python -m tests.bench.bench_latency [--seconds N] [--rows N]`.
"""

import argparse
import os
import smtplib
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.cli.shared import open_clerk, quiet_logs
from store.engine import Store
from tests.bench.bench_exact import load
from tests.bench.figures import Figure, show
from tests.houses import House, Sink, letter, open_sink, wait_for
from tests.slack.workspace import Slack
from tests.world import NOW

RATE, SECONDS, ROWS = 5, 120, 200_000
LAST = 60  # seconds in which the last answers must come
WISHES = (
    "Guten Tag, bitte Rechnung {}. Danke!",
    "Bitte die Rechnung {} und den Lieferschein dazu.",
    "Please send us invoice {}X.",  # nobody has that one
    "Bitte alle Rechnungen vom letzten Monat.",
    "Hello, invoice {} please.",
)


@dataclass
class Clock(Sink):
    """A relay that notes when each answer came."""

    came: dict[str, float] = field(default_factory=dict)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Takes a mail."""
        now = time.monotonic()
        answer = await super().handle_DATA(server, session, envelope)
        self.came.setdefault(str(self.mails[-1]["In-Reply-To"]), now)
        return answer


@dataclass
class Load:
    """Mail and messages in Slack at a steady pace, whatever becomes of them."""

    house: House
    asks: Sequence[tuple[str, str]]
    taken: dict[str, float] = field(default_factory=dict)  # Message-ID -> when its 250 came
    late: float = 0.0  # by how much the pace was missed at worst, in seconds

    def mail(self, n: int, due: float) -> None:
        """One mail in a session of its own."""
        sender, number = self.asks[n % len(self.asks)]
        message = letter(sender, WISHES[n % len(WISHES)].format(number), subject=f"Anfrage {n}")
        self.late = max(self.late, time.monotonic() - due)
        with smtplib.SMTP("127.0.0.1", self.house.smtp, timeout=30) as door:
            door.send_message(message)
            self.taken[str(message["Message-ID"])] = time.monotonic()

    def run(self, seconds: int, user: Any) -> None:
        """All mails, and a message in Slack each second."""
        start, ending = time.monotonic(), threading.Event()
        chat = threading.Thread(target=self.chat, args=(user, ending))
        chat.start()
        with ThreadPoolExecutor(16) as senders:
            for n in range(seconds * RATE):
                due = start + n / RATE
                time.sleep(max(0.0, due - time.monotonic()))
                senders.submit(self.mail, n, due)
        ending.set()
        chat.join()

    def chat(self, user: Any, ending: threading.Event) -> None:
        """A buyer who writes in Slack."""
        n = 0
        while not ending.wait(1):
            user.writes_dm(f"Bitte Rechnung {self.asks[n % len(self.asks)][1]}")
            n += 1


def measure(seconds: int = SECONDS, rows: int = ROWS) -> list[Figure]:
    """The waits of mail, and how soon Slack is told that a message is safe."""
    with tempfile.TemporaryDirectory() as name, Slack() as slack, open_sink(Clock()) as (sink, relay):
        app, team = slack.app(), slack.team("Adler")
        tokens = {"bot_token": team.installs(app).bot_token, "app_token": app.app_token}
        settings = {f"slack__{key}": value for key, value in tokens.items()} | {
            "slack__api_url": slack.api_url
        }
        settings |= dict.fromkeys(
            ("limits__domain_per_hour", "limits__domain_per_day", "limits__total_per_hour"), "1000000"
        )
        settings["limits__misses_per_day"] = "1000000"
        house = House.build(Path(name), relay, settings=settings)
        asks = filled(house, rows)
        user = team.member("Ein Kunde", "chat@client.test")
        bound(house, user, asks[0][0])
        house.start()
        try:
            slack.sockets.await_connection(app, timeout=20)
            work = Load(house, asks)
            work.run(seconds, user)
            assert wait_for(lambda: set(work.taken) <= set(sink.came), LAST), "answers are missing"
            assert slack.settles(30)
        finally:
            house.end()
        waits = sorted(sink.came[name] - taken for name, taken in work.taken.items())
        acks = sorted(d.seconds for d in slack.deliveries if d.acknowledged)
        assert len(acks) == len(slack.deliveries)
    assert len(waits) == seconds * RATE
    return figures(waits, acks, seconds, rows, work.late)


def filled(house: House, rows: int) -> list[tuple[str, str]]:
    """Loads the documents; who may ask for which."""
    here = Path.cwd()
    os.chdir(house.folder)
    try:
        clerk = open_clerk(Path("docclerk.toml"))
        asks = load(clerk, house.folder / "drop", rows)
        clerk.close()
    finally:
        os.chdir(here)
    return asks


def bound(house: House, user: Any, address: str) -> None:
    """The Slack account of a buyer."""
    store = Store.open(f"sqlite:///{house.folder}/docclerk.db")
    with store.begin() as unit:
        unit.slack_bindings.bind(user.team.id, user.id, address, NOW)
    store.close()


def figures(waits: list[float], acks: list[float], seconds: int, rows: int, late: float) -> list[Figure]:
    """The two lines of the table."""
    load = (
        f"{len(waits)} mails at {RATE} a second for {seconds} s (one number, two kinds, nobody's number, "
        f"a month; DE and EN) and a message in Slack a second; {rows:,} documents in SQLite; one "
        f"`docclerk serve`, the senders, the relay and the Slack on the same {os.cpu_count()} cores "
        f"(load {os.getloadavg()[0]:.1f}); the senders were {late:.2f} s late at worst"
    )
    wait = f"{at(waits, 0.95):.2f} s (median {statistics.median(waits):.2f}, worst {waits[-1]:.2f})"
    ack = f"{at(acks, 0.99) * 1000:.0f} ms (median {statistics.median(acks) * 1000:.0f})"
    return [
        Figure("250 to delivered answer, p95", wait, load, "under 3 s"),
        Figure("Slack acknowledgement, p99", ack, f"{len(acks)} messages in the same run", "under 500 ms"),
    ]


def at(ordered: list[float], share: float) -> float:
    """The value that this share does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


if __name__ == "__main__":
    options = argparse.ArgumentParser(prog="python -m tests.bench.bench_latency", description=__doc__)
    options.add_argument("--seconds", type=int, default=SECONDS)
    options.add_argument("--rows", type=int, default=ROWS)
    given = options.parse_args()
    quiet_logs()
    show(measure(given.seconds, given.rows))
