"""What can be decided of a message that waits, and who may be meant by it."""

from datetime import datetime

from handlers.desk import House
from handlers.senders.people import known
from handlers.staff.behalf import numbers_of, wish_of
from handlers.staff.candidates import Candidate, account_name, candidates, registered
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.traffic import InboxItem

WAITING = ("held", "handover", "draft", "challenge", "shadow", "ignored")


def waits(item: InboxItem) -> bool:
    """Whether a message may still be released: settled, and nobody was answered yet."""
    return item.state == "stuck" or (item.state == "done" and item.outcome in WAITING)


def proof_in(item: InboxItem) -> Proof:
    """What was found out about the sender when the message came in; nobody is asked again."""
    level = item.story.get("proof") or ProofLevel.NONE.value
    return Proof(ProofLevel(level), tuple(item.story.get("evidence", ())))


def whose(
    message: InboundMessage, item: InboxItem, unit: Unit, house: House, now: datetime
) -> tuple[Candidate, ...]:
    """Who may be meant by a message: as staff were told by mail, else as it looks now."""
    today = house.today(now)
    if told := offered(item, unit, house, now):
        return told
    wish = wish_of(message, unit, house, today)
    numbers = numbers_of(wish.message, house, today)
    return registered(wish.writer, unit, today) or candidates(
        wish.writer, wish.name, numbers, unit, house, today
    )


def offered(item: InboxItem, unit: Unit, house: House, now: datetime) -> tuple[Candidate, ...]:
    """The candidates that staff were offered by mail, in the same order, as far as they are still there."""
    found = []
    for row in item.story.get("candidates", ()):
        same = known(row["address"], unit, house.today(now))
        mine = [c for c in same if row["account_id"] in (None, c.account_id)]
        if mine:
            accounts = ", ".join(account_name(c.account_id, unit) for c in mine)
            found.append(Candidate(mine[0], accounts, account_id=row["account_id"]))
    return tuple(found)
