"""Made papers are kept with what they tell about whom, and are found again by their ids only."""

import datetime as dt

from store.engine import Store
from store.papers import Paper
from store.records import Account

NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)


def test_a_paper_comes_back_as_it_was_noted(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One")])
        ids = [
            unit.papers.add(Paper(1, "statement", whole=True), NOW),
            unit.papers.add(Paper(1, "invoice", document_ids=(3, 1, 2)), NOW),
        ]
        whole, some = unit.papers.by_ids(reversed(ids))
        assert (whole.whole, whole.kind, whole.made_at) == (True, "statement", NOW)
        assert (some.whole, some.document_ids) == (False, (3, 1, 2))
        assert unit.papers.by_ids([]) == ()
        assert unit.papers.by_ids([999]) == ()
