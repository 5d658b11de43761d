"""After somebody's last day everything ends by itself: answers, links, downloads, what waits to be sent."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from bot.reminders import Reminders
from bot.web.app import build_app
from bot.wiring import Clerk
from handlers.acts import Change, carry_out
from handlers.senders.permissions import matrix
from store.records import Contact
from store.traffic import Arrival, Parcel
from tests.bot.conftest import Hands
from tests.bot.test_reminders import HEAD, Refusing
from tests.bot.test_web import ask, collected, path_in
from tests.world import ADDRESS, NOW, open_clerk

BERTA = "buch@adler.test"  # finance at two accounts
LAST = dt.date(2025, 11, 20)

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture
def leaving(clerk: Clerk) -> Iterator[Clerk]:
    """Berta's last day at both accounts is set, as an admin would."""
    with clerk.store.begin() as unit:
        rows = tuple(replace(c, until=LAST) for c in unit.contacts.by_email(BERTA))
        assert len(rows) == 2
        assert carry_out(Change("anna@adler.test", ending=rows), unit, clerk.clock())
        assert not carry_out(Change("anna@adler.test", ending=rows), unit, clerk.clock()), "once is enough"
        later = tuple(replace(c, until=LAST + dt.timedelta(days=9)) for c in rows)
        assert not carry_out(Change("anna@adler.test", ending=later), unit, clerk.clock()), "sooner stays"
    yield clerk


def test_until_then_nothing_changes_and_then_all_ends(leaving: Clerk, hands: Hands) -> None:
    (mail,) = ask(leaving, "Bitte Rechnung RE-2025-0412.", BERTA)
    path = path_in(mail)
    with TestClient(build_app(leaving)) as browser:
        hands.forward(days=(LAST - leaving.clock().date()).days)
        assert leaving.clock().date() == LAST
        assert browser.get(path).status_code == 200
        assert browser.post(f"{path}/files/1").status_code == 200
        hands.forward(days=1)
        assert browser.get(path).status_code == 404
        assert browser.post(f"{path}/files/1").status_code == 404
    mails = ask(leaving, "Bitte Rechnung RE-2025-0413.", BERTA)
    assert not any(m["To"] == BERTA and "RE-2025" in str(m.get_body(("plain",))) for m in mails)
    with leaving.store.read() as unit:
        states = {p.state for p in matrix(unit, leaving.house, leaving.clock().date()) if p.email == BERTA}
    assert states == {"expired"}


def test_an_erp_delivery_does_not_bring_them_back(leaving: Clerk) -> None:
    with leaving.store.begin() as unit:
        unit.contacts.upsert([Contact("1001", BERTA, "Berta Buch", "finance", language="de")])
        assert {c.until for c in unit.contacts.by_email(BERTA)} == {LAST}


def test_what_lies_in_the_outbox_stops_after_the_last_day(leaving: Clerk, hands: Hands) -> None:
    hands.forward(days=(LAST - leaving.clock().date()).days)
    raw = f"From: {BERTA}\r\nTo: {ADDRESS}\r\nMessage-ID: <l@adler.test>\r\n\r\nRE-2025-0412\r\n".encode()
    assert leaving.store.accept(Arrival("email", "l", raw, leaving.clock()))
    assert leaving.worker("w").step()
    with leaving.store.read() as unit:
        assert BERTA in {p.recipient for p in unit.outbox.pending()}
    hands.forward(days=1)
    sent: list[Parcel] = []
    courier = replace(leaving, channels={"email": Refusing(sent, leaving)}).courier("c")
    while courier.step():
        pass
    assert {p.recipient for p in sent} == {"weber@house.test"}, "only staff hear of it"


@pytest.mark.parametrize("days", [0, -1])
def test_no_reminder_after_the_last_day(tmp_path: Path, days: int) -> None:
    clerk = open_clerk(tmp_path, reminders={"enabled": True, "delivered_by": "erp"}, letterhead=HEAD)
    with clerk.store.begin() as unit:
        (ben,) = unit.contacts.by_email("ben@birch.test")
        last = replace(ben, until=NOW.date() + dt.timedelta(days=days))
        assert carry_out(Change("weber@house.test", ending=(last,)), unit, NOW)
    Reminders.of(clerk, "one").tick()
    told = {m["To"] for m in collected(clerk)}
    clerk.close()
    assert ("ben@birch.test" in told) == (days == 0)
    assert told
