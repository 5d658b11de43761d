"""The words of the spoken languages stand in the language files: no parser holds one in its code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.words import KINDS, LANGUAGES

HOUSE = Path(__file__).parents[1]
PARSERS = sorted((HOUSE / "parsers").rglob("*.py"))
SPOKEN = {code: table["language"]["words"] for code, table in LANGUAGES.items() if "name" in table}
FORMATS = ("attachments", "deliveries", "einvoices", "mail")  # their codes and faults are English
SHORTEST = 3  # letters; shorter words are parts of patterns and names of countries
WORD = re.compile(r"[^\W\d_]+(?:[_:][^\W\d_]+)*")
CODES = {
    "documents": "an intent",
    "kind": "the prefix of cues, and a field of tables",
    "find": "an exported name",
    "NOTHING": "an exported name",
    "WANT": "an exported name",
    "price": "the name of a group in a pattern",
    "were": "in the note that a text was too long to be read",
    "comment": "a part of a mail header",
    "nein": "what a cell of the operator's tables may say",
}


def keys(table: dict[str, Any]) -> Iterator[str]:
    """The names of the cues and word classes of a language."""
    for key, value in table.items():
        yield key
        if isinstance(value, dict):
            yield from keys(value)


NAMES = {*CODES, *KINDS, *(key for table in LANGUAGES.values() for key in keys(table))}


def frequent(*codes: str) -> set[str]:
    """The words that tell these languages from others."""
    return {word.lower() for code in codes for word in SPOKEN[code] if len(word) >= SHORTEST}


def texts(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstring."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    said = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def held(path: Path) -> set[str]:
    """The words of a language that a module holds and that name no cue, kind or code."""
    words = frequent(*SPOKEN) - (frequent("en") if path.parent.name in FORMATS else set())
    return {word for text in texts(path) for word in WORD.findall(text) if word.lower() in words} - NAMES


@pytest.mark.parametrize("path", PARSERS, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_parser_holds_no_words_of_a_language(path: Path) -> None:
    assert not held(path), "words belong to templates/languages"


def test_every_code_is_a_word_that_some_parser_holds() -> None:
    seen = {word for path in PARSERS for text in texts(path) for word in WORD.findall(text)}
    assert CODES.keys() <= seen


def test_a_word_in_code_is_seen(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""And the invoice."""\n\nLED = ("vom", "since")\nJOINS = r" (?:und|oder) "\n')
    assert held(module) == {"vom", "und", "oder"}
