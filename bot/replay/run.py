"""Sends a mailbox of the past through the real pipeline, one mail after the other, and keeps what it says."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import structlog

from bot.channels.email import Email, nothing
from bot.proof import Prover
from bot.replay.given import Agreement, Given, agreement, gathered
from bot.replay.mailboxes import Letters
from bot.replay.survey import Incoming, Survey, first_answers, survey
from bot.wiring import Clerk
from handlers.answers import Result
from handlers.desk import House
from handlers.senders.people import Principal, Staff, Stranger, Suspect, Unproven
from handlers.senders.verify import verify
from handlers.service import work
from handlers.staff.employees import from_staff
from handlers.staff.proposals import dry
from parsers.mail.identity import sender_of
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.traffic import InboxItem

Progress = Callable[[int, int], None]
PERSON = ("handover", "held", "draft", "challenge")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Case:
    """What would have become of one mail.

    `outcome` is answered, question, missing, person, unproven, unknown, none (no document request) or fault.
    """

    outcome: str
    sender: str
    account: str  # the customer's number; "" for a stranger
    seconds: float  # that the clerk needed
    waited: float | None  # minutes until somebody of the house answered
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole run."""

    survey: Survey
    cases: Sequence[Case]
    proven: bool  # whether senders were checked by stored results, not taken at their word


def replay(clerk: Clerk, letters: Letters, progress: Progress) -> Replay:
    """Reads the store, writes nothing, asks no other machine."""
    email = clerk.channels["email"]
    if not isinstance(email, Email):
        raise TypeError("the mail channel is another one")
    found = survey(letters.heads(), email.addresses, clerk.house.staff)
    answered = first_answers(found)
    to = {reply.key: reply.to for reply in found.replies}
    given = gathered(letters.whole(list(to)), to)
    shadow = Shadow(clerk, replace(email, vouch=nothing), stored_proof(clerk))
    cases = []
    for mail, raw in with_bytes(letters, found.incoming):
        cases.append(shadow.case(mail, raw, given.get(mail.message_id), answered.get(mail.message_id)))
        progress(len(cases), len(found.incoming))
    return Replay(found, cases, bool(clerk.config.mail.proof.authserv_id))


def with_bytes(letters: Letters, incoming: Sequence[Incoming]) -> Iterator[tuple[Incoming, bytes]]:
    """The mails that came in, with their bytes."""
    by_key: Mapping[Any, Incoming] = {mail.key: mail for mail in incoming}
    for key, raw in letters.whole([mail.key for mail in incoming]):
        yield by_key[key], raw


def stored_proof(clerk: Clerk) -> Callable[[InboxItem, str], Proof]:
    """The proof of a mail that lies in a mailbox: what its server noted, or without one its word."""
    if not clerk.config.mail.proof.authserv_id:
        return lambda item, address: Proof(ProofLevel.BOUND, ("as if proven",))
    return Prover.of(clerk.config.mail).prove


@dataclass(frozen=True, slots=True)
class Shadow:
    """The clerk without hands: it decides, and nothing follows."""

    clerk: Clerk
    email: Email
    prove: Callable[[InboxItem, str], Proof]

    def case(self, mail: Incoming, raw: bytes, given: Given | None, answered: datetime | None) -> Case:
        """What would have become of one mail, on the day it came."""
        began = time.perf_counter()
        try:
            outcome, sender, account, result = self.decide(mail, raw)
        except Exception as error:
            log.warning("replay.fault", error=type(error).__name__)
            outcome, sender, account, result = "fault", "", "", Result("held")
        seconds = time.perf_counter() - began
        offered = [e for reply in result.replies if reply.recipient == sender for e in reply.enclosures]
        compared = agreement(given, offered) if given and outcome not in {"unknown", "fault"} else None
        waited = (answered - mail.at).total_seconds() / 60 if answered else None
        return Case(outcome, sender, account, seconds, waited, compared)

    def decide(self, mail: Incoming, raw: bytes) -> tuple[str, str, str, Result]:
        """Outcome, sender, account and result; the budgets and modes of today do not count."""
        clerk, now = self.clerk, mail.at
        item = InboxItem(0, "email", mail.message_id, raw, {"door": "imap"}, now, "received", 0)
        message = self.email.decode(item, self.prove(item, sender_of(raw).address))
        house, today = dry(replace(clerk.house, press=unprinted)), clerk.house.today(now)
        with clerk.store.read() as unit:
            if message.automatic or message.copied:
                return "none", message.sender, "", Result("ignored")
            return judged(message, unit, house, now, today)


def judged(
    message: InboundMessage, unit: Unit, house: House, now: datetime, today: date
) -> tuple[str, str, str, Result]:
    """The same for a mail that a person wrote to us."""
    who = verify(message, unit, house.kinds, house.staff, today)
    match who:
        case Principal():
            result = work(message, who, unit, house, now, today).result
            return named(result), who.address, account_of(result, who), result
        case Staff():
            result = from_staff(message, who, unit, house, now, today)
            return named(result), who.address, "", result
        case Unproven():
            return "unproven", message.sender, who.contact.account, Result("challenge")
        case Stranger() | Suspect():
            return "unknown", message.sender, "", Result("held")


def named(result: Result) -> str:
    """The outcome as the report calls it."""
    if result.outcome == "ignored":
        return "none"
    return "person" if result.outcome in PERSON else result.outcome


def account_of(result: Result, person: Principal) -> str:
    """The customer whom the work is for: whose documents were found, else where the person stands."""
    found = (e.document.account for r in result.replies for e in r.enclosures if e.document)
    return next(found, person.contacts[0].account)


def unprinted(template: str, facts: Mapping[str, Any], day: date) -> bytes:
    """A paper that nobody will read."""
    return b""
