"""Says whether the reminders that are due have gone out, and if not why and what helps."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.reminders import rules_of
from bot.wiring import Clerk
from handlers.reminders.planning import plan
from handlers.reminders.rules import Rules
from handlers.reminders.standing import standstill
from store.engine import Unit

PATIENCE = timedelta(minutes=30)  # in which the scheduler writes the letters of a day
FIXES = {
    "stale": "the ERP data are too old: see to the feed",
    "restored": "the store comes from a backup: look at 'docclerk reminders preview', "
    "then run 'docclerk reminders release'",
    "paused": "the clerk is paused: a mail of staff that says 'resume' ends it",
    "unread": "messages that came in before are not read yet: is 'docclerk serve' running?",
}


def findings(clerk: Clerk) -> Iterator[tuple[bool, str]]:
    """Whether it is as it should be, and in words."""
    now, rules, house = clerk.clock(), rules_of(clerk.config.reminders), clerk.house
    day = last_day(now, rules, clerk)
    with clerk.store.read() as unit:
        due = len(plan(unit, house, rules, day, now).letters)
        if not clerk.config.reminders.enabled:
            would = f"; {due} letters would be due: 'docclerk reminders preview' shows them" if due else ""
            yield True, f"switched off ([reminders] enabled = false){would}"
            return
        why = standstill(unit, house, rules, day, now)
        if why and (due or why.rule == "restored"):
            yield False, f"{due} letters are due, none goes out: {FIXES[why.rule]}"
        elif due and missed(unit, day, now, rules, clerk):
            yield (
                False,
                f"{due} letters of {day} were not sent: nothing runs the clock; start 'docclerk serve'",
            )
        else:
            last = unit.reminders.last_day()
            yield True, f"last sent for {last}" if last else "none was due yet"


def last_day(now: datetime, rules: Rules, clerk: Clerk) -> date:
    """The last day whose reminders may have gone out by now."""
    day = clerk.house.today(now)
    while not rules.days.open(day) or now < rules.moment(day, clerk.house.zone):
        day -= timedelta(days=1)
    return day


def missed(unit: Unit, day: date, now: datetime, rules: Rules, clerk: Clerk) -> bool:
    """Whether the letters of a day should have been sent by now."""
    return not unit.reminders.finished(day) and now > rules.moment(day, clerk.house.zone) + PATIENCE
