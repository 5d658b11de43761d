"""Tells the house that a feed is behind its limit: one mail a feed and day, and a row in the audit."""

from datetime import datetime

import structlog

from bot.wiring import Clerk
from handlers.desk import House
from handlers.letters.freshness import behind
from handlers.staff.mails import to_escalation
from store.switches import Switch

SWITCH = "stale feed {}"  # set while a feed is behind, to the day of the last mail

log = structlog.get_logger()


def watch_age(clerk: Clerk) -> tuple[str, ...]:
    """Mails about every feed that is behind and was not told of today; their names."""
    now, house = clerk.clock(), clerk.house
    with clerk.store.read() as unit:
        late = dict(behind(unit, house.feeds, now))
        known = {name: unit.switches.get(SWITCH.format(name)) for name in house.feeds}
    today = house.today(now).isoformat()
    fresh = [name for name, switch in known.items() if switch and name not in late]
    told = {name: switch.value for name, switch in known.items() if switch}
    new = {name: when for name, when in late.items() if told.get(name) != today}
    if fresh or new:
        settle(clerk, fresh, new, now)
    return tuple(new)


def settle(clerk: Clerk, fresh: list[str], late: dict[str, datetime], now: datetime) -> None:
    """Writes down what has come in again, and tells staff of what has not."""
    with clerk.store.begin() as unit:
        for name in fresh:
            unit.switches.clear(SWITCH.format(name))
            unit.audit.write("feed.fresh", now, {"feed": name})
        for name, when in late.items():
            today = clerk.house.today(now).isoformat()
            unit.switches.set(Switch(SWITCH.format(name), today, "clock", None, now))
            unit.audit.write("feed.stale", now, {"feed": name, "data_as_of": when.isoformat()})
            log.warning("feed.stale", feed=name, data_as_of=when.isoformat())
            subject, lines = words(name, when, clerk.house, now)
            for reply in to_escalation("staff", subject, lines, clerk.house):
                clerk.post.queue(reply, clerk.post.pack(reply, None, now), unit, now)


def words(feed: str, when: datetime, house: House, now: datetime) -> tuple[str, tuple[str, ...]]:
    """The subject and the lines of the mail."""
    says = house.tongues[None]
    hours = f"{house.feeds[feed].total_seconds() / 3600:g} h"
    told = says("staff_feed_old", feed=feed, when=says.moment(when, house.today(now)), limit=hours)
    return says("staff_feed_old_subject", feed=feed), (told, says("staff_feed_old_fix"))
