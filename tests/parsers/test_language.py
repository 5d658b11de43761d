"""The language of a message, also of a short one."""

import pytest

from parsers.language import detect
from parsers.phrases import fold
from tests.words import VOCABULARY

FREQUENT = VOCABULARY.frequent

TEXTS = [
    ("rechnung bitte", "de"),
    ("invoice please", "en"),
    ("letzte rechnung pls", "de"),
    ("has 4711 shipped yet", "en"),
    ("und den lieferschein dazu", "de"),
    ("Could you send me the Lieferschein for 4711", "en"),
    ("Könnten Sie uns bitte die invoice schicken", "de"),
    ("Für Rückfragen stehen wir gern zur Verfügung", "de"),
    ("thx, got it", "en"),
]


@pytest.mark.parametrize(("text", "language"), TEXTS)
def test_language(text: str, language: str) -> None:
    assert detect(map(fold, text.split()), FREQUENT, "?") == language


def test_the_fallback_speaks_when_nothing_tells() -> None:
    assert detect(["4711"], FREQUENT, "en") == "en"
    assert detect([], FREQUENT, "de") == "de"
    assert detect(["a", "b"], {"de": frozenset("a"), "en": frozenset("b")}, "fr") == "fr"
