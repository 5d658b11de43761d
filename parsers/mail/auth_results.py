"""Reads the Authentication-Results headers that the own relay wrote, and no others (RFC 8601).

A relay copies what the sender chose (HELO, envelope sender) into this header; so quoted text and comments
are taken out before anything is split, and a value that does not parse as a whole counts for nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from parsers.mail.identity import fields, head_of

RESULT = re.compile(r"([a-z0-9_-]+)(?:/[0-9]+)?=([a-z]+)")
PROPERTY = re.compile(r"([a-z0-9_.-]+)=(\S+)")
BY = re.compile(r"(?:^| )by ([^\s;]+)")
SEALED = re.compile(r"\s*i\s*=\s*[0-9]{1,3}\s*;\s*[^\s;]+(?: 1)?\s*(?:;|$)")
OPAQUE = "\N{REPLACEMENT CHARACTER}"  # a character of quoted text that could be taken for structure


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method (dkim, spf, dmarc), its result, and properties such as header.d; all lower case."""

    method: str
    result: str
    properties: dict[str, str]


def relay_results(raw: bytes, authserv_id: str, behind: int = 0) -> tuple[MethodResult, ...]:
    """What the relay of exactly this id found; empty when it wrote nothing.

    `behind`: so many Received lines of servers behind the relay may stand above its own, no more.

    Counted is what stands above the first Received line that is not the relay's own; below begins what the
    sender wrote. There the topmost header counts. More of them (one for each filter) count only above the
    relay's own Received line: nothing that came in can stand there.
    """
    above: list[tuple[MethodResult, ...]] = []  # the first own Received line
    below: list[tuple[MethodResult, ...]] = []
    hops = 0
    for field in fields(head_of(raw).block)[0]:
        if field.name == "received":
            if own_hop(field.value, authserv_id):
                hops += 1
            elif hops or not behind:
                break
            else:
                behind -= 1
        elif field.name == "authentication-results" and (by := results(field.value, authserv_id)) is not None:
            (below if hops else above).append(by)
    counted = above if hops and above else (above + below)[:1]
    return tuple(result for one in counted for result in one)


def own_hop(received: bytes, authserv_id: str) -> bool:
    """Whether a Received line was written by the relay itself."""
    by = BY.search(plain(one_line(received)) or "")
    return bool(by and by[1].lower() == authserv_id.lower())


def results(value: bytes, authserv_id: str) -> tuple[MethodResult, ...] | None:
    """The methods of one header value; None when it is not of this server, spelled as the relay spells it."""
    mine = rf"(?:[ \t]|\r\n[ \t])*{re.escape(authserv_id)}(?:[ \t]+1)?[ \t]*(?:;|\r\n|\Z)"
    if not authserv_id or not re.match(mine, value.decode("utf-8", "replace")):
        return None
    return methods((plain(one_line(value)) or "").split(";")[1:])


def sealed_results(value: bytes) -> tuple[MethodResult, ...]:
    """The methods of an ARC-Authentication-Results value: its instance and server stand before them."""
    text = plain(one_line(value)) or ""
    return methods(text.split(";")[2:]) if SEALED.match(text) else ()


def methods(statements: Iterable[str]) -> tuple[MethodResult, ...]:
    """The statements that name a method; one that is odd keeps its result and loses its properties."""
    found = []
    for statement in statements:
        first, *rest = re.sub(r" ?= ?", "=", statement.strip().lower()).split(" ")
        result = RESULT.fullmatch(first)
        if result:
            pairs = [PROPERTY.fullmatch(word) for word in rest]
            properties = {pair[1]: pair[2] for pair in pairs if pair}
            whole = len(properties) == len(rest)
            found.append(MethodResult(result[1], result[2], properties if whole else {}))
    return tuple(found)


def one_line(value: bytes) -> str:
    """Unfolded, each run of white space as one blank."""
    return " ".join(value.decode("utf-8", "replace").split())


def plain(text: str) -> str | None:
    """The text without comments, quoted words without their quotes; None when one is not whole."""
    out: list[str] = []
    depth, quoted, escaped = 0, False, False
    for letter in text:
        if escaped:
            escaped = False
            out.append(opaque(letter) if quoted else "")
        elif letter == "\\" and (quoted or depth):
            escaped = True
        elif quoted:
            quoted = letter != '"'
            out.append(opaque(letter) if quoted else "")
        elif depth or letter == "(":
            depth += (letter == "(") - (letter == ")")
            out.append("" if depth else " ")
        elif letter == ")":
            return None
        elif letter == '"':
            quoted = True
        else:
            out.append(letter)
    return None if quoted or depth or escaped else " ".join("".join(out).split())


def opaque(letter: str) -> str:
    """A letter of quoted text, made harmless when it could be taken for structure."""
    return letter if letter.isalnum() or letter in "@.-_+" else OPAQUE
