"""Which of the asks that give no papers everyday sentences make: no other one, none more and none less."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
# Mails that come regularly, and that shall end
STANDING = {
    (
        "Wir erhalten von Ihnen jeden Montag eine Sammelmail mit Rechnungen. Das brauchen wir "
        "nicht mehr, bitte beenden."
    ): ["unsubscribe"],
    "Every Friday your system emails me all delivery notes of the week. Please turn this off.": [
        "unsubscribe"
    ],
    "Bitte stellen Sie den monatlichen Versand der Kontoauszüge ein.": ["unsubscribe"],
    "Stellen Sie die wöchentliche Zusendung der Lieferscheine bitte ab kommender Woche ein.": ["unsubscribe"],
    "Könnten Sie die tägliche OP-Liste abschalten? Liest hier keiner.": ["unsubscribe"],
    (
        "We get an automatic list of open items on the first of each month. Nobody reads it, so "
        "kindly end that."
    ): ["unsubscribe"],
    (
        "Our old colleague set it up that we receive each order confirmation by mail "
        "automatically. Could you switch that off again?"
    ): ["unsubscribe"],
    (
        "Seit März kommt bei uns täglich eine Mail mit allen Auftragsbestätigungen an. Schalten "
        "Sie das bitte ab."
    ): ["unsubscribe"],
    "I'm sent a statement every single week. Make it stop, please.": ["unsubscribe"],
    (
        "Your Tuesday digest of invoices still comes to me every week although I left "
        "purchasing. Please discontinue it."
    ): ["unsubscribe"],
    (
        "Wir bekommen die Rechnungen jeden Monat doppelt, einmal per Post und einmal per Mail. "
        "Die Postsendung bitte einstellen."
    ): ["unsubscribe"],
}
# Orders that change, against goods that came short
ORDERS = {
    "im auftrag A-7712 bitte 12 statt 120 eimer, geht das noch?": ["other"],
    (
        "hab mich verschrieben: bei Bestellung 4711-8 sollen es 6 Paletten sein, nicht 60. Könnt "
        "ihr das noch drehen?"
    ): ["other"],
    "Can I still switch order 44-118 to collection instead of delivery?": ["other"],
    "On PO 7781 we need 25 lengths rather than 250, is that still possible?": ["other"],
    "Kann man bei Auftrag 90-117 die Farbe noch auf Anthrazit ändern?": ["other"],
    "kann ich bestellung 5512 noch auf montag schieben, wir sind freitag nicht da": ["other"],
    (
        "Please put PO 66120 on hold, our client has gone bust. I know it's been confirmed "
        "already but I hope nothing has been loaded."
    ): ["other"],
    "order 9917-2, could you make that 4 boxes instead of 40? fat fingers": ["other"],
    "Bitte ändern Sie in Auftrag 7781-3 die Menge von 50 auf 80 Stück, ist das noch drin?": ["other"],
    "We got 12 instead of 120 buckets on delivery note 5512. Please credit the rest.": ["dispute"],
    "Auf Lieferschein 5512 waren nur 12 statt 120 Eimer. Bitte gutschreiben.": ["dispute"],
}
# Where goods are, against where papers are
GOODS = {
    "ist die 50-7781 schon auf dem LKW oder steht die noch bei euch im lager": ["order_status"],
    "liegt auftrag 50-7781 noch bei euch oder ist der schon unterwegs": ["order_status"],
    "When can I expect to have it in my hands? Order 5512-9.": ["order_status"],
    "PO 7713-2 was due on Tuesday. When will the pumps reach us?": ["order_status"],
    "has 7713-2 left your warehouse yet or is it still sitting there": ["order_status"],
    "von unserem Auftrag 77-120 hör ich nichts mehr, steht der noch auf eurem Plan?": ["order_status"],
    "Hat die Spedition die 50-1182 schon geholt?": ["order_status"],
    "wann seh ich endlich was von bestellung 5512-8?": ["order_status"],
    "Bei Auftrag 118-442 bräuchte ich einen Termin für die Restmenge.": ["order_status"],
    (
        "Order 44-1093: I was promised a date by the end of last week and have heard nothing. A date, please."
    ): ["order_status"],
    "kunde fragt, ob bei 33-8811 schon alles draußen ist": ["order_status"],
}
# Whether money came, against what only tells of it
PAYMENTS = {
    "has our payment for 18-77320 reached you?": ["payment_status"],
    "We wired 2,300.00 on Monday for invoice 7712-4. Can you see it yet?": ["payment_status"],
    "Am 3. haben wir 1.250,00 EUR auf die Rechnung 5512-7 überwiesen. Sehen Sie das Geld schon?": [
        "payment_status"
    ],
    "I paid 88.20 by card this morning, did it go through?": ["payment_status"],
    "did my transfer of 512.00 land with you": ["payment_status"],
    "hab gestern 340 € überwiesen, ist das schon da?": ["payment_status"],
    "Ist die Überweisung vom Freitag über 912,40 bei Ihnen eingetroffen?": ["payment_status"],
    "Please tell us which invoices our payment of EUR 5,000.00 was applied to.": ["payment_status"],
    "Auf welche Rechnungen haben Sie unsere Zahlung von 5.000,00 EUR verbucht?": ["payment_status"],
    "Is invoice SI-7712 already marked as paid on your side?": ["payment_status"],
    "By when do you need the money for 25/30188? Your letter and the contract differ.": ["payment_status"],
}
# How to ask here, against questions about goods
CLERK = {
    "wie muss ich schreiben damit der bot mich versteht?": ["help"],
    "Muss ich immer die Rechnungsnummer angeben oder geht auch der Name der Baustelle?": ["help"],
    "kann der bot auch mit bestellnummern was anfangen?": ["help"],
    "How should I phrase my requests here? Do I need the invoice number every time?": ["help"],
    "Does the bot understand English and do I have to type the number exactly?": ["help"],
    "in welcher form soll ich anfragen stellen, geht da auch ganz normales deutsch?": ["help"],
    "Do you understand order numbers or only invoice numbers?": ["help"],
    ("Man sagte mir, unter dieser Adresse bekomme man Belege. Wie läuft das ab und kostet es etwas?"): [
        "help"
    ],
    "Someone told me I can get documents from this address. How does it work and is it free?": ["help"],
    "was kann ich dich hier alles fragen": ["help"],
    "Ein Tor für Garage: muss ich die Breite bei der Bestellung schon angeben?": ["other"],
}
# What is open
BALANCES = {
    "roughly what are we in for with you at the moment?": ["open_items"],
    "how much do we still owe you guys all in": ["open_items"],
    "balance on our acct please": ["open_items"],
    "What's left on our account after that?": ["open_items"],
    "Could you tell me what my late husband still owed you?": ["open_items"],
    "wieviel stehen wir bei euch in der kreide": ["open_items"],
    "was haben wir bei euch noch auf dem deckel": ["open_items"],
    "wie hoch ist unser Saldo, sind wir schon am Limit?": ["open_items"],
    "Was schulden wir Ihnen insgesamt noch?": ["open_items"],
    "was steht bei uns noch aus": ["open_items"],
    "What's our balance with you as of today?": ["open_items"],
}
# Who wants to speak to somebody, and who may see what
PEOPLE = {
    "Ich möchte mit einem Menschen sprechen, nicht mit einem Automaten.": ["human"],
    "bist du eine maschine? ich will mit einem mitarbeiter reden": ["human"],
    "I would like a call from whoever runs your warehouse. My number is 07700 900 417.": ["human"],
    "Could someone phone my boss about the terms? She's in after 10.": ["human"],
    "Who is our contact now that Stewart has gone? I'd like to talk to somebody.": ["human"],
    "Bitte rufen Sie mich unter 0170 5550119 zurück.": ["human"],
    "Kann mich mal wer anrufen?": ["human"],
    "give me a real person please": ["human"],
    (
        "Rückruf: Akkus der Serie PL-20 können brennen. Bitte stoppen Sie den Verkauf und "
        "informieren Sie Ihre Kunden."
    ): ["other"],
    "Product recall: charger PL-20 may overheat. Stop selling it and tell your customers.": ["other"],
    "We have 20 empty pallets in the yard. When can you pick them up? Ask for Dave at the gate.": ["other"],
}
# Remarks upon the service, against complaints about goods and papers
SERVICE = {
    (
        "Ihr Fahrer hat die Pakete einfach im Regen vor dem Tor abgestellt. Bitte sagen Sie ihm, "
        "dass er klingeln soll."
    ): ["other"],
    "Your lorry blocked our fire exit again this morning. Please have a word with the driver.": ["other"],
    "Ihr Fahrer raucht im Hof und die Kollegen beschweren sich. Bitte weisen Sie ihn darauf hin.": ["other"],
    (
        "So viel Plastik um eine Schachtel Schrauben muss wirklich nicht sein. Packen Sie doch "
        "bitte weniger ein."
    ): ["other"],
    "We do not accept the price increase you announced for February and ask you to reconsider.": ["other"],
    "Wir widersprechen Ihrer angekündigten Preisanpassung und erwarten ein neues Angebot.": ["other"],
    (
        "Under Art. 15 GDPR I ask you to tell me which data you hold about me. I never ordered "
        "anything and yet your catalogue keeps coming."
    ): ["other"],
    ("Bitte löschen Sie alle Daten, die Sie über mich gespeichert haben. Ich habe nie bei Ihnen gekauft."): [
        "other"
    ],
    ("Wir haben drei Fenster zu viel bestellt (Auftrag 77-120), originalverpackt. Nehmen Sie die zurück?"): [
        "other"
    ],
    "We ordered two boxes too many on order 7120-3, unopened. Would you take them back?": ["other"],
    (
        "Ab sofort muss auf jeder Rechnung unsere Bestellnummer stehen, Rechnungen, auf denen "
        "sie fehlt, weist unser System ab."
    ): ["other"],
}
# Invitations, codes, recalls
NOTICES = {
    (
        "You are invited to our open day on 4 May. Please let us know by 20 April whether we can "
        "count on you."
    ): ["other"],
    (
        "Wir laden Sie zur Einweihung unserer Halle ein. Geben Sie uns kurz Bescheid, ob wir mit "
        "Ihnen rechnen dürfen."
    ): ["other"],
    (
        "Gate code for site Harlow is now C1122. Please tell your drivers, the guard will not "
        "open without it."
    ): ["other"],
    (
        "Der Torcode ändert sich am Montag auf 7781. Bitte an die Fahrer weitergeben, sonst "
        "kommt niemand rein."
    ): ["other"],
    "Ihr Beifahrer hat unseren Azubi angepöbelt. Das möchten wir nicht noch einmal erleben.": ["other"],
    "The boxes are far too big for three screws. Please think about the environment.": ["other"],
    "Ihre Preisanhebung von 8 % ist für uns nicht tragbar, wir erwarten eine Erklärung.": ["other"],
    "Gemäß DSGVO verlange ich die Löschung meiner Daten.": ["other"],
    "Wir laden herzlich zur Firmenfeier am 5. Mai ein, um Antwort bis 1. April wird gebeten.": ["other"],
    "Save the date: our supplier day is on 9 June. RSVP by 1 May.": ["other"],
    ("Recall of kettle WK-20: units made in March may leak. Please stop sales and inform your customers."): [
        "other"
    ],
}
# What turned up again
SETTLED = {
    ("Die fehlende Kiste zu Auftrag 66-1190 hat sich gefunden, Sie brauchen nicht weiter zu suchen."): [],
    (
        "The missing pallet for order 66-1190 has turned up at our neighbour's. You can call off the search."
    ): [],
    "Die vermisste Lieferung 5512 ist doch noch angekommen, alles gut.": [],
    (
        "The parcel we were missing from order 7120 arrived this morning after all, so please "
        "ignore my last mail."
    ): [],
    "Das vermisste Paket ist da, Nachforschung kann eingestellt werden.": [],
    "Die fehlende Kiste zu Auftrag 66-1190 ist immer noch nicht aufgetaucht. Wo ist sie?": ["order_status"],
    "The missing pallet for order 66-1190 has still not turned up.": ["order_status"],
    "Die Kartons aus Auftrag 7712 sind inzwischen doch aufgetaucht, danke fürs Suchen.": [],
    "The two rolls missing from order 5518 have turned up in our other store, sorry for the fuss.": [],
}
# What was paid before, and what was not paid
PRICES = {
    (
        "Somebody sent us a fake invoice in your name with a foreign IBAN. We have not paid it. "
        "Please look into it."
    ): ["other"],
    "what do you charge for 10 rolls of tape? last time we paid 3.20": ["other"],
    "Was kosten 20 Sack Zement? Letztes Jahr haben wir 6,90 bezahlt.": ["other"],
    "We have now paid invoice 7712.": ["payment_notice"],
    "Die Rechnung 7712 haben wir gestern bezahlt.": ["payment_notice"],
}
# A complaint or a question beside a wish for papers
PAIRS = {
    (
        "Drei Platten aus LS 560-3381 sind abgeplatzt, wir verlangen Ersatz. Außerdem bitte den "
        "Lieferschein nochmal."
    ): ["dispute", "documents"],
    (
        "The whole of delivery D-4087 was warm on arrival, we have rejected it and will not pay. "
        "Please also send me the delivery note for D-4086."
    ): ["dispute", "documents"],
    (
        "Die gelieferten Stiefel (Lieferung 14-5509) sind in der falschen Größe, das können wir "
        "nicht brauchen. Zusätzlich brauche ich die Rechnung 24-118."
    ): ["dispute", "documents"],
    ("Half the tiles on 7712 arrived cracked and we want a credit. Could you also send invoice 7713?"): [
        "dispute",
        "documents",
    ],
    (
        "Ein Kupplungssatz kam gebrochen. Wir bezahlen die Rechnung KF-771 erst, wenn Ersatz da "
        "ist. Ich brauche außerdem eine Kopie des Lieferscheins dazu."
    ): ["dispute", "documents"],
    "Please send data sheets for TX 120. And order 44-1093: when is it coming?": [
        "documents",
        "order_status",
    ],
    "I need the delivery note for D-4086, and a call from your transport manager please.": [
        "documents",
        "human",
    ],
    "Bitte das Sicherheitsdatenblatt für KR-20. Außerdem: was würde uns der KR-20 im Fass kosten?": [
        "documents",
        "other",
    ],
}
# Goods and sums that are wrong
COMPLAINTS = {
    "Von den 20 Leuchten auf Lieferschein 7718 sind 3 zersprungen. Wir erwarten eine Gutschrift.": [
        "dispute"
    ],
    "Invoice 4471-2 charges 12 crates, we only got 10. Please correct.": ["dispute"],
    "Wir zahlen die 5518-3 erst, wenn der Austausch da ist.": ["dispute"],
    "We won't be paying 6618-9 until somebody has looked at the leak.": ["dispute"],
}
ALL = {
    **STANDING,
    **ORDERS,
    **GOODS,
    **PAYMENTS,
    **CLERK,
    **BALANCES,
    **PEOPLE,
    **SERVICE,
    **NOTICES,
    **SETTLED,
    **PRICES,
    **PAIRS,
    **COMPLAINTS,
}


@pytest.mark.parametrize("text", ALL)
def test_everyday_sentences(text: str) -> None:
    found = parse("", text, VOCABULARY, today=TODAY).asks
    assert sorted(ask.intent for ask in found) == ALL[text]


def test_what_shall_end_takes_its_papers_from_the_sentence_before() -> None:
    text = "Every Monday your system sends me all delivery notes. I am in HR. Please stop it."
    found = parse("", text, VOCABULARY, today=TODAY).asks
    assert [(ask.intent, ask.kinds) for ask in found] == [("unsubscribe", ("delivery_note",))]
