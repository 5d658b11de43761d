"""Several wishes in one message: each with its own number, kind, time, site and form; lists and threads."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
LINES = Path(__file__).with_name("several.jsonl").read_text("utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['text'][:40]}")
def test_each_wish_has_its_own(row: dict[str, Any]) -> None:
    context = Ask.from_table(row["context"]) if "context" in row else None
    request = parse(row.get("subject", ""), row["text"], VOCABULARY, today=TODAY, context=context)
    assert [ask.as_table() for ask in request.asks] == row["asks"]
