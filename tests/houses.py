"""A whole house for a test: `docclerk serve` as a process, a real relay behind it, a buyer before it.

Its processes are forked from one that has read all code already: they do the same, but start at once.
"""

import email
import email.policy
import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.world import ADDRESS, write_delivery

if TYPE_CHECKING:
    from tests.faults.nursery import Child

RELAY_ID = "relay.house.test"
ROOT = Path(__file__).parents[1]


def free_port() -> int:
    """A port nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Sink:
    """A relay that takes everything and keeps it; `verdicts` are answered first, one a mail."""

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    verdicts: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keeps a mail, unless a verdict is waiting."""
        with self.lock:
            if self.verdicts:
                return self.verdicts.pop(0)
            mail = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
            self.mails.append(mail)  # type: ignore[arg-type]
            self.envelopes.append(envelope)
        return "250 Taken"

    def answers(self) -> dict[str, list[EmailMessage]]:
        """In-Reply-To -> the mails that answer it."""
        with self.lock:
            found: dict[str, list[EmailMessage]] = {}
            for mail in self.mails:
                found.setdefault(str(mail["In-Reply-To"]), []).append(mail)
            return found


@contextmanager
def open_sink(own: Sink | None = None) -> Iterator[tuple[Sink, int]]:
    """A running sink and its port."""
    sink, port = own or Sink(), free_port()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield sink, port
    finally:
        server.stop()


@dataclass
class House:
    """One installation in a folder."""

    folder: Path
    smtp: int
    web: int
    process: "subprocess.Popen[bytes] | Child | None" = None
    settings: dict[str, str] = field(default_factory=dict)  # "mail__smtp__trust": what else than in the file

    @classmethod
    def build(
        cls, folder: Path, relay: int, *, contacts: str = "", settings: dict[str, str] | None = None
    ) -> "House":
        """Writes the configuration and loads the small world, with more rows of contacts.csv."""
        house = cls(folder, free_port(), free_port(), settings=settings or {})
        (folder / "docclerk.toml").write_text(
            f"""
[clerk]
company = "Haus & Hof"
public_url = "http://127.0.0.1:{house.web}"
escalation = "weber@house.test"
[mail]
address = "{ADDRESS}"
[mail.smtp]
listen = "127.0.0.1:{house.smtp}"
trust = "mta"
[mail.out]
host = "127.0.0.1"
port = {relay}
[mail.proof]
authserv_id = "{RELAY_ID}"
trusted_peers = ["127.0.0.1"]
[web]
listen = "127.0.0.1:{house.web}"
[limits]
answers_per_hour = 100000
answers_per_day = 100000
""",
            "utf-8",
        )
        delivery = write_delivery(folder / "delivery")
        with (delivery / "contacts.csv").open("a", encoding="utf-8") as file:
            file.write(contacts)
        house.run("ingest", str(delivery))
        return house

    def run(self, *words: str) -> str:
        """One command to its end; fails the test when it fails."""
        log = self.folder / "command.log"
        log.unlink(missing_ok=True)
        code = self.forked(words, log).wait(120)
        said = log.read_text("utf-8")
        assert code == 0, said
        return said

    def forked(self, words: tuple[str, ...], log: Path) -> "Child":
        """A process with a command; what it says is added to the log."""
        from tests.faults.nursery import Child, nursery

        order = {"folder": str(self.folder), "log": str(log), "settings": self.settings, "words": words}
        return Child(nursery(), nursery().start(**order))

    def of_its_own(self, words: tuple[str, ...], log: Path) -> subprocess.Popen[bytes]:
        """The same, started as an operator does."""
        with log.open("ab") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "bot", *words],
                cwd=self.folder,
                env=environment(self.settings),
                stdout=out,
                stderr=out,
            )

    def start(self, *, forked: bool = True) -> None:
        """`docclerk serve`; returns when the SMTP door is open."""
        start = self.forked if forked else self.of_its_own
        self.process = start(("serve",), self.folder / "serve.log")
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (self.folder / "serve.log").read_text()
            try:
                with smtplib.SMTP("127.0.0.1", self.smtp, timeout=5):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the SMTP door did not open: " + (self.folder / "serve.log").read_text())

    def kill(self) -> None:
        """kill -9."""
        assert self.process
        self.process.kill()
        self.process.wait(10)

    def end(self) -> int:
        """SIGTERM; the exit code."""
        assert self.process
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def environment(settings: Mapping[str, str] = MappingProxyType({})) -> dict[str, str]:
    """The surroundings of a process that finds this source tree, with keys of the configuration."""
    keys = {f"DOCCLERK_{key.upper()}": value for key, value in settings.items()}
    return {**os.environ, "PYTHONPATH": str(ROOT), **keys}


def letter(sender: str, text: str, *, proven: bool = True, subject: str = "Beleg") -> EmailMessage:
    """A mail as the house's relay hands it on."""
    domain = sender.rpartition("@")[2]
    mail = EmailMessage()
    verdict = "pass" if proven else "fail"
    mail["Authentication-Results"] = f"{RELAY_ID}; dmarc={verdict} header.from={domain}"
    mail["From"], mail["To"], mail["Subject"] = sender, ADDRESS, subject
    mail["Message-ID"] = make_msgid(domain="client.test")
    mail.set_content(text)
    return mail


def wait_for(condition: object, seconds: float = 30) -> bool:
    """Whether a condition comes true in time."""
    assert callable(condition)
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())
