"""Papers that are named and not asked for: at hand, refused, handed on; and what is asked beside them."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
NONE = (
    "Wir bestätigen den Erhalt der Rechnungskopie und der Mahnung.",
    "Eine Rechnungskopie liegt bereits in der Akte.",
    "Die Duplikate der Lieferscheine liegen jetzt alle beim Steuerberater.",
    "Hiermit bestätige ich, dass die Rechnungskopien angekommen sind.",
    "Die Auftragsbestätigung habe ich unterschrieben und abgelegt.",
    "Ich wollte gerade die Rechnung anfordern, da lag sie schon im Postfach.",
    "Eigentlich hätte ich den Lieferschein gebraucht, aber er ist inzwischen da.",
    "Meine Bitte um die Rechnungskopien ist damit hinfällig.",
    "Super Service, so schnell hab ich noch nie einen Lieferschein bekommen.",
    "Die Mail vorhin ging an den falschen Verteiler, ist hinfällig.",
    "I confirm receipt of the invoice copy and the delivery note.",
    "A copy of the invoice is already in our file, nothing further is needed.",
    "Our bookkeeper now has every delivery note she was missing.",
    "The delivery notes we were chasing have turned up behind the till.",
    "Finally got the credit note we'd been chasing, thank you.",
    "Your invoice has been passed on to accounts.",
    "My request for copies is obsolete, thank you.",
    "My last mail about order 4410 was intended for a different supplier. Apologies.",
)
ONE = (
    ("open_items", "Sagen Sie mir nur, was offen ist, Rechnungskopien habe ich selbst."),
    ("open_items", "Just tell me what we owe you, I've plenty of invoice copies."),
    ("open_items", "List of open items please, the overdue ones marked."),
    ("open_items", "Which of our items are past due?"),
    ("statement", "Kontoauszug für Juli bitte, die Rechnungen selbst nicht."),
    ("statement", "Den Kontoauszug vom August hätte ich gern, ohne die Rechnungen."),
    ("statement", "Statement for September, no invoices needed."),
    ("payment_status", "When is invoice 5521 due? My copy has coffee all over the terms."),
    ("export", "Mir reicht eine Tabelle mit Nummern und Beträgen aller Rechnungen 2024."),
    ("export", "A CSV of all delivery note numbers for February is enough for me."),
    ("export", "Can you drop all our 2025 invoice numbers and totals in a spreadsheet?"),
    ("unsubscribe", "Wir bitten Sie, von der monatlichen Zusendung der Rechnungen künftig abzusehen."),
    ("unsubscribe", "We can do without the monthly statements from January."),
    ("unsubscribe", "Please spare us the weekly list of open items in future."),
    ("people", "Da Herr Moser in Pension geht, möge sein Zugang gelöscht werden."),
    ("people", "Our temp, Maya Lind, was let go and shouldn't be able to see our account any more."),
    ("people", "Please drop Lisa Moore from our user list."),
    ("other", "We hereby terminate our maintenance contract MC-2021-07 at the earliest possible date."),
    ("other", "Gilt Ihr Angebot 4410 auch für eine Abnahme im Frühjahr?"),
    ("other", "Wir hätten gern ab sofort 3 % Skonto auf alle Rechnungen."),
    ("other", "Wir bitten um Verlängerung des Zahlungsziels auf 60 Tage für alle künftigen Rechnungen."),
    ("order_status", "Ich habe die Bestellung 55031 vor zwei Wochen bezahlt. Wo bleibt die Ware?"),
    ("order_status", "Wir haben per Vorkasse bezahlt (Auftrag 55031). Wann kommt die Lieferung?"),
    ("payment_notice", "Auftrag 55031 haben wir heute bezahlt."),
    ("open_items", "Bei welchen Rechnungen ist nach einer Teilzahlung noch ein Rest offen?"),
    ("open_items", "Auf welchen Rechnungen hängt noch was, wo nur ein Teil gekommen ist?"),
    ("subscribe", "Bisher fordern wir den Kontoauszug immer einzeln an. Kann er monatlich kommen?"),
    ("subscribe", "Ich muss den Auszug jedes Mal anfordern. Kann der nicht automatisch kommen?"),
    ("documents", "Wir müssen die Rechnungen immer extra anfordern. Bitte schicken Sie uns die vom Februar."),
    ("documents", "Ich warte noch immer auf die Rechnung, wann kommt die?"),
    ("documents", "Wir warten noch auf die Auftragsbestätigung. Bis wann dürfen wir damit rechnen?"),
    ("documents", "Wo bleibt die Rechnung, und wann wird sie verschickt?"),
    ("other", "Ihr Konto wird gesperrt. Bitte klicken Sie hier, um Ihre Rechnung anzusehen."),
    ("human", "Herr Zeitler bittet um Rückruf wegen des Jahresbonus: 0991 / 555-31."),
    ("people", "Bitte entziehen Sie Herrn Carsten Lüdtke den Zugang zu unseren Kontoauszügen und Salden."),
    ("export", "Ich möchte eine CSV mit allen Rechnungen und Gutschriften aus 2024 bekommen."),
    ("export", "Könnten Sie mir eine Excel-Liste mit allen Lieferscheinen und Rechnungen zusenden?"),
    ("documents", "Zum Auftrag 4410 fehlt die Rechnung. Ohne Beleg können wir nicht zahlen."),
    ("human", "Ich möchte einige Rechnungen und Lieferscheine mit jemandem persönlich durchgehen."),
    ("human", "Wir würden die offenen Rechnungen gern einmal gemeinsam mit Ihnen abstimmen."),
    ("dispute", "Ich möchte die Rechnung 4711 und die Gutschrift 4712 reklamieren."),
    ("people", "max@mosel.example bitte für Lieferscheine anlegen. Rechnungen bitte nicht freigeben."),
    ("people", "eva@mosel.example soll Lieferscheine sehen. Rechnungen und Preise bitte ausblenden."),
    ("help", "Hi, womit kannst du mir denn helfen?"),
    ("help", "Womit können Sie mir behilflich sein?"),
    ("documents", "Uns liegt keine Kopie der Rechnung 4410 vor."),
    ("documents", "We have no copy of invoice 4410 here."),
    ("documents", "Der Steuerberater hat die Rechnungskopie 4410 angefordert."),
    ("documents", "I have invoice 4410 but I'm missing the delivery note that goes with it."),
    ("documents", "Apart from the certificate everything has arrived."),
    ("documents", "If I could have a copy of invoice 4410, that would settle it."),
)


@pytest.mark.parametrize(
    ("intents", "text"), [*(([], text) for text in NONE), *(([intent], text) for intent, text in ONE)]
)
def test_only_what_is_asked_for_is_noted_down(intents: list[str], text: str) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert [ask.intent for ask in asks] == intents, asks
