"""The clock of the house: a pause that has run out ends by itself, and what waited is answered."""

import datetime as dt
from dataclasses import replace

from bot.scheduler import Scheduler
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.staff.acts import Pause
from store.traffic import Arrival
from tests.world import ADDRESS, NOW

ASK = (
    f"From: anna@adler.test\r\nTo: {ADDRESS}\r\nSubject: x\r\nMessage-ID: <1@client.test>\r\n\r\n"
    "Bitte Rechnung RE-2025-0412.\r\n"
).encode()


def test_what_waited_for_the_end_of_a_pause_is_answered(clerk: Clerk) -> None:
    until = NOW + dt.timedelta(hours=1)
    with clerk.store.begin() as unit:
        carry_out(Pause("lea@house.test", until.isoformat()), unit, NOW)
    clerk.store.accept(Arrival("email", "1", ASK, NOW))
    assert clerk.worker("w").step()
    for minutes, outcome in ((59, "draft"), (60, "answered")):
        later = replace(clerk, clock=lambda minutes=minutes: NOW + dt.timedelta(minutes=minutes))
        Scheduler(later).pause()
        while later.worker("w").step():
            pass
        with later.store.read() as unit:
            item = unit.inbox.get("<1@client.test>")
            assert item is not None and item.outcome == outcome
    with clerk.store.read() as unit:
        assert unit.switches.get("pause") is None
        assert [r["event"] for r in unit.audit.export()].count("clerk.resumed") == 1
