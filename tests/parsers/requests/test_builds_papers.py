"""Builds of German and English wishes for papers, each with the asks that it makes and nothing more."""

from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
BARE = ("dispute", "other")  # only the intent counts
OCTOBER = {"since": "2025-10-01", "until": "2025-10-31"}
ROWS: list[tuple[str, list[dict[str, Any]]]] = [
    (
        "Es wäre freundlich, den Lieferschein davon zu bekommen.",
        [{"intent": "documents", "kinds": ["delivery_note"]}],
    ),
    (
        "Gestern in Graz Farbe gekauft, Rechnung bitte.",
        [
            {
                "intent": "documents",
                "kinds": ["invoice"],
                "since": "2025-11-13",
                "until": "2025-11-13",
                "location": "Graz",
            }
        ],
    ),
    (
        "Am 5. November wurde nach Kufstein Dämmwolle geliefert, dafür brauche ich die Rechnung.",
        [
            {
                "intent": "documents",
                "kinds": ["invoice"],
                "since": "2025-11-05",
                "until": "2025-11-05",
                "location": "Kufstein",
            }
        ],
    ),
    (
        "Die Gutschriften aus dem dritten Quartal sind nicht aufgetaucht. Ich bitte um Nachlieferung.",
        [{"intent": "documents", "kinds": ["credit_note"], "since": "2025-07-01", "until": "2025-09-30"}],
    ),
    ("Drei Kartons fehlen, ich bitte um Nachlieferung.", [{"intent": "dispute"}]),
    (
        "Die Rechnungen, die Frau Schaden im Oktober bestellt hat, bitte.",
        [{"intent": "documents", "kinds": ["invoice"], "person": "Schaden", **OCTOBER}],
    ),
    (
        "Schicken Sie mir die Auftragsbestätigungen, die auf Frau Rost laufen.",
        [{"intent": "documents", "kinds": ["order_confirmation"], "person": "Rost"}],
    ),
    (
        "Unsere Bestellung lief unter KL 4/209; den Lieferschein bräuchte ich noch.",
        [{"intent": "documents", "kinds": ["delivery_note"], "numbers": ["KL 4/209"]}],
    ),
    (
        "Nur die Rechnung RE-101, mehr brauche ich nicht.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["RE-101"]}],
    ),
    (
        "Schicken Sie mir die Gutschrift, weiter brauche ich nichts.",
        [{"intent": "documents", "kinds": ["credit_note"]}],
    ),
    (
        "Bei Ihnen liegt doch bestimmt noch die Rechnung über 2.517,00 Euro. Schickt ihr sie?",
        [{"intent": "documents", "kinds": ["invoice"], "amount": "2517.00"}],
    ),
    (
        "Unser Steuerberater hat die Lieferscheine vom 3. und 4. November angefordert.",
        [{"intent": "documents", "kinds": ["delivery_note"], "since": "2025-11-03", "until": "2025-11-04"}],
    ),
    (
        "Die Revision hat die Gutschriften vom 10. bis 12. November verlangt.",
        [{"intent": "documents", "kinds": ["credit_note"], "since": "2025-11-10", "until": "2025-11-12"}],
    ),
    (
        "Die Bestätigungen der Bestellungen, welche Herr Tschudi im Oktober tätigte, bitte.",
        [{"intent": "documents", "kinds": ["order_confirmation"], "person": "Tschudi", **OCTOBER}],
    ),
    (
        "Den Lieferschein 80012 bitte ich Sie uns nachzureichen.",
        [{"intent": "documents", "kinds": ["delivery_note"], "numbers": ["80012"]}],
    ),
    (
        "Können Sie mir 90211 noch einmal als E-Rechnung zusenden?",
        [{"intent": "documents", "numbers": ["90211"], "form": "xml"}],
    ),
    (
        "Für den Nachlass meines Vaters brauche ich die Lieferscheine vom Oktober.",
        [{"intent": "documents", "kinds": ["delivery_note"], **OCTOBER}],
    ),
    ("Danke, mehr brauche ich nicht.", []),
    (
        "Bitte nur die Rechnungen vom Oktober, die anderen brauchen wir nicht.",
        [{"intent": "documents", "kinds": ["invoice"], **OCTOBER}],
    ),
    (
        "Just the invoice INV-101, I don't need anything else.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["INV-101"]}],
    ),
    (
        "The October invoices only, I don't need the rest.",
        [{"intent": "documents", "kinds": ["invoice"], **OCTOBER}],
    ),
    (
        "Bitte das Datenblatt vom Kompressor KPR 7-V.",
        [{"intent": "documents", "kinds": ["datasheet"], "numbers": ["KPR 7-V"]}],
    ),
    (
        "We ordered under HB 12/88, please send the invoice.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["HB 12/88"]}],
    ),
    (
        "Bitte die Rechnungen aus KW 12/13.",
        [{"intent": "documents", "kinds": ["invoice"], "since": "2025-03-17", "until": "2025-03-30"}],
    ),
    (
        "Die Rechnung RE-101 bräuchten wir als XRechnung.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["RE-101"], "form": "xml"}],
    ),
    (
        "Die zwei Rechnungen vom 5. und 6. November bräuchten wir als eine Datei.",
        [
            {
                "intent": "documents",
                "kinds": ["invoice"],
                "since": "2025-11-05",
                "until": "2025-11-06",
                "form": "merged",
            }
        ],
    ),
    ("Ihr schuldet mir noch die Rechnung vom Kranverleih.", [{"intent": "documents", "kinds": ["invoice"]}]),
    (
        "Das zur Rechnung gehörende Abnahmeprotokoll fehlt uns noch.",
        [{"intent": "documents", "kinds": ["certificate"]}],
    ),
    ("Bis auf die Gutschrift haben wir alles.", [{"intent": "documents", "kinds": ["credit_note"]}]),
    (
        "Seit Wochen laufen wir dem Lieferschein 80012 hinterher.",
        [{"intent": "documents", "kinds": ["delivery_note"], "numbers": ["80012"]}],
    ),
    (
        "Das zur Rechnung gehörende Prüfprotokoll fehlt uns noch.",
        [{"intent": "documents", "kinds": ["certificate"]}],
    ),
    (
        "Zur Lastschrift vom 3. November fehlt mir die Rechnung.",
        [{"intent": "documents", "kinds": ["invoice"]}],
    ),
    (
        "Für unsere Jagdhütte brauchen wir die Rechnung vom Oktober.",
        [{"intent": "documents", "kinds": ["invoice"], **OCTOBER}],
    ),
    (
        "Für unser Haus in Hall brauche ich die Rechnungen vom Oktober.",
        [{"intent": "documents", "kinds": ["invoice"], "location": "Hall", **OCTOBER}],
    ),
    (
        "Was an Lieferscheinen im Oktober angefallen ist, bitte schicken.",
        [{"intent": "documents", "kinds": ["delivery_note"], **OCTOBER}],
    ),
    (
        "Whatever invoices you have for October, please send them.",
        [{"intent": "documents", "kinds": ["invoice"], **OCTOBER}],
    ),
    ("Was habt ihr an Rechnungen für uns noch offen?", [{"intent": "open_items"}]),
    (
        "Im Voraus besten Dank für die Übersendung der Rechnung RE-101.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["RE-101"]}],
    ),
    ("Danke im Voraus für Ihr Verständnis.", []),
    ("Für den Rückläufer bitte die Gutschrift.", [{"intent": "documents", "kinds": ["credit_note"]}]),
    (
        "Bitte alle Rechnungen, die an die Adresse Hafenweg 12 gingen, ab Juli.",
        [{"intent": "documents", "kinds": ["invoice"], "since": "2025-07-01", "location": "Hafenweg 12"}],
    ),
    (
        "Bitte alle Lieferscheine, bei denen Herr Kofler unterschrieben hat, Oktober.",
        [{"intent": "documents", "kinds": ["delivery_note"], "person": "Kofler", **OCTOBER}],
    ),
    (
        "The delivery notes for Mr Short's orders in October, please.",
        [{"intent": "documents", "kinds": ["delivery_note"], "person": "Short", **OCTOBER}],
    ),
    (
        "Hau mir mal die Rechnung 4417 als PDF rein.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["4417"]}],
    ),
    # the next sentence selects for another site
    (
        "Bitte alle Rechnungen für KST 7105 vom Oktober. Für KST 7120 nur die überfälligen.",
        [
            {"intent": "documents", "kinds": ["invoice"], "cost_centre": "7105", **OCTOBER},
            {"intent": "documents", "kinds": ["invoice"], "cost_centre": "7120", "status": "overdue"},
        ],
    ),
    (
        "Für Lager Trier alle Rechnungen vom Oktober, für Lager Mainz bloß die unbezahlten.",
        [
            {"intent": "documents", "kinds": ["invoice"], "location": "Trier", **OCTOBER},
            {"intent": "documents", "kinds": ["invoice"], "location": "Mainz", "status": "open"},
        ],
    ),
    (
        "Bitte alle Rechnungen für KST 7105 vom Oktober. Für KST 7120 haben wir die offenen schon.",
        [{"intent": "documents", "kinds": ["invoice"], "cost_centre": "7105", **OCTOBER}],
    ),
    (
        "Bitte alle Rechnungen vom Oktober als eine einzige PDF-Datei.",
        [{"intent": "documents", "kinds": ["invoice"], "form": "merged", **OCTOBER}],
    ),
    # the seller's own branch, where we bought
    (
        "Wir haben am Montag in Ihrer Niederlassung Linz Material abgeholt. Die Rechnung dazu fehlt noch.",
        [
            {
                "intent": "documents",
                "kinds": ["invoice"],
                "since": "2025-11-10",
                "until": "2025-11-10",
                "location": "Linz",
            }
        ],
    ),
    (
        "Wir brauchen:\n- alle Rechnungen vom Oktober\n- alle Lieferscheine aus demselben Zeitraum",
        [{"intent": "documents", "kinds": ["delivery_note", "invoice"], **OCTOBER}],
    ),
    (
        "könnt ihr mir die rechnung schicken, die als letztes an uns rausging?",
        [{"intent": "documents", "kinds": ["invoice"], "last": 1}],
    ),
    (
        "habt ihr die sicherheitsdatenblätter zu PU-Schaum PS-750 und Reiniger RC-15 für mich?",
        [{"intent": "documents", "kinds": ["sds"], "numbers": ["PS-750", "RC-15"]}],
    ),
    (
        "könnt ihr mir von filiale 7 die rechnungen vom oktober schicken?",
        [{"intent": "documents", "kinds": ["invoice"], "location": "7", **OCTOBER}],
    ),
    (
        "Ihre Rechnung 5520 ist nur verschwommen bei mir angekommen. Schicken Sie sie mir bitte neu?",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["5520"]}],
    ),
    # a number that only a reminder has
    (
        "Zu Ihrer Mahnung 40091: Die Rechnung 77410 fehlt uns, bitte Kopie.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["77410"]}],
    ),
    (
        "Bitte die Rechnung zur Mahnung 40091.",
        [{"intent": "documents", "kinds": ["invoice"], "numbers": ["40091"]}],
    ),
    # what an authority wants beside it
    (
        "Bitte Datenblätter für KL-20 und DS-30. Für DS-30 wird darüber hinaus das Zeugnis verlangt.",
        [
            {"intent": "documents", "kinds": ["datasheet"], "numbers": ["KL-20", "DS-30"]},
            {"intent": "documents", "kinds": ["certificate"], "numbers": ["DS-30"]},
        ],
    ),
]


@pytest.mark.parametrize(("sentence", "asks"), ROWS, ids=[row[0] for row in ROWS])
def test_a_wish_is_read_whole(sentence: str, asks: list[dict[str, Any]]) -> None:
    found = [ask.as_table() for ask in parse("", sentence, VOCABULARY, today=TODAY).asks]
    assert [{"intent": ask["intent"]} if ask["intent"] in BARE else ask for ask in found] == asks
