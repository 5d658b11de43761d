"""Whose a name is: that of a wanted site, of the customer for whom staff speak, or of somebody else."""

from datetime import date

import pytest

from bot.words import read_kinds, read_languages, read_towns
from parsers.requests.reader import parse
from parsers.vocabulary import Vocabulary

TODAY = date(2025, 11, 12)
VOCABULARY = Vocabulary.compile(read_kinds(), read_languages())
CUSTOMERS = [
    "Oak Lodge want their invoices for June.",
    "Can you send Kingsway Primary their open invoices?",
    "harbour hotel needs copies of all unpaid invoices",
    "Rossiter Marina on the phone, they need the June invoices again",
    "customer Bramley House is asking for the May statement",
    "Please get the Riverside Hotel the delivery notes for May",
    "Caller from St Anne's School wants last month's invoices.",
    "Mill Farm would like copies of everything from July",
    "Hotel Seehof braucht nochmal die Rechnungen vom Mai.",
    "Kunde Autohaus Brandl hätte gern die offenen Rechnungen.",
    "Kindergarten Waldwichtel fragt nach den Lieferscheinen von Mai",
    "Bitte dem Gasthaus Krone die Rechnungen vom Juni schicken.",
    "pflegeheim abendsonne will die rechnungen vom juni nochmal",
    "Seniorenheim Lindenhof hat angerufen, die wollen den Kontoauszug für Mai.",
]
PARTS = [
    ("customer 20331 wants the May invoices for their Preston branch", "Preston"),
    ("Fenwick Ltd needs the delivery notes for the Hexham site, May.", "Hexham"),
    ("Fa. Gruber möchte die Rechnungen vom Mai für die Filiale Wels.", "Wels"),
    ("Bauunternehmen Stark braucht die Lieferscheine der Baustelle Ringstraße vom Juni", "Ringstraße"),
    ("mrs doyle rang, delivery notes for july for her beverley surgery please", "beverley"),
]
OURS = [
    ("Could I have the August invoices? It's for the Kilmarnock plant.", "Kilmarnock"),
    ("Please send me the open invoices for Harbour View.", "Harbour View"),
    ("The Pontefract crew needs delivery notes for Monday and Tuesday.", "Pontefract"),
    ("Kettering has not received the May invoices, please resend.", "Kettering"),
    ("I look after the Salcombe boatyard and need the July invoices.", "Salcombe"),
    ("delivery notes, milton keynes, last week", "milton keynes"),
    ("Kettering invoices May", "Kettering"),
    ("lieferscheine bad homburg letzte woche", "bad homburg"),
    ("Könnt ihr mir die Lieferscheine von letzter Woche schicken? Und zwar die für Passau.", "Passau"),
    ("kannst du mir die letzten zwei rechnungen schicken? die vom lager in jever", "jever"),
    ("Ich betreue das Kühllager Neuss und brauche die Rechnungen vom Juli.", "Neuss"),
    ("Rechnungen KW 30 bitte, Lieferanschrift Tulpenweg 3.", "Tulpenweg 3"),
    ("welche rechnungen für die ndl regensburg sind überfällig?", "regensburg"),
    ("Für Markt 212 bitte alle Rechnungen vom April.", "212"),
]
ELSEWHERE = [
    "Please resend the June invoices, our office in Leeds was flooded.",
    "Could Your Leeds branch send me the June invoices?",
    "Our accountants in Harrogate need all June invoices.",
    "Dawson Joinery here. June invoices please.",
    "Ich war gestern bei euch in der Filiale Linz und brauche noch die Rechnung.",
    "Viele Grüße aus Hamburg, und bitte die Mai-Rechnungen.",
    "Der Fahrer kam aus Regensburg. Bitte den Lieferschein vom 3. Mai.",
    "Bitte die Liste aller Rechnungen mit Datum, Netto und Brutto als Excel.",
]


def sites(text: str, sender: str = "customer") -> set[str | None]:
    return {ask.location for ask in parse("", text, VOCABULARY, today=TODAY, sender=sender).asks}


@pytest.mark.parametrize("text", CUSTOMERS)
def test_the_customer_for_whom_staff_speak_narrows_nothing(text: str) -> None:
    assert sites(text, "staff") == {None}


@pytest.mark.parametrize(("text", "site"), PARTS)
def test_a_part_of_the_customer_does(text: str, site: str) -> None:
    assert sites(text, "staff") == {site}


@pytest.mark.parametrize(("text", "site"), OURS)
def test_the_site_of_those_who_write_does(text: str, site: str) -> None:
    assert sites(text) == {site}


@pytest.mark.parametrize("text", ELSEWHERE)
def test_where_others_are_does_not(text: str) -> None:
    assert sites(text) == {None}


def test_a_letter_that_staff_hand_on_is_read_as_the_customer_wrote_it() -> None:
    letter = "fyi\n\n---- Forwarded ----\n\nHello, please send the June invoices for Oak Lodge. Thanks, Mary"
    assert sites(letter, "staff") == {"Oak Lodge"}


def test_the_list_of_towns_holds_names_and_no_everyday_words() -> None:
    towns = read_towns()
    assert {"Jever", "Milton Keynes", "Bad Homburg", "Oban"} <= set(towns)
    assert not {"Essen", "Reading", "Bath", "Sale", "Waren", "Senden"} & set(towns)
    assert not any(town.startswith("#") or not town.strip() for town in towns)
