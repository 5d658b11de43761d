"""Mail: reads what came in by SMTP or from a mailbox, packs and sends the answers."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.headerregistry import Address

from bot.channels import relay
from bot.channels.addresses import Addresses
from bot.channels.bounce_hint import hinted
from bot.channels.forwarding import Colleague, innermost
from bot.channels.packing import Answered, build
from bot.sections import OutSection
from bot.words import Table
from handlers.answers import Reply
from parsers.mail.automatic import AutomaticWords, automatic
from parsers.mail.copies import addressed, only_copied
from parsers.mail.dsn import read_report
from parsers.mail.fingerprint import message_id_of
from parsers.mail.forwards import ForwardWords
from parsers.mail.identity import Identity, sender_of
from parsers.mail.inbound import decode
from parsers.mail.mime import Mail, TooMuch, read
from parsers.mail.quotes import MailWords, newest
from parsers.mail.signatures import unbranded
from parsers.message import DeliveryReport, Forwarded, InboundMessage, Proof, ProofLevel, Released, Thread
from store.blobs import Blobs
from store.traffic import InboxItem, Parcel

MARK_BYTES = 16  # of the mark in a bounce address: 128 bits that nobody guesses
NAME = "Belegservice"

Prove = Callable[[InboxItem, str], Proof]
Vouch = Callable[[bytes, str, datetime], tuple[str, ...]]  # what an attached mail proves, in words


def nothing(raw: bytes, address: str, when: datetime) -> tuple[str, ...]:
    """No mail within a mail proves anything."""
    return ()


def nobody(address: str) -> bool:
    """A house without people of its own."""
    return False


@dataclass(frozen=True, slots=True)
class MailReading:
    """The words by which quoted history, forwards and automatic mail are told from the message."""

    quotes: MailWords
    forwards: ForwardWords
    automatic: AutomaticWords

    @classmethod
    def compile(cls, languages: dict[str, Table]) -> "MailReading":
        """From the language tables."""
        return cls(
            MailWords.compile(languages), ForwardWords.compile(languages), AutomaticWords.compile(languages)
        )


@dataclass(frozen=True, slots=True)
class Email:
    """The mail channel."""

    addresses: Addresses
    company: str
    out: OutSection
    words: MailReading
    blobs: Blobs
    prove: Prove
    vouch: Vouch = nothing
    colleague: Colleague = nobody
    name: str = "email"

    def decode(self, item: InboxItem, proof: Proof | None = None) -> InboundMessage:
        """The message inside a raw mail. Identity is judged on the raw bytes before any parser sees them.

        `proof` is what was found out when it came in; without it the sender is checked now.
        """
        identity = sender_of(item.raw)
        if whole := item.envelope.get("whole"):
            reason = f"The message has {whole} bytes; only its beginning was fetched from the mailbox."
            return unreadable(item, identity.address, reason)
        try:
            mail = read(item.raw)
        except TooMuch as reason:
            return unreadable(item, identity.address, str(reason))
        message = replace(
            decode(mail, external_id=item.external_id, received_at=item.received_at, words=self.words.quotes),
            case=item.id,
        )
        mail_from = item.envelope.get("mail_from")
        if bounced := self.bounce_address(item):
            report = reported(mail, bounced, item.raw)
            return replace(message, sender=identity.address, automatic="bounce", report=report)
        why = automatic(mail, self.words.automatic, self.addresses.own, mail_from)
        released = item.envelope.get("released")
        if why and not released:
            return replace(message, sender=identity.address, automatic=why)
        proof = proof or self.proof_of(item, identity)
        return replace(
            message,
            sender=identity.address,
            released=Released(**released) if released else None,
            defects=identity.defects,
            proof=proof,
            forwarded=self.forwarded(mail, item, vouched=proof.holds),
            copied=self.copied(mail, message.text),
        )

    def copied(self, mail: Mail, text: str) -> bool:
        """Whether we stand only in copy, and nobody speaks to us."""
        names = {address.partition("@")[0] for address in (self.addresses.main, *self.addresses.aliases)}
        only = only_copied(mail.to, mail.cc, self.addresses.ours)
        return only and not addressed(text, frozenset({NAME.lower(), *names}))

    def forwarded(self, mail: Mail, item: InboxItem, *, vouched: bool) -> Forwarded | None:
        """The message that was forwarded, its newest text only, and what it proves when it is attached."""
        found = innermost(mail.subject, mail.text, mail.attachments, self.words.forwards, self.colleague)
        if found is None:
            return None
        signed = vouched and found.attached and found.sender
        evidence = self.vouch(found.raw, found.sender, item.received_at) if signed else ()
        text = unbranded(newest(found.text, self.words.quotes), self.words.quotes)
        return replace(found, text=text, evidence=evidence)

    def proof_of(self, item: InboxItem, identity: Identity) -> Proof:
        """What proves the sender: their own click on a confirmation, or the mail itself."""
        if identity.defects:
            return Proof()
        if item.envelope.get("confirmed"):
            return Proof(ProofLevel.BOUND, ("confirmed from the registered address",))
        return self.prove(item, identity.address)

    def bounce_address(self, item: InboxItem) -> str:
        """The bounce address that a mail came to, if it came to nothing else: a bounce, whatever it says."""
        rcpt_tos = item.envelope.get("rcpt_tos") or ()
        return rcpt_tos[0] if rcpt_tos and all(self.addresses.is_bounce(r) for r in rcpt_tos) else ""

    def pack(self, reply: Reply, item: InboxItem | None, now: datetime) -> Parcel:
        """The complete mail, its Message-ID and its envelope sender."""
        message_id = self.addresses.message_id()
        answered = self.answered(item, reply) if item else Answered()
        along = [e for e in reply.enclosures if reply.attach or (reply.attach_made and e.made)]
        files = [(e.name, e.file.content_type, self.blobs.get(e.file.sha256)) for e in along]
        payload = build(
            reply,
            sender=Address(f"{NAME} {self.company}", addr_spec=self.addresses.main),
            message_id=message_id,
            answered=answered,
            files=files,
            now=now,
        )
        return Parcel(
            channel=self.name,
            recipient=reply.recipient,
            message_id=message_id,
            payload=payload,
            subject=reply.subject,
            envelope_from="" if reply.purpose == "notice" else self.addresses.bounce_for(mark()),
            purpose=reply.purpose,
            contact_id=reply.contact_id,
            document_ids=tuple(dict.fromkeys(e.document.id for e in reply.enclosures if e.document)),
            inbox_id=item.id if item else None,
        )

    def answered(self, item: InboxItem, reply: Reply) -> Answered:
        """What the reply must name to stand in the same thread.

        Mail to others stands in none, so a message that cannot be read can still be handed to staff.
        """
        if reply.apart or reply.purpose in {"challenge", "notice", "staff", "handover"}:
            return Answered(raw=item.raw)
        try:
            mail = read(item.raw)
        except TooMuch:
            return Answered(raw=item.raw)
        return Answered(mail.message_id, mail.references, item.raw)

    def deliver(self, parcel: Parcel) -> None:
        """To the relay."""
        relay.send(self.out, parcel.envelope_from, parcel.recipient, parcel.payload)


def mark() -> str:
    """A new mark for the bounce address of one parcel; lower-case letters and digits survive every relay.

    It does not follow from the Message-ID, which everybody learns whom the thread is copied to.
    """
    return secrets.token_hex(MARK_BYTES)


def reported(mail: Mail, address: str, raw: bytes) -> DeliveryReport:
    """What a report says itself; a guess at whom it is about only where it names no status."""
    report = read_report(mail, address)
    return report if report.status or report.action else replace(report, hint=hinted(raw))


def unreadable(item: InboxItem, sender: str, reason: str) -> InboundMessage:
    """A mail beyond the limits: nothing of it is read, a person looks at it."""
    return InboundMessage(
        channel="email",
        external_id=item.external_id,
        sender=sender,
        subject="",
        text="",
        received_at=item.received_at,
        thread=Thread(message_id_of(item.raw) or ""),
        case=item.id,
        defects=(reason,),
    )
