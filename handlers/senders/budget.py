"""How many answers a person, and the house in total, may get in a while: what ends every loop."""

from datetime import datetime, timedelta

from handlers.answers import Result
from handlers.desk import House
from store.engine import Unit
from store.inbox import REPLIES

DAY = timedelta(days=1)
COUNTED = ("challenge", "notice", "limit", "guide", "decision", "code", "binding")  # so many to an address
ALERTS_PER_HOUR = 20  # mails to staff about held messages; the rest waits in the review list


def spent(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether this address, its domain or everybody has had the answers for the hour or the day.

    No budget is kept of a domain where anybody gets an address: its people have nothing in common.
    """
    hour, day, domain = now - timedelta(hours=1), now - timedelta(days=1), domain_of(address)
    spent = (
        unit.inbox.count_answers(address, hour) >= house.answers_per_hour
        or unit.inbox.count_answers(address, day) >= house.answers_per_day
        or unit.inbox.count_answers(None, hour) >= house.total_per_hour
    )
    if spent or house.people.is_private(address):
        return spent
    return (
        unit.inbox.count_answers(domain, hour) >= house.domain_per_hour
        or unit.inbox.count_answers(domain, day) >= house.domain_per_day
    )


def strangers_spent(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether enough neutral texts went to this address, to its domain and in total.

    Here end senders that change their address at every mail, and floods.
    """
    if noticed_today(address, "notice", unit, now, house.unknown_per_day):
        return True
    own = not house.people.is_private(address)
    return (own and noticed_today(domain_of(address), "notice", unit, now, house.unknown_per_domain)) or (
        unit.outbox.count_to("@", "notice", now - timedelta(hours=1)) >= house.unknown_per_hour
    )


def domain_of(address: str) -> str:
    """ "@adler.test" of "anna@adler.test"."""
    return "@" + address.rpartition("@")[2]


def noticed_today(address: str, purpose: str, unit: Unit, now: datetime, most: int = 1) -> bool:
    """Whether this address has had as many identical notices within a day as it may get."""
    return unit.outbox.count_to(address, purpose, now - DAY) >= most


def tally(result: Result, unit: Unit, house: House, now: datetime) -> tuple[object, ...]:
    """What the budgets say that a result draws on.

    It was decided in a snapshot: when the tally is another one in the transaction that writes it, somebody
    else was quicker, and the message has to be decided anew.
    """
    told = [
        (reply.recipient, reply.purpose, unit.outbox.count_to(reply.recipient, reply.purpose, now - DAY))
        for reply in result.replies
        if reply.purpose in COUNTED
    ]
    if result.outcome in REPLIES:
        told.append((result.sender, "answers", spent(result.sender, unit, house, now)))
    if any(reply.purpose == "notice" for reply in result.replies):
        told.append((result.sender, "strangers", strangers_spent(result.sender, unit, house, now)))
    return tuple(told)


def alerts_spent(unit: Unit, house: House, now: datetime) -> bool:
    """Whether staff have been told of enough held messages for this hour: a flood must not become theirs."""
    return unit.outbox.count_to(house.escalation, "staff", now - timedelta(hours=1)) >= ALERTS_PER_HOUR
