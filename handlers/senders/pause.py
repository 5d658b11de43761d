"""The pause: while it holds nobody is answered, and what comes in waits as drafts."""

from datetime import datetime

from store.engine import Unit
from store.switches import Switch

SWITCH = "pause"
REASON = "the clerk is paused"  # why a message became a draft; the end of the pause finds them by it


def paused(unit: Unit, now: datetime) -> Switch | None:
    """The pause that holds now, with who set it and why; one that has run out no longer holds."""
    switch = unit.switches.get(SWITCH)
    return None if switch is None or over(switch, now) else switch


def over(switch: Switch, now: datetime) -> bool:
    """Whether a pause had an end and it has come."""
    until = switch.value.get("until")
    return bool(until) and datetime.fromisoformat(until) <= now
