"""Reads the Authentication-Results headers that the own relay wrote, and no others."""

import re
from dataclasses import dataclass

from parsers.identity import fields, header_block

COMMENT = re.compile(r"\([^()]*\)")
PAIR = re.compile(r'([a-z0-9.-]+)\s*=\s*("[^"]*"|[^\s;]+)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method: dkim, spf, dmarc, its result, and properties such as header.d or smtp.mailfrom."""

    method: str
    result: str
    properties: dict[str, str]


def relay_results(raw: bytes, authserv_id: str) -> tuple[MethodResult, ...]:
    """The results of the topmost header of exactly this id that the relay itself put on top.

    Counted are headers above the first Received line that is not the relay's own; what stands below was
    written by the sender. Empty when there is none.
    """
    headers, _ = fields(header_block(raw)[0])
    for name, value in headers:
        text = " ".join(value.decode("utf-8", "replace").split())
        if name == "received" and not own_hop(text, authserv_id):
            return ()
        if name == "authentication-results":
            found = results(text, authserv_id)
            if found is not None:
                return found
    return ()


def own_hop(received: str, authserv_id: str) -> bool:
    """Whether a Received line was written by the relay itself."""
    by = re.search(r"\bby\s+([^\s;()]+)", received)
    return bool(by and by[1].lower() == authserv_id.lower())


def results(text: str, authserv_id: str) -> tuple[MethodResult, ...] | None:
    """The methods of one header value; None when it is of another server."""
    clean = COMMENT.sub(" ", COMMENT.sub(" ", text))
    head, *parts = clean.split(";")
    words = head.split()
    if not words or words[0].strip('"').lower() != authserv_id.lower():
        return None
    found = []
    for part in parts:
        pairs = [(k.lower(), v.strip('"').lower()) for k, v in PAIR.findall(part)]
        if pairs:
            found.append(MethodResult(pairs[0][0], pairs[0][1], dict(pairs[1:])))
    return tuple(found)
