"""What the house's own people do by a command: correct, block, pause; each with its audit row."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from handlers.senders import pause
from handlers.staff import corrections
from handlers.staff.corrections import Correct, Uncorrect
from store.blocks import Block as BlockRow
from store.engine import Unit
from store.switches import Switch


@dataclass(frozen=True, slots=True)
class Block:
    """No reminders to an account up to and with a day."""

    account_id: int
    day: date
    by: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unblock:
    """Reminders to an account go out again."""

    account_id: int
    by: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Nobody is answered, until a moment (ISO) or until somebody says so."""

    by: str
    until: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Unpause:
    """The pause ends, and what waited for it is answered."""

    by: str


@dataclass(frozen=True, slots=True)
class Behalf:
    """A contact is answered because of a mail that somebody else has sent."""

    inbox_id: int
    address: str
    by: str


StaffAct = Correct | Uncorrect | Block | Unblock | Pause | Unpause | Behalf
STAFF_ACTS = (Correct, Uncorrect, Block, Unblock, Pause, Unpause, Behalf)


def carry_out(act: StaffAct, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Correct() | Uncorrect():
            return corrections.carry_out(act, unit, now)
        case Block():
            unit.blocks.add(BlockRow(act.account_id, act.day, act.by, now, act.reason))
            facts = {"account": act.account_id, "until": act.day.isoformat(), "reason": act.reason}
            unit.audit.write("reminders.blocked", now, facts, by=act.by)
            return True
        case Unblock():
            if not unit.blocks.lift(act.account_id, now):
                return False
            unit.audit.write("reminders.unblocked", now, {"account": act.account_id}, by=act.by)
            return True
        case Pause() | Unpause():
            return switched(act, unit, now)
        case Behalf():
            unit.audit.write("message.on_behalf", now, {"message": act.inbox_id}, act.address, act.by)
            return True
        case _:
            assert_never(act)


def switched(act: Pause | Unpause, unit: Unit, now: datetime) -> bool:
    """Begins or ends the pause; at its end all that waited for it is worked on."""
    if isinstance(act, Pause):
        unit.switches.set(Switch(pause.SWITCH, {"until": act.until}, act.by, act.reason, now))
        unit.audit.write("clerk.paused", now, {"until": act.until, "reason": act.reason}, by=act.by)
        return True
    if not unit.switches.clear(pause.SWITCH):
        return False
    waited = unit.inbox.resume(pause.REASON)
    unit.audit.write("clerk.resumed", now, {"messages": list(waited)}, by=act.by)
    return True
