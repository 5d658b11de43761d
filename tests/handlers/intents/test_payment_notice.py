"""What a buyer tells of a payment is noted; figures from old data are called so."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from handlers.answers import Noted
from handlers.desk import Desk
from handlers.intents.payment_notice import respond
from handlers.letters.parts import Sheet, aged
from parsers.asks import Ask, Paying
from store.engine import Unit

ASK = Ask("payment_notice", numbers=("RE-2025-0412", "RE-2025-0413"), paying=Paying())


def test_figures_from_old_data_are_called_so(desk: Callable[..., Desk], unit: Unit) -> None:
    one = desk()
    fresh = respond(ASK, one)
    assert isinstance(fresh, Noted) and len(fresh.documents) == 2
    assert aged([fresh], Sheet(one, one.house, {}, as_of=one.stale_as_of)) == ()
    unit.feeds.record("erp", one.now - dt.timedelta(days=30), {})
    old = replace(one, house=replace(one.house, feeds={"erp": dt.timedelta(hours=26)}))
    told = respond(ASK, old)
    (part,) = aged([told], Sheet(old, old.house, {}, as_of=old.stale_as_of))
    assert "15.10.2025" in part.lines[0]
    nothing = replace(fresh, documents=(), told=())
    assert aged([nothing], Sheet(old, old.house, {}, as_of=old.stale_as_of)) == ()
