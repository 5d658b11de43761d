"""Who asks for many numbers that lead to nothing is held; what is missing and what is foreign count alike."""

from collections.abc import Callable
from typing import Any

import pytest

from handlers.answers import Answer, Choice, Found, Handover, Missing, Result
from handlers.documents.misses import misses_in
from parsers.asks import Ask
from store.engine import Unit

ASK = Ask("documents")


@pytest.mark.parametrize(
    ("answers", "misses"),
    [
        ([], 0),
        ([Missing(ASK, ("1", "2"))], 2),
        ([Missing(ASK)], 0),
        ([Found(ASK, (), missing=("1",)), Missing(ASK, ("2",))], 2),
        ([Choice(ASK, "ask_near"), Choice(ASK, "ask_which")], 1),
        ([Choice(ASK, "ask_near", missing=("1",))], 2),
        ([Handover(ASK, "x")], 0),
    ],
)
def test_numbers_that_led_to_nothing(answers: list[Answer], misses: int) -> None:
    assert misses_in(answers) == misses


def test_missing_and_foreign_count_alike(write: Callable[..., Result]) -> None:
    missing = write("Bitte Rechnung RE-2099-0001.")
    foreign = write("Bitte Rechnung RE-2025-0700.")
    assert missing.story["misses"] == foreign.story["misses"] == 1


@pytest.mark.parametrize(("misses", "outcome"), [(29, "answered"), (30, "held")])
def test_after_many_a_person_looks(
    write: Callable[..., Result], unit: Unit, misses: int, outcome: str
) -> None:
    told: Any = unit.inbox
    told.stories = lambda sender, since: ({"misses": misses - 1}, {"misses": 1}, {})
    result = write("Bitte Rechnung RE-2025-0412.")
    assert result.outcome == outcome
    if outcome == "held":
        assert {r.purpose for r in result.replies} == {"limit", "staff"}
        assert "0412" not in "".join(r.text for r in result.replies if r.purpose == "limit")
