"""Rows that wait."""

from store.engine import Store


def test_park_claim_drop(store: Store) -> None:
    with store.begin() as unit:
        unit.waiting.park("erp", "documents", "K7", {"number": "RE-1", "gross": "1.50"}, "documents.csv", 3)
        unit.waiting.park("erp", "documents", "K7", {"gross": "1.50", "number": "RE-1"}, "again.csv", 9)
        unit.waiting.park("shop", "documents", "K7", {"number": "RE-1"}, "documents.csv", 3)
        unit.waiting.park("erp", "shipments", "A-1", {}, "shipments.csv", 1)
        assert unit.waiting.count() == 3
        one, two = unit.waiting.claim(["documents", "orders"])
        assert (one.feed, one.table, one.refers_to, one.file, one.line) == (
            "erp",
            "documents",
            "K7",
            "documents.csv",
            3,
        )
        assert one.payload == {"number": "RE-1", "gross": "1.50"} and two.feed == "shop"
        unit.waiting.drop([])
        unit.waiting.drop([one.id, two.id, 99])
        assert unit.waiting.claim(["documents"]) == ()
        assert unit.waiting.count() == 1
