"""What is said every day in German without any word of the trade: goods that wait, break or do not come."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
ROWS = (
    # who asks around, or whether anything comes, asks after goods
    ("weiß bei euch wer was von meiner Palette?", "order_status"),
    ("Kommt heute noch was von euch?", "order_status"),
    ("fährt heut noch einer zu uns raus?", "order_status"),
    ("Schafft ihr die Lieferung bis Freitag?", "order_status"),
    ("Sind die Fliesen schon da?", "order_status"),
    ("könnts ihr sagen ob die fliesen schon da sind", "order_status"),
    ("Kann ich die Bleche heute abholen?", "order_status"),
    ("Bekommen wir die Rohre noch vor Weihnachten?", "order_status"),
    ("Wir warten seit Montag auf die Schrauben.", "order_status"),
    ("Unsere Monteure warten seit heute früh auf die Zargen.", "order_status"),
    ("Müssen wir uns auf einen Rückstand einstellen? Auftrag V-6620", "order_status"),
    ("Status 73308?", "order_status"),
    ("Weiß jemand was zu unserer Reklamation?", "other"),
    ("Wir warten noch auf die Freigabe vom Bauamt und melden uns.", ""),
    ("Bekommen wir die Rechnung noch heute?", "documents"),
    ("Ist der Chef schon da?", "other"),
    # what is refused, spilt, sour or does not run any more
    ("Drei von acht Becken haben einen Riss. Die nehmen wir so nicht.", "dispute"),
    ("Die Palette ist umgekippt, alles Scherben.", "dispute"),
    ("Milch war sauer, nehmen wir nicht.", "dispute"),
    ("Der Kühlschrank brummt und wird nicht kalt.", "dispute"),
    ("kühlware kam warm an. annahme verweigert", "dispute"),
    ("Mein Chef ist sauer, ich brauch die Rechnung 4711.", "documents"),
    ("unser drucker geht nicht mehr, bitte die rechnung 4711 per mail", "documents"),
    ("Das Angebot nehmen wir nicht an.", "other"),
)


@pytest.mark.parametrize(("text", "intents"), ROWS)
def test_a_plain_message_is_understood(text: str, intents: str) -> None:
    request = parse("", text, VOCABULARY, today=TODAY)
    assert " ".join(ask.intent for ask in request.asks) == intents
