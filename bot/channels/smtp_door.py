"""The SMTP door: says 250 only after the message is safely in the inbox."""

import asyncio
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.channels.addresses import Addresses
from bot.sections import SmtpSection
from parsers.fingerprint import fingerprint
from store.errors import Full
from store.traffic import Arrival

LATER = "451 4.3.0 We cannot take this just now, please try again later"
FULL = "452 4.3.1 No space left just now, please try again later"
NOT_HERE = "550 5.1.1 No such address here"
TAKEN = "250 2.0.0 Accepted"

Submit = Callable[[Arrival], Future[bool]]

log = structlog.get_logger()


class Door:
    """The aiosmtpd handler: checks the recipient, stores the message, then accepts it."""

    def __init__(self, submit: Submit, addresses: Addresses, clock: Callable[[], datetime]) -> None:
        self.submit = submit
        self.addresses = addresses
        self.clock = clock

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes mail for our own addresses only; nothing is ever relayed."""
        if not self.addresses.ours(address):
            return NOT_HERE
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answers 250 after the commit; 452 on a full disk, 451 on any other fault of ours."""
        try:
            await asyncio.wrap_future(self.submit(self.arrival(session, envelope)))
        except Full:
            log.error("smtp.full")
            return FULL
        except Exception:
            log.exception("smtp.fault")
            return LATER
        return TAKEN

    async def handle_exception(self, error: Exception) -> str:
        """Our own faults never lose a mail and never show their insides."""
        log.error("smtp.fault", error=repr(error))
        return LATER

    def arrival(self, session: Session, envelope: Envelope) -> Arrival:
        """The message as it came, with what the dialogue said about it."""
        raw = envelope.original_content or b""
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        return Arrival(
            channel="email",
            external_id=fingerprint(raw) or f"unnamed-{secrets.token_hex(16)}",
            raw=raw,
            received_at=self.clock(),
            envelope={
                "door": "smtp",
                "peer": peer,
                "helo": session.host_name or "",
                "mail_from": envelope.mail_from or "",
                "rcpt_tos": list(envelope.rcpt_tos),
            },
        )


def patient(base: type[SMTP]) -> type[SMTP]:
    """The protocol class with room for the long lines that real mail has."""
    return type(f"Patient{base.__name__}", (base,), {"line_length_limit": 100_000})


class Listener(Controller):
    """Runs the door in a thread of its own."""

    def __init__(self, door: Door, section: SmtpSection) -> None:
        host, _, port = section.listen.rpartition(":")
        self.section = section
        super().__init__(door, hostname=host, port=int(port), ready_timeout=15)

    def factory(self) -> SMTP:
        """One protocol object for each connection."""
        protocol = patient(LMTP if self.section.protocol == "lmtp" else SMTP)
        return protocol(
            self.handler,
            data_size_limit=self.section.max_bytes,
            enable_SMTPUTF8=True,
            decode_data=False,
            hostname="docclerk",
            ident="docclerk",
            timeout=300,
            loop=self.loop,
        )
