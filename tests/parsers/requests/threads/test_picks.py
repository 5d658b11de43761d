"""Which of several things answered before a short message means."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

THREE = ("RE-2001", "RE-2002", "RE-2003")
PICKS = [
    ("the second one please, again", THREE, ["RE-2002"]),
    ("I only need the first two", THREE, ["RE-2001", "RE-2002"]),
    ("Die mittlere kommt leer an, bitte nochmal.", THREE, ["RE-2002"]),
    ("die letzte lässt sich nicht öffnen", THREE, ["RE-2003"]),
    ("I can open the first, the other two come up blank.", THREE, ["RE-2002", "RE-2003"]),
    ("First one opens fine. The other one comes up blank, could it be sent again?", THREE[:2], ["RE-2002"]),
    ("und die lieferscheine dazu", THREE, list(THREE)),
]


@pytest.mark.parametrize(("text", "answered", "numbers"), PICKS)
def test_what_is_picked(text: str, answered: tuple[str, ...], numbers: list[str]) -> None:
    context = Ask("documents", ("invoice",), answered)
    asks = parse("Re: x", text, VOCABULARY, today=date(2025, 6, 18), context=context).asks
    assert [list(ask.numbers) for ask in asks] == [numbers]
