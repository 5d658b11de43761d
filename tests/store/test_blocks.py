"""No reminders until a day, or until it is lifted; the latest word counts."""

import datetime as dt

from store.blocks import Block
from store.engine import Store
from store.records import Account

NOW = dt.datetime(2025, 11, 14, 9, tzinfo=dt.UTC)
DAY = dt.date(2025, 12, 31)


def test_a_block_holds_until_its_last_day_or_until_it_is_lifted(store: Store) -> None:
    with store.begin() as unit:
        unit.accounts.upsert([Account("K1", "One"), Account("K2", "Two")])
        assert unit.blocks.of_account(1, NOW.date()) is None
        unit.blocks.add(Block(1, DAY, "lea@house.test", NOW, "complaint"))
        block = unit.blocks.of_account(1, DAY)
        assert block is not None and (block.until, block.author, block.reason) == (
            DAY,
            "lea@house.test",
            "complaint",
        )
        assert unit.blocks.of_account(1, DAY + dt.timedelta(days=1)) is None
        assert unit.blocks.of_account(2, DAY) is None
        unit.blocks.add(Block(1, None, "lea@house.test", NOW))
        forever = unit.blocks.of_account(1, DAY + dt.timedelta(days=999))
        assert forever is not None and forever.until is None
        assert unit.blocks.lift(1, NOW)
        assert not unit.blocks.lift(1, NOW)
        assert unit.blocks.of_account(1, NOW.date()) is None
