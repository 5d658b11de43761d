"""A year of subscriptions with outages, crashes and two processes: nothing is missing, nothing is double."""

import datetime as dt
import email
import email.policy
import random
import re
import threading
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

import structlog

from bot.subscriptions import Subscriptions
from bot.wiring import Clerk
from store.engine import Store
from store.records import Document, Grant, StoredFile
from store.traffic import Parcel
from tests.desk import Catching, collected, write
from tests.world import NOW, open_clerk

TICKS = (dt.time(6, 50), dt.time(7, 0), dt.time(15, 0))  # local times at which the processes look
DAYS = 366
START = NOW.date()
SINCE = re.compile(r"(\d\d\.\d\d\.\d{4}) bis (\d\d\.\d\d\.\d{4})")
SETTINGS = {"mail": {"deliver": "link"}, "limits": {"answers_per_hour": 1000, "answers_per_day": 1000}}


class Dead(SystemExit):
    """A process that was killed in the middle of its work."""


@dataclass
class Clock:
    """The one clock of all processes; it can kill who looks at it for the n-th time."""

    now: dt.datetime = NOW
    left: int | None = None

    def __call__(self) -> dt.datetime:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                self.left = None
                raise Dead
        return self.now


@dataclass(frozen=True)
class Order:
    """What somebody subscribes to, and when it is due by a reckoning of its own; None = at every look."""

    who: str
    text: str
    kind: str
    location: str | None
    due: frozenset[dt.date] | None


def every_day() -> list[dt.date]:
    return [START + dt.timedelta(days=n) for n in range(1, DAYS)]


ORDERS = (
    Order(
        "anna@adler.test", "Bitte schicken Sie uns künftig jede neue Rechnung sofort.", "invoice", None, None
    ),
    Order(
        "lager@adler.test",
        "Bitte senden Sie mir ab jetzt jeden Freitag die neuen Lieferscheine.",
        "delivery_note",
        None,
        frozenset(d for d in every_day() if d.isoweekday() == 5),
    ),
    Order(  # sees only what belongs to Graz
        "kauf@adler.test",
        "Bitte regelmäßig am 31. jedes Monats die neuen Rechnungen schicken.",
        "invoice",
        "GRZ",
        frozenset(d for d in every_day() if (d + dt.timedelta(days=1)).day == 1),
    ),
    Order(
        "ben@birch.test",
        "Please send us new invoices every other Monday.",
        "invoice",
        None,
        frozenset(
            d
            for d in every_day()
            if d.isoweekday() == 1 and d.isocalendar().week % 2 == START.isocalendar().week % 2
        ),
    ),
)
BROUGHT = (("1001", "EUR", "invoice"), ("1001", "EUR", "delivery_note"), ("2001", "GBP", "invoice"))
STATEMENT = "Schicken Sie uns bitte am 1. jedes Monats den Kontoauszug."


@dataclass
class Life:
    """One year: what the ERP brings, when the clerk is up, and what it sent at each look."""

    first: Clerk
    dice: random.Random = field(default_factory=lambda: random.Random(11))
    clock: Clock = field(default_factory=Clock)
    clerks: list[Clerk] = field(default_factory=list)
    numbers: dict[int, str] = field(default_factory=dict)
    arrived: list[tuple[dt.datetime, Document]] = field(default_factory=list)
    sent: dict[dt.datetime, list[Parcel]] = field(default_factory=lambda: defaultdict(list))
    looks: list[dt.datetime] = field(default_factory=list)
    crashes: int = 0

    def open(self) -> None:
        """Two processes on one store, opened anew; what they have read from the templates stays the same."""
        for clerk in self.clerks:
            clerk.store.close()
        url = self.first.config.store.url
        self.clerks = [replace(self.first, store=Store.open(url), clock=self.clock) for _ in range(2)]

    def moment(self, day: dt.date, time: dt.time) -> dt.datetime:
        zone = self.clerks[0].house.zone
        return dt.datetime.combine(day, time, zone).astimezone(dt.UTC)

    def run(self) -> None:
        self.open()
        for order in ORDERS:
            write(self.clerks[0], order.text, order.who)
        write(self.clerks[0], STATEMENT, "anna@adler.test")
        assert len(collected(self.clerks[0])) == len(ORDERS) + 1
        up = 0  # days until which the clerk is down
        for n, day in enumerate(every_day()):
            self.bring(day, n)
            if n % 40 == 20:
                up = n + self.dice.choice((1, 2, 3, 12))
            if n < up:
                continue
            if n == up:
                self.open()  # a restart
            for time in TICKS:
                if time == TICKS[1] or n % 20 == 0:  # all three only now and then
                    self.look(self.moment(day, time))

    def bring(self, day: dt.date, n: int) -> None:
        """What the ERP brings early on a day, some papers later than they are dated, a file after its row."""
        self.clock.now = self.moment(day, dt.time(5, 0))
        made = []
        for k in range(self.dice.choice((0, 0, 0, 0, 0, 0, 1, 2))):
            for account, currency, kind in BROUGHT:
                place = self.dice.choice(("GRZ", "LNZ")) if account == "1001" else None
                dated = day - dt.timedelta(days=self.dice.choice((0, 0, 1, 20)))
                number = f"N-{kind[:2]}-{account}-{n}-{k}"
                made.append(
                    Document(
                        account, kind, number, dated, currency=currency, gross=Decimal(10), location=place
                    )
                )
        with self.clerks[0].store.begin() as unit:
            unit.documents.upsert(made)
            waiting = [d for d in made if self.dice.random() < 0.8]
            for d in waiting:
                owner = unit.accounts.get(d.account)
                assert owner
                (row,) = unit.documents.by_number([Grant(owner.id, frozenset((d.kind,)))], d.number)
                file = StoredFile(row.id, "pdf", f"{d.number}.pdf", "0" * 64, 10, "application/pdf")
                unit.documents.attach(row.id, file)
                self.numbers[row.id] = d.number
        self.arrived += [(self.clock.now, d) for d in waiting]

    def look(self, at: dt.datetime) -> None:
        """Both processes at once, minute by minute until no crash leaves anything open."""
        self.looks.append(at)
        died = self.dice.random() < 0.15
        self.clock.now = at
        if died:
            self.crash()
        for _ in range(died + 1):
            self.clock.now += dt.timedelta(minutes=died)
            threads = [
                threading.Thread(target=Subscriptions.of(clerk, f"p{n}").tick)
                for n, clerk in enumerate(self.clerks)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        carrier = replace(self.clerks[0], channels={"email": Catching(self.sent[at])}).courier("c")
        while carrier.step():
            pass

    def crash(self) -> None:
        """A process dies at one of its steps."""
        self.clock.left = self.dice.randrange(1, 5)
        try:
            Subscriptions.of(self.clerks[0], "dying").tick()
        except Dead:
            self.crashes += 1
        self.clock.left = None


def test_a_year_is_complete_and_nothing_comes_twice(tmp_path: Path) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    life = Life(open_clerk(tmp_path, **SETTINGS))
    life.run()
    mails = 0
    for order in ORDERS:
        mails += compare(order, life)
    statements(life)
    assert mails > 60 and life.crashes > 10
    with life.clerks[0].store.read() as unit:
        assert unit.audit.verify() is None


def compare(order: Order, life: Life) -> int:
    """Each look of the year with what it must have sent by counting on one's fingers; how many mails."""
    open_since, mails = dt.datetime.min.replace(tzinfo=dt.UTC), 0
    account = "2001" if "birch" in order.who else "1001"
    dues = None if order.due is None else sorted(life.moment(d, dt.time(7)) for d in order.due)
    before = NOW
    for at in life.looks:
        is_due = dues is None or any(before < d <= at for d in dues)
        expected = [
            d.number
            for when, d in life.arrived
            if open_since < when <= at
            and (d.account, d.kind) == (account, order.kind)
            and order.location in (None, d.location)
        ]
        subject = "Rechnungen" if order.kind == "invoice" else "Lieferscheine"
        got = [
            p
            for p in life.sent[at]
            if p.recipient == order.who and re.match(f"(Neue {subject}|New invoices)", p.subject)
        ]
        numbers = sorted(life.numbers[id] for p in got for id in p.document_ids)
        assert numbers == (sorted(expected) if is_due else []), (order.text, at)
        assert len(got) == (1 if numbers else 0), (order.text, at)
        open_since = at if is_due else open_since
        mails += len(got)
        before = at
    return mails


def statements(life: Life) -> None:
    """One a month, each beginning the day after the one before ended."""
    ends, covered, before = [], dt.date(2025, 10, 31), NOW
    for at in life.looks:
        firsts = [d for d in every_day() if d.day == 1 and before < life.moment(d, dt.time(7)) <= at]
        got = [p for p in life.sent[at] if p.subject.startswith("Kontoauszug")]
        assert len(got) == (1 if firsts else 0), at
        for parcel in got:
            since, until = period(parcel)
            assert since == covered + dt.timedelta(days=1)
            assert until == firsts[-1] - dt.timedelta(days=1)
            covered = until
            ends.append(until)
        before = at
    assert len(ends) >= 10


def period(parcel: Parcel) -> tuple[dt.date, dt.date]:
    """The days that a statement says it covers."""
    mail = email.message_from_bytes(parcel.payload, policy=email.policy.default)
    found = SINCE.search(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert found
    since, until = (dt.date(int(x[6:]), int(x[3:5]), int(x[:2])) for x in found.groups())
    return since, until
