"""What the house has decided about reminders: levels, when, whom, from which amount."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from handlers.reminders.working_days import WorkingDays

BEFORE, FIRST, AGAIN, LAST = "before", "first", "again", "last"  # how a level sounds


@dataclass(frozen=True, slots=True)
class Rules:
    """`levels` are days after the due date, rising; those up to zero are hints before it."""

    levels: tuple[int, ...]
    send_at: time
    days: WorkingDays
    min_amount: Decimal
    delivered_by: str = "clerk"  # or erp: who brings the invoices to the customers
    answer_days: int = 14  # how long a message that waits for a person keeps reminders back
    pay_days: int = 7  # what an overdue letter gives to pay

    def day_of(self, now: datetime, zone: ZoneInfo) -> date | None:
        """The day whose reminders may go out now; None before the hour, on weekends and holidays."""
        local = now.astimezone(zone)
        day = local.date()
        return day if now >= self.moment(day, zone) and self.days.open(day) else None

    def moment(self, day: date, zone: ZoneInfo) -> datetime:
        """When the reminders of a day go out; an hour that the clocks skip is the one after it."""
        return datetime.combine(day, self.send_at, zone)

    @property
    def first_late(self) -> int:
        """The first level after the due date; one more than there are when all are hints."""
        return sum(offset <= 0 for offset in self.levels) + 1

    def reached(self, due: date, day: date) -> int:
        """The highest level, from 1, that something due on a day has reached; 0 for none.

        A hint before the due date means nothing after it: it holds up to the due date, or to the working day
        that takes its place.
        """
        level = sum(due + timedelta(days=offset) <= day for offset in self.levels)
        late = day > self.days.on_or_after(due)
        return 0 if level and self.levels[level - 1] <= 0 and late else level

    def next_after(self, due: date, sent: int, day: date) -> tuple[date | None, int]:
        """When the next level after a day is reached, and which; None when none is to come."""
        for level in range(sent + 1, len(self.levels) + 1):
            at = self.days.on_or_after(due + timedelta(days=self.levels[level - 1]))
            if at > day and self.reached(due, at) == level:
                return at, level
        return None, 0

    def tone(self, level: int) -> str:
        """How a level sounds."""
        if self.levels[level - 1] <= 0:
            return BEFORE
        late = [n for n, offset in enumerate(self.levels, 1) if offset > 0]
        if level == late[0]:
            return FIRST
        return LAST if level == late[-1] else AGAIN

    def pay_by(self, day: date) -> date:
        """Until when an overdue letter of a day asks to pay."""
        return self.days.on_or_after(day + timedelta(days=self.pay_days))
