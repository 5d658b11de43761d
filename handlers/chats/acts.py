"""What becomes of the tie between a chat account and a registered address; each act with its audit row."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from store.engine import Unit
from store.slack_bindings import BindingRequest

TRIES = 5  # wrong codes for one request
SLACK_SCOPES = (
    *("app_mentions:read", "channels:history", "chat:write", "commands", "files:read", "files:write"),
    *("groups:history", "im:history", "im:read", "im:write", "team:read", "users:read", "users:read.email"),
)
WAITED = timedelta(hours=1)  # how old a question may be that is answered once we know who asked


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody names an address as theirs; it has the code by mail, if it is registered."""

    request: BindingRequest


@dataclass(frozen=True, slots=True)
class Mistype:
    """A wrong code."""

    request_id: int
    address: str
    guest: str


@dataclass(frozen=True, slots=True)
class Bind:
    """The code came back: the account speaks for the address from now on."""

    request_id: int
    team: str
    user: str
    address: str
    guest: str


@dataclass(frozen=True, slots=True)
class Unbind:
    """The account speaks for nobody any more."""

    team: str
    user: str
    address: str
    by: str
    reason: str


ChatAct = Invite | Mistype | Bind | Unbind
CHAT_ACTS = (Invite, Mistype, Bind, Unbind)


def carry_out(act: ChatAct, unit: Unit, now: datetime) -> bool:
    """Writes an act and its audit row; False when there was nothing to do."""
    match act:
        case Invite(request=request):
            id = unit.slack_bindings.ask(request)
            facts = {"request": id, "team": request.team, "user": request.user}
            unit.audit.write("slack.asked", now, facts, person=request.address or None)
            return True
        case Mistype():
            unit.slack_bindings.mistyped(act.request_id)
            facts = {"request": act.request_id, "account": act.guest}
            unit.audit.write("slack.mistyped", now, facts, person=act.address or None)
            return True
        case Bind():
            return bound(act, unit, now)
        case Unbind():
            if not unit.slack_bindings.end(act.team, act.user, act.reason, now):
                return False
            facts = {"team": act.team, "user": act.user, "reason": act.reason}
            unit.audit.write("slack.unbound", now, facts, person=act.address, by=act.by)
            return True
        case _:
            assert_never(act)


def bound(act: Bind, unit: Unit, now: datetime) -> bool:
    """Uses the request up, once; what this account asked meanwhile is answered now."""
    if not unit.slack_bindings.use(act.request_id, TRIES, now):
        return False
    unit.slack_bindings.bind(act.team, act.user, act.address, now)
    facts = {"request": act.request_id, "team": act.team, "user": act.user}
    unit.audit.write("slack.bound", now, facts, person=act.address)
    unit.inbox.asked_again(act.guest, now - WAITED)
    return True
