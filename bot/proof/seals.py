"""ARC: what a forwarder on our list saw before it changed or passed on a mail (RFC 8617).

Every seal of the chain must be of a listed domain. So the first of them, who saw the mail as it was written,
is somebody whose word counts; what they noted is the proof.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.proof.dns import Unresolved
from bot.proof.domains import Author
from bot.proof.keys import fits, published_key
from bot.proof.letter import Letter, signed_bytes
from bot.proof.noted import weigh
from bot.proof.signatures import Signature, false, incomplete, stale, well_formed
from bot.proof.tags import tags_of
from parsers.mail.auth_results import sealed_results
from parsers.mail.identity import Field
from parsers.message import ProofLevel

MOST = 5  # forwarders in a row
PARTS = RESULTS, MESSAGE, SEAL = "arc-authentication-results", "arc-message-signature", "arc-seal"
INSTANCE = re.compile(rb"(?:\A|;)\s*i\s*=\s*([1-9])\s*;")


@dataclass(frozen=True, slots=True)
class Handover:
    """The three fields that one forwarder added."""

    results: Field
    message: Signature
    seal: Signature


def check(letter: Letter, author: Author, now: datetime, sealers: Collection[str]) -> tuple[bool, list[str]]:
    """Whether listed forwarders vouch for the author, and lines of evidence."""
    chain = chain_of(letter)
    if not chain:
        return False, ["ARC: no whole chain" if letter.named("arc-seal") else "ARC: not sealed"]
    try:
        why = unfit(chain, sealers) or broken(chain, letter, author, now)
    except Unresolved as error:
        why = str(error)
    first = f"ARC {chain[0].seal.domain or '?'}"
    if why:
        return False, [f"{first}: {why}"]
    level, evidence = weigh(sealed_results(chain[0].results.value), letter, author, now)
    return level is not ProofLevel.NONE, [f"{first}: {line}" for line in evidence or ["noted nothing"]]


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
    return [Handover(sets[n][RESULTS], part(sets[n][MESSAGE], n), part(sets[n][SEAL], n)) for n in numbers]


def part(field: Field, number: int) -> Signature:
    """A signature or seal; its i= is the number of the forwarder, not an identity as in DKIM."""
    tags = tags_of(field.value)
    mine = tags.pop("i", "") == str(number)
    return Signature(field, {"c": "relaxed/relaxed"} | tags if mine else {})


def unfit(chain: list[Handover], sealers: Collection[str]) -> str:
    """Why a chain counts for nothing whatever its cryptography says; "" when it may count."""
    for number, one in enumerate(chain, 1):
        seal, message = one.seal, one.message
        foreign = {s.domain for s in (seal, message)} - {sealer.lower() for sealer in sealers}
        if foreign:
            return f"{min(foreign) or '?'} is not on the list of sealers"
        if seal.tags.get("cv") != ("none" if number == 1 else "pass"):
            return "a forwarder found it broken"
        if "h" in seal.tags or not well_formed(Signature(seal.field, {"bh": "none"} | seal.tags)):
            return "malformed"
        if any(s.tags.get("a") != "rsa-sha256" for s in (seal, message)):
            return "algorithm"
    return ""


def broken(chain: list[Handover], letter: Letter, author: Author, now: datetime) -> str:
    """Why the chain does not hold; "" when it does. Raises Unresolved."""
    message, seal = chain[-1].message, chain[-1].seal
    if not well_formed(message) or "arc-seal" in message.covers:
        return "malformed"
    why = incomplete(message, letter) or stale(seal.tags, letter, now) or false(message, letter, author)
    sealed = (chain[:length] for length in range(1, len(chain) + 1))
    return why or next((fault for so_far in sealed if (fault := forged(so_far, author))), "")


def forged(chain: list[Handover], author: Author) -> str:
    """Why the last seal of a part of the chain is not genuine; "" when it is. Raises Unresolved."""
    seal = chain[-1].seal
    key = published_key(seal.tags, author.lookups)
    if isinstance(key, str):
        return key
    fields = [field for one in chain for field in (one.results, one.message.field, one.seal.field)]
    data = signed_bytes(fields[:-1], seal.field, relaxed=True)
    return "" if fits(key, seal.tags["b"], data) else "a seal is forged"
