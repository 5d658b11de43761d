"""What holds from now on: who may see what, what comes regularly, payments told, lists to be compared."""

from datetime import date

import pytest

from parsers.requests.fields.persons import same
from parsers.requests.grammar.access import OPEN, WHOLE, access
from parsers.requests.grammar.cadence import recurs
from parsers.requests.grammar.payments import pays, promised
from parsers.requests.text.clauses import Clause, joined
from parsers.requests.understanding import Calendar, understand
from tests.parsers.requests.test_reader import read
from tests.words import VOCABULARY

TODAY = date(2026, 5, 13)


def clause(text: str) -> Clause:
    units = understand("", text, VOCABULARY, Calendar(TODAY), "customer", None).units
    return joined([part for unit in units for part in unit.parts])


MESSAGES = {
    "die neue azubine (lea.koch@metallbau-senn.example) soll auch lieferscheine ziehen dürfen, geht das?": [
        "people delivery_note person=lea.koch@metallbau-senn.example",
    ],
    "Können Sie den Kollegen Ulf Brandes noch mit aufnehmen? Nur Lieferscheine, nur Lager Celle.": [
        "people delivery_note location=Celle person=Ulf Brandes",
    ],
    "bitte noch hinzufügen: tom.wirth@wirth-bau.example, darf nur lieferscheine": [
        "people delivery_note person=tom.wirth@wirth-bau.example",
    ],
    "Herr Deniz Aydin darf ab sofort auch Kontoauszüge sehen.": ["people person=Deniz Aydin"],
    "Could you set up Hannah Pryce (h.pryce@kestrel-doors.example) so she can pull invoices herself?": [
        "people invoice person=h.pryce@kestrel-doors.example",
    ],
    "pls add goods.in@marlow-steel.example, delivery notes only": [
        "people delivery_note person=goods.in@marlow-steel.example",
    ],
    "can our bookkeeper get in as well? wendy@tally-books.example, invoices please": [
        "people invoice person=wendy@tally-books.example",
    ],
    "Marta Kowal should from now on also be allowed to fetch the delivery notes for Leeds": [
        "people delivery_note location=Leeds person=Marta Kowal",
    ],
    "Please whitelist invoices@northgate-dairy.example for our account.": [
        "people person=invoices@northgate-dairy.example",
    ],
    "Frau Gudrun Pohl ist seit Freitag nicht mehr bei uns. Bitte entfernen.": ["people person=Gudrun Pohl"],
    "nehmt bitte den ole raus, der arbeitet nicht mehr hier (ole.frerichs@deichbau.example)": [
        "people person=ole.frerichs@deichbau.example",
    ],
    "Entziehen Sie Frau Tanja Bichler bitte die Berechtigung für Rechnungen, sie ist jetzt im Marketing.": [
        "people invoice person=Tanja Bichler",
    ],
    "Der Zugang von Marcel Huth muss gelöscht werden, er hat das Unternehmen verlassen.": [
        "people person=Marcel Huth",
    ],
    "herr vogt darf ab heute nichts mehr bei euch abrufen, fristlos raus": ["people person=vogt"],
    "Bitte sperren: dirk.maas@maas-gmbh.example": ["people person=dirk.maas@maas-gmbh.example"],
    "Please delete the login of paul.grant@hexham-glass.example, he is no longer employed with us.": [
        "people person=paul.grant@hexham-glass.example",
    ],
    "Ich habe die Aufgaben von Frau Kessler übernommen und brauche jetzt die Rechnung 90411988.": [
        "documents invoice 90411988",
    ],
    "Frau Lindner ist im Urlaub, ich vertrete sie. Können Sie mir den Lieferschein 80044512 schicken?": [
        "documents delivery_note 80044512",
    ],
    "Meine Kollegin braucht die Rechnung 90415001 bitte auch, cc ist sie.": ["documents invoice 90415001"],
    "Unser neuer Prüfer möchte die Lieferscheine von April sehen. Bitte zusenden.": [
        "documents delivery_note 2026-04-01/2026-04-30",
    ],
    "Ich bin neu hier und habe noch keinen Überblick: bitte alle offenen Rechnungen als Kopie.": [
        "documents invoice status=open",
    ],
    "Zugang zum Hof ist nur über Tor 3. Bitte den Lieferschein 80045120 vorab.": [
        "documents delivery_note 80045120",
    ],
    "We represent Mr Zoltan Varga and require a copy of invoice 2026-0713.": ["documents invoice 2026-0713"],
    "I don't have access to her mailbox, so please send me INV-70551 again.": ["documents INV-70551"],
    "Access to our yard is via gate 4. Can you send the delivery note 80046012 ahead?": [
        "documents delivery_note 80046012",
    ],
    "The lady who used to handle this has left, so I need copies of every credit note from April.": [
        "documents credit_note 2026-04-01/2026-04-30",
    ],
    "Can't log in to the portal, so can you just email me invoice INV-70990?": [
        "documents invoice INV-70990",
    ],
    "Wir bekommen die Rechnungen sonst immer automatisch, die 90413377 fehlt aber. Bitte nachsenden.": [
        "documents invoice 90413377",
    ],
    "Unser wöchentlicher Abgleich steht an, dafür bräuchte ich die Lieferscheine der letzten Woche.": [
        "documents delivery_note 2026-05-04/2026-05-10",
    ],
    "Für die monatliche Meldung brauche ich die Rechnungen vom April als PDF.": [
        "documents invoice 2026-04-01/2026-04-30",
    ],
    "Ich muss jeden Freitag berichten, also bitte heute noch den Lieferschein 80048001.": [
        "documents delivery_note 80048001",
    ],
    "Die monatliche Abschlagsrechnung für März bitte nochmal.": ["documents invoice 2026-03-01/2026-03-31"],
    "Every month the same story, the April invoice is missing. Please send.": [
        "documents invoice 2026-04-01/2026-04-30",
    ],
    "Need the monthly invoice for March please": ["documents invoice 2026-03-01/2026-03-31"],
    "You always send these so quickly, thanks! Invoice INV-72110 next please.": [
        "documents invoice INV-72110",
    ],
    "Send me each of the invoices INV-72201, INV-72202 separately please.": [
        "documents invoice INV-72201 INV-72202",
    ],
    "Could you drop me the packing list for SO-52001?": ["documents shipping_document SO-52001"],
    "I no longer have invoice INV-73011, could you send it again?": ["documents invoice INV-73011"],
    "Wir haben 90417101 gestern bezahlt, brauchen aber noch die Rechnung dazu. Bitte schicken.": [
        "documents invoice 90417101",
    ],
    "Sobald die Gutschrift 50120 vorliegt, zahlen wir den Rest. Bitte senden Sie sie.": [
        "documents credit_note 50120",
    ],
    "Before we can pay, we need a copy of INV-74110.": ["documents INV-74110"],
    "Bitte schicken Sie uns ab sofort jeden Freitag alle Lieferscheine der Woche.": [
        "subscribe delivery_note",
    ],
    "Ginge es, dass ich die OP-Liste immer montags kriege?": ["subscribe status=open"],
    "Ich möchte die Auftragsbestätigungen in Zukunft immer direkt nach Erstellung per E-Mail erhalten.": [
        "subscribe order_confirmation",
    ],
    "Wir bitten um die regelmäßige Zusendung von Lieferscheinkopien, täglich am Abend.": [
        "subscribe delivery_note",
    ],
    "Stellt das mal bitte so ein dass die Rechnungen gesammelt am Monatsende kommen": ["subscribe invoice"],
    "Es wäre praktisch, wenn Sie uns die Rechnungen wöchentlich statt einzeln schicken würden.": [
        "subscribe invoice",
    ],
    "Can I get the delivery notes every Friday afternoon automatically?": ["subscribe delivery_note"],
    "Could you set up a weekly email with all our open items?": ["subscribe status=open"],
    "Is it possible to have the invoices mailed on a daily basis for the Cork depot?": [
        "subscribe invoice location=Cork",
    ],
    "I want to sign up for automatic order confirmations.": ["subscribe order_confirmation"],
    "It'd be great to have delivery notes sent over every morning rather than us having to ask.": [
        "subscribe delivery_note",
    ],
    "Statt wöchentlich bitte die Lieferscheine nur noch monatlich schicken.": ["subscribe delivery_note"],
    "Bitte senden Sie uns künftig keine monatlichen Kontoauszüge mehr.": ["unsubscribe"],
    "Wir brauchen die automatischen Auftragsbestätigungen nicht mehr, bitte abstellen.": [
        "unsubscribe order_confirmation",
    ],
    "Stoppt bitte die Mails mit den Lieferscheinen, das macht jetzt das Lager": [
        "unsubscribe delivery_note",
    ],
    "Den Freitagsversand der Gutschriften bitte beenden.": ["unsubscribe credit_note"],
    "Bitte das Abo für die Rechnungen kündigen.": ["unsubscribe invoice"],
    "Die monatliche Aufstellung benötigen wir ab sofort nicht mehr.": ["unsubscribe"],
    "Please stop sending us the weekly delivery note bundle.": ["unsubscribe delivery_note"],
    "Can you cancel the monthly statement email? We get it from the portal now.": ["unsubscribe"],
    "We no longer need the daily order confirmations.": ["unsubscribe order_confirmation"],
    "please remove me from the mailing list for invoices": ["unsubscribe invoice"],
    "Wir haben die Rechnung 90417001 gestern überwiesen.": ["payment_notice 90417001"],
    "hab die 90417020 eben angewiesen, müsste morgen da sein": ["payment_notice 90417020"],
    "Zu Ihrer Info: Die offenen Rechnungen werden mit dem Zahllauf am Freitag beglichen.": [
        "payment_notice",
    ],
    "Anbei der Überweisungsbeleg zur Rechnung 90417044.": ["payment_notice 90417044"],
    "RE 90417055 geht heute raus, sorry für die verspätung": ["payment_notice 90417055"],
    "Wir zahlen die 90417066 Ende nächster Woche.": ["payment_notice 90417066"],
    "Die Zahlung für RE 90417077 ist veranlasst. Mit freundlichen Grüßen": ["payment_notice 90417077"],
    "We transferred the amount for INV-74001 this morning.": ["payment_notice INV-74001"],
    "just paid 74020, should be with you tomorrow": ["payment_notice 74020"],
    "Wir haben folgende Rechnungen gebucht: 90418001, 90418002, 90418004. Fehlt uns etwas?": [
        "reconcile 90418001 90418002 90418004",
    ],
    "könnt ihr mal gegenchecken ob die liste im anhang mit eurer übereinstimmt?": ["reconcile"],
    "Bitte prüfen Sie die beigefügte Aufstellung gegen Ihre Debitoren und teilen uns fehlende Belege mit.": [
        "reconcile",
    ],
    "Hier unsere Posten laut Buchhaltung, stimmt das so bei Ihnen? 90418020 312,40 / 90418021 55,00": [
        "reconcile 90418020 90418021",
    ],
    "Attached is our AP ledger for your account, please compare with yours and tell us what differs.": [
        "reconcile",
    ],
    "These are the invoices we have booked: 75001, 75002, 75004. Are we missing any?": [
        "reconcile 75001 75002 75004",
    ],
    "Bitte eine Excel-Liste aller Lieferscheine aus April, nur Nummer und Datum.": [
        "export delivery_note 2026-04-01/2026-04-30 form=xlsx",
    ],
    "Kann ich die Rechnungsdaten vom ersten Quartal als CSV haben? PDFs brauche ich keine.": [
        "export invoice 2026-01-01/2026-03-31 form=csv",
    ],
    "ich bräuchte mal ne übersicht aller gutschriften 2025, nur die nummern und beträge": [
        "export credit_note 2025-01-01/2025-12-31",
    ],
    "Please export all invoices from April to Excel, number/date/gross.": [
        "export invoice 2026-04-01/2026-04-30 form=xlsx",
    ],
    "Can you pull me a spreadsheet of every credit note in 2025?": [
        "export credit_note 2025-01-01/2025-12-31 form=xlsx",
    ],
    "Ist unsere Überweisung vom 8. Mai für RE 90417133 angekommen?": ["payment_status 90417133"],
    "Bitte nehmen Sie Position 3 aus dem Auftrag SO-44555 heraus.": ["other"],
    "Please take item 3 off order SO-52060.": ["other"],
}


@pytest.mark.parametrize(("text", "expected"), MESSAGES.items())
def test_messages(text: str, expected: list[str]) -> None:
    assert read(text, today=TODAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bitte Zugang für Frau Petersen anlegen", WHOLE),
        ("Bitte sperren Sie ihren Zugang", OPEN),
        ("Herr Aydin darf ab sofort auch Kontoauszüge sehen", WHOLE),
        ("nehmt bitte kim@nord.example raus", WHOLE),
        ("Please let Anneke Visser see the invoices", WHOLE),
        ("Please remove him", OPEN),
        ("Herr Wolff hat jetzt Zugang", None),
        ("Wir vertreten Herrn Ziegler", None),
        ("Bitte senden Sie es an kim@nord.example", None),
        ("Access to our yard is via gate 4", None),
        ("My boss wants to see invoice 70588", None),
        ("I have no access to her mailbox", None),
        ("Please leave his access as it is", None),
    ],
)
def test_access(text: str, expected: str | None) -> None:
    assert access(clause(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jeden Freitagmittag die Lieferscheine", True),
        ("bitte den monatlichen Kontoauszug", True),
        ("für die monatliche Meldung", False),
        ("die monatliche Rechnung für März 2026", False),
        ("send us the weekly report", True),
        ("send us the invoices weekly", True),
        ("for our weekly meeting", False),
        ("the monthly invoice for March 2026", False),
    ],
)
def test_rhythm_of_papers(text: str, expected: bool) -> None:
    assert recurs(clause(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We transferred the amount for INV-74001 this morning", True),
        ("die Kasse weist die Beträge mit dem Lauf am 25.11. an", True),
        ("They go out in tonight's payment run", True),
        ("We are not paying INV-74001", False),
        ("Can we pay INV-74001 later?", False),
    ],
)
def test_who_pays(text: str, expected: bool) -> None:
    assert pays(clause(text)) == expected


def test_a_promise_is_no_payment_yet() -> None:
    assert promised(clause("then we will pay the rest"))
    assert not promised(clause("we paid the rest"))


def test_names_and_addresses() -> None:
    assert same("Kim Bauer", "k.bauer@nord.example")
    assert same("Öhlinger", "s.oehlinger@nord.example")
    assert not same("Kim Bauer", "info@nord.example")
