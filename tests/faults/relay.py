"""A smarthost with moods: takes mail, is down, slow, greylists, or takes a mail and then breaks off."""

import asyncio
import email
import email.policy
import socket
import struct
import threading
from collections import Counter
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.houses import free_port

SLOW, HANG = 1.5, 60.0  # seconds


@dataclass
class Relay:
    """Counts the copies that it took of every Message-ID; `moods` are taken in turn, one a mail."""

    port: int = field(default_factory=free_port)
    moods: list[str] = field(default_factory=list)
    always: str = ""  # the mood when none is left
    copies: Counter[str] = field(default_factory=Counter)
    answers: dict[str, set[str]] = field(default_factory=dict)  # In-Reply-To -> Message-IDs
    bodies: dict[str, bytes] = field(default_factory=dict)
    differing: set[str] = field(default_factory=set)  # Message-IDs that came with other bytes once more
    shown: Counter[str] = field(default_factory=Counter)  # moods that were really shown
    lock: threading.Lock = field(default_factory=threading.Lock)
    greeted: set[str] = field(default_factory=set)
    server: Controller | None = None

    def open(self) -> None:
        """Listens."""
        self.server = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=15)
        self.server.start()

    def close(self) -> None:
        """Connections are refused from now on."""
        if self.server:
            self.server.stop()
            self.server = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """One mail, in the mood of the moment."""
        raw = envelope.original_content or b""
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        name = str(mail["Message-ID"])
        mood = self.mood(name)
        if mood == "greylist":
            return "451 4.7.1 Greylisted, come again"
        if mood == "refuse":
            return "421 4.3.2 Going down"
        if mood == "slow":
            await asyncio.sleep(SLOW)
        if mood == "reset before":
            break_off(server)
            return "451 4.3.0 never said"
        self.take(name, str(mail["In-Reply-To"] or ""), raw)
        if mood == "reset instead of 250":
            break_off(server)
        if mood == "hang":
            await asyncio.sleep(HANG)
        if mood == "reset after 250":
            asyncio.get_running_loop().call_later(0.01, break_off, server)
        return "250 2.0.0 Taken"

    def mood(self, name: str) -> str:
        """The next mood; greylisting hits every mail once."""
        with self.lock:
            mood = self.moods.pop(0) if self.moods else self.always
            if mood == "greylist" and name in self.greeted:
                mood = ""
            self.greeted.add(name)
            if mood:
                self.shown[mood] += 1
            return mood

    def take(self, name: str, answered: str, raw: bytes) -> None:
        """From here on the mail is with its reader."""
        with self.lock:
            self.copies[name] += 1
            self.answers.setdefault(answered, set()).add(name)
            if self.bodies.setdefault(name, raw) != raw:
                self.differing.add(name)


def break_off(server: SMTP) -> None:
    """The connection is reset (RST), as when a machine dies."""
    transport = server.transport
    if transport and (line := transport.get_extra_info("socket")):
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
