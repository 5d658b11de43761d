"""Things of a row that a message names by their place: "the second is missing", "all but the last"."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

ROWS = [
    ("Von den Rechnungen 90011, 90012 und 90013 fehlt nur die mittlere.", ("90012",)),
    ("Von den Rechnungen 90011, 90012 und 90013 brauche ich nur die erste.", ("90011",)),
    ("Rechnungen 90011, 90012 und 90013 - nur die letzte bitte.", ("90013",)),
    ("Rechnungen 90011, 90012, 90013: die zweite fehlt.", ("90012",)),
    ("Bitte alle Rechnungen 90011, 90012, 90013 außer der zweiten.", ("90011", "90013")),
    ("Rechnungen 90011, 90012 und 90013. Die ersten beiden haben wir, die dritte fehlt.", ("90013",)),
    ("Bitte die Rechnungen 90011, 90012 und 90013; die letzte hat sich erledigt.", ("90011", "90012")),
    ("Of invoices 90011, 90012 and 90013 only the middle one is missing.", ("90012",)),
    ("Invoices 90011, 90012 and 90013 - just the last one please.", ("90013",)),
    ("Invoices 90011, 90012 and 90013. Of these we lack the third.", ("90013",)),
    ("Please send invoices 90011, 90012 and 90013. The first we have.", ("90012", "90013")),
    ("All of invoices 90011, 90012, 90013 please except the second.", ("90011", "90013")),
    # ordinals that pick nothing
    ("Please send invoices 90011 and 90012. This is the second time I ask.", ("90011", "90012")),
    ("Please send invoices 90011 and 90012. The first is urgent.", ("90011", "90012")),
    ("Bitte die Rechnungen 90011 und 90012. Das ist die zweite Bitte.", ("90011", "90012")),
]


@pytest.mark.parametrize(("text", "numbers"), ROWS)
def test_numbers_are_picked_by_their_place(text: str, numbers: tuple[str, ...]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [(ask.intent, ask.kinds, ask.numbers) for ask in asks] == [("documents", ("invoice",), numbers)]
