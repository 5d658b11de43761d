"""The shelf of blocks: no reminders to an account until a day, as somebody of the house decided."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, and_, insert, or_, select, update

from store.house_schema import blocks
from store.rows import columns, first, records


@dataclass(frozen=True, slots=True)
class Block:
    """No reminders to an account up to and with a day; without a day until it is lifted."""

    account_id: int
    until: dt.date | None
    author: str
    at: dt.datetime
    reason: str | None = None
    lifted_at: dt.datetime | None = None
    id: int = 0


_COLUMNS = columns(Block, blocks)


class Blocks:
    """Blocks by account."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, block: Block) -> None:
        """Block an account; what was said before of it no longer counts."""
        self.lift(block.account_id, block.at)
        names = ("account_id", "until", "author", "at", "reason")
        self._connection.execute(insert(blocks).values({name: getattr(block, name) for name in names}))

    def lift(self, account_id: int, now: dt.datetime) -> bool:
        """Let reminders go out again; False when nothing stopped them."""
        mine = and_(blocks.c.account_id == account_id, blocks.c.lifted_at.is_(None))
        return self._connection.execute(update(blocks).where(mine).values(lifted_at=now)).rowcount > 0

    def holding(self, today: dt.date) -> dict[int, Block]:
        """Account id -> the block that holds for it today."""
        holds = and_(blocks.c.lifted_at.is_(None), or_(blocks.c.until.is_(None), blocks.c.until >= today))
        found = records(Block, self._connection.execute(select(*_COLUMNS).where(holds).order_by(blocks.c.id)))
        return {block.account_id: block for block in found}

    def of_account(self, account_id: int, today: dt.date) -> Block | None:
        """The block that holds for an account today."""
        holds = and_(blocks.c.lifted_at.is_(None), or_(blocks.c.until.is_(None), blocks.c.until >= today))
        query = select(*_COLUMNS).where(blocks.c.account_id == account_id, holds)
        return first(records(Block, self._connection.execute(query.order_by(blocks.c.id.desc()))))
