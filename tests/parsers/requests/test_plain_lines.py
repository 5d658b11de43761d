"""One plain line of every intent after the other, in many words: plain_lines.toml."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

LINES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("plain_lines.toml").read_text(encoding="utf-8")
)["lines"]
ROWS = [(text, row.get("wish")) for row in LINES for text in row["texts"]]


@pytest.mark.parametrize(("text", "wish"), ROWS)
def test_line(text: str, wish: dict[str, Any] | None) -> None:
    read = parse("", text, VOCABULARY, today=date(2025, 11, 23))
    assert [ask.as_table() for ask in read.asks] == ([wish] if wish else [])
