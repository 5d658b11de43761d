"""Verbs that the vocabulary does not know."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TEXTS = [
    ("Could you please amortise invoice 70011?", "other"),
    ("Please whizz us the delivery note 80022.", "documents"),  # whatever the verb: somebody gives
    ("Bitte buchen Sie Rechnung 70011 künftig per Lastschrift ab.", "other"),
    ("Please send invoice 70011.", "documents"),
]


@pytest.mark.parametrize(("text", "intent"), TEXTS)
def test_an_unknown_deed_is_no_wish_for_papers(text: str, intent: str) -> None:
    assert [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks] == [intent]
