"""The SMTP door: says 250 only after the message is safely in the inbox."""

import asyncio
import re
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.channels.addresses import Addresses
from bot.channels.smtp_dialogue import LmtpDialogue, SmtpDialogue
from bot.channels.smtp_tls import Certificate
from bot.sections import SmtpSection
from parsers.mail.fingerprint import fingerprint
from store.errors import Full, Trouble
from store.traffic import Arrival

LATER = "451 4.3.0 We cannot take this just now, please try again later"
FULL = "452 4.3.1 No space left just now, please try again later"
CROWD = "452 4.5.3 Too many recipients"
NOT_HERE = "550 5.1.1 No such address here"
NO_SENDER = "553 5.1.7 This is no sender address"
TAKEN = "250 2.0.0 Accepted"

RECIPIENTS = 100
SENDER = re.compile(r"<>|[^\x00-\x1f\x7f\ud800-\udfff]{1,250}@[^\x00-\x20\x7f\ud800-\udfff@<>]{1,255}")
ODD = re.compile(r"[^!-~]")

Submit = Callable[[Arrival], Future[bool]]

log = structlog.get_logger()


class Door:
    """The aiosmtpd handler: checks the envelope, stores the message, then accepts it."""

    def __init__(self, submit: Submit, addresses: Addresses, clock: Callable[[], datetime]) -> None:
        self.submit = submit
        self.addresses = addresses
        self.clock = clock

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Refuses a sender that no database could keep and nobody could be told by."""
        if not SENDER.fullmatch(address):
            return NO_SENDER
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes mail for our own addresses only; nothing is ever relayed."""
        if not self.addresses.ours(address):
            return NOT_HERE
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return CROWD
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Answers 250 after the commit; 452 on a full disk, 451 on any other fault of ours."""
        try:
            # Shielded: a sender who hangs up must not cancel what is being written.
            await asyncio.shield(asyncio.wrap_future(self.submit(self.arrival(session, envelope))))
        except Full:
            log.error("smtp.full")
            return FULL
        except Trouble as trouble:
            log.error("smtp.store", error=type(trouble).__name__)
            return LATER
        except Exception:
            log.exception("smtp.fault")
            return LATER
        return TAKEN

    async def handle_exception(self, error: Exception) -> str:
        """Our own faults never lose a mail and never show their insides."""
        log.error("smtp.fault", exc_info=error)
        return LATER

    def arrival(self, session: Session, envelope: Envelope) -> Arrival:
        """The message as it came, with what the dialogue said about it."""
        raw = envelope.original_content or b""
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        mail_from = envelope.mail_from or ""
        return Arrival(
            channel="email",
            external_id=fingerprint(raw) or f"unnamed-{secrets.token_hex(16)}",
            raw=raw,
            received_at=self.clock(),
            envelope={
                "door": "smtp",
                "peer": peer,
                "helo": ODD.sub("?", session.host_name or "")[:255],
                "mail_from": "" if mail_from == "<>" else mail_from,
                "rcpt_tos": list(envelope.rcpt_tos),
            },
        )


class Listener(Controller):
    """Runs the door in a thread of its own; after the start `port` is the real one, also for port 0."""

    def __init__(self, door: Door, section: SmtpSection) -> None:
        host, _, port = section.listen.rpartition(":")
        self.section = section
        self.certificate: Certificate | None = None
        if section.tls_cert and section.tls_key:
            self.certificate = Certificate(section.tls_cert, section.tls_key)
            self.certificate()  # a wrong file ends the start, not the first connection
        super().__init__(door, hostname=host.strip("[]"), port=int(port), ready_timeout=15)

    def factory(self) -> SMTP:
        """One protocol object for each connection."""
        protocol = LmtpDialogue if self.section.protocol == "lmtp" else SmtpDialogue
        return protocol(
            self.handler,
            data_size_limit=self.section.max_bytes,
            enable_SMTPUTF8=True,
            decode_data=False,
            hostname="docclerk",
            ident="docclerk",
            tls_context=self.certificate() if self.certificate else None,
            timeout=300,
            loop=self.loop,
        )

    def _trigger_server(self) -> None:
        for listening in getattr(self.server, "sockets", ()):
            self.port = listening.getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
