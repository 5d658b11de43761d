"""Lives a year with the real clerk, two processes of it, and compares every day with the naive check."""

import datetime as dt
import email
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.reminders import Reminders
from bot.wiring import Clerk, build
from store.blocks import Block
from store.engine import Unit
from store.notices import Notice
from store.records import Account, Contact, Document, Grant, StoredFile
from store.traffic import Arrival, Parcel
from tests import reminder_check as check
from tests.desk import Catching
from tests.reminder_check import Memory
from tests.reminder_world import ZONE, Bill, Credit, Year
from tests.world import configuration

TIMES = (dt.time(8, 59), dt.time(9, 0), dt.time(12, 0), dt.time(16, 0))  # at which the processes look
LIMIT = dt.timedelta(hours=26)
SETTINGS = {"enabled": True, "min_amount": 10, "country": "DE", "send_at": "09:00"}
NUMBER = re.compile(r"\bRE-\d+-\d+\b")


class Dead(SystemExit):
    """A process that was killed in the middle of its work."""


@dataclass
class Clock:
    """The one clock of all processes; it can kill the process that looks at it for the n-th time."""

    now: dt.datetime = dt.datetime(2025, 12, 1, tzinfo=dt.UTC)
    left: int | None = None

    def __call__(self) -> dt.datetime:
        """The time."""
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Dead
        return self.now


@dataclass
class Totals:
    """What a year came to."""

    letters: int = 0
    items: int = 0
    mails: int = 0
    days: int = 0
    quiet_days: int = 0  # working days without fresh data
    crashes: int = 0


class Life:
    """One installation through the year."""

    def __init__(self, year: Year, folder: Path) -> None:
        self.year, self.clock, self.memory, self.totals = year, Clock(), Memory(), Totals()
        feeds = {"erp": {"path": str(folder / "drop"), "stale_after": "26h"}}
        config = configuration(folder, reminders=SETTINGS, feeds=feeds)
        self.clerks = [light(build(config, clock=self.clock)) for _ in range(2)]
        self.pace = max(1, len(year.buyers) // 150)
        self.asked = False  # something waits for the courier
        self.delivered: dt.datetime | None = None
        self.ids: dict[str, int] = {}
        self.messages: dict[str, int] = {}
        self.sha = self.clerks[0].blobs.put(b"%PDF-1.4 an invoice")
        with self.clerks[0].store.begin() as unit:
            settle_in(year, unit)

    def run(self, told: Callable[[dt.date, Totals], None] = lambda day, totals: None) -> Totals:
        """The whole year; `told` hears of each day that was right."""
        for day in self.year.days:
            self.live(day)
            told(day, self.totals)
        for clerk in self.clerks:
            clerk.close()
        return self.totals

    def live(self, day: dt.date) -> None:
        """One day: the ERP, the buyers, the clerk; then the check."""
        hour = None if day in self.year.no_delivery else self.year.late_deliveries.get(day, 6)
        if hour == 6:
            self.deliver(day, hour)
        self.talk(day)
        expected: dict[check.Letter, tuple[check.Items, frozenset[str]]] | None = None
        mails: list[tuple[str, frozenset[str]]] = []
        for at in self.times(day, hour):
            if hour and hour != 6 and at.hour >= hour and self.delivered != moment(day, dt.time(hour)):
                self.deliver(day, hour)
            self.clock.now = moment(day, at)
            if day in self.year.down:
                continue
            if expected is None and at.hour >= 9 and check.working(day) and self.fresh():
                expected = check.right(self.year, day, self.memory)
            if self.tick(day, at, expected is not None) or self.asked:
                mails += self.carry()
        if self.asked:  # what was asked for at a weekend leaves then, too
            assert not self.carry()
        self.compare(day, expected, mails)

    def times(self, day: dt.date, hour: int | None) -> tuple[dt.time, ...]:
        """When the processes look: often on odd days, on most just before the hour or at it."""
        if hour != 6 or day.day % 7 == 0 or day in self.year.crashes:
            return TIMES
        first = 0 if day.isoweekday() == 1 else 1
        return TIMES[first:2] if day.isoweekday() < 6 else ()

    def fresh(self) -> bool:
        """Whether the last delivery is young enough."""
        return self.delivered is not None and self.clock.now - self.delivered <= LIMIT

    def tick(self, day: dt.date, at: dt.time, open_: bool) -> bool:
        """Both processes look, side by side on some days; on others the first one dies over it.

        Whether something may have been sent.
        """
        if open_ and day in self.year.crashes and at.hour == 9:
            self.clock.left = 1 + self.year.crashes[day] * self.pace
            try:
                self.process(0).tick()
            except Dead:
                self.totals.crashes += 1
            self.clock.left = None
            self.clock.now += dt.timedelta(seconds=31)
            self.process(1).tick()
        elif open_ and day.toordinal() % 13 == 0:
            pair = [threading.Thread(target=self.process(n).tick) for n in (0, 1)]
            for one in pair:
                one.start()
            for one in pair:
                one.join()
        else:
            return self.process(day.toordinal() % 2).tick() > 0
        return True

    def process(self, n: int) -> Reminders:
        """The n-th process; with few accounts it sends few letters at a time, to die in between."""
        return replace(Reminders.of(self.clerks[n], f"host/{n}"), together=min(self.pace, 25))

    def carry(self) -> list[tuple[str, frozenset[str]]]:
        """The courier takes all that waits; (recipient, numbers) of the mails to customers."""
        sent: list[Parcel] = []
        courier = replace(self.clerks[0], channels={"email": Catching(sent)}).courier("c")
        while courier.step():
            pass
        self.asked = False
        return [read(p) for p in sent if p.purpose == "reminder"]

    def compare(
        self,
        day: dt.date,
        expected: dict[check.Letter, tuple[check.Items, frozenset[str]]] | None,
        mails: list[tuple[str, frozenset[str]]],
    ) -> None:
        """What was sent is right, nothing is missing, nothing is double."""
        wanted = expected or {}
        with self.clerks[0].store.read() as unit:
            letters = unit.reminders.letters(day, day)
            items = unit.reminders.items(one.id for one in letters)
            accounts = {a.id: a.account for a in unit.accounts.by_ids(one.account_id for one in letters)}
        names = {id: number for number, id in self.ids.items()}
        sent = {
            (accounts[one.account_id], one.currency, one.kind): frozenset(
                (names[i.document_id], i.level) for i in items if i.letter_id == one.id
            )
            for one in letters
        }
        assert len(sent) == len(letters), f"{day}: two letters of a kind"
        told = {key: some for key, (some, _) in wanted.items()}
        assert sent == told, f"{day}: {differences(set(sent.items()), set(told.items()))}"
        due = [(to, frozenset(n for n, _ in some)) for some, people in wanted.values() for to in people]
        assert sorted(mails, key=str) == sorted(due, key=str), f"{day}: {differences(set(mails), set(due))}"
        self.remember(day, wanted, expected is None)

    def remember(
        self, day: dt.date, wanted: dict[check.Letter, tuple[check.Items, frozenset[str]]], quiet: bool
    ) -> None:
        """For the check of the days to come."""
        for some, people in wanted.values():
            for number, level in some:
                self.memory.levels[number] = level
                self.memory.handed.setdefault(number, day)
                if not level:
                    self.memory.offered.add(number)
            self.totals.items += len(some)
            self.totals.mails += len(people)
        self.totals.letters += len(wanted)
        self.totals.days += check.working(day)
        self.totals.quiet_days += check.working(day) and quiet

    def deliver(self, day: dt.date, hour: int) -> None:
        """The ERP tells what has changed up to this day."""
        self.clock.now = self.delivered = moment(day, dt.time(hour))
        rows, new = [], []
        for bill in self.year.bills:
            paid, disputed = bill.paid(day), bool(bill.dispute and bill.dispute[0] <= day < bill.dispute[1])
            if bill.date > day or (bill.known and (paid, disputed) == (bill.known_paid, bill.disputed)):
                continue
            new += [] if bill.known else [bill]
            bill.known, bill.known_paid, bill.disputed = True, paid, disputed
            rows.append(as_row(bill))
        for credit in self.year.credits:
            used = credit.used_on <= day
            if credit.date <= day and (not credit.known or used != credit.used):
                credit.known, credit.used = True, used
                rows.append(credit_row(credit))
        with self.clerks[1].store.begin() as unit:
            unit.documents.upsert(rows)
            self.file(new, unit)
            unit.feeds.record("erp", self.clock.now, {"new": len(rows)})

    def file(self, new: list[Bill], unit: Unit) -> None:
        """The files of new invoices."""
        grants = [Grant(self.account_ids[bill.buyer.number], frozenset({"invoice"})) for bill in new]
        found = unit.documents.search(grants, kinds={"invoice"}, today=self.clock.now.date(), limit=100_000)
        self.ids |= {d.number: d.id for d in found}
        ids = [(self.ids[bill.number], f"{bill.number}.pdf") for bill in new if bill.filed]
        unit.documents.attach_all(
            [(id, StoredFile(id, "pdf", name, self.sha, 19, "application/pdf")) for id, name in ids]
        )

    @cached_property
    def account_ids(self) -> dict[str, int]:
        """Account number -> id: they were stored in this order."""
        return {b.number: n for n, b in enumerate(self.year.buyers, 1)}

    def talk(self, day: dt.date) -> None:
        """What buyers and staff say in the morning, and what is handed over on request."""
        self.clock.now = moment(day, dt.time(7, 30))
        with self.clerks[0].store.begin() as unit:
            for buyer in self.year.buyers:
                by_staff = buyer.blocked_by_staff
                if by_staff and by_staff[0] == day:
                    buyer.blocked_now = True
                    id = self.account_ids[buyer.number]
                    unit.blocks.add(Block(id, by_staff[1], "lea@house.test", self.clock.now))
            for bill in self.year.bills:
                self.hear(bill, day, unit)
        for bill in self.year.bills:
            if bill.message and bill.message[0] == day:
                self.write(bill)

    def hear(self, bill: Bill, day: dt.date, unit: Unit) -> None:
        """Of one invoice: a notice, a request that is answered, a message that staff close."""
        if bill.notice and bill.notice[0] == day and bill.known:
            _, kind, until = bill.notice
            unit.notices.add(Notice(self.ids[bill.number], kind, "x@y.test", self.clock.now, until=until))
        if bill.notice and bill.notice[0] == day and not bill.known:
            bill.notice = None
        if bill.message and bill.message[1] == day:
            assert unit.inbox.reject(self.messages[bill.number], "done by phone", self.clock.now)
        fin = bill.buyer.people[0]
        running = day not in self.year.down
        if bill.asked_on == day and bill.known and bill.filed and fin[1] == "finance" and running:
            contact = unit.contacts.by_email(fin[0])[0].id
            id = f"<{bill.number}@house.test>"
            unit.outbox.add(
                Parcel(
                    "email", fin[0], id, b"x", "Re", contact_id=contact, document_ids=(self.ids[bill.number],)
                ),
                self.clock.now,
            )
            self.memory.handed.setdefault(bill.number, day)
            self.asked = True

    def write(self, bill: Bill) -> None:
        """A mail comes in that is something for a person."""
        assert bill.message
        store, sender = self.clerks[0].store, bill.buyer.people[0][0]
        assert store.accept(Arrival("email", bill.number, b"From: x\r\n\r\nx", self.clock.now))
        with store.begin() as unit:
            item = unit.inbox.claim(self.clock.now, "w", dt.timedelta(minutes=2))
            assert item
            story = {"asks": [{"intent": "other", "numbers": [bill.number] if bill.message[2] else []}]}
            unit.inbox.done(item.id, "handover", self.clock.now, story=story, sender=sender)
            self.messages[bill.number] = item.id


def light(clerk: Clerk) -> Clerk:
    """The clerk with a typesetter that costs nothing: the paper itself is tested elsewhere."""
    return replace(clerk, house=replace(clerk.house, press=lambda template, facts, day: b"%PDF-1.4 a letter"))


def settle_in(year: Year, unit: Unit) -> None:
    """Accounts and people."""
    unit.accounts.upsert(
        [
            Account(b.number, f"Kunde {b.number}", mode=b.mode, dunning_block_until=b.blocked_until)
            for b in year.buyers
        ]
    )
    unit.contacts.upsert(
        [
            Contact(b.number, address, role=role, purposes=why)
            for b in year.buyers
            for address, role, why in b.people
        ]
    )


def as_row(bill: Bill) -> Document:
    """An invoice as the ERP tells it now."""
    return Document(
        bill.buyer.number,
        "invoice",
        bill.number,
        bill.date,
        bill.due,
        currency=bill.currency,
        gross=bill.gross,
        paid=bill.known_paid,
        disputed=bill.disputed,
    )


def credit_row(credit: Credit) -> Document:
    """A credit note as the ERP tells it now."""
    return Document(
        credit.buyer.number,
        "credit_note",
        credit.number,
        credit.date,
        currency=credit.buyer.currency,
        refers_to=credit.refers_to,
        gross=credit.gross,
        paid=credit.gross if credit.used else None,
    )


def differences(sent: set[Any], right: set[Any]) -> str:
    """The first of what was wrong and of what is missing."""
    wrong, missing = sorted(sent - right, key=str), sorted(right - sent, key=str)
    return f"{len(wrong)} wrong {wrong[:3]}, {len(missing)} missing {missing[:3]}"


def moment(day: dt.date, at: dt.time) -> dt.datetime:
    """A time of day on the wall of the house."""
    return dt.datetime.combine(day, at, ZONE)


def read(parcel: Parcel) -> tuple[str, frozenset[str]]:
    """Whom a mail goes to, and which invoices it names."""
    mail = email.message_from_bytes(parcel.payload)  # the plain policy: ten times as fast, and these are ours
    assert mail["Auto-Submitted"] == "auto-generated"
    (first, *_) = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    text = str(first.get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
    named = frozenset(NUMBER.findall(re.sub(r"GS-RE-\d+-\d+", "", text)))
    return str(mail["To"]), named
