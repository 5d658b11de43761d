"""Places, cost centres, people, states, forms, "the last three", amounts."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY


def first(text: str) -> Ask:
    return parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks[0]


FILTERS = [
    ("Bitte alle Rechnungen für die Filiale Graz", "location", "Graz"),
    ("Bitte alle Rechnungen für unsere Werkstatt in Villach", "location", "Villach"),
    ("alle lieferscheine filiale 12 bitte", "location", "12"),
    ("Bitte alle Lieferscheine für Werk 2 von gestern", "location", "Werk 2"),
    ("brauch alle rechnungen vom mai, standort wels", "location", "wels"),
    ("all invoices for the Galway branch please", "location", "Galway"),
    ("please send May's invoices for our Harlow depot", "location", "Harlow"),
    ("Bitte alle Rechnungen KST 4711 aus dem Mai", "cost_centre", "4711"),
    ("Bitte Rechnungen Kostenstelle B-104 aus dem Mai", "cost_centre", "B-104"),
    ("all invoices for cost centre 20-881 please", "cost_centre", "20-881"),
    ("Bitte eine Liste der Bestellungen von Frau Huber", "person", "Huber"),
    ("Bitte schalten Sie Frau Jana Roth (j.roth@x.example) frei", "person", "j.roth@x.example"),
    ("Please remove Kevin Ashdown from our account", "person", "Kevin Ashdown"),
    ("Bitte Kopien aller überfälligen Rechnungen", "status", "overdue"),
    ("please send copies of all open invoices", "status", "open"),
    ("Bitte die teilbezahlten Rechnungen schicken", "status", "partial"),
    ("Rechnung 4711 bitte als XML, nein, doch als Anhang", "form", "attachment"),
    ("Rechnungen vom Mai bitte in einem PDF", "form", "merged"),
    ("invoices for May as a link, not as a zip", "form", "link"),
    ("die letzten drei rechnungen bitte", "last", 3),
    ("the last invoice please", "last", 1),
    ("Bitte die Rechnung über 1.234,50 € nochmal", "amount", "1234.50"),
    (
        "We can't place 812.40 on our bank statement. Please send the invoice for it, from May.",
        "amount",
        "812.40",
    ),
    ("Auf dem Konto sind 812,40 Euro abgebucht. Ich brauche die Rechnung dazu, vom Mai.", "amount", "812.40"),
    ("Your last two credit notes never reached us. Please send them again.", "last", 2),
    ("Please send the invoices of which we only paid a part.", "status", "partial"),
    ("Bitte die beglichenen Rechnungen aus Mai, ohne die offenen.", "status", "paid"),
    ("Rechnungen Mai, Kostenstellennummer: 77-010", "cost_centre", "77-010"),
    ("Bitte die Rechnungen vom Mai auf unsere Kostenstelle Vertrieb.", "cost_centre", "Vertrieb"),
    ("Bitte die Lieferscheine für die Baustelle Rheinallee 14 vom Mai", "location", "Rheinallee 14"),
    ("deliveries in brno in may, delivery notes pls", "location", "brno"),
    ("Alle Lieferscheine vom Mai, die nach Kufstein geliefert wurden.", "location", "Kufstein"),
]


@pytest.mark.parametrize(("text", "field", "value"), FILTERS)
def test_filters(text: str, field: str, value: object) -> None:
    assert getattr(first(text), field) == value


NOTHING = [
    ("Bitte die Rechnung 4711 vom 3.6. über 100,00 €", "amount"),
    ("Bitte Rechnung 4711 als PDF", "form"),
    ("Bitte die Rechnungen der letzten 3 Monate", "last"),
    ("Was ist noch offen?", "status"),
    ("Bitte Rechnung 4711 für Herrn Huber", "location"),
    ("statement for may pls, want to get it paid before the show", "status"),
    ("Could your office run me off the invoices of May, please?", "location"),
    ("Wie am Telefon besprochen, bitte die Rechnungen vom Mai.", "location"),
    ("Please send RE-2001, your last mail arrived without it.", "last"),
]


@pytest.mark.parametrize(("text", "field"), NOTHING)
def test_what_is_no_filter(text: str, field: str) -> None:
    assert getattr(first(text), field) is None
