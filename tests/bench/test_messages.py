"""The house's own labelled messages are well formed, and the bench tells right from wrong."""

import json
from datetime import date

from tests.bench import bench_blocks
from tests.bench.bench_messages import FOLDER, same, whole

ROWS = [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.open(encoding="utf-8")]


def test_each_message_has_an_id_of_its_own_and_is_its_own_reading() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS) > 1_000
    assert all(whole(row, row["expect"]["asks"]) for row in ROWS)


def test_another_number_kind_or_wish_is_wrong() -> None:
    today = date(2025, 11, 14)
    ask = {"intent": "documents", "kinds": ["invoice"], "numbers": ["RE-4711"]}
    assert same(ask, {**ask, "numbers": ["re 4711"]}, today)
    assert not same(ask, {**ask, "numbers": ["RE-4712"]}, today)
    assert not same(ask, {**ask, "kinds": ["quote"]}, today)
    assert not whole({"today": "2025-11-14", "expect": {"asks": [ask]}}, [ask, {"intent": "other"}])
    assert not whole({"today": "2025-11-14", "expect": {"asks": [ask]}}, [])


def test_each_block_is_its_own_reading_and_stands_beside_a_plain_wish() -> None:
    lines = {path.stem: bench_blocks.rows(path) for path in sorted(bench_blocks.FOLDER.glob("*.jsonl"))}
    every = [row for name, rows in lines.items() for row in (rows[:9] if name.startswith("told") else rows)]
    assert len(every) > 1_500
    assert all(whole({**row, "expect": {"asks": row["asks"]}}, row["asks"]) for row in every)
    assert (
        bench_blocks.right({"today": "2025-11-14", "text": lines["told_en"][0]["text"], "asks": []}) is False
    )
