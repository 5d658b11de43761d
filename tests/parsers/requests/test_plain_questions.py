"""Plain questions and sentences of every intent, with and without what people write around them."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
NUMBER = "4500118"
NUMBERED = ("order_status", "payment_status", "payment_notice")
HEADS = {"de": ("", "Moin, ich hab mal ne Frage. "), "en": ("", "Hello,\n", "Morning, just checking. ")}
TAILS = {
    "de": ("", " Danke.", " Mein Chef fragt.", " Wir sind gerade beim Abschluss."),
    "en": ("", " Thanks.", " My boss is asking.", " We are closing the month."),
}
THINGS = {
    ("de", "order_status"): ("unsere Bestellung 4500118", "der Auftrag 4500118"),
    ("en", "order_status"): ("our order 4500118", "order 4500118"),
    ("de", "payment_status"): ("Rechnung 4500118", "die Rechnung 4500118"),
    ("en", "payment_status"): ("invoice 4500118", "the invoice 4500118"),
    ("de", "dispute"): ("Rechnung 4500118",),
    ("en", "dispute"): ("invoice 4500118",),
    ("de", "other"): ("die Bestellung 4500118",),
    ("en", "other"): ("order 4500118",),
    ("de", "payment_notice"): ("Rechnung 4500118",),
    ("en", "payment_notice"): ("invoice 4500118",),
}
SENTENCES = {
    ("de", "order_status"): (
        "Wo bleibt {o}?",
        "Wann kommt {o}?",
        "Ist {o} schon unterwegs?",
        "Wann können wir mit {o} rechnen?",
        "Ist {o} schon raus?",
        "Bis wann wird {o} geliefert?",
        "Können Sie mir sagen, wo {o} steckt?",
        "Gibt es schon einen Liefertermin für {o}?",
        "Ich warte seit Tagen auf {o}, was ist los?",
        "Haben Sie {o} schon verschickt?",
        "Wurde {o} schon versendet?",
        "Bitte um Info zum Stand von {o}",
        "Wie ist der Stand bei {o}?",
        "Kommt {o} heute noch?",
        "{O} ist immer noch nicht da, wann kommt das?",
        "Ist {o} komplett ausgeliefert?",
        "Wann geht {o} auf den Weg?",
    ),
    ("en", "order_status"): (
        "Where is {o}?",
        "When will {o} arrive?",
        "Has {o} shipped yet?",
        "Is {o} on its way?",
        "When can we expect {o}?",
        "Could you tell me where {o} is?",
        "Any update on {o}?",
        "What is the status of {o}?",
        "Do you have a delivery date for {o}?",
        "I have been waiting for {o} for days, what is going on?",
        "Is {o} complete?",
        "Will {o} come today?",
        "Can you check if {o} has left your warehouse?",
        "Please advise the ETA for {o}",
        "Can I get tracking for {o}?",
        "{O} still hasn't turned up, when is it coming?",
        "When is {o} due?",
        "Did {o} go out yesterday?",
    ),
    ("de", "payment_status"): (
        "Ist {o} schon bezahlt?",
        "Haben Sie unsere Zahlung zu {o} erhalten?",
        "Ist das Geld für {o} bei Ihnen angekommen?",
        "Wann ist {o} fällig?",
        "Bis wann müssen wir {o} zahlen?",
        "Ist {o} noch offen?",
        "Können Sie den Zahlungseingang für {o} bestätigen?",
        "Wurde {o} schon ausgeglichen?",
        "Steht {o} bei Ihnen noch offen?",
        "Haben wir {o} schon beglichen?",
        "Bitte prüfen Sie, ob {o} bezahlt ist",
        "Wie lange haben wir für {o} Zahlungsziel?",
    ),
    ("en", "payment_status"): (
        "Is {o} paid?",
        "Has {o} been paid?",
        "Did you receive our payment for {o}?",
        "Has our money for {o} arrived?",
        "When is {o} due?",
        "Is {o} still outstanding?",
        "Can you confirm receipt of payment for {o}?",
        "Has {o} been settled?",
        "Do you show {o} as paid?",
        "Have we already paid {o}?",
        "Please check whether {o} has been paid",
        "By when do we have to pay {o}?",
    ),
    ("de", "open_items"): (
        "Was ist bei uns noch offen?",
        "Wie hoch ist unser Saldo?",
        "Was schulden wir Ihnen noch?",
        "Welche Rechnungen sind noch offen?",
        "Bitte schicken Sie uns eine OP-Liste",
        "Wir bräuchten eine Aufstellung der offenen Posten",
        "Welche Posten sind überfällig?",
        "Können Sie mir sagen, was noch zu zahlen ist?",
        "Wie viel steht bei uns noch aus?",
        "Ich brauche eine Saldenbestätigung",
    ),
    ("en", "open_items"): (
        "What do we still owe you?",
        "What is our balance?",
        "Which invoices are still open?",
        "Could you send us a list of open items?",
        "What is outstanding on our account?",
        "How much do we owe?",
        "Which items are overdue?",
        "Please confirm our balance",
        "We need an aged balance",
        "Can you tell me what is left to pay?",
    ),
    ("de", "statement"): (
        "Bitte senden Sie uns einen Kontoauszug",
        "Ich brauche den Kontoauszug für März",
        "Könnten wir einen Kontoauszug bekommen?",
        "Wir benötigen einen Auszug unseres Kundenkontos",
        "Schicken Sie mir bitte die Kontobewegungen seit Januar",
    ),
    ("en", "statement"): (
        "Please send us a statement",
        "I need the statement for March",
        "Could we have a statement of account?",
        "We require a statement of our account",
        "Please send the account movements since January",
    ),
    ("de", "human"): (
        "Bitte rufen Sie mich zurück",
        "Ich möchte mit einem Menschen sprechen",
        "Kann mich jemand anrufen?",
        "Verbinden Sie mich bitte mit einem Mitarbeiter",
        "Ich bitte um Rückruf",
        "Wer kann mir am Telefon helfen?",
        "Geben Sie mir bitte einen Ansprechpartner",
    ),
    ("en", "human"): (
        "Please call me back",
        "I want to speak to a human",
        "Can someone ring me?",
        "Put me through to a person please",
        "Could someone give me a call?",
        "I would like to talk to somebody",
        "Is there anyone I can speak to?",
    ),
    ("de", "dispute"): (
        "Die {o} ist falsch",
        "Der Preis auf {o} stimmt nicht",
        "Auf {o} sind 20 Stück berechnet, geliefert wurden 10",
        "Die Ware zu {o} war beschädigt",
        "Wir widersprechen {o}",
        "Bei {o} fehlt die Hälfte der Ware",
        "{O} bezahlen wir nicht, die Ware war defekt",
        "Sie haben uns auf {o} zu viel berechnet",
        "Bitte korrigieren Sie {o}, die Menge ist falsch",
    ),
    ("en", "dispute"): (
        "{O} is wrong",
        "The price on {o} is not correct",
        "{O} charges 20 pieces, we only got 10",
        "The goods on {o} were damaged",
        "We dispute {o}",
        "Half of the goods on {o} are missing",
        "We will not pay {o}, the goods were faulty",
        "You overcharged us on {o}",
        "Please correct {o}, the quantity is wrong",
    ),
    ("de", "other"): (
        "Was kostet der Artikel 4711?",
        "Wir möchten 20 Stück bestellen",
        "Bitte stornieren Sie {o}",
        "Unsere neue Adresse lautet Hauptstraße 5, 10115 Berlin",
        "Haben Sie den Artikel auf Lager?",
        "Können Sie uns ein Angebot über 50 Schrauben machen?",
        "Wir haben eine neue Bankverbindung",
        "Ich bewerbe mich als Lagerist",
        "Bitte erstatten Sie uns die Überzahlung",
        "Ändern Sie bitte {o} auf 30 Stück",
    ),
    ("en", "other"): (
        "How much is article 4711?",
        "We would like to order 20 pieces",
        "Please cancel {o}",
        "Our new address is 5 Mill Lane, Leeds",
        "Do you have this item in stock?",
        "Can you quote us for 50 screws?",
        "Our bank details have changed",
        "I would like to apply for a job",
        "Please refund our overpayment",
        "Please change {o} to 30 pieces",
    ),
    ("de", "payment_notice"): (
        "Wir haben {o} heute überwiesen",
        "{O} wurde gestern bezahlt",
        "Wir zahlen {o} am Freitag",
        "Die Zahlung für {o} ist raus",
        "{O} haben wir soeben angewiesen",
        "{O} wird nächste Woche beglichen",
    ),
    ("en", "payment_notice"): (
        "We paid {o} today",
        "{O} was paid yesterday",
        "We will pay {o} on Friday",
        "Payment for {o} is on its way",
        "We have just transferred the money for {o}",
        "{O} will be settled next week",
    ),
}
ROWS = [(*key, sentence) for key, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "intent", "sentence"), ROWS, ids=lambda value: str(value)[:40])
def test_is_always_read_alike(language: str, intent: str, sentence: str) -> None:
    things = THINGS.get((language, intent), ("",)) if "{" in sentence else ("",)
    for thing, head, tail in product(things, HEADS[language], TAILS[language]):
        said = sentence.format(o=thing, O=thing[:1].upper() + thing[1:])
        text = head + said + "." * (not said.endswith("?")) + tail
        asks = parse("", text, VOCABULARY, today=TODAY).asks
        assert [ask.intent for ask in asks] == [intent], text
        if "{" in sentence and intent in NUMBERED:
            assert asks[0].numbers == (NUMBER,), text
