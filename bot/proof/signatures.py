"""DKIM: the cryptography is dkimpy's, the policy is ours."""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta

import dkim
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from bot.proof.dns import Lookups, Unresolved
from bot.proof.domains import Domains
from parsers.identity import fields, header_block

MOST = 5  # signatures looked at
FRESH = timedelta(days=7)
SKEW = timedelta(minutes=10)
ALGORITHMS = frozenset({"rsa-sha256", "ed25519-sha256"})
MUST_SIGN = ("from", "subject", "date")
LEAST_BITS = 1024

Tags = dict[str, str]


def tags_of(value: bytes | str) -> Tags:
    """The tag=value list of a signature or a key record; {} for one that names a tag twice."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    tags = {k.strip().lower(): re.sub(r"\s+", "", v) for k, _, v in pairs}
    return tags if len(tags) == len(pairs) else {}


def signature_headers(raw: bytes) -> list[Tags]:
    """The DKIM-Signature headers from top to bottom, as tags."""
    headers, _ = fields(header_block(raw)[0])
    return [tags_of(value) for name, value in headers if name == "dkim-signature"]


def unfit(tags: Tags, domain: str, raw: bytes, now: datetime, domains: Domains, strict: bool) -> str:
    """Why a signature counts for nothing before any cryptography; "" when it may count."""
    if not tags or tags.get("v") != "1":
        return "malformed"
    if not domains.aligned(tags.get("d", ""), domain, strict=strict):
        return f"of {tags.get('d') or '?'}, not of {domain}"
    if tags.get("a", "").lower() not in ALGORITHMS:
        return f"algorithm {tags.get('a') or '?'}"
    if "l" in tags:
        return "covers only part of the body (l=)"
    names = {name for name, _ in fields(header_block(raw)[0])[0]}
    signed = {n.strip().lower() for n in tags.get("h", "").split(":")}
    open_ones = [n for n in MUST_SIGN if n not in signed and (n in names or n == "from")]
    if open_ones:
        return f"does not cover {', '.join(open_ones)}"
    return stale(tags, now)


def stale(tags: Tags, now: datetime) -> str:
    """Why a signature is too old, or from the future; "" when fresh or without a time."""
    try:
        signed = datetime.fromtimestamp(int(tags["t"]), UTC) if "t" in tags else None
        ends = datetime.fromtimestamp(int(tags["x"]), UTC) if "x" in tags else None
    except (ValueError, OverflowError, OSError):
        return "times that are none"
    if signed and (signed > now + SKEW or now - signed > FRESH):
        return f"signed on {signed.date()}"
    return "expired" if ends and ends < now else ""


def weak_key(tags: Tags, lookups: Lookups) -> str:
    """Why the published key counts for nothing; "" for a good one. Raises Unresolved."""
    records = lookups.texts(f"{tags.get('s', '')}._domainkey.{tags.get('d', '')}")
    if len(records) != 1:
        return "no key" if not records else "several keys"
    key = tags_of(records[0])
    if "y" in key.get("t", "").split(":"):
        return "a test key (t=y)"
    if not key.get("p"):
        return "a revoked key"
    if key.get("h") and "sha256" not in key["h"].lower().split(":"):
        return "a key for other hashes"
    return short(key)


def short(key: Tags) -> str:
    """Whether an RSA key has too few bits."""
    if key.get("k", "rsa").lower() != "rsa":
        return ""
    try:
        public = load_der_public_key(base64.b64decode(key["p"]))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return "a malformed key"
    return "a short key" if isinstance(public, RSAPublicKey) and public.key_size < LEAST_BITS else ""


def check(
    raw: bytes, domain: str, now: datetime, lookups: Lookups, domains: Domains, *, strict: bool = False
) -> tuple[bool, list[str]]:
    """Whether one of the first five signatures proves the domain, and a line of evidence for each."""
    evidence: list[str] = []
    for index, tags in enumerate(signature_headers(raw)[:MOST]):
        name = f"DKIM {tags.get('d', '?')}"
        try:
            why = unfit(tags, domain, raw, now, domains, strict) or weak_key(tags, lookups)
            if not why and not verified(raw, index, lookups):
                why = "the signature does not fit the message"
        except Unresolved as error:
            why = str(error)
        evidence.append(f"{name}: {why or 'pass'}")
        if not why:
            return True, evidence
    return False, evidence or ["DKIM: not signed"]


def verified(raw: bytes, index: int, lookups: Lookups) -> bool:
    """The cryptography. Line ends are made CRLF first, as they were signed."""
    text = re.sub(rb"\r?\n", b"\r\n", raw)

    def key(name: bytes, timeout: int = 5) -> bytes | None:
        found = lookups.texts(name.decode("ascii", "replace"))
        return found[0] if len(found) == 1 else None

    try:
        return bool(dkim.DKIM(text, minkey=LEAST_BITS).verify(idx=index, dnsfunc=key))
    except (dkim.DKIMException, ValueError, IndexError, TypeError, KeyError, AttributeError):
        return False
