"""One more month added by a sentence of its own makes the time frame longer, or a second wish."""

from dataclasses import replace
from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


@pytest.mark.parametrize(
    ("text", "frames"),
    [
        ("Invoices for October please. And September if you can.", ["2025-09-01/2025-10-31"]),
        ("Invoices for May please. And July if you can.", ["2025-05-01/2025-05-31", "2025-07-01/2025-07-31"]),
        ("Invoices for October please. And we paid in September.", ["2025-10-01/2025-10-31"]),
        ("Rechnungen vom Oktober bitte. Und September auch.", ["2025-09-01/2025-10-31"]),
    ],
)
def test_added_months(text: str, frames: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert [f"{ask.since}/{ask.until}" for ask in asks] == frames
    assert {replace(ask, since=None, until=None).kinds for ask in asks} == {("invoice",)}
