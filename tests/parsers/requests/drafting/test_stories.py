"""What a message only tells beside what it asks for."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TEXTS = [
    ("My brother broke his arm skiing. Please send invoice 70011.", ["documents"]),
    ("Unser Elektriker hat sich das Bein gebrochen. Bitte Rechnung 70011 senden.", ["documents"]),
    ("Two pallets on 80044 are broken. Please send invoice 70011.", ["dispute", "documents"]),
    ("Zwei der Platten aus 80044 sind gebrochen. Bitte Rechnung 70011 senden.", ["dispute", "documents"]),
    ("The pump is broken.", ["dispute"]),  # nothing else is asked for
    # a wrong paper, or one sent astray, whose right one is wanted
    ("The wrong invoice was attached to your mail. I need RE-20931, not RE-20913.", ["documents"]),
    ("You sent the invoice to the wrong address. Could you send 77120 once more here?", ["documents"]),
    ("Ihr habt mir den falschen Lieferschein geschickt, ich brauche den zu 5512.", ["documents"]),
    ("The link opened the wrong delivery note. Please send 55120 instead.", ["documents"]),
    ("Bei mir kam das verkehrte Datenblatt an. Bitte das für Pumpe P-220 mailen.", ["documents"]),
    ("Die Rechnung ging leider an die falsche Mailadresse. Bitte die 8812 nochmals.", ["documents"]),
    ("Incorrect credit note attached. Please send GS-1180.", ["documents"]),
    # what a paper says, and goods
    ("Invoice 77120 is wrong, we only had 3 boxes.", ["dispute"]),
    ("that invoice 48-7710 is wrong btw\nneeds fixing before i approve", ["dispute"]),
    ("The invoice has the wrong price on it. Please correct 77120.", ["dispute"]),
    (
        "Invoice 8812 shows the wrong quantity, please credit it. Also please send delivery note 4471.",
        ["dispute", "documents"],
    ),
    ("Es wurde der falsche Artikel geliefert, Auftrag 5512. Bitte austauschen.", ["dispute"]),
    # what only goes with a payment that is told
    ("We paid 1,250.00 for invoice 8812 this morning. Please update your records.", ["payment_notice"]),
    ("Invoice 8812 was paid on Friday by wire. Kindly amend your ledger accordingly.", ["payment_notice"]),
    ("Rechnung 8812 wurde am 3.11. bezahlt. Bitte aktualisieren Sie Ihre Unterlagen.", ["payment_notice"]),
    # words that only look like a complaint
    ("Die Reklamation hat sich erledigt. Nur die Gutschrift GS-118 fehlt mir, bitte mailen.", ["documents"]),
    ("Jetzt nur noch die Frachtbriefe zu 8830117, die Kranfirma will Gewichte sehen.", ["documents"]),
    ("Unser Anwalt braucht die Rechnung 5531. Bitte senden.", ["documents"]),
    ("The customer refuses to pay us until he sees the certificate for heat 5523. Send it.", ["documents"]),
]


@pytest.mark.parametrize(("text", "intents"), TEXTS)
def test_a_story_is_no_verdict(text: str, intents: list[str]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert sorted(ask.intent for ask in asks) == intents
