"""How freely the clerk may answer: at once, only when released, only for the record, or not at all."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from handlers.admins.verdicts import verdict, waiting, without
from handlers.answers import Reply, Result
from handlers.desk import House
from handlers.senders import budget, pause
from handlers.senders.people import Principal, Stranger, Unproven
from handlers.service import counted, work
from handlers.staff.candidates import registered
from handlers.staff.mails import alert
from handlers.staff.proposals import Question, dry, to_house
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Contact

AUTO: Final = "auto"
DRAFT: Final = "draft"
PAUSED: Final = "paused"
STRICTEST: Final = ("off", PAUSED, "shadow", DRAFT, AUTO)
REASONS: Final = {
    "off": "the clerk is switched off",
    PAUSED: pause.REASON,
    "shadow": "the clerk only watches",
    DRAFT: "every answer is released by staff",
}


def mode_for(contacts: Iterable[Contact], unit: Unit, house: House, now: datetime) -> str:
    """The strictest mode of the accounts of these contacts; an account's own goes before the house's."""
    accounts = unit.accounts.by_ids(c.account_id for c in contacts)
    modes = {account.mode or house.mode for account in accounts} or {house.mode}
    if pause.paused(unit, now):
        modes.add(PAUSED)
    return next((mode for mode in STRICTEST if mode in modes), house.mode)


def kept_back(
    message: InboundMessage,
    sender: Principal | Unproven | Stranger,
    mode: str,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Result:
    """What becomes of a message in any mode but auto: nobody outside the house hears of it."""
    reason, address = REASONS[mode], message.sender
    story: dict[str, object] = {
        "proof": message.proof.level.value,
        "evidence": list(message.proof.evidence),
    }
    if mode == "off":
        return Result("handover", told(message, reason, unit, house, now), reason, story, address)
    question = Question(reason, registered(address, unit, today))
    if isinstance(sender, Principal):
        tried = work(message, sender, unit, dry(house), now, today).result
        if tried.outcome == "ignored":
            return tried
        proposed = next((r for r in tried.replies if r.recipient == sender.address), None)
        question = Question(reason, question.candidates, proposed)
        story |= {key: tried.story[key] for key in ("language", "asks", "why") if key in tried.story}
    story |= question.as_story()
    if mode == "shadow":
        return Result("shadow", (), reason, story, address)
    quiet = budget.alerts_spent(unit, house, now)
    return Result("draft", () if quiet else to_house(message, question, house), reason, story, address)


def in_draft(
    message: InboundMessage, person: Principal, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """Every answer is released by staff, but a yes or no to a question that waits for this very person counts
    at once, as the button on the page behind its link does; what is said besides waits.
    """
    asked = waiting(message, person, unit, now)
    said, rest = verdict(asked, message, person, house) if asked else (None, "")
    if said and not rest:
        return counted(said, message, person)
    wish = without(message, rest) if said else message
    return replace(kept_back(wish, person, DRAFT, unit, house, now, today), verdict=said)


def told(message: InboundMessage, reason: str, unit: Unit, house: House, now: datetime) -> tuple[Reply, ...]:
    """Staff have the message now."""
    return () if budget.alerts_spent(unit, house, now) else alert(message, reason, house)
