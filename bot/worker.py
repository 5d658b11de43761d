"""Takes messages from the inbox one by one and settles each as a whole."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from structlog.contextvars import bound_contextvars

from bot.channels import Channel
from bot.clock import Clock
from bot.posting import Post, post
from bot.progress import Progress
from handlers.acts import carry_out
from handlers.admins.followups import settled
from handlers.answer import answer
from handlers.answers import Reply, Result
from handlers.desk import House
from handlers.senders import budget
from handlers.staff.mails import stuck
from parsers.mail.fingerprint import message_id_of
from parsers.mail.identity import sender_of
from parsers.message import InboundMessage
from store.blobs import Blobs
from store.engine import Store, Unit
from store.errors import LeaseLost, Trouble
from store.traffic import InboxItem, Parcel

REST = 1.0  # seconds, while the store can do nothing
OUTAGE = timedelta(hours=1)  # in which a failure of the store is not held against a message
PAUSE = timedelta(seconds=5)  # after a failure, times the attempts

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Worker:
    """Answers messages. Several may run; the lease keeps a message with one of them at a time."""

    store: Store
    channels: Mapping[str, Channel]
    house: House
    blobs: Blobs
    clock: Clock
    owner: str
    lease: timedelta = timedelta(minutes=2)
    attempts: int = 3
    patience: timedelta = timedelta(seconds=10)  # how long a writer waits without hearing anything

    @property
    def post(self) -> Post:
        """The way out."""
        return Post(self.channels, self.house, self.blobs)

    def step(self) -> bool:
        """Claims and settles one message; False when none was waiting."""
        with self.store.begin() as unit:
            item = unit.inbox.claim(self.clock(), self.owner, self.lease)
        if item is None:
            return False
        with bound_contextvars(message=item.id):
            try:
                self.attempt(item)
            except LeaseLost:
                log.warning("message.lease_lost")
        return True

    def attempt(self, item: InboxItem) -> None:
        """Settles a message, or after a failure puts it back or gives it up. Raises LeaseLost."""
        if item.attempts > self.attempts:
            self.give_up(item, "the process ended while this message was being read")
            return
        try:
            self.settle(item)
        except LeaseLost:
            raise
        except Exception as error:
            if isinstance(error, Trouble) and self.clock() - item.received_at < OUTAGE:
                raise
            log.exception("message.failed", attempt=item.attempts)
            if item.attempts >= self.attempts:
                self.give_up(item, f"{type(error).__name__}: {error}")
            else:
                self.put_back(item)

    def settle(self, item: InboxItem) -> Result:
        """From raw bytes to replies in the outbox: all of it or nothing."""
        now = self.clock()
        channel = self.channels[item.channel]
        message = channel.decode(item)
        while (result := self.decide(item, message, now)) is None:
            log.info("message.overtaken")
        log.info("message.settled", outcome=result.outcome)
        return result

    def decide(self, item: InboxItem, message: InboundMessage, now: datetime) -> Result | None:
        """What was decided, and written; None when somebody else has meanwhile used up what it draws on."""
        with self.progress(item, message):
            with self.store.read() as unit:
                result = answer(message, unit, self.house, now, pinned_day(item))
                tally = budget.tally(result, unit, self.house, now)
            packed = [(reply, self.post.pack(reply, item, now)) for reply in result.replies]
        with self.store.begin() as unit:
            unit.audit.take_turn()
            if budget.tally(result, unit, self.house, now) != tally:
                return None
            self.record(item, message, result, packed, unit, now)
        return result

    def progress(self, item: InboxItem, message: InboundMessage) -> Progress:
        """What tells the writer that the answer is on its way, when it takes long."""
        seconds = self.patience.total_seconds()
        return Progress(item, message, self.post, self.store, self.clock, pinned_day(item), seconds)

    def record(
        self,
        item: InboxItem,
        message: InboundMessage,
        result: Result,
        packed: list[tuple[Reply, Parcel]],
        unit: Unit,
        now: datetime,
    ) -> None:
        """Transaction 2: replies, links, audit and the end of the message."""
        for reply, parcel in packed:
            self.post.queue(reply, parcel, unit, now, item)
        for act in result.acts:
            carry_out(act, unit, now)
        if result.verdict:
            follow = settled(result.verdict, unit, self.house, now)
            post(follow, item, result.sender, self.post, unit, now)
        unit.inbox.done(
            item.id,
            result.outcome,
            now,
            reason=result.reason or None,
            story=result.story,
            message_id=message.thread.message_id or None,
            sender=result.sender or message.sender,
            subject=message.subject,
            thread=message.thread.in_reply_to or None,
            attempt=item.attempts,
        )
        facts = {
            "message": item.id,
            "outcome": result.outcome,
            "documents": result.story.get("documents", []),
            "proof": result.story.get("proof"),
        }
        unit.audit.write("message.settled", now, facts, person=result.sender or None)

    def put_back(self, item: InboxItem) -> None:
        """After a failure the message is tried again in a moment, not only when the lease runs out."""
        with self.store.begin() as unit:
            unit.inbox.release(item.id, self.clock() + PAUSE * item.attempts, item.attempts)

    def hand_back(self) -> None:
        """The store failed, not the message that was in hand: the attempt does not count; others go first."""
        with self.store.begin() as unit:
            unit.inbox.hand_back(self.owner, self.clock() + PAUSE)

    def give_up(self, item: InboxItem, reason: str) -> None:
        """After too many attempts a person takes over, with the original."""
        now = self.clock()
        log.error("message.stuck")  # the reason stands in the store; it may quote the message
        with self.store.begin() as unit:
            unit.inbox.stuck(
                item.id,
                now,
                reason,
                message_id=message_id_of(item.raw),
                sender=sender_of(item.raw).address or None,
                attempt=item.attempts,
            )
            unit.audit.write("message.stuck", now, {"message": item.id})
            for reply in stuck(item.id, reason, self.house):
                unit.outbox.add(self.channels["email"].pack(reply, item, now), now)


def pinned_day(item: InboxItem) -> date | None:
    """The day that a console question is asked for; mail has none."""
    day = item.envelope.get("today")
    return date.fromisoformat(day) if day else None


def run(worker: Worker, stop: threading.Event, idle: float = 0.2) -> None:
    """Works until told to stop; waits a little when nothing is there."""
    troubled = False
    while not stop.is_set():
        try:
            if troubled:
                worker.hand_back()
            troubled = False
            busy = worker.step()
        except Trouble as trouble:
            log.error("worker.store", error=type(trouble).__name__)
            troubled, busy = True, stop.wait(REST)
        except Exception:
            log.exception("worker.fault")
            busy = False
        if not busy:
            stop.wait(idle)
