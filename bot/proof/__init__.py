"""Gathers what proves that a mail comes from whom it names; fails closed."""

from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.proof import paths, relay, seals, signatures
from bot.proof.dns import Lookups
from bot.proof.domains import Author, Domains
from bot.proof.letter import Letter
from bot.sections import MailSection
from parsers.mail.identity import sender_of
from parsers.message import Proof, ProofLevel
from store.traffic import InboxItem

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Prover:
    """The sender check of one installation: "direct" as the MX, or "mta" behind the own relay."""

    trust: str
    authserv_id: str
    trusted_peers: tuple[str, ...]
    nameserver: str
    arc_sealers: tuple[str, ...] = ()
    domains: Domains = field(default_factory=Domains)

    @classmethod
    def of(cls, mail: MailSection) -> "Prover":
        """From the configuration."""
        proof = mail.proof
        return cls(
            mail.smtp.trust, proof.authserv_id, proof.trusted_peers, proof.nameserver, proof.arc_sealers
        )

    def prove(self, item: InboxItem, address: str) -> Proof:
        """The proof for the strict sender address of a mail. Asks DNS unless behind a relay; never raises."""
        try:
            return self.judge(item, address)
        except Exception as error:
            log.exception("proof.fault", message=item.id)
            return Proof(ProofLevel.NONE, (f"the check failed: {type(error).__name__}",))

    def attached(self, raw: bytes, address: str, when: datetime) -> tuple[str, ...]:
        """What the signatures of an attached mail say, in words; the way it came proves nothing."""
        author = Author(address.rpartition("@")[2], self.domains, Lookups(self.nameserver))
        try:
            signed, evidence = signatures.check(Letter.of(raw), author, when)
        except Exception as error:
            log.exception("proof.fault")
            return (f"the check failed: {type(error).__name__}",)
        return ("signed by its writer's own domain" if signed else "not proven by itself", *evidence)

    def judge(self, item: InboxItem, address: str) -> Proof:
        """The same, for mail that the checks can read."""
        if not address or sender_of(item.raw).address != address:
            return Proof(ProofLevel.NONE, ("no strict sender address",))
        author = Author(address.rpartition("@")[2], self.domains, Lookups(self.nameserver))
        letter = Letter.of(item.raw)
        if self.behind_relay(item):
            return relay.check(item, letter, author, self.authserv_id, self.trusted_peers)
        return self.directly(item, letter, author)

    def behind_relay(self, item: InboxItem) -> bool:
        """Whether a relay of ours has checked the mail; for a mailbox, when its server's id is configured."""
        if item.envelope.get("door") == "imap":
            return bool(relay.checker(item.envelope, self.authserv_id)[0])
        return self.trust == "mta"

    def directly(self, item: InboxItem, letter: Letter, author: Author) -> Proof:
        """DKIM, then SPF, then a listed forwarder's seal, all checked here."""
        signed, evidence = signatures.check(letter, author, item.received_at)
        if signed:
            return Proof(ProofLevel.SIGNED, tuple(evidence))
        sent, line = paths.check(item.envelope, author)
        evidence.append(line)
        if not sent and self.arc_sealers:
            sent, lines = seals.check(letter, author, item.received_at, self.arc_sealers)
            evidence += lines
        return Proof(ProofLevel.ALIGNED if sent else ProofLevel.NONE, tuple(evidence))
