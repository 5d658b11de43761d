"""What keeps the whole house from reminding just now, and how the reasons read."""

from datetime import date, datetime

from handlers.desk import House
from handlers.letters.freshness import data_age
from handlers.letters.says import Says
from handlers.reminders.cases import Why
from handlers.reminders.rules import Rules
from handlers.senders import pause
from store.engine import Unit
from store.restored import REMINDERS


def standstill(unit: Unit, house: House, rules: Rules, day: date, now: datetime) -> Why | None:
    """Why no account is reminded on a day as things stand now; None when all may be.

    What came in before the hour of the day is read first: it may say that something was paid.
    """
    age = data_age(unit, house.feeds, now)
    if age.stale and age.as_of:
        return Why("stale", {"when": house.tongues[None].moment(age.as_of, house.today(now))})
    if unit.switches.get(REMINDERS):
        return Why("restored")
    if pause.paused(unit, now):
        return Why("paused")
    if unread := unit.reminders.unread(min(now, rules.moment(day, house.zone))):
        return Why("unread", {"n": str(unread)})
    return None


def closed(rules: Rules, house: House, day: date, now: datetime) -> Why | None:
    """Why it is not the time: no working day, or too early."""
    if not rules.days.open(day):
        name = rules.days.holiday(day)
        return Why("closed", {"holiday": f" ({name})" if name else ""})
    if now < rules.moment(day, house.zone):
        return Why("early", {"time": f"{rules.send_at:%H:%M}"})
    return None


def reason(why: Why, says: Says) -> str:
    """A reason in words."""
    words = {key: says.day(v) if isinstance(v, date) else v for key, v in why.values.items()}
    if words.get("reason"):
        words["reason"] = f" ({words['reason']})"
    return says(f"why_{why.rule}", **words)
