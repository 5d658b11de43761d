"""Stories, reasons and colleagues' fates beside a plain wish add nothing to it; a second firm ask does."""

import pytest

from tests.parsers.requests.test_reader import read

WISH = {
    "de": "Könnten Sie mir bitte die Rechnung RE-2025-4417 noch einmal senden?",
    "en": "Could you please send me a copy of invoice INV-204417?",
}
PLAIN = {"de": ["documents invoice RE-2025-4417"], "en": ["documents invoice INV-204417"]}

TOLD = [
    ("de", "Wir sind im Sommer umgezogen und die Hälfte der Kartons steht noch in der Garage."),
    ("de", "Das Original ist nass geworden, als das Dach undicht war."),
    ("de", "Der Polier hat sie zerrissen, weil er sie für Werbung hielt."),
    ("de", "Die alte Küche ist raus und die neue kommt am Montag."),
    ("de", "Ein Foto davon wird bei uns nicht anerkannt."),
    ("de", "Der Kollege, der das sonst macht, hat die Firma verlassen."),
    ("de", "Beim Ausmisten wurde der falsche Ordner geschreddert."),
    ("de", "Unser Auftraggeber zweifelt unsere eigene Schlussrechnung an."),
    ("en", "We have had a bit of a mix-up here between two sites."),
    ("en", "The wrong folder was shredded during the clear-out."),
    ("en", "It was settled by direct debit in April."),
    ("en", "The lad who normally does this has left the company."),
    ("en", "The supervisor tore it up thinking it was an advert."),
    ("en", "One of our vans broke down near Derby with all the papers in it."),
    ("en", "We had to let two people go in January so everything lands on my desk now."),
]

FIRM = [
    ("de", "Die Pumpen aus Auftrag 50117 kamen zerbrochen an, bitte ersetzen Sie sie.", "dispute"),
    ("de", "Auf der Rechnung 88120 haben Sie den falschen Preis berechnet.", "dispute"),
    ("de", "Frau Kern hat uns verlassen, bitte nehmen Sie ihr den Zugang.", "people person=Kern"),
    ("de", "Wo bleibt eigentlich unsere Lieferung zu Auftrag 50117?", "order_status 50117"),
    ("en", "The pumps on order 50117 arrived broken, please replace them.", "dispute"),
    ("en", "You have charged us the wrong price on invoice 88120.", "dispute"),
    ("en", "And where is our delivery for order 50117?", "order_status 50117"),
]


@pytest.mark.parametrize(("language", "told"), TOLD)
def test_what_is_told_adds_nothing(language: str, told: str) -> None:
    wish = WISH[language]
    assert read(f"{told} {wish}") == read(f"{wish} {told}") == PLAIN[language]


@pytest.mark.parametrize(("language", "told", "ask"), FIRM)
def test_a_firm_ask_beside_a_wish_stays(language: str, told: str, ask: str) -> None:
    assert sorted(read(f"{told} {WISH[language]}")) == sorted([ask, *PLAIN[language]])
