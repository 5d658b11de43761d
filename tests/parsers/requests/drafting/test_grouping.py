"""Which kinds go with which numbers and time frames."""

from datetime import date

import pytest

from parsers.requests.drafting.grouping import by_role
from parsers.requests.drafting.wishes import Draft
from parsers.requests.reader import parse
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def groups(text: str) -> list[tuple[list[str], list[str]]]:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    return [(list(ask.kinds), [str(n) for n in ask.numbers] or [str(ask.since)]) for ask in asks]


TEXTS = [
    ("Rechnung und Lieferschein zu 4500123 bitte", [(["delivery_note", "invoice"], ["4500123"])]),
    ("invoice for 4500123, dn for 4500130", [(["invoice"], ["4500123"]), (["delivery_note"], ["4500130"])]),
    ("Bitte die Rechnung zum Lieferschein 80011", [(["invoice"], ["80011"])]),
    ("To the invoice 10024518 I am missing the packing list", [(["shipping_document"], ["10024518"])]),
    ("Bitte Packliste zu Auftrag SO-40021 sowie das Ursprungszeugnis",
     [(["certificate", "shipping_document"], ["SO-40021"])]),
    ("Für 4500123 bitte die Rechnung und für 4500124 den Lieferschein",
     [(["invoice"], ["4500123"]), (["delivery_note"], ["4500124"])]),
    ("Bitte die Rechnungen vom März und die Gutschriften vom April",
     [(["invoice"], ["2025-03-01"]), (["credit_note"], ["2025-04-01"])]),
    ("Bitte die Rechnung RE-7 vom 3. Juni", [(["invoice"], ["RE-7"])]),
    ("Bitte nicht die Rechnung, sondern den Lieferschein zu 4711", [(["delivery_note"], ["4711"])]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_groups(text: str, found: list[tuple[list[str], list[str]]]) -> None:
    assert groups(text) == found


def test_certificates_go_with_batches_and_sheets_with_articles() -> None:
    unit = understand("", "bitte", VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units[0]
    draft = Draft("documents", unit, {"certificate", "datasheet"}, ["C-1", "10-2"])
    parts = by_role(draft, {"C-1": "batch", "10-2": "article"})
    assert [(part.kinds, part.numbers) for part in parts] == [
        ({"certificate"}, ["C-1"]),
        ({"datasheet"}, ["10-2"]),
    ]
    assert by_role(draft, {"C-1": "batch", "10-2": "batch"}) == [draft]
