"""Carries parcels out of the house and writes down what became of them."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from structlog.contextvars import bound_contextvars

from bot.channels import Channel, PermanentFailure, TemporaryFailure
from bot.clock import Clock
from handlers.desk import House
from handlers.senders.verify import may_receive
from handlers.staff.mails import undelivered
from store.engine import Store, Unit
from store.errors import Trouble
from store.outbox import UNANSWERED
from store.traffic import Parcel

BACKOFF = tuple(timedelta(minutes=m) for m in (1, 2, 5, 10, 30, 60, 120, 240))
GIVE_UP = timedelta(days=3)
REST = 1.0  # seconds, while the store can do nothing
CODES = re.compile(r"(?<![\w.])(?:[245]\d\d|[245]\.\d{1,3}\.\d{1,3})(?![\w.])")

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers parcels: claim, hand over with no transaction open, settle."""

    store: Store
    channels: Mapping[str, Channel]
    house: House
    clock: Clock
    owner: str
    lease: timedelta = timedelta(minutes=5)
    left: dict[int, tuple[str, Parcel]] = field(default_factory=dict)  # of all couriers: sent, not marked yet

    def step(self) -> bool:
        """Claims and delivers one parcel; False when none was due."""
        self.catch_up()
        now = self.clock()
        with self.store.begin() as unit:
            parcel = unit.outbox.claim(now, self.owner, self.lease)
            if parcel and parcel.error == UNANSWERED and parcel.id not in self.left:
                self.note_unknown(parcel, unit, now)
        if parcel is None:
            return False
        if parcel.id in self.left:  # the lease ran out meanwhile; whoever sent it marks it
            return True
        with bound_contextvars(parcel=parcel.id, message=parcel.inbox_id):
            self.carry(parcel, now)
        return True

    def carry(self, parcel: Parcel, now: datetime) -> None:
        """Hands one parcel over and writes down what became of it."""
        if not self.permitted(parcel, now):
            self.fail(parcel, "the recipient may no longer see these documents")
            return
        try:
            self.channels[parcel.channel].deliver(parcel)
        except TemporaryFailure as trouble:
            self.postpone(parcel, str(trouble), trouble.after, unknown=trouble.unknown)
        except PermanentFailure as refusal:
            self.fail(parcel, str(refusal))
        except Exception as fault:  # of our own: as patient as with a relay, and staff are told in the end
            log.exception("courier.fault")
            self.postpone(parcel, f"{type(fault).__name__}: {fault}")
        else:
            self.mark_sent(parcel)

    def permitted(self, parcel: Parcel, now: datetime) -> bool:
        """The hard stop before sending: a recipient who may not see every document gets nothing."""
        if not (parcel.document_ids or parcel.paper_ids):
            return True
        with self.store.read() as unit:
            today = self.house.today(now)
            return may_receive(
                parcel.recipient, parcel.document_ids, unit, self.house.kinds, today, parcel.paper_ids
            )

    def mark_sent(self, parcel: Parcel) -> None:
        """Transaction 4; from here on the parcel never goes out again.

        While the store can write nothing, the parcel is remembered: a full disk must not send it twice.
        """
        now = self.clock()
        self.left[parcel.id] = self.owner, parcel
        with self.store.begin() as unit:
            unit.outbox.sent(parcel.id, now)
            unit.handovers.note(parcel, now)
            facts = {"parcel": parcel.id, "message": parcel.inbox_id, "attempts": parcel.attempts}
            unit.audit.write("parcel.sent", now, facts, person=parcel.recipient)
        self.left.pop(parcel.id, None)
        log.info("parcel.sent")

    def catch_up(self) -> None:
        """Marks what has left and could not be marked."""
        for parcel in [parcel for owner, parcel in tuple(self.left.values()) if owner == self.owner]:
            self.mark_sent(parcel)

    def hand_back(self) -> None:
        """The store failed, not the parcel that was in hand: what did not leave is carried again."""
        self.catch_up()
        with self.store.begin() as unit:
            unit.outbox.hand_back(self.owner)

    def note_unknown(self, parcel: Parcel, unit: Unit, now: datetime) -> None:
        """Into the audit: it may have left, and the same bytes go out again."""
        facts = {"parcel": parcel.id, "message": parcel.inbox_id, "attempts": parcel.attempts}
        unit.audit.write("parcel.unknown", now, facts, person=parcel.recipient)

    def postpone(
        self, parcel: Parcel, error: str, after: timedelta | None = None, *, unknown: bool = False
    ) -> None:
        """Tries again after the while that was asked for, else ever less often; gives up after three days."""
        now = self.clock()
        if parcel.created_at and now - parcel.created_at > GIVE_UP:
            self.fail(parcel, f"given up after three days: {error}")
            return
        wait = after or BACKOFF[min(parcel.attempts, len(BACKOFF)) - 1]
        log.warning("parcel.postponed", code=code_in(error), minutes=wait.total_seconds() / 60)
        with self.store.begin() as unit:
            unit.outbox.retry_at(parcel.id, now + wait, error)
            if unknown:
                self.note_unknown(parcel, unit, now)

    def fail(self, parcel: Parcel, error: str) -> None:
        """Gives a parcel up and tells staff, unless the parcel was for staff itself."""
        now = self.clock()
        log.error("parcel.failed", code=code_in(error))
        with self.store.begin() as unit:
            unit.outbox.failed(parcel.id, now, error)
            unit.audit.write("parcel.failed", now, {"parcel": parcel.id}, person=parcel.recipient)
            for reply in undelivered(parcel.recipient, parcel.subject, error, self.house):
                unit.outbox.add(self.channels["email"].pack(reply, None, now), now)


def code_in(error: str) -> str:
    """The codes in a relay's words, for the log: the words themselves may name somebody."""
    return " ".join(CODES.findall(error)[:2]) or "no code"


def run(courier: Courier, stop: threading.Event, idle: float = 0.2) -> None:
    """Delivers until told to stop; waits a little when nothing is due."""
    troubled = False
    while not stop.is_set():
        try:
            if troubled:
                courier.hand_back()
            troubled = False
            busy = courier.step()
        except Trouble as trouble:
            log.error("courier.store", error=type(trouble).__name__)
            troubled, busy = True, stop.wait(REST)
        except Exception:
            log.exception("courier.fault")
            busy = False
        if not busy:
            stop.wait(idle)
