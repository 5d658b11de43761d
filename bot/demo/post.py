"""The post office of the demo: real SMTP in and out on loopback, every mail kept to be looked at."""

import email
import email.policy
import smtplib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

AUTHSERV_ID = "relay.demo.example"


@dataclass
class Mailbox:
    """Everything the clerk has sent, oldest first, with a bell that rings on each mail.

    It has no slots: aiosmtpd lists the members of a handler, and with slots Python 3.11.2 cannot.
    """

    mails: list[EmailMessage] = field(default_factory=list)
    bell: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keeps a mail, as an aiosmtpd handler."""
        content = envelope.original_content or b""
        mail = email.message_from_bytes(content, policy=email.policy.default)
        with self.bell:
            self.mails.append(mail)
            self.bell.notify_all()
        return "250 Kept"

    def answer_to(self, message_id: str, address: str, since: int, seconds: float) -> EmailMessage | None:
        """The first mail after `since` that answers a message or writes to its sender; waits for it."""

        def found() -> EmailMessage | None:
            fresh = self.mails[since:]
            replies = [m for m in fresh if m["In-Reply-To"] == message_id]
            return next(iter(replies or [m for m in fresh if m["To"] == address]), None)

        with self.bell:
            self.bell.wait_for(found, seconds)
            return found()


def free_port() -> int:
    """A port nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_mailbox(mailbox: Mailbox, port: int) -> Controller:
    """The catch-all mailbox as a running SMTP server."""
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    return server


def letter(sender: str, recipient: str, subject: str, text: str, *, proven: bool) -> EmailMessage:
    """A mail as the demo's relay would hand it on: with its verdict on the sender on top."""
    domain = sender.rpartition("@")[2]
    verdict = f"dmarc=pass header.from={domain}" if proven else f"dmarc=fail header.from={domain}"
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{AUTHSERV_ID}; {verdict}"
    mail["From"] = sender
    mail["To"] = recipient
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = formatdate()
    mail["Message-ID"] = make_msgid(domain="demo.example")
    mail.set_content(text)
    return mail


def send(mail: EmailMessage, port: int) -> None:
    """Hands a mail to the clerk's SMTP door."""
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as door:
        door.send_message(mail)


def text_of(mail: EmailMessage) -> str:
    """The text part."""
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def attachments_of(mail: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each attachment."""
    for part in mail.iter_attachments():
        yield part.get_filename() or "?", part.get_payload(decode=True) or b""  # type: ignore[misc]
