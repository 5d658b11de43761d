"""What the server that put a mail into a mailbox wrote on top of it: the envelope, as far as it is known."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from parsers.mail.identity import fields, head_of

RECIPIENT_FIELDS = frozenset({"delivered-to", "x-original-to", "envelope-to", "to"})
MOST = 20  # recipient fields that are looked at
PATH = re.compile(r"<?([!-;=?-~]{0,320})>?")
ADDRESS = re.compile(r"[!-+\--;=?-~]{1,320}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """`mail_from`: the envelope sender, "" for the null sender, None when nobody wrote it down."""

    mail_from: str | None
    bounced_to: str = ""  # the bounce address that the mail came to, if it came to one


def delivery_of(raw: bytes, is_bounce: Callable[[str], bool]) -> Delivery:
    """Reads the trace of a mail that lay in a mailbox.

    The envelope sender counts only above the first Received line: below it the sender may have written it.
    A bounce address counts wherever it stands; whoever names one has only his own mail taken for a bounce.
    """
    mail_from: str | None = None
    bounced_to, looked_at, received = "", 0, False
    for field in fields(head_of(raw).block)[0]:
        received = received or field.name == "received"
        if field.name == "return-path" and not received and mail_from is None:
            path = PATH.fullmatch(field.value.decode("utf-8", "replace").strip())
            mail_from = path[1] if path else None
        elif field.name in RECIPIENT_FIELDS and looked_at < MOST:
            looked_at += 1
            words = ADDRESS.findall(field.value[:2_000].decode("utf-8", "replace"))
            bounced_to = bounced_to or next((word for word in words if is_bounce(word)), "")
    return Delivery(mail_from, bounced_to)
