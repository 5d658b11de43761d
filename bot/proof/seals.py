"""ARC: what a forwarder on our list saw before it changed or passed on a mail (RFC 8617).

Every seal of the chain must be of a listed domain. So the first of them, who saw the mail as it was written,
is somebody whose word counts; what they noted is the proof.
"""

import base64
import binascii
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.proof.dns import Unresolved
from bot.proof.domains import Author
from bot.proof.keys import fits, published_key
from bot.proof.letter import Letter, canonical_field, signed_bytes
from bot.proof.signatures import SELECTOR, Signature, false, incomplete, stale, well_formed
from parsers.auth_results import MethodResult, sealed_results
from parsers.identity import Field

MOST = 5  # forwarders in a row
PARTS = ("arc-authentication-results", "arc-message-signature", "arc-seal")
INSTANCE = re.compile(rb"(?:\A|;)\s*i\s*=\s*([1-9])\s*;")


@dataclass(frozen=True, slots=True)
class Handover:
    """The three fields that one forwarder added."""

    results: Field
    message: Signature
    seal: Signature


def check(letter: Letter, author: Author, now: datetime, sealers: Collection[str]) -> tuple[bool, str]:
    """Whether listed forwarders vouch for the author, and a line of evidence."""
    chain = chain_of(letter)
    if not chain:
        return False, "ARC: no whole chain" if letter.named("arc-seal") else "ARC: not sealed"
    try:
        why = unfit(chain, sealers) or broken(chain, letter, author, now)
    except Unresolved as error:
        why = str(error)
    first = chain[0].seal.domain
    if not why and not vouched(sealed_results(chain[0].results.value), author):
        why = f"{first} did not see a pass of {author.domain}"
    return not why, f"ARC {first or '?'}: {why or 'pass'}"


def chain_of(letter: Letter) -> list[Handover]:
    """The forwarders from first to last; empty unless each of them has its three fields exactly once."""
    sets: dict[int, dict[str, Field]] = {}
    for name in PARTS:
        for one in letter.named(name):
            number = INSTANCE.search(one.value)
            if not number or name in sets.setdefault(int(number[1]), {}):
                return []
            sets[int(number[1])][name] = one
    numbers = range(1, len(sets) + 1)
    if len(sets) > MOST or any(len(sets.get(n, {})) != len(PARTS) for n in numbers):
        return []
    links = [[sets[n][name] for name in PARTS] for n in numbers]
    return [Handover(noted, Signature.of(message), Signature.of(seal)) for noted, message, seal in links]


def unfit(chain: list[Handover], sealers: Collection[str]) -> str:
    """Why a chain counts for nothing whatever its cryptography says; "" when it may count."""
    for number, one in enumerate(chain, 1):
        seal, message = one.seal, one.message
        foreign = {s.domain for s in (seal, message)} - {sealer.lower() for sealer in sealers}
        if foreign:
            return f"{min(foreign) or '?'} is not on the list of sealers"
        if any(s.tags.get("i") != str(number) or s.tags.get("a") != "rsa-sha256" for s in (seal, message)):
            return "malformed"
        if seal.tags.get("cv") != ("none" if number == 1 else "pass"):
            return "a forwarder found it broken"
        if "h" in seal.tags or not seal.tags.get("b") or not SELECTOR.fullmatch(seal.tags.get("s", "")):
            return "malformed"
    return ""


def broken(chain: list[Handover], letter: Letter, author: Author, now: datetime) -> str:
    """Why the chain does not hold; "" when it does. Raises Unresolved."""
    last = chain[-1]
    # ARC counts on the message as the last forwarder left it, and on every seal; i= is a number here.
    tags = {name: text for name, text in last.message.tags.items() if name != "i"}
    tags.setdefault("c", "relaxed/relaxed")
    message = Signature(last.message.field, tags)
    if not well_formed(message) or "arc-seal" in message.covers:
        return "malformed"
    why = incomplete(message, letter) or stale(last.seal.tags, letter, now)
    why = why or false(message, letter, author)
    return why or next((w for number in range(len(chain)) if (w := forged(chain[: number + 1], author))), "")


def forged(chain: list[Handover], author: Author) -> str:
    """Why the last seal of a part of the chain is not genuine; "" when it is. Raises Unresolved."""
    seal = chain[-1].seal
    key = published_key({name: text for name, text in seal.tags.items() if name != "i"}, author.lookups)
    if isinstance(key, str):
        return key
    fields = [field for one in chain for field in (one.results, one.message.field, one.seal.field)]
    data = signed_bytes(fields[:-1], seal.field, relaxed=True)
    return "" if fits(key, seal.tags["b"], data) else "a seal is forged"


def vouched(noted: tuple[MethodResult, ...], author: Author) -> bool:
    """Whether a forwarder saw a pass of the author's own domain."""
    passed = [result for result in noted if result.result == "pass"]
    if any(result.method == "dmarc" and result.result == "fail" for result in noted):
        return False
    return any(
        (result.method == "dkim" and author.owns(result.properties.get("header.d", ""), "adkim"))
        or (result.method == "dmarc" and result.properties.get("header.from") == author.domain)
        for result in passed
    )
