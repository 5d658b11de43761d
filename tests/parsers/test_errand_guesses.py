"""A name and an order may be about a colleague; what else the mail asks stays as it was read."""

import pytest

from parsers.asks import Ask
from parsers.errand_guesses import guessed, is_guess, marked
from parsers.errands import ErrandWords, with_errands
from tests.words import LANGUAGES

WORDS = ErrandWords.compile(LANGUAGES)
OTHER = Ask("other")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bitte Huber sperren.", "Huber"),
        ("Huber bitte löschen", "Huber"),
        ("Bitte Frau Maria Huber zum 31. Dezember entfernen", "Maria Huber"),
        ("Bitte den Zugang von Müller-Lüdenscheidt zum Monatsende sperren.", "Müller Lüdenscheidt"),
        ("Please block Huber.", "Huber"),
        ("Please remove Tom Fischer as of 1 January 2026.", "Tom Fischer"),
        ("Veuillez bloquer Huber.", "Huber"),
    ],
)
def test_a_name_beside_an_order(text: str, name: str) -> None:
    (ask,) = guessed([OTHER], text, WORDS)
    assert (ask.intent, ask.person) == ("people", name)
    (read,) = (marked(a, [ask]) for a in with_errands([ask], text, WORDS))
    assert is_guess(read) and read.errand and read.errand.deed == "remove"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "bitte sperren",
        "Huber ruft an.",
        "Bitte Huber sperren, Meier löschen.",
        "Bitte um Rückruf von Huber.",
    ],
)
def test_no_name_no_order_or_two_names(text: str) -> None:
    assert guessed([OTHER], text, WORDS) == (OTHER,)


@pytest.mark.parametrize("asks", [[], [Ask("documents")], [Ask("dispute")], [OTHER, OTHER]])
def test_only_the_one_wish_that_nobody_understood(asks: list[Ask]) -> None:
    assert guessed(asks, "Bitte Huber sperren.", WORDS) == tuple(asks)


def test_what_else_is_asked_stays() -> None:
    first, second = guessed([Ask("documents"), OTHER], "Bitte RE-1. Bitte Huber sperren.", WORDS)
    assert first == Ask("documents") and second.person == "Huber"
