"""SPF: whether the machine that delivered the mail may speak for the envelope sender's domain."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import spf

from bot.proof.dns import Lookups, Unresolved
from bot.proof.domains import Author
from parsers.mail.identity import ADDRESS

LONGEST_TERM = 400  # letters of one term of a record; more makes the library's expressions slow
NOBODY = {"in-addr": "240.0.0.1", "ip6": "100::1"}  # addresses from which no mail can come
SHAPES: dict[str, Callable[[Any], Any]] = {
    "A": lambda record: record.address,
    "AAAA": lambda record: record.address,
    "MX": lambda record: (record.preference, record.exchange.to_text(True)),
    "PTR": lambda record: record.target.to_text(True),
    "TXT": lambda record: record.strings,
}


class Query(spf.query):  # type: ignore[misc]
    """A query that asks our nameserver under our caps instead of the library's global one."""

    def __init__(self, peer: str, sender: str, helo: str, lookups: Lookups) -> None:
        super().__init__(i=peer, s=sender, h=helo, strict=True)
        self.ours = lookups

    def dns(self, name: str, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:
        """Records in the shapes that the library expects."""
        try:
            records = self.ours.records(str(name).rstrip("."), qtype)
        except Unresolved as error:
            raise spf.TempError(str(error)) from None
        if not records and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("too many void lookups")
        if qtype == "TXT" and any(endless(b"".join(record.strings)) for record in records):
            raise spf.PermError("a term without an end")
        return [SHAPES[qtype](record) for record in records]


def endless(text: bytes) -> bool:
    """Whether an SPF record holds a term that nobody means."""
    return text[:6].lower() == b"v=spf1" and bool(re.search(rb"[^ ]{%d}" % LONGEST_TERM, text))


def check(envelope: Mapping[str, Any], author: Author) -> tuple[bool, str]:
    """Whether the delivering machine may send for the author, and a line of evidence."""
    peer, mail_from, helo = (str(envelope.get(key) or "") for key in ("peer", "mail_from", "helo"))
    if mail_from in ("", "<>"):
        return False, "SPF: null sender"
    if not ADDRESS.fullmatch(mail_from):
        return False, "SPF: malformed envelope sender"
    domain = mail_from.rpartition("@")[2].lower()
    if not author.owns(domain, "aspf"):
        return False, f"SPF {domain}: not of {author.domain}"
    result = answer(peer, mail_from, helo, author.lookups)
    return result == "pass", f"SPF {domain}: {result}"


def answer(peer: str, mail_from: str, helo: str, lookups: Lookups) -> str:
    """pass, fail, softfail, neutral, none, temperror or permerror; "open" when everybody would pass."""
    try:
        query = Query(peer, mail_from, helo, lookups)
        result = str(query.check()[0])
        if result == "pass" and Query(NOBODY[query.v], mail_from, helo, lookups).check()[0] == "pass":
            return "open to everybody"
    except Exception:  # a library of 2020 on hostile input: anything it cannot do is no pass
        return "permerror"
    return result
