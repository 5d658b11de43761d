"""What another server noted about a mail, and what its word is worth.

A result does not show what a signature left open: the same pass stands there for one that covers half of the
text. So the signatures are looked at here as well, all but their cryptography.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.proof.domains import Author
from bot.proof.letter import Letter
from bot.proof.signatures import MOST, Signature, signatures_of, unfit
from parsers.mail.auth_results import MethodResult
from parsers.mail.identity import ADDRESS, DOMAIN
from parsers.message import ProofLevel

SENDER = re.compile(rf"(?:{ADDRESS.pattern}|{DOMAIN})")


def weigh(
    results: Sequence[MethodResult], letter: Letter, author: Author, now: datetime
) -> tuple[ProofLevel, list[str]]:
    """How far the results prove the author, with a line of evidence for each."""
    evidence = [f"{result.method}={result.result} {shown(result)}".rstrip() for result in results]
    for result in results:
        if result.method == "dmarc" and result.properties.get("header.from", author.domain) != author.domain:
            return ProofLevel.NONE, [*evidence, "read another sender"]
        if result.method == "dmarc" and result.result == "fail":
            return ProofLevel.NONE, [*evidence, "DMARC failed"]
    signatures = signatures_of(letter)
    faults = [why for signature in signatures[:MOST] if (why := fault(signature, letter, author, now))]
    if len(signatures) > MOST:
        faults.append(f"DKIM: {len(signatures)} signatures")
    passed = [result for result in results if result.result == "pass"]
    return level_of(passed, signatures, author, faulty=bool(faults)), evidence + faults


def level_of(
    passed: list[MethodResult], signatures: list[Signature], author: Author, *, faulty: bool
) -> ProofLevel:
    """What the passes are worth. With a faulty signature no pass counts that may rest on it."""
    if not faulty and any(signed(result, signatures, author) for result in passed):
        return ProofLevel.SIGNED
    if any(sent(result, author) for result in passed):
        return ProofLevel.ALIGNED
    agreed = ("dmarc", author.domain)
    if not faulty and any((r.method, r.properties.get("header.from")) == agreed for r in passed):
        return ProofLevel.ALIGNED
    return ProofLevel.NONE


def fault(signature: Signature, letter: Letter, author: Author, now: datetime) -> str:
    """Why we would not take a signature that others may have taken; "" for a good or a foreign one."""
    if signature.domain and not author.owns(signature.domain):
        return ""
    why = unfit(signature, letter, author, now, policy="")
    return why and f"DKIM {signature.domain or '?'}: {why}"


def signed(result: MethodResult, signatures: list[Signature], author: Author) -> bool:
    """Whether a result speaks of a signature of the author's own domain that is in the mail."""
    identity = result.properties.get("header.i", "").rpartition("@")[2]
    signer = result.properties.get("header.d") or identity
    return result.method == "dkim" and any(
        author.owns(s.domain) and f".{signer}".endswith(f".{s.domain}") for s in signatures
    )


def sent(result: MethodResult, author: Author) -> bool:
    """Whether a result speaks of an envelope sender of the author's own domain."""
    sender = result.properties.get("smtp.mailfrom", "")
    if result.method != "spf" or not SENDER.fullmatch(sender):
        return False
    return author.owns(sender.rpartition("@")[2])


def shown(result: MethodResult) -> str:
    """The properties as text for staff."""
    return " ".join(f"{name}={text}" for name, text in result.properties.items())
