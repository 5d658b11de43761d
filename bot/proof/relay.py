"""Behind an own relay: what it wrote about a mail, and whether that is enough."""

import ipaddress
import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.proof.domains import Author
from bot.proof.letter import Letter
from bot.proof.signatures import MOST, Signature, signatures_of, unfit
from parsers.auth_results import MethodResult, relay_results
from parsers.identity import ADDRESS, DOMAIN
from parsers.message import Proof, ProofLevel
from store.traffic import InboxItem

SENDER = re.compile(rf"{ADDRESS.pattern}|{DOMAIN}")


def delivered_by(envelope: Mapping[str, Any], peers: Iterable[str]) -> str:
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


def check(item: InboxItem, letter: Letter, author: Author, authserv_id: str) -> Proof:
    """What the relay's own header proves. It does not show what a signature left open, so we look as well."""
    results = relay_results(item.raw, authserv_id)
    evidence = tuple(f"relay: {result.method}={result.result} {shown(result)}".rstrip() for result in results)
    if not results:
        return Proof(ProofLevel.NONE, ("the relay wrote no result",))
    for result in results:
        if result.method == "dmarc" and result.properties.get("header.from", author.domain) != author.domain:
            return Proof(ProofLevel.NONE, (*evidence, "the relay read another sender"))
        if result.method == "dmarc" and result.result == "fail":
            return Proof(ProofLevel.NONE, (*evidence, "DMARC failed"))
    faults = {s.domain: why for s in signatures_of(letter) if (why := fault(s, letter, author, item))}
    evidence += tuple(f"DKIM {domain or '?'}: {why}" for domain, why in faults.items())
    passed = [result for result in results if result.result == "pass"]
    if any(signed(result, letter, author, faults) for result in passed):
        return Proof(ProofLevel.SIGNED, evidence)
    if any(sent(result, item.envelope, author) or agreed(result, author, faults) for result in passed):
        return Proof(ProofLevel.ALIGNED, evidence)
    return Proof(ProofLevel.NONE, evidence)
