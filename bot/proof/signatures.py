"""DKIM: which signatures count as the sender's word, and whether they fit (RFC 6376, 8301, 8463)."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.proof.dns import Unresolved
from bot.proof.domains import Author
from bot.proof.keys import ALGORITHMS, fits, published_key
from bot.proof.letter import Letter, signed_bytes
from bot.proof.tags import Tags, packed, tags_of
from parsers.mail.identity import DOMAIN, Field

MOST = 5  # signatures looked at
FRESH = timedelta(days=7)
SKEW = timedelta(minutes=10)
ZONE = timedelta(hours=14)  # a Date header may be written in the wrong time zone
MUST_SIGN = ("from", "subject", "date")
HOST = re.compile(DOMAIN)
SELECTOR = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,200}[A-Za-z0-9_])?")
FORMS = {"simple": False, "relaxed": True}
TIME = re.compile(r"[0-9]{1,12}")


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM-Signature or ARC-Message-Signature field; no tags when it is malformed."""

    field: Field
    tags: Tags

    @classmethod
    def of(cls, field: Field) -> "Signature":
        """With its tags read."""
        return cls(field, tags_of(field.value))

    @property
    def domain(self) -> str:
        """The signing domain, lower case; "" when it is none."""
        named = self.tags.get("d", "")
        return named.lower() if HOST.fullmatch(named) else ""

    @property
    def covers(self) -> list[str]:
        """The names of the signed fields, lower case, in order."""
        return packed(self.tags.get("h", "")).lower().split(":")

    @property
    def forms(self) -> tuple[bool, bool] | None:
        """Whether header and body are signed in relaxed form; None for a form that nobody knows."""
        header, _, body = self.tags.get("c", "simple/simple").lower().partition("/")
        known = header in FORMS and (body or "simple") in FORMS
        return (FORMS[header], FORMS[body or "simple"]) if known else None


def signatures_of(letter: Letter) -> list[Signature]:
    """All DKIM signatures of a mail, from top to bottom."""
    return [Signature.of(field) for field in letter.named("dkim-signature")]


def check(letter: Letter, author: Author, now: datetime) -> tuple[bool, list[str]]:
    """Whether one of the first five signatures proves the author, and a line of evidence for each."""
    evidence: list[str] = []
    for signature in signatures_of(letter)[:MOST]:
        try:
            why = unfit(signature, letter, author, now) or false(signature, letter, author)
        except Unresolved as error:
            why = str(error)
        evidence.append(f"DKIM {signature.domain or '?'}: {why or 'pass'}")
        if not why:
            return True, evidence
    return False, evidence or ["DKIM: not signed"]


def unfit(signature: Signature, letter: Letter, author: Author, now: datetime, policy: str = "adkim") -> str:
    """Why a signature counts for nothing whatever its cryptography says; "" when it may count."""
    tags = signature.tags
    if tags.get("v") != "1" or not signature.domain or not well_formed(signature):
        return "malformed"
    if not author.owns(signature.domain, policy):
        return f"not of {author.domain}"
    return incomplete(signature, letter) or stale(tags, letter, now)


def well_formed(signature: Signature) -> bool:
    """Whether all needed tags are there and mean what everybody reads in them."""
    tags = signature.tags
    identity = tags.get("i", "").rpartition("@")[2].lower()
    return bool(
        tags.get("b")
        and tags.get("bh")
        and signature.forms
        and SELECTOR.fullmatch(tags.get("s", ""))
        and ("q" not in tags or "dns/txt" in packed(tags["q"]).lower().split(":"))
        and (not identity or f".{identity}".endswith(f".{signature.domain}"))
    )


def incomplete(signature: Signature, letter: Letter) -> str:
    """What a signature leaves open to be changed by others; "" for a good one."""
    if signature.tags.get("a", "").lower() not in ALGORITHMS:
        return f"algorithm {signature.tags.get('a', '?')[:20]}"
    if "l" in signature.tags:
        return "covers only part of the body (l=)"
    covers = signature.covers
    there = {name: len(letter.named(name)) for name in MUST_SIGN}
    uncovered = [n for n in MUST_SIGN if covers.count(n) < max(there[n], 1 if n == "from" else 0)]
    return f"does not cover {', '.join(uncovered)}" if uncovered else ""


def stale(tags: Tags, letter: Letter, now: datetime) -> str:
    """Why a signature is too old, or from the future. Without a time of its own the signed Date counts."""
    if any(not TIME.fullmatch(tags[tag]) for tag in ("t", "x") if tag in tags):
        return "malformed times"
    if "x" in tags and int(tags["x"]) < now.timestamp():
        return "expired"
    if "t" in tags:
        age, early = now.timestamp() - int(tags["t"]), SKEW
    elif written := date_of(letter):
        age, early = (now - written).total_seconds(), ZONE
    else:
        return "without any date"
    if age > FRESH.total_seconds():
        return f"signed {age / 86_400:.0f} days ago"
    return "signed in the future" if -age > early.total_seconds() else ""


def date_of(letter: Letter) -> datetime | None:
    """When the mail says it was written."""
    values = letter.named("date")
    try:
        written = parsedate_to_datetime(values[0].value[:200].decode("ascii")) if values else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return written.replace(tzinfo=written.tzinfo or UTC) if written else None


def false(signature: Signature, letter: Letter, author: Author) -> str:
    """Why a fit signature is not genuine; "" when it is. Raises Unresolved."""
    key = published_key(signature.tags, author.lookups)
    if isinstance(key, str):
        return key
    header, body = signature.forms or (False, False)
    data = signed_bytes(letter.chosen(signature.covers), signature.field, relaxed=header)
    if not fits(key, signature.tags["b"], data):
        return "the header was changed, or it is forged"
    try:
        signed = base64.b64decode(packed(signature.tags["bh"]), validate=True)
    except (ValueError, binascii.Error):
        return "malformed"
    return "" if signed == letter.body_hash(relaxed=body) else "the body was changed"
