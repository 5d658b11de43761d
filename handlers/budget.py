"""How many answers a person, and the house in total, may get in a while: what ends every loop."""

from datetime import datetime, timedelta

from handlers.desk import House
from store.engine import Unit


def spent(address: str, unit: Unit, house: House, now: datetime) -> bool:
    """Whether this address has had its answers for the hour or the day."""
    return (
        unit.inbox.count_answers(address, now - timedelta(hours=1)) >= house.answers_per_hour
        or unit.inbox.count_answers(address, now - timedelta(days=1)) >= house.answers_per_day
        or unit.inbox.count_answers(None, now - timedelta(hours=1)) >= house.total_per_hour
    )


def noticed_today(address: str, purpose: str, unit: Unit, now: datetime) -> bool:
    """Whether an identical notice went to this address within a day."""
    return unit.outbox.count_to(address, purpose, now - timedelta(days=1)) > 0
