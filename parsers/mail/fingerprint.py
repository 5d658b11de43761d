"""The key under which one mail is known, by whatever way and however often it reaches us."""

import hashlib
import re

FROM = re.compile(rb"^from[ \t]*:[ \t]*(.*(?:\r?\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE)
MESSAGE_ID = re.compile(rb"^message-id[ \t]*:[ \t]*(?:\r?\n[ \t]+)?(\S+)", re.IGNORECASE | re.MULTILINE)
HEADER_END = re.compile(rb"\r?\n\r?\n")
HEADER_SCAN = 65_536  # bytes looked at for the two headers
LONGEST_ID = 998  # characters
TAIL = 65_536  # bytes looked at in one go for the end of the text


def message_id_of(raw: bytes) -> str | None:
    """The Message-ID as it stands in the headers, without any parsing; None when there is none."""
    found = MESSAGE_ID.search(raw.partition(b"\r\n\r\n")[0][:HEADER_SCAN])
    return found[1].decode("ascii", "replace")[:LONGEST_ID] if found else None


def fingerprint(raw: bytes) -> str | None:
    """sha256 over From, Message-ID and body as hex; None for a mail without Message-ID.

    Headers that relays add on the way do not count, so the same mail by two doors has one key; the same id
    from another sender, or with another body, is another mail.
    """
    end = HEADER_END.search(raw, 0, HEADER_SCAN)
    head, body_at = (raw[: end.start()], end.end()) if end else (raw[:HEADER_SCAN], len(raw))
    message_id = MESSAGE_ID.search(head)
    if not message_id:
        return None
    sender = FROM.search(head)
    digest = hashlib.sha256()
    body = memoryview(raw)[body_at : body_end(raw, body_at)]  # no copy: it may be large
    for part in (b" ".join(sender[1].lower().split()) if sender else b"", message_id[1], body):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def body_end(raw: bytes, start: int) -> int:
    """Where the body ends without the white space behind it."""
    stop = len(raw)
    while stop > start:
        tail = raw[max(start, stop - TAIL) : stop]
        if kept := tail.rstrip():
            return stop - len(tail) + len(kept)
        stop -= len(tail)
    return start
