"""The one address a mail names as its sender, read strictly from the raw bytes; any oddity is no identity.

The stdlib parser reads `eva@buyer.test <x@evil.test>` as eva; so nothing of it is used here.
"""

import re
from collections import Counter
from dataclasses import dataclass

SINGLE = frozenset({"from", "sender", "reply-to", "to", "cc", "subject", "date", "message-id", "in-reply-to"})
HEADER_BLOCK = 65_536  # bytes
NAME = re.compile(rb"[!-9;-~]+")
LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
ADDRESS = re.compile(rf"{LOCAL}@{DOMAIN}")
QUOTED = r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f])*"'
PLAIN_NAME = r"[^\"<>()\[\]:;@,\\\x00-\x1f]*"
MAILBOX = re.compile(rf"\s*(?:{QUOTED}|{PLAIN_NAME})\s*<({LOCAL}@{DOMAIN})>\s*")


@dataclass(frozen=True, slots=True)
class Identity:
    """The sender's address, lower case, or "" with the defects that forbid one."""

    address: str
    defects: tuple[str, ...] = ()


def sender_of(raw: bytes) -> Identity:
    """The strict sender of a mail; defects name what staff should look at."""
    block, cut = header_block(raw)
    headers, defects = fields(block)
    if cut:
        defects.append("headers without an end")
    if b"\x00" in raw:
        defects.append("NUL byte")
    if re.search(rb"\r(?!\n)", raw):
        defects.append("bare CR")
    counts = Counter(name for name, _ in headers)
    defects += [f"{counts[name]} {name} headers" for name in sorted(SINGLE) if counts[name] > 1]
    values = [value for name, value in headers if name == "from"]
    if not values:
        defects.append("no From header")
    if defects:
        return Identity("", tuple(dict.fromkeys(defects)))
    address = mailbox(values[0])
    return Identity(address) if address else Identity("", ("From is not one plain address",))


def header_block(raw: bytes) -> tuple[bytes, bool]:
    """The bytes before the first empty line, and whether that line is missing or too far down."""
    end = re.search(rb"\r?\n\r?\n", raw[: HEADER_BLOCK + 4])
    return (raw[: end.start()], False) if end else (raw[:HEADER_BLOCK], len(raw) > HEADER_BLOCK)


def fields(block: bytes) -> tuple[list[tuple[str, bytes]], list[str]]:
    """(lower-case name, raw value with its folds) of each header, and what is malformed."""
    headers: list[tuple[str, bytes]] = []
    defects: list[str] = []
    for line in re.split(rb"\r?\n", block):
        if line[:1] in (b" ", b"\t"):
            if not headers:
                defects.append("the first header is a continuation")
            else:
                headers[-1] = (headers[-1][0], headers[-1][1] + b"\n" + line)
            continue
        name, colon, value = line.partition(b":")
        if not colon or not NAME.fullmatch(name):
            bare = name.strip().lower().decode("ascii", "replace")
            if line and (colon or bare in SINGLE):
                defects.append(f"malformed header line {bare[:40]!r}")
            elif line:
                defects.append("a header line without a colon")
            continue
        headers.append((name.lower().decode(), value))
    return headers, defects


def mailbox(value: bytes) -> str:
    """The address of a From value that holds exactly one mailbox; "" for anything else.

    A fold is fine between the name and the address, not inside the address. Comments, groups, routes,
    lists and non-ASCII addresses are refused.
    """
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    if "\n" in text.partition("<")[2] or text.count("\n") > 3:
        return ""
    text = text.replace("\n", " ").strip()
    if ADDRESS.fullmatch(text):
        return text.lower()
    found = MAILBOX.fullmatch(text)
    return found[1].lower() if found else ""
