"""The one address a mail names as its sender, read strictly from the raw bytes; any oddity is no identity.

The stdlib parser reads `eva@buyer.test <x@evil.test>` as eva; so nothing of it is used here.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

# What a mail may have once (RFC 5322 3.6), and what a second one of would change how its body is read.
SINGLE = frozenset(
    {
        *("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date"),
        *("message-id", "in-reply-to", "references", "content-type", "content-transfer-encoding"),
    }
)
HEADER_BLOCK = 65_536  # bytes
LONGEST_FROM = 2_000  # bytes
LONGEST_ADDRESS = 254
FOLD = " \t\r\n"
NAME = re.compile(rb"[!-9;-~]+")
HEADER_END = re.compile(rb"(?:\A|\r?\n)\r?\n")
LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])"
ADDRESS = re.compile(rf"{LOCAL}@{DOMAIN}")
CONTROL = r"\x00-\x08\x0a-\x1f"
QUOTED = rf'"(?:[^"\\{CONTROL}]|\\[ -~])*"'
DISPLAY_NAME = re.compile(rf'(?:{QUOTED}|[^"<>()\[\]:;@,\\{CONTROL}])*')


@dataclass(frozen=True, slots=True)
class Identity:
    """The sender's address, lower case, or "" with the defects that forbid one."""

    address: str
    defects: tuple[str, ...] = ()


class Field(NamedTuple):
    """One header field: its name as written, and all behind the colon with its folds as CRLF."""

    label: bytes
    value: bytes

    @property
    def name(self) -> str:
        """Lower case."""
        return self.label.lower().decode("ascii")


class Head(NamedTuple):
    """The header block of a mail, and where its body begins; `ended` is False when no empty line ends it."""

    block: bytes
    body_at: int
    ended: bool


def sender_of(raw: bytes) -> Identity:
    """The strict sender of a mail; defects name what staff should look at."""
    head = head_of(raw)
    headers, malformed = fields(head.block)
    counts = Counter(field.name for field in headers)
    defects = [
        *broken_bytes(raw, head),
        *malformed,
        *(f"{counts[name]} {name} headers" for name in sorted(SINGLE) if counts[name] > 1),
    ]
    values = [field.value for field in headers if field.name == "from"]
    if not values:
        defects.append("no From header")
    if defects:
        return Identity("", tuple(dict.fromkeys(defects)))
    address = mailbox(values[0])
    return Identity(address) if address else Identity("", ("From is not one plain address",))


def broken_bytes(raw: bytes, head: Head) -> list[str]:
    """What two programs would read as two different mails."""
    block = raw[: head.body_at]
    bare_lf = block.count(b"\n") - block.count(b"\r\n")
    oddities = {
        "the headers are too long": not head.ended and len(raw) > HEADER_BLOCK,
        "NUL byte": b"\x00" in raw,
        "bare CR": raw.count(b"\r") != raw.count(b"\r\n"),
        "headers with mixed line ends": bare_lf and b"\r\n" in block,
    }
    return [words for words, found in oddities.items() if found]


def head_of(raw: bytes) -> Head:
    """The bytes before the first empty line; of an endless header the first 64 KB."""
    end = HEADER_END.search(raw, 0, HEADER_BLOCK + 4)
    if end:
        return Head(raw[: end.start()], end.end(), True)
    return Head(raw[:HEADER_BLOCK], min(len(raw), HEADER_BLOCK), False)


def fields(block: bytes) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The header fields from top to bottom, and what is malformed."""
    found: list[tuple[bytes, list[bytes]]] = []
    defects: list[str] = []
    for line in block.replace(b"\r\n", b"\n").split(b"\n") if block else ():
        name, colon, value = line.partition(b":")
        if line[:1] in (b" ", b"\t"):
            if found:
                found[-1][1].append(line)
            else:
                defects.append("the first header is a continuation")
        elif colon and NAME.fullmatch(name):
            found.append((name, [value]))
        elif colon:
            bare = name.strip().lower().decode("ascii", "replace")
            defects.append(f"malformed header line {bare[:40]!r}")
        elif line:
            defects.append("a header line without a colon")
    return tuple(Field(name, b"\r\n".join(lines)) for name, lines in found), tuple(defects)


def mailbox(value: bytes) -> str:
    """The address of a From value that holds exactly one mailbox; "" for anything else.

    A fold is fine between the name and the address, not inside the address. Comments, groups, routes,
    lists and non-ASCII addresses are refused. No step costs more than the length of the value.
    """
    if len(value) > LONGEST_FROM:
        return ""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("latin-1")
    name, angle, rest = text.rpartition("<")
    address = rest.strip(FOLD)
    if angle:
        closed = rest.rstrip(FOLD)
        address = closed[:-1] if closed.endswith(">") else ""
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address):
        return ""
    return address.lower() if DISPLAY_NAME.fullmatch(name.replace("\r\n", " ")) else ""
