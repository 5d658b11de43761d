"""Whoever asks for the same thing a third time is offered to get it regularly, once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.answers import Answer, Choice, Found, Option, Table
from handlers.desk import Desk
from handlers.subscriptions.rhythms import settled, worded
from handlers.subscriptions.wishes import called, wanted
from parsers.asks import Ask, Rhythm

WITHIN = timedelta(days=100)  # three months and some days: a monthly habit shows three times
TIMES = 3
SAME = ("intent", "kinds", "status", "location", "cost_centre", "person", "form")
OFTEN = ("documents", "export", "statement", "open_items")


def with_subscription(answers: Sequence[Answer], desk: Desk) -> list[Answer]:
    """The answers; a single one that was asked for often comes with the offer in place of any other."""
    match answers:
        case [(Found() | Table()) as answer] if choice := offer(answer, desk):
            return [replace(answer, choice=choice)]
    return list(answers)


def offer(answer: Found | Table, desk: Desk) -> Choice | None:
    """The offer, the third time that somebody asks alike for another period."""
    ask = answer.ask
    asking = answer.choice and not answer.choice.offer
    if ask.intent not in OFTEN or ask.numbers or answer.missing or asking:
        return None
    stories = desk.unit.inbox.stories(desk.person.address, desk.now - WITHIN)
    before = {period(table, n) for n, table in enumerate(asked(stories)) if alike(table, ask)}
    if len(before - {period(ask.as_table(), -1)}) < TIMES - 1:
        return None
    wish = standing(ask, desk)
    what = wanted(wish)
    if what is None or any(alike(table, wish) for table in offered(stories)) or has(what, desk):
        return None
    accounts = {d.account_id for d in answer.documents}
    rhythm = settled(wish.rhythm or Rhythm(), what.intent)
    option = Option(called(what, desk), wish, accounts.pop() if len(accounts) == 1 else None)
    values = {"what": called(what, desk), "rhythm": worded(rhythm, desk.says)}
    return Choice(ask, "offer_standing", values, (option,))


def asked(stories: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was asked for, ask by ask."""
    return [table for story in stories for table in story.get("asks", ())]


def offered(stories: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """What was offered in these conversations."""
    return [option["ask"] for story in stories for option in story.get("options", ())]


def alike(table: Mapping[str, Any], ask: Ask) -> bool:
    """Whether an ask was for the same, whatever the period."""
    mine = ask.as_table()
    return not table.get("numbers") and all(table.get(name) == mine.get(name) for name in SAME)


def period(table: Mapping[str, Any], n: int) -> object:
    """The period of an ask; one without is only like itself."""
    return (table.get("since"), table.get("until")) if table.get("since") or table.get("until") else n


def standing(ask: Ask, desk: Desk) -> Ask:
    """The wish to get it regularly, as often as its periods are long."""
    rhythm = Rhythm("month", day=1, statement=ask.intent == "statement")
    if ask.since and ask.until and ask.until - ask.since <= timedelta(days=7):
        rhythm = replace(rhythm, every="week", weekday=desk.today.weekday(), day=None)
    elif ask.since and ask.until and timedelta(days=80) < ask.until - ask.since <= timedelta(days=92):
        rhythm = replace(rhythm, every="quarter")
    status = "open" if ask.intent == "open_items" and not ask.status else ask.status
    kinds = ask.kinds if ask.intent in ("documents", "export") else ()
    form = ask.form or ("xlsx" if ask.intent == "export" else None)
    kept = Ask("subscribe", kinds, status=status, form=form, rhythm=rhythm)
    return replace(kept, location=ask.location, cost_centre=ask.cost_centre, person=ask.person)


def has(what: Ask, desk: Desk) -> bool:
    """Whether they get it already."""
    return any(dict(s.what) == what.as_table() for s in desk.unit.subscriptions.of(desk.person.address))
