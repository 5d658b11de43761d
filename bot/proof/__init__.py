"""Gathers what proves that a mail comes from whom it names; fails closed."""

import ipaddress
from dataclasses import dataclass, field
from datetime import datetime

from bot.proof import paths, signatures
from bot.proof.dns import Lookups, Unresolved
from bot.proof.domains import Domains
from bot.sections import MailSection
from parsers.auth_results import MethodResult, relay_results
from parsers.message import Proof, ProofLevel
from store.traffic import InboxItem


@dataclass(frozen=True, slots=True)
class Prover:
    """The sender check of one installation: "direct" as the MX, or "mta" behind the own relay."""

    trust: str
    authserv_id: str
    trusted_peers: tuple[str, ...]
    nameserver: str
    domains: Domains = field(default_factory=Domains)

    @classmethod
    def of(cls, mail: MailSection) -> "Prover":
        """From the configuration."""
        proof = mail.proof
        return cls(mail.smtp.trust, proof.authserv_id, proof.trusted_peers, proof.nameserver)

    def prove(self, item: InboxItem, address: str) -> Proof:
        """The proof for the strict sender address of a mail. Needs the network in "direct" mode."""
        domain = address.rpartition("@")[2]
        if not domain:
            return Proof(ProofLevel.NONE, ("no sender domain",))
        if self.trust == "mta":
            return self.by_relay(item, domain)
        return self.directly(item, domain)

    def by_relay(self, item: InboxItem, domain: str) -> Proof:
        """What the own relay wrote; only when the relay itself delivered the mail."""
        peer = str(item.envelope.get("peer") or "")
        if not self.authserv_id or not within(peer, self.trusted_peers):
            return Proof(ProofLevel.NONE, (f"delivered by {peer or '?'}, which is not the trusted relay",))
        results = relay_results(item.raw, self.authserv_id)
        evidence = tuple(f"relay: {r.method}={r.result} {props(r)}".strip() for r in results)
        if any(r.method == "dmarc" and r.result == "fail" for r in results):
            return Proof(ProofLevel.NONE, (*evidence, "dmarc failed"))
        for result in results:
            if result.result != "pass":
                continue
            if result.method == "dkim" and self.signed_by_relay(result, item, domain):
                return Proof(ProofLevel.SIGNED, evidence)
            if result.method == "spf" and self.sent_by(result.properties.get("smtp.mailfrom", ""), domain):
                return Proof(ProofLevel.ALIGNED, evidence)
            if result.method == "dmarc" and result.properties.get("header.from", domain) == domain:
                return Proof(ProofLevel.ALIGNED, evidence)
        return Proof(ProofLevel.NONE, evidence or ("the relay wrote no result",))

    def signed_by_relay(self, result: MethodResult, item: InboxItem, domain: str) -> bool:
        """A pass counts when the signature it speaks of is one that we would take ourselves."""
        signer = result.properties.get("header.d") or result.properties.get("header.i", "").rpartition("@")[2]
        if not self.domains.aligned(signer, domain):
            return False
        headers = signatures.signature_headers(item.raw)[: signatures.MOST]
        return any(
            tags.get("d", "").lower() == signer
            and not signatures.unfit(tags, domain, item.raw, item.received_at, self.domains, False)
            for tags in headers
        )

    def sent_by(self, mail_from: str, domain: str) -> bool:
        """Whether a non-null envelope sender belongs to the domain."""
        return self.domains.aligned(mail_from.strip("<>").rpartition("@")[2], domain)

    def directly(self, item: InboxItem, domain: str) -> Proof:
        """DKIM, then SPF, checked here; the stricter alignment when the domain's DMARC record asks for it."""
        lookups = Lookups(self.nameserver)
        policy = self.policy(domain, lookups)
        passed, evidence = signatures.check(
            item.raw, domain, moment(item), lookups, self.domains, strict=policy.get("adkim") == "s"
        )
        if passed:
            return Proof(ProofLevel.SIGNED, tuple(evidence))
        mail_from = str(item.envelope.get("mail_from") or "")
        sender_domain = mail_from.rpartition("@")[2]
        if not self.domains.aligned(sender_domain, domain, strict=policy.get("aspf") == "s"):
            return Proof(ProofLevel.NONE, (*evidence, f"SPF {sender_domain or 'null sender'}: not aligned"))
        peer, helo = (str(item.envelope.get(k) or "") for k in ("peer", "helo"))
        result = paths.check(peer, mail_from, helo, lookups)
        level = ProofLevel.ALIGNED if result == "pass" else ProofLevel.NONE
        return Proof(level, (*evidence, f"SPF {sender_domain}: {result}"))

    def policy(self, domain: str, lookups: Lookups) -> signatures.Tags:
        """The domain's DMARC record as tags; {} when there is none or DNS does not say."""
        for name in dict.fromkeys((domain, self.domains.organisation(domain))):
            try:
                records = lookups.texts(f"_dmarc.{name}")
            except Unresolved:
                return {"adkim": "s", "aspf": "s"}
            found = [t for t in map(signatures.tags_of, records) if t.get("v", "").upper() == "DMARC1"]
            if found:
                return found[0]
        return {}


def moment(item: InboxItem) -> datetime:
    """When the mail arrived: freshness counts from there, not from a late retry."""
    return item.received_at


def props(result: MethodResult) -> str:
    """The properties as text for staff."""
    return " ".join(f"{k}={v}" for k, v in result.properties.items())


def within(peer: str, networks: tuple[str, ...]) -> bool:
    """Whether an address lies in one of the networks; a plain address is a network of one."""
    try:
        address = ipaddress.ip_address(peer)
        return any(address in ipaddress.ip_network(n, strict=False) for n in networks)
    except ValueError:
        return False
