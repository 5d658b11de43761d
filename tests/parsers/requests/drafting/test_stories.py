"""What a message only tells beside what it asks for."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TEXTS = [
    ("My brother broke his arm skiing. Please send invoice 70011.", ["documents"]),
    ("Unser Elektriker hat sich das Bein gebrochen. Bitte Rechnung 70011 senden.", ["documents"]),
    ("Two pallets on 80044 are broken. Please send invoice 70011.", ["dispute", "documents"]),
    ("Zwei der Platten aus 80044 sind gebrochen. Bitte Rechnung 70011 senden.", ["dispute", "documents"]),
    ("The pump is broken.", ["dispute"]),  # nothing else is asked for
]


@pytest.mark.parametrize(("text", "intents"), TEXTS)
def test_a_story_is_no_verdict(text: str, intents: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert sorted(ask.intent for ask in asks) == intents
