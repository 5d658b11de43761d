"""When a message needs a person, when it only tells a story beside a wish, and when it wants nothing."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

COMPLAINTS = [
    "Auf RE-2025-1187 stehen 40 Sack, geliefert wurden 36. Bitte um Korrektur.",
    "Hallo, die 12 Türzargen von gestern haben alle Kratzer. Was machen wir da?",
    "Moin, auf der letzten Rechnung fehlt unser Rabatt von 5 %.",
    "wieso habt ihr uns 3x versandkosten berechnet??",
    "Drei Kartons waren aufgerissen, die Ware ist nass. Wir wollen Ersatz.",
    "The VAT rate on invoice 40771 is wrong.",
    "778 and 779 are for the same job, you have billed us twice.",
    "PO number isn't on your invoice 70077 so we're sending it back. Please reissue with it.",
    "You have charged 45 pounds carriage on 25-0960 although it was to be free. Please correct the invoice.",
]
STORIES = [
    "Mein Vorgänger hat alles falsch abgelegt. Ich bräuchte deshalb die Rechnungen von März.",
    "Die Adresse hat sich bei uns nicht geändert, alles wie gehabt. Ich brauche nur die Rechnung 7782.",
    "Für die Reklamation beim Spediteur benötigen wir den unterschriebenen Lieferschein 66123.",
    "Der Scanner ist kaputt und hat die Rechnung 3312 gefressen. Schickt ihr sie mir nochmal?",
    "Können Sie mir die Auftragsbestätigung zu 4500123 schicken? Ein Rückruf ist nicht nötig.",
    "Der Kunde hat die Annahme verweigert, unser Problem. Von Ihnen bräuchte ich nur die Rechnung 8172.",
    "HMRC are complaining that we are short of paperwork. Copy of invoice 2024-551 please.",
    "Otherwise I shall have to write to your manager: please send invoice 12998 at last!",
    "Please send invoice 3301 again, the file is damaged and won't open.",
    "Our address hasn't changed, everything as before. I just need invoice 7782.",
    "My manager keeps ringing me about invoice 7710. Can you let me have it today?",
    "It was us who wrote the wrong PO on the last three orders. Please send invoice 7710 again.",
]
BOTH = [
    (
        "Auf Rechnung 4471 sind 5 Stück zu viel berechnet. Schicken Sie mir bitte auch den Lieferschein.",
        "dispute",
    ),
    ("Bitte stornieren Sie den Auftrag 33410. Und schicken Sie mir die Rechnung 5561.", "other"),
    ("Bitte Rechnung 7781 schicken, und Herr Lang soll mich anrufen.", "human"),
    (
        "Invoice 4471 has the wrong quantity on it. Could you also send me the delivery note for it?",
        "dispute",
    ),
    (
        "Our new address is 4 Ring Road, Leeds. We're also missing the February invoice, please send it.",
        "other",
    ),
    ("Please send invoice 7781 and ask Mr Lang to give me a call.", "human"),
]
NOTHING = [
    "Vielen Dank, hat alles geklappt!",
    "Hat sich erledigt, ich habe den Lieferschein 4411 doch noch gefunden.",
    "Wir haben Ihre Rechnung 5512 erhalten und leiten sie an die Buchhaltung weiter.",
    "Danke für die schnelle Antwort, ich melde mich, wenn noch etwas fehlt.",
    "Sorted now, I found delivery note 4411 after all.",
    "We have received your invoice 5512 and passed it to accounts.",
    "Thanks for the quick reply, I'll shout if anything's missing.",
    "Your message was read on 03/04/2025 at 08:12.",
]
ORDERS = [
    "Brauche bis Donnerstag:\n4 Rollen Dampfbremse\n2 Kart. Klebeband 60 mm\n10 Kartuschen Dichtkleber",
    "Dear Sirs, we are manufacturer of bolts. Competitive price and fast delivery. Catalogue upon request.",
]


def intents(text: str) -> list[str]:
    return sorted(a.intent for a in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks)


@pytest.mark.parametrize("text", COMPLAINTS)
def test_a_complaint_needs_a_person(text: str) -> None:
    assert intents(text) == ["dispute"]


@pytest.mark.parametrize("text", STORIES)
def test_a_story_adds_nothing(text: str) -> None:
    assert intents(text) == ["documents"]


@pytest.mark.parametrize(("text", "ask"), BOTH)
def test_both_are_asked(text: str, ask: str) -> None:
    assert intents(text) == sorted([ask, "documents"])


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_wanted(text: str) -> None:
    assert intents(text) == []


@pytest.mark.parametrize("text", ORDERS)
def test_a_matter_for_a_person(text: str) -> None:
    assert intents(text) == ["other"]


def test_what_became_of_the_answer_asks_for_nothing() -> None:
    asks = parse("", "Matched the VAT for invoice 50117, please.", VOCABULARY, today=date(2025, 11, 14)).asks
    context = next(iter(asks))
    for text in ("Brilliant, that's the one. Matched and posted.", "Passt, beide lesbar, Haken dran."):
        assert parse("", text, VOCABULARY, today=date(2025, 11, 14), context=context).asks == ()
