"""What arrived, read once: the message that every door hands to the clerk."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ProofLevel(StrEnum):
    """How sure we are that the sender is who the address says, weakest first."""

    NONE = "none"  # nothing verified
    ALIGNED = "aligned"  # SPF of the sender's own domain
    SIGNED = "signed"  # DKIM signature of the sender's own domain
    BOUND = "bound"  # the channel itself knows the person (console, bound chat account)


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome of the sender check, with its evidence in words for staff."""

    level: ProofLevel = ProofLevel.NONE
    evidence: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """True when the sender may be taken at their word."""
        return self.level is not ProofLevel.NONE


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that came with a message."""

    name: str
    content_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The message inside a forward, as far as it could be read; empty strings where it says nothing."""

    sender: str  # address of the original writer
    sender_name: str
    subject: str
    text: str  # newest text of the inner message
    date: str = ""  # as written
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    attached: bool = False  # came as a message file, the better evidence
    attachments: tuple[Attachment, ...] = ()  # what came with the inner message
    raw: bytes = field(default=b"", repr=False)  # the attached mail as it came
    evidence: tuple[str, ...] = ()  # what the attached mail itself proves, in words for staff


@dataclass(frozen=True, slots=True)
class Thread:
    """How a message hangs together with earlier ones; ids are Message-IDs or chat thread ids."""

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    before: str = ""  # the last thing said in a chat without threads: this message may lean on it or not


@dataclass(frozen=True, slots=True)
class Guest:
    """A chat account that speaks for no registered address; a profile proves nothing."""

    team: str  # the workspace that the account belongs to
    user: str
    person: str = ""  # as the chat shows them: name and workspace
    language: str = ""
    profile: str = ""  # the address in their profile: what they may want to name, and no proof of anything

    @property
    def address(self) -> str:
        """What the inbox and the outbox call them."""
        return f"slack:{self.team}/{self.user}"


@dataclass(frozen=True, slots=True)
class DeliveryReport:
    """What a mail to the bounce address of one parcel claims; a forger can write all of it."""

    address: str  # the bounce address that it came to, lower case
    message_ids: tuple[str, ...] = ()  # every id that it names
    status: str = ""  # enhanced status code (RFC 3463): "5.1.1"
    action: str = ""  # failed, delayed, delivered, relayed, expanded
    hint: tuple[str, ...] = ()  # addresses that seem gone by its wording alone, where it names no status


@dataclass(frozen=True, slots=True)
class Released:
    """Somebody of the house decided whose wish a message is."""

    address: str  # of a registered contact
    by: str
    account_id: int | None = None  # the one account that is meant, when the contact stands in several


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message from any door.

    `text` is the newest text only: quoted history and signature are cut. `defects` names what makes the
    sender's identity unusable (two From headers, a group, control characters); such a message is held.
    """

    channel: str
    external_id: str
    sender: str  # address, lower case; "" when there is no usable one
    subject: str
    text: str
    received_at: datetime
    sender_name: str = ""
    proof: Proof = Proof()
    attachments: tuple[Attachment, ...] = ()
    thread: Thread = Thread()
    forwarded: Forwarded | None = None
    released: Released | None = None
    report: DeliveryReport | None = None
    defects: tuple[str, ...] = ()
    automatic: str = ""  # reason why no person wrote this; "" when one did
    case: int = 0  # its number in the inbox
    copied: bool = False  # we stand only in Cc, and the text does not speak to us
    guest: Guest | None = None  # who writes in a chat and has not said who they are for us
