"""Sends the reminders of a day: one leader, one letter a transaction, nothing twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import structlog

from bot.clock import Clock
from bot.posting import Post
from bot.sections import RemindersSection
from bot.wiring import Clerk
from handlers.desk import House
from handlers.reminders import notes
from handlers.reminders.cases import Decision
from handlers.reminders.letters import letters_of
from handlers.reminders.planning import Plan, Planned, facts, plan
from handlers.reminders.rules import Rules
from handlers.reminders.standing import standstill
from handlers.reminders.working_days import WorkingDays
from store.engine import Store, Unit
from store.errors import Busy, Full, Unreachable
from store.reminders import SentItem, SentLetter

NAME = "reminders"  # of the lease
LEASE = timedelta(seconds=30)  # kept up letter by letter: so long after its end another process takes over

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of one process. What was sent stands in the store, so any process may go on."""

    store: Store
    house: House
    post: Post
    rules: Rules
    clock: Clock
    owner: str

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
        """The letters of a day one by one, then the day is done; stops where another process takes over."""
        sent, whole = 0, True
        for planned in found.letters:
            try:
                outcome = self.send(planned, found.day, self.clock())
            except (Busy, Full, Unreachable):
                raise
            except Exception as fault:
                log.exception("reminder.fault", account=planned.decision.account.id)
                told = notes.unwritten(
                    planned.decision.account, type(fault).__name__, found.day.isoformat(), self.house
                )
                self.tell([told], now)
                continue
            if outcome is None:
                return sent
            sent, whole = sent + outcome, whole and outcome
        self.tell(notes.of_plan(found, self.house), now)
        if not whole:  # something has changed meanwhile: the next tick looks again
            return sent
        with self.store.begin() as unit:
            if unit.leases.take(NAME, self.owner, self.clock(), LEASE):
                unit.reminders.finish(found.day, sent, now)
                unit.audit.write("reminders.day", now, facts(found))
        log.info("reminders.day", day=found.day.isoformat(), letters=sent)
        return sent

    def send(self, planned: Planned, day: date, now: datetime) -> bool | None:
        """One letter, unless it is no longer as it was planned; None when another process leads."""
        decision = planned.decision
        with self.store.read() as unit:
            replies = letters_of(decision, planned.readers, unit, self.house, self.rules, day, now)
        packed = [(reply, self.post.pack(reply, None, now)) for reply in replies]
        with self.store.begin() as unit:
            if not unit.leases.take(NAME, self.owner, now, LEASE):
                return None
            fresh = plan(unit, self.house, self.rules, day, now, [decision.account.id])
            if planned not in fresh.letters or standstill(unit, self.house, self.rules, day, now):
                return False
            parcels = [self.post.queue(reply, parcel, unit, now) for reply, parcel in packed]
            self.note(decision, parcels, unit, day, now)
        return True

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
