"""What a delivery report says: which mail it is about, and whether trying again makes sense (RFC 3464)."""

import re
from collections.abc import Iterator

from parsers.mail.mime import Mail
from parsers.message import Attachment, DeliveryReport

LONGEST = 262_144  # bytes of a report that are looked at
_MOST_IDS = 50

_ID = re.compile(r"<[^<>\s@]{1,200}@[^<>\s@]{1,200}>")
_FIELD = re.compile(r"^(action|status|diagnostic-code)[ \t]*:[ \t]*(.{1,500})", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -](?:[<a-zA-Z#]|[45]\.\d)")
_PARTS = frozenset({"message/delivery-status", "message/global-delivery-status"})
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers")


def read_report(mail: Mail, address: str) -> DeliveryReport:
    """The report in a mail that came to `address`, the bounce address of one parcel.

    The status is that of the report's own part; where there is none, the first one in the text counts, an
    SMTP reply code as x.0.0. Nothing is taken for certain here: who asks checks the ids against the outbox.
    """
    parts = [part for part in mail.attachments if part.content_type in _PARTS]
    told = "\n".join(_text(part) for part in parts)
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(told):
        fields.setdefault(name.lower(), value.strip())
    action = fields.get("action", "").split(";")[0].strip().lower()
    status = _status(fields.get("status", "")) or _status(fields.get("diagnostic-code", ""))
    text = mail.text[:LONGEST]
    if not parts:
        status = _status(text)
        action = "failed" if status.startswith("5") else ""
    return DeliveryReport(
        address=address.lower(),
        message_ids=tuple(dict.fromkeys(_ids(mail, text)))[:_MOST_IDS],
        status=status,
        action=action,
    )


def _status(text: str) -> str:
    found = _STATUS.search(text)
    if found:
        return found[1]
    code = _REPLY_CODE.search(text)
    return f"{code[1][0]}.0.0" if code else ""


def _ids(mail: Mail, text: str) -> Iterator[str]:
    """Every id that the returned mail, the text or the thread headers name."""
    returned = [_text(part) for part in mail.attachments if part.content_type in _RETURNED]
    for source in (*returned, text, mail.in_reply_to, *mail.references):
        yield from (found[0] for found in _ID.finditer(source))


def _text(part: Attachment) -> str:
    return part.data[:LONGEST].decode("utf-8", "replace").replace("\r\n", "\n")
