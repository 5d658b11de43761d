"""The place of a campaign: one house, its smarthost, its mailbox, and mail that keeps coming."""

import os
import signal
import smtplib
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from tests.dovecot import MISSING, Dovecot, dovecot
from tests.faults.ledger import Ledger, Row
from tests.faults.nursery import Nursery
from tests.faults.relay import Relay
from tests.faults.senders import Post
from tests.houses import RELAY_ID, House, wait_for

USER = "belege"
HURRY = {"backoff": 0.4, "pause": 0.1, "relay": 4.0, "busy": 1.0}  # seconds
SETTLED = 60  # seconds in which something must have moved, until everything has come to its end
COURIERS = 2  # of one process: so many parcels can be between the relay and our mark


class Died(AssertionError):
    """The clerk ended by itself."""


@dataclass
class Yard:
    """Starts, kills and ends the clerk; reckons what happened since the last reckoning."""

    house: House
    relay: Relay
    post: Post
    nursery: Nursery
    ledger: Ledger
    mailbox: Dovecot | None = None
    pid: int = 0
    since: int = 0

    def start(self, step: str = "", n: int = 1, **hurry: float) -> None:
        """`docclerk serve`; returns when its door is open, or when it has died of its sentence already."""
        self.pid = self.nursery.start(
            folder=str(self.house.folder),
            log=str(self.house.folder / "serve.log"),
            settings=self.house.settings,
            hurry=HURRY | hurry,
            step=step,
            n=n,
        )
        opened = wait_for(lambda: self.nursery.ended(self.pid) is not None or self.answers(), 60)
        if not opened or (not step and self.nursery.ended(self.pid) is not None):
            raise Died(self.log()[-3000:])

    def answers(self) -> bool:
        """Whether the SMTP door is open."""
        try:
            smtplib.SMTP("127.0.0.1", self.house.smtp, timeout=5).close()
        except (OSError, smtplib.SMTPException):
            return False
        return True

    def dies(self, seconds: float) -> bool:
        """Whether the clerk dies of its sentence in time; it is killed otherwise."""
        died = wait_for(lambda: self.nursery.ended(self.pid) is not None, seconds)
        if not died:
            self.kill()
        return died

    def kill(self) -> None:
        """kill -9 from outside."""
        if self.nursery.ended(self.pid) is None:
            os.kill(self.pid, signal.SIGKILL)
            assert wait_for(lambda: self.nursery.ended(self.pid) is not None, 10)

    def end(self) -> float:
        """SIGTERM; the seconds it took. Raises Died when it did not end well."""
        start = time.monotonic()
        os.kill(self.pid, signal.SIGTERM)
        ended = wait_for(lambda: self.nursery.ended(self.pid) is not None, 40)
        if not ended or self.nursery.ended(self.pid) != 0:
            code = self.nursery.ended(self.pid)
            self.kill()
            raise Died(f"SIGTERM: {code}\n" + self.log()[-2000:])
        return time.monotonic() - start

    def reckon(self, row: Row, allowed: int = 0) -> Row:
        """Waits until all is settled, then counts what came in since the last time."""
        self.settles(row)
        accepted, self.post.accepted = set(self.post.accepted), {}
        if self.post.refused:
            row.wrong.append(f"{len(self.post.refused)} mails were bounced or never taken")
            self.post.refused.clear()
        since, self.since = self.since, self.ledger.mark()
        return self.ledger.reckon(row, accepted, self.relay, since, allowed)

    def settles(self, row: Row) -> None:
        """Waits until all is at its end; says so when nothing moves any more."""
        least, since = self.waiting(), time.monotonic()
        while least and time.monotonic() - since < SETTLED:
            time.sleep(0.1)
            if (left := self.waiting()) < least:
                least, since = left, time.monotonic()
        if least:
            row.wrong.append(f"{least} messages or parcels stay as they are")

    def waiting(self) -> int:
        """What is not at its end: in the store, or still in the mailbox."""
        return self.ledger.busy() + (len(self.mailbox.mails(USER)) if self.mailbox else 0)

    def log(self) -> str:
        """What the clerk wrote."""
        return (self.house.folder / "serve.log").read_text("utf-8", "replace")


@contextmanager
def open_yard(nursery: Nursery, *, imap: bool = True, **settings: str) -> Iterator[Yard]:
    """A house with the small world in a folder of its own; nothing runs yet but relay and mailbox."""
    with ExitStack() as stack:
        folder = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="dc-faults-", ignore_cleanup_errors=True))
        )
        mailbox = stack.enter_context(dovecot()) if imap and not MISSING else None
        relay = Relay()
        if mailbox:
            table = mailbox.section(USER, authserv_id=RELAY_ID, hops=1)
            settings |= {f"mail__imap__{key}": str(value) for key, value in table.items()}
        limits = dict.fromkeys(("per_hour", "per_day"), "1000000")
        settings |= {f"limits__domain_{key}": value for key, value in limits.items()}
        settings |= {"limits__total_per_hour": "1000000", "limits__misses_per_day": "1000000"}
        house = house_in(nursery).build(folder, relay.port, settings=settings)
        ledger = Ledger(settings.get("store__url") or f"sqlite:///{folder}/docclerk.db")
        post = Post(house.smtp, deliver_to(mailbox) if mailbox else None)
        yard = Yard(house, relay, post, nursery, ledger, mailbox)
        relay.open()
        stack.callback(relay.close)
        try:
            if mailbox:  # once in peace: what lies in a mailbox before the first start is not ours
                yard.start()
                assert wait_for(lambda: "imap.begun" in yard.log(), 20)
                yard.end()
            yield yard
        finally:
            yard.kill() if yard.pid else None


def house_in(nursery: Nursery) -> type[House]:
    """A house whose commands are forked too."""

    class Nursling(House):
        """Knows the nursery."""

        def run(self, *words: str) -> str:
            """One command to its end; what it says goes to the log."""
            log = self.folder / "commands.log"
            order = {"folder": str(self.folder), "log": str(log), "settings": self.settings}
            pid = nursery.start(words=words, **order)
            assert wait_for(lambda: nursery.ended(pid) is not None, 60)
            assert nursery.ended(pid) == 0, log.read_text("utf-8")
            return log.read_text("utf-8")

    return Nursling


def deliver_to(mailbox: Dovecot) -> Any:
    """How a mail gets into the mailbox."""

    def deliver(mail: EmailMessage, sender: str) -> None:
        mailbox.deliver(USER, mail.as_bytes(), sender)

    return deliver
