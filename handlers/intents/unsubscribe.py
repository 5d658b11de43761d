"""Stop sending it: ended at once, or asked which one is meant."""

from handlers.answers import Answer, Choice, Handover, Option, Status
from handlers.desk import Desk
from handlers.subscriptions.acts import Unsubscribe
from handlers.subscriptions.wishes import line, wanted
from parsers.asks import Ask
from store.subscriptions import Subscription

INTENTS = ("unsubscribe",)


def respond(ask: Ask, desk: Desk) -> Answer:
    """What has ended; a question when several could be meant."""
    own = desk.unit.subscriptions.of(desk.person.address)
    meant = tuple(s for s in own if is_meant(s, ask))
    if not own:
        return Status(ask, (desk.says("standing_none"),)) if ask.every else Handover(ask, "unsubscribe")
    if ask.every or ask.standing or len(meant) == 1 or len(own) == 1:
        return ended(ask, meant or own, desk)
    options = (Option(line(s, desk), Ask("unsubscribe", standing=(s.id,)), None) for s in meant or own)
    return Choice(ask, "ask_standing_which", options=tuple(options))


def is_meant(subscription: Subscription, ask: Ask) -> bool:
    """Whether somebody who wants to end something may mean this."""
    if ask.standing:
        return subscription.id in ask.standing
    what = Ask.from_table(dict(subscription.what))
    if ask.location and (what.location or "").casefold() != ask.location.casefold():
        return False
    if ask.kinds:
        return bool(set(ask.kinds) & set(what.kinds)) or (what.intent, ask.kinds) == (
            "statement",
            ("statement",),
        )
    like = wanted(ask)
    return like is None or ask.every or like.intent == what.intent


def ended(ask: Ask, subscriptions: tuple[Subscription, ...], desk: Desk) -> Status:
    """The confirmation, with the act."""
    told = desk.says.listed(line(s, desk) for s in subscriptions)
    act = Unsubscribe(desk.person.address, tuple(s.id for s in subscriptions))
    return Status(ask, (desk.says("standing_ended", what=told),), (act,))
