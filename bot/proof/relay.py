"""Behind an own relay: whether it delivered a mail, and what it wrote about it."""

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Any

from bot.proof.domains import Author
from bot.proof.letter import Letter
from bot.proof.noted import weigh
from parsers.mail.auth_results import relay_results
from parsers.message import Proof, ProofLevel
from store.traffic import InboxItem


def check(item: InboxItem, letter: Letter, author: Author, authserv_id: str, peers: Iterable[str]) -> Proof:
    """What the relay's own header proves, when the relay itself delivered the mail."""
    authserv_id, hops = checker(item.envelope, authserv_id)
    foreign = stranger(item.envelope, peers)
    if foreign or not authserv_id:
        return Proof(ProofLevel.NONE, (foreign or "no authserv_id is configured",))
    # The null sender is nobody's, so no result about the envelope counts; nor where it is not known.
    null = item.envelope.get("mail_from") in ("", "<>", None)
    results = [r for r in relay_results(item.raw, authserv_id, hops) if r.method != "spf" or not null]
    if not results:
        return Proof(ProofLevel.NONE, ("the relay wrote no result",))
    level, evidence = weigh(results, letter, author, item.received_at)
    return Proof(level, tuple(f"relay: {line}" for line in evidence))


def checker(envelope: Mapping[str, Any], authserv_id: str) -> tuple[str, int]:
    """Whose results count, and how many lines of servers behind it stand above; a mailbox has its own."""
    if envelope.get("door") != "imap":
        return authserv_id, 0
    return str(envelope.get("authserv_id", authserv_id)), int(envelope.get("hops", 0))


def stranger(envelope: Mapping[str, Any], peers: Iterable[str]) -> str:
    """Why the way a mail came is not the trusted one; "" when it is. Our own mailbox is."""
    if envelope.get("door") == "imap":
        return ""
    peer = str(envelope.get("peer") or "")
    return "" if within(peer, peers) else f"delivered by {peer or '?'}, which is not the trusted relay"


def within(peer: str, networks: Iterable[str]) -> bool:
    """Whether an address lies in one of the networks; a plain address is a network of one."""
    try:
        address = ipaddress.ip_address(peer)
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in ipaddress.ip_network(network, strict=False) for network in networks)
    except ValueError:
        return False
