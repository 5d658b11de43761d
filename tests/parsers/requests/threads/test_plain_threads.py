"""Short answers to what the clerk sent, in many words: plain_threads.toml."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

THREADS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("plain_threads.toml").read_text(encoding="utf-8")
)["threads"]
ROWS = [(row["answered"], text, row.get("wish")) for row in THREADS for text in row["texts"]]


@pytest.mark.parametrize(("answered", "text", "wish"), ROWS)
def test_answer(answered: dict[str, Any], text: str, wish: dict[str, Any] | None) -> None:
    before = Ask.from_table(answered)
    read = parse("", text, VOCABULARY, today=date(2025, 11, 23), context=before)
    assert [ask.as_table() for ask in read.asks] == ([wish] if wish else [])
