"""What others do with papers, what the writer sends us, and goods that a paper only names are no wish."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
PAPERS = {"documents", "statement", "export"}
WHO = (
    "Das Lager Nord",
    "Unser Steuerbüro",
    "Frau Huber",
    "Die Kollegin aus dem Einkauf",
    "Unser neuer Azubi",
)
DOES = (
    "schickt",
    "scannt",
    "sortiert",
    "prüft",
    "bucht",
    "druckt",
    "archiviert",
    "verteilt",
    "holt",
    "leitet",
)
WHAT = ("die Rechnungen", "alle Lieferscheine", "die Rechnung 90012345", "die Auftragsbestätigung")
TOLD = [
    *(f"{who} {does} {what} ab Montag." for who, does, what in product(WHO, DOES, WHAT)),
    *(f"Ich {does} Ihnen {what} per Post." for does, what in product(("schicke", "maile", "faxe"), WHAT)),
    *(
        f"Wir haben Ihnen {what} am Montag {done}."
        for what, done in product(WHAT, ("gemailt", "übermittelt"))
    ),
    *(
        f"{thanks} für die Zusendung der Rechnungen."
        for thanks in ("Haben Sie vielen Dank", "Ich danke Ihnen")
    ),
    *(f"Bitte bestätigen Sie uns {what} schriftlich." for what in ("die Stornierung", "die Abholung")),
    "Ich hätte gern ein Gespräch wegen der Mahnung.",
    "Lieferscheine bitte auf die neue Gesellschaft ausstellen.",
    "Würden Sie bitte die Mahnung intern weiterleiten.",
    "Bitte Sperrvermerk bei Kunde 10442 setzen, Mahnungen laufen trotzdem weiter.",
    "Unsere Revision prüft Ihre Rechnungen, das betrifft Sie aber nicht weiter.",
    "Wo bleibt die Ware zu Auftragsbestätigung 80012345?",
    "Seit zehn Tagen warten wir auf die Lieferung zur Auftragsbestätigung AB-66120.",
]
WANTED = [
    "Unser Steuerbüro braucht die Rechnung 90012345.",
    "Frau Huber bittet um die Rechnung 90012345.",
    "Das Lager Nord vermisst die Rechnung 90012345.",
    "Unser Steuerbüro prüft das Jahr und will die Rechnung 90012345 sehen.",
    "Der Zoll verlangt die Rechnung 90012345.",
    "Schickt mir die Rechnung 90012345.",
    "Die Ware zu Lieferschein 80055190 ist da, bitte schicken Sie die Rechnung 90012345.",
    "Ich danke Ihnen im Voraus für die Zusendung der Rechnung 90012345.",
]


@pytest.mark.parametrize("text", TOLD)
def test_nobody_wants_papers_that_are_told_of(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert PAPERS.isdisjoint(ask.intent for ask in asks), asks


@pytest.mark.parametrize("text", WANTED)
def test_papers_that_somebody_needs_are_wanted(text: str) -> None:
    asks = [ask for ask in parse("", text, VOCABULARY, today=TODAY).asks if ask.intent == "documents"]
    assert [(ask.kinds, ask.numbers) for ask in asks] == [(("invoice",), ("90012345",))]
