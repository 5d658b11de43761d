"""Sends the canary through the house at every tick; a leak pauses the clerk and alarms staff."""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.canary import Plain, Probe, ask, leaks, probes
from handlers.staff.acts import Pause
from handlers.staff.mails import to_escalation

CONTACTS = 5  # asked in whose name at each tick

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Sung:
    """What one tick found."""

    asked: int
    leaked: tuple[Probe, ...]


def sing(clerk: Clerk, draw: random.Random | None = None) -> Sung:
    """Asks, judges, and writes down what came of it."""
    now, house = clerk.clock(), clerk.house
    draw = draw or random.Random(secrets.randbits(64))  # noqa: S311 - draws samples, guards nothing
    with clerk.store.read() as unit:
        plain = Plain.of(unit, house.kinds, house.today(now))
        asked = list(probes(plain, unit, draw, CONTACTS))
        leaked = tuple(p for p in asked if leaks(p, ask(p, unit, house, now), plain))
    with clerk.store.begin() as unit:
        unit.audit.write("canary.asked", now, {"probes": len(asked), "leaks": len(leaked)})
    if leaked:
        alarm(clerk, leaked, now)
    return Sung(len(asked), leaked)


def alarm(clerk: Clerk, leaked: tuple[Probe, ...], now: datetime) -> None:
    """Nothing is answered any more until a person has looked."""
    says = clerk.house.tongues[None]
    names = ", ".join(sorted({p.name for p in leaked}))
    log.critical("canary.leak", probes=names)
    lines = (says("staff_canary", probes=names), says("staff_canary_fix"))
    with clerk.store.begin() as unit:
        carry_out(Pause(by="canary", reason=f"a leak was found: {names}"), unit, now)
        unit.audit.write("canary.leak", now, {"probes": [p.name for p in leaked]})
        for reply in to_escalation("staff", says("staff_canary_subject"), lines, clerk.house):
            unit.outbox.add(clerk.channels["email"].pack(reply, None, now), now)
