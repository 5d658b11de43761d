"""Turns a mail into the message that the clerk works on: newest text, thread and attachments."""

import re
from datetime import datetime
from typing import Final

from parsers.mail.html_text import newest_html
from parsers.mail.mime import Mail
from parsers.mail.quotes import MailWords, newest
from parsers.mail.signatures import unbranded
from parsers.message import InboundMessage, Thread

_CHANNEL: Final = "email"
_MESSAGE_ID: Final = re.compile(r"<[^<>\s]{1,900}>")
_REFERENCES: Final = 50  # the latest ones are enough to find a thread
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(mail: Mail, *, external_id: str, received_at: datetime, words: MailWords) -> InboundMessage:
    """The message in a mail that was read; its sender is only claimed."""
    return InboundMessage(
        channel=_CHANNEL,
        external_id=external_id,
        sender=mail.from_address,
        sender_name=_CONTROLS.sub("", mail.from_name),
        subject=_CONTROLS.sub("", mail.subject),
        text=unbranded(newest_text(mail, words), words),
        received_at=received_at,
        attachments=mail.attachments,
        thread=thread(mail),
        defects=mail.defects,
    )


def newest_text(mail: Mail, words: MailWords) -> str:
    """What the writer typed, from the plain text, or from the HTML where there is no plain text."""
    html = mail.html and (mail.text_from_html or not mail.text.strip())
    return _CONTROLS.sub("", newest_html(mail.html, words) if html else newest(mail.text, words))


def thread(mail: Mail) -> Thread:
    """The message ids that tie a mail to earlier ones, with their angle brackets."""
    return Thread(
        message_id=next(iter(_ids(mail.message_id)), ""),
        in_reply_to=next(iter(_ids(mail.in_reply_to)), ""),
        references=_ids(" ".join(mail.references))[-_REFERENCES:],
    )


def _ids(value: str) -> tuple[str, ...]:
    return tuple(_MESSAGE_ID.findall(value))
