"""Sends the reminders of a day: one leader, some letters a transaction, nothing twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import structlog

from bot.clock import Clock
from bot.posting import Post
from bot.sections import RemindersSection
from bot.wiring import Clerk
from handlers.answers import Reply
from handlers.desk import House
from handlers.reminders import notes
from handlers.reminders.cases import Decision
from handlers.reminders.letters import letters_of
from handlers.reminders.planning import Plan, Planned, facts, plan
from handlers.reminders.rules import Rules
from handlers.reminders.standing import standstill
from handlers.reminders.working_days import WorkingDays
from handlers.staff.proposals import dry
from store.engine import Store, Unit
from store.errors import Busy, Full, Unreachable
from store.reminders import SentItem, SentLetter
from store.traffic import Parcel

NAME = "reminders"  # of the lease
LEASE = timedelta(
    seconds=30
)  # kept up with each transaction: so long after its end another process takes over
TOGETHER = 25  # letters in one transaction

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Written:
    """One letter that is ready to go, with the mail to each of its readers."""

    planned: Planned
    mails: tuple[tuple[Reply, Parcel], ...]


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of one process. What was sent stands in the store, so any process may go on."""

    store: Store
    house: House
    post: Post
    rules: Rules
    clock: Clock
    owner: str
    together: int = TOGETHER

    @classmethod
    def of(cls, clerk: Clerk, owner: str) -> "Reminders":
        """Those of a clerk; `owner` names this process in the lease."""
        return cls(clerk.store, clerk.house, clerk.post, rules_of(clerk.config.reminders), clerk.clock, owner)

    def tick(self) -> int:
        """Sends what is due today, if it is time and nobody else does; how many letters.

        One short query when the day is done. Whatever stops it half way, the next tick goes on from there.
        """
        now = self.clock()
        day = self.rules.day_of(now, self.house.zone)
        if day is None:
            return 0
        with self.store.read() as unit:
            if unit.reminders.finished(day):
                return 0
        with self.store.begin() as unit:
            if not unit.leases.take(NAME, self.owner, now, LEASE):
                return 0
        with self.store.read() as unit:
            why = standstill(unit, self.house, self.rules, day, now)
            told = list(notes.stale(unit, self.house, now))
            found = None if why else plan(unit, self.house, self.rules, day, now)
        self.tell(told, now)
        return self.work_off(found, now) if found else 0

    def work_off(self, found: Plan, now: datetime) -> int:
        """The letters of a day, some at a time; stops where another process takes over, else it is done."""
        sent, whole = 0, True
        for some in self.written(found):
            outcome = self.send(some, found.day)
            if outcome is None:
                return sent
            sent, whole = sent + outcome[0], whole and outcome[1]
        self.tell(notes.of_plan(found, self.house), now)
        self.propose(found, now)
        if not whole:  # something has changed meanwhile: the next tick looks again
            return sent
        with self.store.begin() as unit:
            if unit.leases.take(NAME, self.owner, self.clock(), LEASE):
                unit.reminders.finish(found.day, sent, now)
                unit.audit.write("reminders.day", now, facts(found))
        log.info("reminders.day", day=found.day.isoformat(), letters=sent)
        return sent

    def written(self, found: Plan) -> Iterator[list["Written"]]:
        """The letters of a day, ready to go, in portions that are made well within the lease."""
        portion: list[Written] = []
        since = self.clock()
        for planned in found.letters:
            if ready := self.write(planned, found.day):
                portion.append(ready)
            if len(portion) >= self.together or self.clock() - since > LEASE / 3:
                yield portion
                portion, since = [], self.clock()
        if portion:
            yield portion

    def write(self, planned: Planned, day: date) -> "Written | None":
        """One letter with its mails; None when it cannot be written, which staff are told."""
        now = self.clock()
        try:
            with self.store.read() as unit:
                replies = letters_of(
                    planned.decision, planned.readers, unit, self.house, self.rules, day, now
                )
            return Written(planned, tuple((reply, self.post.pack(reply, None, now)) for reply in replies))
        except (Busy, Full, Unreachable):
            raise
        except Exception as fault:
            self.failed(planned, fault, day, now)
            return None

    def send(self, some: Sequence["Written"], day: date) -> tuple[int, bool] | None:
        """Some letters: how many left, whether all were still as planned; None when another process leads.

        Where one of them breaks the transaction, each goes by itself.
        """
        now = self.clock()
        try:
            return self.queue(some, day, now)
        except (Busy, Full, Unreachable):
            raise
        except Exception as fault:
            if len(some) == 1:
                self.failed(some[0].planned, fault, day, now)
                return 0, True
        each = [self.send([one], day) for one in some]
        kept = [one for one in each if one]
        return (sum(n for n, _ in kept), all(same for _, same in kept)) if len(kept) == len(each) else None

    def queue(self, some: Sequence["Written"], day: date, now: datetime) -> tuple[int, bool] | None:
        """Puts letters into the outbox in one transaction, those that are still as they were planned."""
        ids = {one.planned.decision.account.id for one in some}
        with self.store.begin() as unit:
            if not unit.leases.take(NAME, self.owner, now, LEASE):
                return None
            if standstill(unit, self.house, self.rules, day, now):
                return 0, False
            fresh = plan(unit, self.house, self.rules, day, now, ids).letters
            going = [one for one in some if one.planned in fresh]
            for one in going:
                parcels = [self.post.queue(reply, parcel, unit, now) for reply, parcel in one.mails]
                self.note(one.planned.decision, parcels, unit, day, now)
        return len(going), len(going) == len(some)

    def failed(self, planned: Planned, fault: Exception, day: date, now: datetime) -> None:
        """Staff are told that a letter could not be written; the others go on."""
        account = planned.decision.account
        log.error("reminder.fault", account=account.id, exc_info=fault)
        self.tell([notes.unwritten(account, type(fault).__name__, day.isoformat(), self.house)], now)

    def note(self, decision: Decision, parcels: list[int], unit: Unit, day: date, now: datetime) -> None:
        """Keeps what was sent, under the keys that let it be sent only once."""
        letter = SentLetter(
            decision.account.id,
            decision.currency,
            decision.kind,
            day,
            decision.level,
            decision.total,
            now,
        )
        items = [SentItem(i.document.id, i.level, i.due, i.open) for i in decision.items]
        id = unit.reminders.add(letter, items, parcels)
        told = {"letter": id, "account": decision.account.id, "kind": decision.kind, "parcels": parcels}
        told |= {"items": [[item.document_id, item.level] for item in items]}
        unit.audit.write("reminder.sent", now, told)

    def propose(self, found: Plan, now: datetime) -> None:
        """Staff read each letter that waits for them, once."""
        with self.store.read() as unit:
            known = unit.reminders.alerted(f"proposal {planned.decision.key}" for planned in found.drafts)
        for planned in found.drafts:
            if f"proposal {planned.decision.key}" in known:
                continue
            with self.store.read() as unit:
                house, (first, *_) = dry(self.house), planned.readers
                (letter,) = letters_of(planned.decision, (first,), unit, house, self.rules, found.day, now)
            self.tell([notes.proposal(planned, letter, self.house)], now)

    def tell(self, told: Iterable[notes.Note], now: datetime) -> None:
        """Staff hear of each thing once."""
        for name, replies in told:
            with self.store.begin() as unit:
                for reply in replies if unit.reminders.alert(name, now) else ():
                    unit.outbox.add(self.post.pack(reply, None, now), now)


def rules_of(section: RemindersSection) -> Rules:
    """The rules as configured."""
    return Rules(
        levels=tuple(level.days for level in section.levels),
        send_at=time.fromisoformat(section.send_at),
        days=WorkingDays(section.country),
        min_amount=Decimal(str(section.min_amount)),
        delivered_by=section.delivered_by,
        answer_days=section.answer_days,
        pay_days=section.pay_days,
    )
