"""The site of a wish, by the place that its name has among the other words."""

from datetime import date

import pytest

from bot.words import read_kinds, read_languages
from parsers.requests.reader import parse
from parsers.vocabulary import Vocabulary

TODAY = date(2025, 11, 20)
VOCABULARY = Vocabulary.compile(read_kinds(), read_languages())
SITES = [
    ("Send over the invoices that went to Wetherden in May please.", "Wetherden"),
    ("Pallets came to our Brackley yard on Monday with no paperwork. POD please.", "Brackley"),
    ("Thornaby only: what do we still owe?", "Thornaby"),
    ("Last month's credit notes please. Wooler, not Alnwick; they have theirs.", "Wooler"),
    ("Colleagues in Leuven cannot find your invoices from March. May I have them again?", "Leuven"),
    ("Whitstable lost its October delivery notes in a flood, could you send them again?", "Whitstable"),
    ("Rosebank needs its delivery notes from last week.", "Rosebank"),
    ("Invoices for October please - the Minehead ones, not Dunster.", "Minehead"),
    ("Invoices for August please. Site: Cupar.", "Cupar"),
    ("Wisbech: PODs for last Tuesday.", "Wisbech"),
    ("Nobody at Ravenglass has seen the October statement. Could we have it?", "Ravenglass"),
    ("The Lowther school only: copies of the September invoices please.", "Lowther"),
    ("Bitte die Lieferscheine vom Südhafen, letzte Woche.", "Südhafen"),
    ("Einmal bitte die letzte Rechnung Sonnenhof.", "Sonnenhof"),
    ("Nur Aichach: was ist noch offen?", "Aichach"),
    ("Wir haben drei Betriebe. Es geht um Laupheim. Bitte die Rechnungen vom Juli.", "Laupheim"),
    ("Bitte alle Rechnungen seit Juni für die Jägerstraße 14.", "Jägerstraße 14"),
    ("unsere bude in xanten sucht die lieferscheine von gestern", "xanten"),
    ("Alle Mairechnungen (nur Lauchhammer) bitte.", "Lauchhammer"),
    ("Keiner in Husum hat den Kontoauszug vom Oktober gesehen. Können wir ihn bekommen?", "Husum"),
]
NO_SITES = [
    "Invoices from May please. Our auditor from Leeds is coming on Friday.",
    "Your driver from Hull said you could resend the delivery notes of last week.",
    "May invoices please, I'm at the Glasgow trade fair until Thursday.",
    "Your Bristol office told me to write here for the July invoices.",
    "Please send the credit notes of the last two months. Greetings from Ghent, Marc",
    "Invoices of August please, for all our sites except Dunoon.",
    "Please send the May invoices. Best, Jack London",
    "Bitte die Rechnungen vom Oktober. Unser Steuerberater in Ulm braucht sie.",
    "Für die Betriebsprüfung brauchen wir die Rechnungen aus dem September.",
    "Ihre Filiale in Ulm hat mich hierher verwiesen: bitte die Rechnungen vom Juli.",
    "Der Lkw aus Gera kam zu spät, macht nichts. Bitte die Rechnungen vom August.",
    "Bitte die Rechnungen vom Oktober an unsere Kanzlei Vogt & Partner in Mainz.",
]


def sites(text: str) -> set[str | None]:
    return {ask.location for ask in parse("", text, VOCABULARY, today=TODAY).asks}


@pytest.mark.parametrize(("text", "site"), SITES)
def test_a_name_that_stands_where_a_site_does_narrows_the_wish(text: str, site: str) -> None:
    assert sites(text) == {site}


@pytest.mark.parametrize("text", NO_SITES)
def test_the_places_of_people_vehicles_and_the_seller_narrow_nothing(text: str) -> None:
    assert sites(text) == {None}


def test_a_word_of_the_subject_that_the_wish_leads_to_is_a_site() -> None:
    asks = parse(
        "Lieferscheine Westkai",
        "Bitte nochmals die vom Westkai, 3. bis 7. November.",
        VOCABULARY,
        today=TODAY,
    )
    assert [ask.location for ask in asks.asks] == ["Westkai"]
