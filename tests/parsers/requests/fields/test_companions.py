"""Papers wanted for what belongs to others: the kinds that lead, in both languages."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

INVOICE = ("invoice",)


@pytest.mark.parametrize(
    ("text", "leading"),
    [
        ("Bitte die letzte Rechnung und den Lieferschein dazu.", INVOICE),
        ("die letzten drei Rechnungen samt Lieferscheinen", INVOICE),
        ("die letzte Rechnung mit Lieferschein", INVOICE),
        ("Rechnungen vom Oktober und die zugehörigen Lieferscheine", INVOICE),
        ("Ich brauche die letzte Rechnung. Den Lieferschein dazu bitte auch.", INVOICE),
        ("Schicken Sie uns alle offenen Rechnungen nebst Lieferscheinen.", INVOICE),
        ("Bitte die letzte Gutschrift und die Rechnung dazu.", ("credit_note",)),
        ("Please send the latest invoice and the delivery note for it.", INVOICE),
        ("the last three invoices with their delivery notes", INVOICE),
        ("October invoices with matching delivery notes please", INVOICE),
        ("Please send the last invoice. Also its delivery note.", INVOICE),
        ("Bitte die letzte Rechnung und den letzten Lieferschein.", ()),
        ("Rechnungen und Lieferscheine vom Oktober", ()),
        ("Rechnungen vom Oktober mit Gutschriften", ()),  # both of October
        ("Rechnung 4711 und den Lieferschein dazu", ()),  # a number has its own chain
        ("our latest invoice and latest delivery note", ()),
        ("invoices for October including credit notes", ()),
    ],
)
def test_the_kinds_that_others_belong_to(text: str, leading: tuple[str, ...]) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert len(ask.kinds) == 2
    assert ask.leading == leading
