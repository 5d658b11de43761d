"""Rhythms on the calendar: how an ask gets the one its message names, when it is next due, how it reads."""

import calendar
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import get_day_names

from handlers.desk import House
from handlers.letters.says import Says
from handlers.threads import Thread
from parsers.asks import Ask, Rhythm
from parsers.rhythm import LAST, LAST_NTH, addressed, lists, of_statement, rhythms, stops

SEND_AT = time(7)  # local: after the night's ERP delivery, before the buyer's day begins
MONTHS = {"month": 1, "quarter": 3, "year": 12}
FARTHEST = 800  # days in which even a yearly rhythm is due
STOP = Ask("unsubscribe", every=True)
KNOWN = "known"  # instead of a rhythm: which ones are there is asked

Open = Callable[[date], bool]  # whether a day is a working day


def completed(
    asks: Sequence[Ask],
    text: str,
    subject: str,
    language: str,
    thread: Thread,
    house: House,
    writer: str,
) -> tuple[Ask, ...]:
    """The asks, each wish for something regular with the rhythm and the address that the message names.

    A message of nothing but "stop" wishes that everything ends.
    """
    if stops(text, house.rhythms) or (not text.strip() and stops(subject, house.rhythms)):
        return (replace(STOP, standing=thread.standing),)
    if lists(text or subject, language, house.rhythms):
        return (Ask("subscribe", rhythm=Rhythm(KNOWN)),)
    asks = [in_thread(ask, thread) for ask in asks] or rearranged(text, language, thread, house)
    wished = [ask for ask in asks if ask.intent == "subscribe"]
    if not wished:
        return tuple(asks)
    found = rhythms(text, language, house.rhythms, len(wished) > 1) or rhythms(
        subject, language, house.rhythms
    )
    if any(ask.intent == "unsubscribe" for ask in asks):
        found = found[-1:]  # what ends is named first, what takes its place after it
    own = (writer, house.letterhead.email.lower())
    other = next((a for a in addressed(text, language, house.rhythms) if a not in own), "")
    spoken = before_of_statement(thread) or of_statement(f"{subject}\n{text}", language, house.rhythms)
    places = iter(range(len(wished)))
    return tuple(
        replace(ask, rhythm=replace(nth(found, next(places)), to=other, statement=spoken))
        if ask.intent == "subscribe"
        else ask
        for ask in asks
    )


def in_thread(ask: Ask, thread: Thread) -> Ask:
    """What ends is what the conversation is about, unless something else is named."""
    named = ask.kinds or ask.location or ask.status
    return replace(ask, standing=thread.standing) if ask.intent == "unsubscribe" and not named else ask


def rearranged(text: str, language: str, thread: Thread, house: House) -> list[Ask]:
    """The order of the message before once more, when this one only names another rhythm for it."""
    ordered = thread.context is not None and thread.context.intent == "subscribe"
    return [thread.context] if ordered and thread.context and rhythms(text, language, house.rhythms) else []


def before_of_statement(thread: Thread) -> bool:
    """Whether the message before ordered the statement."""
    before = thread.context
    return before is not None and before.intent == "subscribe" and not before.kinds and not before.status


def nth(found: Sequence[Rhythm], place: int) -> Rhythm:
    """The rhythm at a place; the last one for whatever comes after it."""
    return found[min(place, len(found) - 1)] if found else Rhythm()


def settled(rhythm: Rhythm, intent: str) -> Rhythm:
    """The rhythm with what was left open: the first of the month, a Monday; documents as they come."""
    match rhythm.every:
        case "":
            return Rhythm("new") if intent in ("documents", "export") else Rhythm("month", day=1)
        case "new" if intent not in ("documents", "export"):
            return Rhythm("month", day=1)  # a balance is new every day
        case "week":
            return replace(rhythm, weekday=0 if rhythm.weekday is None else rhythm.weekday)
        case "month" | "quarter" | "year":
            return rhythm if rhythm.day or rhythm.nth else replace(rhythm, day=1)
    return rhythm


def due(rhythm: Rhythm, day: date, since: date, is_open: Open) -> bool:
    """Whether a settled rhythm is due on a day; `since` is the day from which weeks are counted."""
    match rhythm.every:
        case "day":
            return is_open(day) if rhythm.working else True
        case "week":
            weeks = (monday(day) - monday(since)).days // 7
            return day.weekday() == rhythm.weekday and weeks % rhythm.interval == 0
        case "month" | "quarter" | "year":
            return day == day_in(rhythm, day, is_open)
    return False


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def day_in(rhythm: Rhythm, day: date, is_open: Open) -> date | None:
    """The due day of the month, quarter or year that a day lies in; None when it has none such."""
    months = MONTHS[rhythm.every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    end = month_end(date(first.year, first.month + months - 1, 1))
    if rhythm.weekday is not None:
        return nth_weekday(rhythm.weekday, rhythm.nth or 1, first, end)
    wanted = rhythm.day or 1
    if rhythm.working:
        days = [d for n in range((end - first).days + 1) if is_open(d := first + timedelta(days=n))]
        return days[-1] if wanted >= LAST or wanted > len(days) else days[wanted - 1]
    return end if wanted >= LAST else min(first + timedelta(days=wanted - 1), month_end(first))


def nth_weekday(weekday: int, place: int, first: date, end: date) -> date | None:
    """The first, second … or last such weekday between two days."""
    days = [d for n in range((end - first).days + 1) if (d := first + timedelta(days=n)).weekday() == weekday]
    return days[-1] if place >= LAST_NTH else days[place - 1]


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def moment(day: date, zone: ZoneInfo) -> datetime:
    """The hour at which mails of a day leave, whatever the clocks do."""
    return datetime.combine(day, SEND_AT, zone).astimezone(UTC)


def next_day(rhythm: Rhythm, after: date, since: date, is_open: Open) -> date:
    """The first due day after a day. ValueError for a rhythm that is never due."""
    for n in range(1, FARTHEST):
        if due(rhythm, day := after + timedelta(days=n), since, is_open):
            return day
    raise ValueError(f"{rhythm} is never due")


def last_day(rhythm: Rhythm, until: date, since: date, is_open: Open) -> date | None:
    """The last due day up to and with a day; None when there was none in two years."""
    days = (until - timedelta(days=n) for n in range(FARTHEST))
    return next((day for day in days if due(rhythm, day, since, is_open)), None)


def first_due(rhythm: Rhythm, since: date, now: datetime, house: House) -> datetime:
    """The next time that a settled rhythm is due; at once for what is sent as it comes."""
    if rhythm.every == "new":
        return now
    today, is_open = house.today(now), house.workdays.open
    if due(rhythm, today, since, is_open) and moment(today, house.zone) > now:
        return moment(today, house.zone)
    return moment(next_day(rhythm, today, since, is_open), house.zone)


def period_end(rhythm: Rhythm, day: date) -> date:
    """The last day that a statement due on a day covers: that day at a month's end, else the one before."""
    return day if (rhythm.day or 0) >= LAST and not rhythm.working else day - timedelta(days=1)


def period_before(rhythm: Rhythm, day: date, house: House) -> date:
    """The last day that the first statement, due on a day, need not cover."""
    if rhythm.every == "week":
        return period_end(rhythm, day - timedelta(weeks=rhythm.interval))
    before = last_day(rhythm, day - timedelta(days=1), day, house.workdays.open)
    return period_end(rhythm, before or day)


def worded(rhythm: Rhythm, says: Says) -> str:
    """A settled rhythm in words: "every Friday"."""
    day = weekday_name(rhythm.weekday, says)
    match rhythm.every:
        case "day":
            return says("rhythm_day_working" if rhythm.working else "rhythm_day")
        case "week":
            return says("rhythm_week_2" if rhythm.interval > 1 else "rhythm_week", weekday=day)
        case "month" | "quarter" | "year":
            return says(f"rhythm_{rhythm.every}", on=on(rhythm, day, says))
    return says("rhythm_new")


def on(rhythm: Rhythm, weekday: str, says: Says) -> str:
    """The day within a month: "on the last working day"."""
    if rhythm.weekday is not None:
        key = "rhythm_day_nth_last" if (rhythm.nth or 1) >= LAST_NTH else "rhythm_day_nth"
        return says(key, n=rhythm.nth or 1, weekday=weekday)
    last = (rhythm.day or 1) >= LAST
    key = f"rhythm_day_{'last' if last else 'n'}{'_working' if rhythm.working else ''}"
    return says(key, n=rhythm.day or 1)


def weekday_name(weekday: int | None, says: Says) -> str:
    """Friday."""
    return str(get_day_names("wide", locale=says.locale)[weekday]) if weekday is not None else ""
