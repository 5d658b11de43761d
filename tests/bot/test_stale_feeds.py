"""A feed that is behind its limit: one mail a day to the house, until it has come in again."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

from bot.stale_feeds import watch_age
from bot.wiring import Clerk
from tests.desk import collected
from tests.world import NOW, open_clerk

HOUR = dt.timedelta(hours=1)


def test_one_mail_a_feed_and_day(tmp_path: Path) -> None:
    clerk = open_clerk(tmp_path)
    limits = {"erp": 26 * HOUR, "shop": 2 * HOUR, "never": HOUR}
    clerk = replace(clerk, house=replace(clerk.house, feeds=limits))
    with clerk.store.begin() as unit:
        unit.feeds.record("erp", NOW, {})
        unit.feeds.record("shop", NOW, {})

    def later(hours: float) -> Clerk:
        return replace(clerk, clock=lambda: NOW + hours * HOUR)

    def at(hours: float) -> tuple[str, ...]:
        return watch_age(later(hours))

    assert at(1) == () == at(2)
    assert at(3) == ("shop",)
    (mail,) = collected(later(3))
    assert mail["To"] == "weber@house.test"
    assert "shop" in str(mail["Subject"])
    assert "2 h" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert at(4) == () == at(12)  # told today
    assert at(24) == ("shop",)  # the next day again
    assert at(27) == ("erp",)  # the other one has joined it
    with clerk.store.begin() as unit:
        unit.feeds.record("shop", NOW + 28 * HOUR, {})
    assert at(28.5) == ()
    assert at(31) == ("shop",)  # it had come in: this is new
    assert len(collected(later(40))) == 3
    with clerk.store.read() as unit:
        events = [row["event"] for row in unit.audit.export()]
    assert (events.count("feed.stale"), events.count("feed.fresh")) == (4, 1)
