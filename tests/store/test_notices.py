"""What buyers tell us holds until its day, and the latest word of a kind counts."""

import datetime as dt
from dataclasses import replace

from store.engine import Store, Unit
from store.notices import DISPUTE, PAID, PROMISE, Notice
from store.records import Account, Document, Grant

NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)
TODAY = NOW.date()
ANNA = "anna@adler.test"


def loaded(unit: Unit) -> tuple[int, ...]:
    unit.accounts.upsert([Account("K1", "One")])
    unit.documents.upsert([Document("K1", "invoice", f"RE-{n}", dt.date(2025, 1, n)) for n in (1, 2)])
    return tuple(
        d.id for d in unit.documents.search([Grant(1, frozenset({"invoice"}))], kinds=None, today=TODAY)
    )


def test_a_notice_holds_until_its_day(store: Store) -> None:
    with store.begin() as unit:
        one, two = loaded(unit)
        unit.notices.add(Notice(one, PAID, ANNA, NOW, day=TODAY, until=TODAY + dt.timedelta(days=10)))
        assert unit.notices.live([one, two], TODAY)[one].day == TODAY
        assert set(unit.notices.live([one, two], TODAY + dt.timedelta(days=10))) == {one}
        assert unit.notices.live([one, two], TODAY + dt.timedelta(days=11)) == {}
        assert unit.notices.live([], TODAY) == {}
        assert [n.document_id for n in unit.notices.open(TODAY)] == [one]


def test_the_latest_word_counts_and_a_dispute_goes_first(store: Store) -> None:
    with store.begin() as unit:
        one, _ = loaded(unit)
        first = Notice(one, PROMISE, ANNA, NOW, until=TODAY)
        unit.notices.add(first)
        unit.notices.add(replace(first, until=TODAY + dt.timedelta(days=5)))
        assert [n.ended_by for n in unit.notices.of_document(one)] == [ANNA, None]
        unit.notices.add(Notice(one, DISPUTE, ANNA, NOW))
        unit.notices.add(Notice(one, PAID, ANNA, NOW, until=TODAY))
        assert unit.notices.live([one], TODAY)[one].kind == DISPUTE
        assert unit.notices.live([one], TODAY + dt.timedelta(days=900))[one].kind == DISPUTE


def test_staff_end_one_kind_or_all(store: Store) -> None:
    with store.begin() as unit:
        one, _ = loaded(unit)
        for kind in (PAID, DISPUTE):
            unit.notices.add(Notice(one, kind, ANNA, NOW))
        assert unit.notices.end(one, "lea@house.test", NOW, DISPUTE) == 1
        assert unit.notices.live([one], TODAY)[one].kind == PAID
        assert (unit.notices.end(one, "lea@house.test", NOW), unit.notices.end(one, "x", NOW)) == (1, 0)
        assert unit.notices.live([one], TODAY) == {}
