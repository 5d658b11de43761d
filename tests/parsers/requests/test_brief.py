"""Brief messages about one paper, subjects that say it all, and what came and what did not."""

from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)


def asks(text: str, subject: str = "") -> list[dict[str, Any]]:
    return [ask.as_table() for ask in parse(subject, text, VOCABULARY, today=TODAY).asks]


ABOUT_A_PAPER = [
    ("I come begging for invoice 4711022.", "invoice"),
    ("It'd be a kindness to have invoice 4711022 before lunch.", "invoice"),
    ("Who do I have to bribe for the data sheet of 4711022?", "datasheet"),
    ("Invoice 4711022 is compulsory for our grant claim.", "invoice"),
    ("Still nothing resembling a delivery note for 4711022.", "delivery_note"),
    ("Our surveyor is stuck until certificate 4711022 turns up.", "certificate"),
    ("Seit Tagen jage ich der Rechnung 4711022 hinterher.", "invoice"),
    ("Fürs Amt ist die Rechnung 4711022 zwingend.", "invoice"),
    ("Ließe sich die Auftragsbestätigung 4711022 noch einmal auftreiben?", "order_confirmation"),
    ("Ohne den Lieferschein 4711022 geht hier nichts weiter.", "delivery_note"),
    ("Das Zeugnis 4711022 wäre für die Abnahme unentbehrlich.", "certificate"),
    ("Die Rechnung 4711022 hat hier leider nie jemand zu Gesicht gekriegt.", "invoice"),
]

NOT_ASKED = [
    "What does code 4 on invoice 4711022 mean?",
    "The print on your invoices is so small that my mother cannot read it.",
    "Die Schrift auf Ihren Rechnungen ist winzig.",
    "Auf Ihre Rechnungen gehört die Bestellnummer.",
    "Druckt ihr die Lieferscheine noch auf rosa Papier?",
    "Wer hat den Lieferschein 80044 unterschrieben?",
]


@pytest.mark.parametrize(("text", "kind"), ABOUT_A_PAPER)
def test_a_brief_message_about_a_paper_asks_for_it(text: str, kind: str) -> None:
    assert asks(text) == [{"intent": "documents", "kinds": [kind], "numbers": ["4711022"]}]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_who_speaks_of_a_paper_and_pleads_for_nothing_gets_none(text: str) -> None:
    assert all(ask["intent"] != "documents" for ask in asks(text))


THANKED = [
    ("Rechnung 4711022", "Danke schon mal!\nGruß Anna", "documents"),
    ("Kopie Rechnung 4711022 bitte", "Vielen Dank im Voraus.", "documents"),
    ("Rechnung 4711022", "s. Betreff. Danke, Kopp", "documents"),
    ("Please send invoice 4711022", "Thanks!", "documents"),
    ("invoice 4711022", "Thanks in advance!\nKen", "documents"),
    ("Where is order 4711022?", "Thanks, Ken", "order_status"),
    ("Wo bleibt Auftrag 4711022?", "Danke!", "order_status"),
]

DONE = [
    ("Rechnung 4711022", "Danke, ist angekommen!"),
    ("invoice 4711022", "Thanks, got it."),
    ("AW: Rechnung 4711022", "Vielen Dank!"),
    ("Re: invoice 4711022", "Thanks!"),
    ("Rechnung 4711022", "Vielen Dank für die schnelle Erledigung."),
]


@pytest.mark.parametrize(("subject", "text", "intent"), THANKED)
def test_thanks_below_a_subject_that_says_it_all(subject: str, text: str, intent: str) -> None:
    found = asks(text, subject)
    assert [(ask["intent"], ask["numbers"]) for ask in found] == [(intent, ["4711022"])]


@pytest.mark.parametrize(("subject", "text"), DONE)
def test_thanks_for_what_came_ask_for_nothing(subject: str, text: str) -> None:
    assert asks(text, subject) == []


APRIL = {"since": "2025-04-01", "until": "2025-04-30"}
OCTOBER = {"since": "2025-10-01", "until": "2025-10-31"}
CAME = [
    ("The invoices for March arrived, the ones for April did not.", "documents", ["invoice"], APRIL),
    ("Die Rechnungen vom März sind gekommen, die vom April nicht.", "documents", ["invoice"], APRIL),
    ("Den Kontoauszug September hab ich, den für Oktober nicht.", "statement", None, OCTOBER),
]


@pytest.mark.parametrize(("text", "intent", "kinds", "time"), CAME)
def test_of_what_came_and_what_did_not_only_that_is_asked(
    text: str, intent: str, kinds: list[str] | None, time: dict[str, str]
) -> None:
    assert asks(text) == [{"intent": intent, **({"kinds": kinds} if kinds else {}), **time}]


DUE = [
    "Unser Steuerberater soll die Rechnung 4711022 bekommen.",
    "Die Rechnung 4711022 soll bitte auch unser Architekt erhalten.",
    "Our accountant should have a copy of invoice 4711022.",
]


@pytest.mark.parametrize("text", DUE)
def test_somebody_else_is_to_get_a_paper(text: str) -> None:
    assert asks(text) == [{"intent": "documents", "kinds": ["invoice"], "numbers": ["4711022"]}]


TOGETHER = [
    "Bitte Rechnung 4711022 senden, zusammen mit dem Lieferschein.",
    "Wir bitten um Rechnung 4711022, jeweils zusammen mit dem zugehörigen Lieferschein.",
    "Please let me have invoice 4711022, complete with its delivery note.",
]


@pytest.mark.parametrize("text", TOGETHER)
def test_papers_that_come_together(text: str) -> None:
    assert asks(text) == [
        {"intent": "documents", "kinds": ["delivery_note", "invoice"], "numbers": ["4711022"]}
    ]


RHYTHM = [
    "Unsere Kanzlei soll die Rechnungen jeweils am Monatsende automatisch erhalten.",
    "Die Buchhaltung hätte die Rechnungen gern zu jedem Monatsersten.",
    "I'd like to get the invoices as they are issued, by mail.",
]


@pytest.mark.parametrize("text", RHYTHM)
def test_a_rhythm_in_a_clause_of_its_own_makes_it_regular(text: str) -> None:
    assert asks(text) == [{"intent": "subscribe", "kinds": ["invoice"]}]


SITES = [
    ("Ich brauche für unser Labor Graz die Rechnungen vom April.", "Graz"),
    ("Kann ich bitte die Rechnungen vom April für die Praxis in Ottmarsreut haben?", "Ottmarsreut"),
    ("Bitte die Rechnungen vom April für die Filiale Neustadt an der Ill.", "Neustadt an der Ill"),
    ("Please send the invoices for April for the Stow-on-Tyne branch.", "Stow-on-Tyne"),
    ("For the Upper Kraxen lab I need the invoices for April.", "Upper Kraxen"),
]


@pytest.mark.parametrize(("text", "site"), SITES)
def test_names_of_sites(text: str, site: str) -> None:
    assert asks(text) == [{"intent": "documents", "kinds": ["invoice"], "location": site, **APRIL}]
