"""What a short sentence right behind a wish adds to it: a month, a site, another form, further papers."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

MAY = {"since": "2025-05-01", "until": "2025-05-31"}
INVOICES = {"intent": "documents", "kinds": ["invoice"], **MAY}
BOTH = {"intent": "documents", "kinds": ["delivery_note", "invoice"], **MAY}
APRIL_TOO = {**INVOICES, "since": "2025-04-01"}
WISHES = {"de": "Bitte die Rechnungen vom Mai.", "en": "Please send the May invoices."}
THOUGHTS = [
    ("de", "Lieber als Link.", {**INVOICES, "form": "link"}),
    ("de", "Lieber als ZIP, das Postfach ist voll.", {**INVOICES, "form": "zip"}),
    ("de", "April bitte auch.", APRIL_TOO),
    ("de", "Ach ja, April fehlt auch.", APRIL_TOO),
    ("de", "Den April bräuchte ich ebenfalls.", APRIL_TOO),
    ("de", "Es reicht die Filiale Ulm.", {**INVOICES, "location": "Ulm"}),
    ("de", "Gemeint ist der Standort Ulm.", {**INVOICES, "location": "Ulm"}),
    ("de", "Bezahlte können Sie weglassen.", {**INVOICES, "status": "open"}),
    ("de", "Bereits bezahlte bitte nicht.", {**INVOICES, "status": "open"}),
    ("de", "Ach ja, und die Lieferscheine.", BOTH),
    ("de", "Die Lieferscheine bitte auch.", BOTH),
    ("de", "Lieferscheine brauche ich keine.", INVOICES),
    ("de", "Am Montag bin ich auch im Büro.", INVOICES),
    ("en", "Rather as a link, my mailbox is full.", {**INVOICES, "form": "link"}),
    ("en", "All in one zip.", {**INVOICES, "form": "zip"}),
    ("en", "Put it all in one zip and I am happy.", {**INVOICES, "form": "zip"}),
    ("en", "April too please.", APRIL_TOO),
    ("en", "The same for April.", APRIL_TOO),
    ("en", "I'd need April as well.", APRIL_TOO),
    ("en", "Just Leeds will do.", {**INVOICES, "location": "Leeds"}),
    ("en", "The Leeds branch is enough.", {**INVOICES, "location": "Leeds"}),
    ("en", "I don't need the paid ones.", {**INVOICES, "status": "open"}),
    ("en", "Oh, and the delivery notes.", BOTH),
    ("en", "Plus the delivery notes.", BOTH),
    ("en", "We already have April's.", INVOICES),
    ("en", "I don't need delivery notes.", INVOICES),
]
UNFIT = [
    "Unser System kann die Rechnung 90011 so nicht einlesen, mit einer XML ginge es.",
    "Die Rechnung 90011 können wir als PDF nicht verarbeiten, wir brauchen eine XRechnung.",
    "Rechnung 90011 ging als PDF ein, wir verarbeiten nur E-Rechnungen.",
    "We can't import invoice 90011 as PDF, an e-invoice would do.",
    "Invoice 90011: a PDF is no use to us, XML please.",
    "Invoice 90011 came as a PDF, we only process XML.",
]


@pytest.mark.parametrize(("language", "thought", "meant"), THOUGHTS)
def test_an_afterthought_belongs_to_the_wish(language: str, thought: str, meant: dict[str, object]) -> None:
    asks = parse("", f"{WISHES[language]} {thought}", VOCABULARY, today=date(2025, 11, 14)).asks
    assert [ask.as_table() for ask in asks] == [meant]


@pytest.mark.parametrize("text", UNFIT)
def test_a_paper_unfit_as_it_is_is_wanted_in_the_form_that_would_do(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    meant = {"intent": "documents", "kinds": ["invoice"], "numbers": ["90011"], "form": "xml"}
    assert [ask.as_table() for ask in asks] == [meant]


def test_spelt_out_points_of_a_list_are_wishes_each() -> None:
    text = "Erstens eine OP-Liste. Zweitens alle Lieferscheine. Drittens den Kontoauszug künftig monatlich."
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [ask.intent for ask in asks] == ["open_items", "documents", "subscribe"]


def test_a_point_without_a_verb_stays_beside_a_complaint() -> None:
    text = "First, the last invoice. We never got the pump on the last delivery note."
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [(ask.intent, ask.kinds) for ask in asks] == [("documents", ("invoice",)), ("dispute", ())]
