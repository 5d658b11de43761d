"""Builds the mails that leave the house: threading, automatic-mail headers, text, HTML, files."""

import email.policy
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime

from handlers.answers import Reply

LONGEST_REFERENCES = 20
LARGEST_ORIGINAL = 8_000_000  # bytes of a message that goes to staff whole
BEGINNING = 1_000_000
MESSAGE_ID = re.compile(r"<[^<>\s@\x00-\x1f]{1,200}@[^<>\s@\x00-\x1f]{1,200}>")


class Unfolded(UnstructuredHeader, BaseHeader):
    """A header of addresses that no mail program reads once they are cut or encoded to fit a line."""

    def fold(self, *, policy: email.policy.Policy) -> str:
        """As it is; a line may have 998 characters."""
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", Unfolded)
POLICY = email.policy.SMTP.clone(max_line_length=78, header_factory=HEADERS)


@dataclass(frozen=True, slots=True)
class Answered:
    """Of the message being answered: what a mail client needs to thread the reply."""

    message_id: str = ""
    references: tuple[str, ...] = ()
    raw: bytes = b""


def build(
    reply: Reply,
    *,
    sender: Address,
    message_id: str,
    answered: Answered,
    files: Iterable[tuple[str, str, bytes]],
    now: datetime,
) -> bytes:
    """The mail as bytes with CRLF line ends. `files` are (name, content type, bytes)."""
    mail = EmailMessage(policy=POLICY)
    mail["From"] = sender
    mail["To"] = reply.recipient
    mail["Subject"] = one_line(reply.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id
    threading(mail, answered)
    mail["Auto-Submitted"] = "auto-replied" if answered.raw else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail["X-Docclerk-Loop"] = sender.addr_spec
    if reply.unsubscribe_url:
        unsubscribing(mail, reply.unsubscribe_url, sender.addr_spec)
    mail.set_content(reply.text, cte="quoted-printable")
    if reply.html:
        mail.add_alternative(reply.html, subtype="html", cte="quoted-printable")
    for name, content_type, data in files:
        maintype, _, subtype = content_type.partition("/")
        mail.add_attachment(data, maintype=maintype, subtype=subtype or "octet-stream", filename=name)
    if reply.original and answered.raw:
        name, data = original(answered.raw)
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def unsubscribing(mail: EmailMessage, url: str, address: str) -> None:
    """How a mail program ends the subscription: by a mail with the token, or by one click (RFC 8058)."""
    token = url.rpartition("/")[2]
    mail["List-Unsubscribe"] = f"<mailto:{address}?subject=STOP%20{token}>, <{url}>"
    if url.startswith("https:"):
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def original(raw: bytes) -> tuple[str, bytes]:
    """Name and bytes of the message as it goes to staff; of a large one the beginning, where its words stand.

    No relay takes the largest ones once more in base64. `docclerk trace ID --original FILE` gives the whole.
    """
    if raw.startswith(b"{"):
        return "original.json", raw  # what was said in a chat
    if len(raw) <= LARGEST_ORIGINAL:
        return "original.eml", raw
    return "original-beginning.eml", raw[:BEGINNING]


def threading(mail: EmailMessage, answered: Answered) -> None:
    """In-Reply-To and References; ids that are no ids are left out, so that nothing foreign gets in."""
    if not MESSAGE_ID.fullmatch(answered.message_id):
        return
    before = [r for r in answered.references if MESSAGE_ID.fullmatch(r)][-LONGEST_REFERENCES:]
    mail["In-Reply-To"] = answered.message_id
    mail["References"] = " ".join(dict.fromkeys((*before, answered.message_id)))


def one_line(text: str) -> str:
    """No control characters: a subject cannot smuggle a header."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", text).split())
