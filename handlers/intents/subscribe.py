"""Send it regularly: what, how often, when first, and how it ends."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.answers import Answer, Choice, Missing, Option, Status
from handlers.desk import Desk
from handlers.subscriptions.acts import Subscribe
from handlers.subscriptions.rhythms import KNOWN, first_due, period_before, settled, worded
from handlers.subscriptions.wishes import PAPERS, account_of, alike, called, line, placed, wanted
from parsers.asks import Ask, Rhythm
from store.subscriptions import Subscription

INTENTS = ("subscribe",)
LATE = timedelta(days=31)  # so much older than the order may papers be that come into the house after it


def respond(ask: Ask, desk: Desk) -> Answer:
    """What was noted in words, or a question."""
    what, said = wanted(ask), ask.rhythm or Rhythm()
    if said.every == KNOWN:
        return listed(ask, desk.unit.subscriptions.of(desk.person.address), desk)
    if what is None:
        return Choice(ask, "ask_standing_what")
    if said.to:
        own = Option(called(what, desk), replace(ask, rhythm=replace(said, to="")))
        values = {"other": desk.says.quoted([said.to]), "address": desk.person.address}
        return Choice(ask, "ask_standing_address", values, (own,))
    found = placed(ask, what, desk)
    if isinstance(found, Choice | Missing):
        return found
    named, person = found
    if what.intent != "statement":
        what = replace(what, location=named.location, cost_centre=named.cost_centre, person=named.person)
    rhythm, account_id = settled(said, what.intent), account_of(person)
    known = alike(what, account_id, desk.unit.subscriptions.of(person.address))
    order = ordered(what, rhythm, account_id, known, desk)
    first = desk.house.today(order.next_due)
    return Status(ask, tuple(lines_of(what, said, rhythm, first, known, desk)), (order,))


def ordered(what: Ask, rhythm: Rhythm, account_id: int, known: Subscription | None, desk: Desk) -> Subscribe:
    """The order as it is kept."""
    house = desk.house
    due = first_due(rhythm, desk.today, desk.now, house)
    before = desk.today - LATE if what.intent in PAPERS else period_before(rhythm, house.today(due), house)
    return Subscribe(
        desk.person.address,
        account_id,
        what.as_table(),
        rhythm.as_table(),
        desk.says.language,
        due,
        before,
        known.id if known else None,
    )


def lines_of(
    what: Ask, said: Rhythm, rhythm: Rhythm, first: date, known: Subscription | None, desk: Desk
) -> list[str]:
    """What was noted, when it begins, how it ends."""
    says = desk.says
    key = "standing_first_documents" if what.intent in PAPERS else "standing_first"
    lines = [
        says(
            "standing_ordered",
            what=called(what, desk),
            rhythm=worded(rhythm, says),
            address=desk.person.address,
        ),
        says("standing_replaced") if known else "",
        "" if said.every == rhythm.every else says("standing_default"),
        says("standing_first_new") if rhythm.every == "new" else says(key, day=says.day(first)),
        says("standing_stop"),
    ]
    return [line for line in lines if line]


def listed(ask: Ask, own: tuple[Subscription, ...], desk: Desk) -> Status:
    """What is sent regularly."""
    says = desk.says
    if not own:
        return Status(ask, (says("standing_none"),))
    return Status(ask, (says("standing_have"), *(line(s, desk) for s in own), says("standing_stop")))
