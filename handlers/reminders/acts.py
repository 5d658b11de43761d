"""What befalls letters besides being sent: a mail comes back, the operator lets reminders go on."""

from dataclasses import dataclass
from datetime import date, datetime

from store.engine import Unit
from store.restored import REMINDERS

RELEASED = "released "  # before the key of a letter that staff let go


@dataclass(frozen=True, slots=True)
class Undeliver:
    """A mail came back for good: what only it carried was never handed over. `again`: it may be sent anew."""

    parcel_id: int
    reason: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Proceed:
    """Reminders go out again after the store came from a backup."""

    by: str


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Staff let letters go that waited for them; they leave with the next run, still on this day."""

    by: str
    keys: tuple[str, ...]
    day: date


LetterAct = Undeliver | Proceed | Dispatch
LETTER_ACTS = (Undeliver, Proceed, Dispatch)


def carry_out(act: LetterAct, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Undeliver():
            undone = unit.handovers.undo(act.parcel_id, act.reason)
            offers = unit.reminders.take_back(act.parcel_id) if act.again else 0
            facts = {"parcel": act.parcel_id, "documents": undone, "offers": offers}
            unit.audit.write("handover.undone", now, facts)
            return True
        case Proceed():
            if not unit.switches.clear(REMINDERS):
                return False
            unit.audit.write("reminders.released", now, {}, by=act.by)
            return True
        case Dispatch():
            new = [key for key in act.keys if unit.reminders.alert(RELEASED + key, now)]
            if not new:
                return False
            unit.reminders.reopen(act.day)
            unit.audit.write("reminders.dispatched", now, {"letters": new}, by=act.by)
            return True
