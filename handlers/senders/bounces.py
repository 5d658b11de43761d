"""What follows from a delivery report: an address that is gone is closed, of others staff are told."""

from datetime import datetime

from handlers.acts import DOUBTED, DOUBTFUL, Act, Doubt, Suspend
from handlers.answers import Reply, Result
from handlers.desk import House
from handlers.reminders.acts import Undeliver
from handlers.staff.mails import undelivered
from handlers.staff.reasons import in_words
from parsers.message import DeliveryReport, InboundMessage
from store.engine import Unit
from store.traffic import Parcel

# Failures for good that say nothing about the address: full, too big, content, policy, or the way there.
_NOT_THE_ADDRESS = ("5.2.2", "5.2.3", "5.3.", "5.4.", "5.5.", "5.6.", "5.7.")


def bounced(message: InboundMessage, unit: Unit, house: House, now: datetime) -> Result:
    """A report counts only when it came to the bounce address of a parcel and names that parcel's id.

    Anybody can write the rest, so nothing else closes a contact; a report without a status, that only seems
    to say that this recipient is gone, makes staff look.
    """
    report = message.report
    parcel = unit.outbox.by_envelope_from(report.address) if report else None
    if report is None or parcel is None or parcel.message_id not in report.message_ids:
        return Result("ignored", reason="bounce that names no mail of ours", sender=message.sender)
    reason = f"bounce {report.status or report.action or 'without a status'}"
    story = {"bounced": parcel.id, "status": report.status, "action": report.action}
    known = any(c.active for c in unit.contacts.by_email(parcel.recipient))
    acts: tuple[Act, ...] = ()
    if is_final(report):
        gone = not report.status.startswith(_NOT_THE_ADDRESS)
        closed = (Suspend(parcel.recipient, "bounce", reason),) if gone and known else ()
        acts = (*closed, Undeliver(parcel.id, reason, again=gone))  # else it would only come back once more
        told = tell(parcel, reason, "closed" if closed else "", house)
    elif parcel.recipient in report.hint and known and not doubted(parcel.recipient, unit, now):
        acts, told = (Doubt(parcel.recipient, "bounce"),), tell(parcel, reason, "doubt", house)
    else:
        told = ()
    return Result("ignored", told, reason, story, message.sender, acts)


def is_final(report: DeliveryReport) -> bool:
    """Whether the mail will not arrive any more; a delay or a status of the fourth class is no end."""
    return report.status.startswith("5") and report.action in ("failed", "")


def tell(parcel: Parcel, reason: str, consequence: str, house: House) -> tuple[Reply, ...]:
    """Staff are told once, with what was done about it: closed, doubt, or "" for nothing."""
    says = house.tongues[None]
    more = f" {says(f'staff_bounced_{consequence}')}" if consequence else ""
    return undelivered(parcel.recipient, parcel.subject, f"{in_words(reason, says)}.{more}", house)


def doubted(address: str, unit: Unit, now: datetime) -> bool:
    """Whether staff were told lately that mail to this address may not arrive."""
    return address in unit.audit.people(DOUBTED, now - DOUBTFUL)
