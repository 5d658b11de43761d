"""What is decided about subscriptions: begun, ended, one mail released; each with its audit row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, assert_never

from store.engine import Unit
from store.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Somebody gets something regularly from now on; `changes` names the subscription that it alters."""

    by: str
    account_id: int
    what: Mapping[str, Any]  # an ask as a table
    rhythm: Mapping[str, Any]
    language: str
    next_due: datetime
    covered_until: date
    changes: int | None = None
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Subscriptions end; `reason` says why when nobody asked for it."""

    by: str
    ids: tuple[int, ...]
    reason: str = ""
    inbox_id: int | None = None


@dataclass(frozen=True, slots=True)
class LetGo:
    """Staff let one mail of a subscription leave that waited for them."""

    by: str
    subscription_id: int
    period: str


StandingAct = Subscribe | Unsubscribe | LetGo
STANDING_ACTS = (Subscribe, Unsubscribe, LetGo)


def carry_out(act: StandingAct, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Subscribe():
            return subscribed(act, unit, now)
        case Unsubscribe():
            if not unit.subscriptions.end(act.ids, act.by, now):
                return False
            facts = {"subscriptions": list(act.ids), "reason": act.reason}
            unit.audit.write("subscription.ended", now, facts, by=act.by)
            return True
        case LetGo():
            if not unit.subscriptions.release(act.subscription_id, act.period):
                return False
            let_go = {"subscription": act.subscription_id, "period": act.period}
            unit.audit.write("subscription.released", now, let_go, by=act.by)
            return True
        case _:
            assert_never(act)


def subscribed(act: Subscribe, unit: Unit, now: datetime) -> bool:
    """Keeps a new subscription, or gives one that is there its new rhythm."""
    facts: dict[str, Any] = {
        "account": act.account_id,
        "intent": act.what["intent"],
        "rhythm": dict(act.rhythm),
    }
    if act.changes is not None:
        if not unit.subscriptions.change(act.changes, act.rhythm, act.next_due, act.inbox_id):
            return False
        facts |= {"subscription": act.changes}
        unit.audit.write("subscription.changed", now, facts, person=act.by)
        return True
    wanted = Subscription(
        act.by,
        act.account_id,
        act.what,
        act.rhythm,
        act.language,
        now,
        act.covered_until,
        act.next_due,
        act.inbox_id,
    )
    facts |= {"subscription": unit.subscriptions.add(wanted)}
    unit.audit.write("subscription.begun", now, facts, person=act.by)
    return True
