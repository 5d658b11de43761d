"""A year of a wholesaler, invented: what the ERP delivers, what buyers say, when the clerk is down."""

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
DAY = dt.timedelta(days=1)


@dataclass
class Buyer:
    """One customer account and the people there, as (address, role, purposes)."""

    number: str
    currency: str
    mode: str | None
    people: list[tuple[str, str, tuple[str, ...]]]
    blocked_until: dt.date | None = None  # as the ERP says
    blocked_by_staff: tuple[dt.date, dt.date] | None = None
    blocked_now: bool = False


@dataclass
class Bill:
    """An invoice with all that will become of it."""

    number: str
    buyer: Buyer
    date: dt.date
    due: dt.date
    gross: Decimal
    currency: str
    payments: list[tuple[dt.date, Decimal]]  # as the ERP books them
    dispute: tuple[dt.date, dt.date] | None = None  # as the ERP flags it
    asked_on: dt.date | None = None  # somebody asks for it, the clerk delivers
    filed: bool = True
    notice: tuple[dt.date, str, dt.date | None] | None = None  # told on, kind, until
    message: tuple[dt.date, dt.date, bool] | None = (
        None  # handed over on, closed on, whether it names the bill
    )
    # What the clerk can know by now:
    known_paid: Decimal = Decimal(0)
    known: bool = False
    disputed: bool = False

    def paid(self, day: dt.date) -> Decimal:
        """What the ERP has booked up to a day."""
        return sum((amount for when, amount in self.payments if when <= day), Decimal(0))


@dataclass
class Credit:
    """A credit note; it takes its amount off one invoice or off the account, until it is used up."""

    number: str
    buyer: Buyer
    date: dt.date
    gross: Decimal
    refers_to: str | None
    used_on: dt.date
    known: bool = False
    used: bool = False


@dataclass
class Year:
    """Everything that happens."""

    buyers: list[Buyer]
    bills: list[Bill]
    credits: list[Credit]
    late_deliveries: dict[dt.date, int]  # day -> hour at which the delivery comes instead of six
    no_delivery: set[dt.date]
    down: set[dt.date]  # the clerk does not run
    crashes: dict[dt.date, int]  # day -> after how many letters the process dies
    days: list[dt.date] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sorts by account what the check looks up again and again."""
        self.bills_of: dict[str, list[Bill]] = {b.number: [] for b in self.buyers}
        self.credits_of: dict[str, list[Credit]] = {b.number: [] for b in self.buyers}
        for bill in self.bills:
            self.bills_of[bill.buyer.number].append(bill)
        for credit in self.credits:
            self.credits_of[credit.buyer.number].append(credit)


def invent(accounts: int, seed: int = 7) -> Year:
    """A year with so many accounts."""
    dice = random.Random(seed)
    buyers = [buyer(n, dice) for n in range(accounts)]
    bills = [bill(b, n, dice) for b in buyers for n in range(dice.randint(2, 6))]
    credits = [credit(one, dice) for one in bills if dice.random() < 0.07]
    days = [START + DAY * n for n in range((END - START).days + 1)]
    gaps = {day for day in days if dice.random() < 0.04}
    gaps |= {dt.date(2026, 6, 9), dt.date(2026, 6, 10), dt.date(2026, 6, 11)}
    outages = [dt.date(2026, 1, 14), dt.date(2026, 3, 27), dt.date(2026, 7, 20), dt.date(2026, 10, 26)]
    return Year(
        buyers,
        bills,
        credits,
        {day: dice.choice((11, 15)) for day in days if dice.random() < 0.03},
        gaps,
        {day + DAY * n for day in outages for n in (0, 1)},
        {day: dice.randint(0, 3) for day in days if dice.random() < 0.08},
        days,
    )


def buyer(n: int, dice: random.Random) -> Buyer:
    """One account; few are odd in some way."""
    number = f"{10_000 + n}"
    people: list[tuple[str, str, tuple[str, ...]]] = [(f"fin{n}@c{n}.test", "finance", ())]
    if dice.random() < 0.3:
        people.append((f"pay{n}@c{n}.test", "finance", ("reminder",)))
    if dice.random() < 0.2:
        people.append((f"boss{n}@c{n}.test", "admin", ("escalation",)))
    if dice.random() < 0.15:
        people.append((f"buy{n}@c{n}.test", "buyer", ("reminder",)))  # named, but may not see reminders
    if dice.random() < 0.03:
        people = [(f"store{n}@c{n}.test", "logistics", ())]
    made = Buyer(number, "EUR", "shadow" if dice.random() < 0.04 else None, people)
    if dice.random() < 0.06:
        made.blocked_until = START + DAY * dice.randint(60, 300)
    if dice.random() < 0.06:
        since = START + DAY * dice.randint(30, 300)
        made.blocked_by_staff = (since, since + DAY * dice.randint(5, 40))
    return made


def bill(owner: Buyer, n: int, dice: random.Random) -> Bill:
    """One invoice and what becomes of it."""
    date = START + DAY * dice.randint(1, 330)
    due = date + DAY * dice.choice((10, 14, 30))
    gross = Decimal(dice.randint(300, 200_000)) / 100
    if dice.random() < 0.1:
        gross = Decimal(dice.randint(50, 999)) / 100
    made = Bill(
        f"RE-{owner.number}-{n}",
        owner,
        date,
        due,
        gross,
        "GBP" if dice.random() < 0.04 else owner.currency,
        payments(due, gross, dice),
        filed=dice.random() < 0.97,
    )
    if dice.random() < 0.6:
        made.asked_on = date + DAY * dice.choice((0, 1, 2, 5, 20, 45))
    if dice.random() < 0.06:
        since = due + DAY * dice.randint(-5, 30)
        made.dispute = (since, since + DAY * dice.randint(3, 60))
    if dice.random() < 0.12:
        told, kind = due + DAY * dice.randint(-3, 40), dice.choice(("paid", "promise", "dispute"))
        until = None if kind == "dispute" else told + DAY * dice.randint(2, 20)
        made.notice = (told, kind, until)
    if dice.random() < 0.1:
        since = due + DAY * dice.randint(-5, 38)
        made.message = (since, since + DAY * dice.randint(1, 30), dice.random() < 0.6)
    return made


def payments(due: dt.date, gross: Decimal, dice: random.Random) -> list[tuple[dt.date, Decimal]]:
    """When how much of an invoice is paid."""
    fate = dice.random()
    if fate < 0.4:
        return [(due - DAY * dice.randint(0, 8), gross)]
    if fate < 0.75:
        return [(due + DAY * dice.randint(1, 60), gross)]
    if fate < 0.88:
        part = (gross / 3).quantize(Decimal("0.01"))
        return [
            (due + DAY * dice.randint(-3, 20), part),
            (due + DAY * dice.randint(21, 80), gross - part),
        ]
    return []


def credit(one: Bill, dice: random.Random) -> Credit:
    """A credit note in the matter of an invoice, or just so."""
    date = one.due + DAY * dice.randint(-8, 25)
    share = one.gross if dice.random() < 0.3 else (one.gross / 4).quantize(Decimal("0.01"))
    named = one.number if dice.random() < 0.6 else None
    used = date + DAY * dice.randint(5, 60)
    return Credit(f"GS-{one.number}", one.buyer, date, max(share, Decimal("0.01")), named, used)
