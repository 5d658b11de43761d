"""How many answers a person, and the house in total, may get in a while: what ends every loop."""

from datetime import datetime, timedelta

from handlers.desk import House
from store.engine import Unit

ALERTS_PER_HOUR = 20  # mails to staff about held messages; the rest waits in the review list


def spent(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether this address has had its answers for the hour or the day."""
    return (
        unit.inbox.count_answers(address, now - timedelta(hours=1)) >= house.answers_per_hour
        or unit.inbox.count_answers(address, now - timedelta(days=1)) >= house.answers_per_day
        or unit.inbox.count_answers(None, now - timedelta(hours=1)) >= house.total_per_hour
    )


def noticed_today(address: str, purpose: str, unit: Unit, now: datetime, most: int = 1) -> bool:
    """Whether this address has had as many identical notices within a day as it may get."""
    return unit.outbox.count_to(address, purpose, now - timedelta(days=1)) >= most


def alerts_spent(unit: Unit, house: House, now: datetime) -> bool:
    """Whether staff have been told of enough held messages for this hour: a flood must not become theirs."""
    return unit.outbox.count_to(house.escalation, "staff", now - timedelta(hours=1)) >= ALERTS_PER_HOUR
