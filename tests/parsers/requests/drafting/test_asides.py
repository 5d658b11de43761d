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


# Of the world outside: their places, people, forms and rhythms select no papers
WORLD = [
    ("de", "Der Sturm hat drei Ziegel und meine Gelassenheit mitgenommen."),
    ("de", "Für die Ausfuhr nach Norwegen ist der Zoll heuer besonders genau."),
    ("de", "Gut Ding will Weile haben."),
    ("de", "Die Hypothek hängt an solchen Kleinigkeiten, man glaubt es kaum."),
    ("de", "Das Krankenhaus verlangt für jede Schraube einen Nachweis der Herkunft."),
    ("de", "In Appenzell ist heute Landsgemeinde, da ruht der Betrieb."),
    ("de", "Der Förster hat das Büro im Wald und das Archiv im Hochsitz."),
    ("de", "Die Rettungsleitstelle brauchte alles vorgestern, wie immer."),
    ("de", "Nach Feierabend bin ich Hobbyastronom, da verliert man den Blick fürs Kleine."),
    ("de", "Das Rathaus bekam eine Rampe und einen Wasserspender."),
    ("de", "Durch die zerbrochene Scheibe in der Poststelle kamen Regen und Laub."),
    ("de", "Von Excel bekomme ich Ausschlag."),
    ("en", "The village fete raised enough for a new boiler."),
    ("en", "We return to normal opening hours after the bank holiday."),
    ("en", "We count our blessings and our pallets."),
    ("en", "The lads call me the paper tiger."),
    ("en", "The project manager has handed in his badge and gone off to grow olives."),
    ("en", "The fiscal year here in Nepal finishes in July, that's why the hurry."),
    ("en", "A block of ice fell from the gutter and narrowly missed the accountant."),
    ("en", "That job was a feather in our cap."),
    ("en", "Friday the thirteenth, what can I say."),
    ("en", "It's lashing rain here in Galway and the office roof is doing its impression of a colander."),
    ("en", "I called on a customer in Kendal and left my briefcase in his hall."),
]

MAY = {
    "de": "Bitte schicken Sie mir alle Rechnungen vom Mai.",
    "en": "Please send me all invoices from May.",
}

LACKED = [
    ("de", "Von der Rechnung RE-2025-4417 haben wir keine Spur."),
    ("de", "Dürfte ich Sie um die Rechnung RE-2025-4417 bemühen?"),
    ("de", "Sehr geholfen wäre uns mit der Rechnung RE-2025-4417."),
    ("de", "Die Rechnung RE-2025-4417 kam leer an."),
    ("de", "Um die Rechnung RE-2025-4417 habe ich schon am Montag gebeten."),
    ("de", "Sorgen Sie bitte dafür, dass ich die Rechnung RE-2025-4417 heute habe."),
    ("en", "It would help us a lot to have invoice INV-204417."),
    ("en", "The attachment with invoice INV-204417 wouldn't open."),
    ("en", "Link to invoice INV-204417 has expired."),
]


@pytest.mark.parametrize(("language", "told"), WORLD)
def test_the_world_outside_selects_nothing(language: str, told: str) -> None:
    plain = read(MAY[language])
    assert len(plain) == 1
    assert read(f"{told} {MAY[language]}") == read(f"{MAY[language]} {told}") == plain


@pytest.mark.parametrize(("language", "lack"), LACKED)
def test_a_lack_is_a_wish(language: str, lack: str) -> None:
    assert read(lack) == PLAIN[language]


LED_TO = [
    (
        "Unser Archiv mit allen Rechnungen ist verbrannt. Bitte schicken Sie uns alle Rechnungen aus 2024.",
        "documents invoice 2024-01-01/2024-12-31",
    ),
    (
        "Beim Umzug im April sind unsere Lieferscheine verloren gegangen. "
        "Ich bräuchte die Lieferscheine von Januar bis März 2025 nochmal.",
        "documents delivery_note 2025-01-01/2025-03-31",
    ),
    (
        "Mein Vorgänger ist Ende März gegangen und hat keine Unterlagen hinterlassen. "
        "Bitte schicken Sie mir die Rechnungen aus Mai 2025.",
        "documents invoice 2025-05-01/2025-05-31",
    ),
    (
        "We lost all our delivery notes in the flood last month. Please send those of January 2025 again.",
        "documents delivery_note 2025-01-01/2025-01-31",
    ),
    (
        "Our server died on Friday and three years of invoices went with it. "
        "Please may I have the invoices for 2024?",
        "documents invoice 2024-01-01/2024-12-31",
    ),
]
BOTH = [
    (
        "Mir fehlt die Rechnung vom 3. März 2025. Außerdem bräuchte ich die Lieferscheine aus Mai 2025.",
        ["documents invoice 2025-03-03/2025-03-03", "documents delivery_note 2025-05-01/2025-05-31"],
    ),
    (
        "The invoices for March 2025 never came. Please send them, and the ones for May 2025 too.",
        ["documents invoice 2025-03-01/2025-03-31", "documents invoice 2025-05-01/2025-05-31"],
    ),
]


@pytest.mark.parametrize(("text", "ask"), LED_TO)
def test_what_was_lost_is_what_the_wish_is_for(text: str, ask: str) -> None:
    assert read(text) == [ask]


@pytest.mark.parametrize(("text", "asks"), BOTH)
def test_a_second_wish_stays_beside_what_is_missing(text: str, asks: list[str]) -> None:
    assert read(text) == asks
