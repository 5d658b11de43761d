"""The chain of the audit breaks at the first row that somebody touched."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from sqlalchemy import text

from store.engine import Store

NOW = dt.datetime(2025, 3, 1, 9, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def fill(store: Store, rows: int = 5) -> None:
    with store.begin() as unit:
        for n in range(rows):
            unit.audit.write("answered", NOW, {"n": n, "sum": Decimal("1.50")}, person="Eva@buyer.test")


def broken(store: Store) -> int | None:
    with store.read() as unit:
        return unit.audit.verify()


def test_an_untouched_chain_holds(store: Store) -> None:
    assert broken(store) is None
    fill(store)
    with store.begin() as unit:
        assert unit.audit.write("link.opened", NOW, {}) == 6
    assert broken(store) is None
    with store.read() as unit:
        rows = list(unit.audit.export())
    assert [row["id"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[0]["facts"] == {"n": 0, "sum": "1.50"} and rows[0]["person"] == "eva@buyer.test"
    assert (rows[0]["at"], rows[5]["person"], rows[5]["event"]) == (
        "2025-03-01T08:00:00+00:00",
        None,
        "link.opened",
    )


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE audit SET facts = replace(facts, '2', '3') WHERE id = 3", 3),
        ("UPDATE audit SET event = 'Answered' WHERE id = 1", 1),
        ("UPDATE audit SET person_key = NULL WHERE id = 4", 4),
        ("UPDATE audit SET at = '2025-03-01 08:00:01' WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 5", 5),
        ("DELETE FROM audit WHERE id > 3", 4),
        ("DELETE FROM audit", 1),
        ("DELETE FROM audit_head", 6),
        ("UPDATE audit SET id = 9 WHERE id = 4", 4),
    ],
)
def test_the_first_touched_row_is_named(store: Store, change: str, row: int) -> None:
    fill(store)
    with store._engines.write.begin() as connection:
        connection.execute(text(change))
    assert broken(store) == row


def test_each_flipped_byte_is_seen(light: Store) -> None:
    fill(light, 3)
    for column in ("facts", "event", "person_key", "hash", "at"):
        with light._engines.write.begin() as connection:
            before = connection.execute(text(f"SELECT {column} FROM audit WHERE id = 2")).scalar_one()
            flipped = bytes([before[0] ^ 1]) + before[1:] if column == "hash" else _flip(before)
            change = text(f"UPDATE audit SET {column} = :value WHERE id = 2")
            connection.execute(change, {"value": flipped})
        assert broken(light) == 2
        with light._engines.write.begin() as connection:
            connection.execute(change, {"value": before})
        assert broken(light) is None


def _flip(value: str) -> str:
    return value[:-1] + chr(ord(value[-1]) ^ 1)


def test_a_person_can_be_forgotten_and_the_chain_holds(store: Store) -> None:
    fill(store, 2)
    with store.begin() as unit:
        assert unit.audit.forget("EVA@buyer.test") is True
        assert unit.audit.forget("eva@buyer.test") is False
        unit.audit.write("answered", NOW, {}, person="eva@buyer.test")
    with store.read() as unit:
        assert unit.audit.verify() is None
        assert [row["person"] for row in unit.audit.export()] == [None, None, "eva@buyer.test"]


def test_rolled_back_rows_leave_no_gap(store: Store) -> None:
    with pytest.raises(KeyError), store.begin() as unit:
        unit.audit.write("lost", NOW, {})
        raise KeyError
    fill(store, 2)
    assert broken(store) is None


def test_many_writers_make_one_chain(store: Store) -> None:
    def write(n: int) -> None:
        for _ in range(10):
            with store.begin() as unit:
                unit.audit.write("event", NOW, {"writer": n}, person=f"{n % 2}@x.test")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as unit:
        assert unit.audit.verify() is None
        assert len(list(unit.audit.export())) == 40
