"""What is said every day in German without any word of the trade: goods that wait, break or do not come."""

from datetime import date

import pytest

from parsers.asks import Ask
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
    # papers that are unknown, spoilt or listed behind a colon; sums that came in
    ("Sie mahnen 2025-4410 an, die Rechnung ist uns unbekannt.", "documents"),
    ("Was uns zu Bestellung 4711 noch fehlt: Lieferschein und Rechnung.", "documents"),
    ("alles was es zu auftrag 119-4402 gibt", "documents"),
    ("Belege der Kostenstelle 815 fehlen komplett.", "documents"),
    ("Auf der Rechnung fehlt unsere Kostenstelle.", "dispute"),
    ("Der Lieferschein 30-12 klebte nass an der Kiste, könnt ihr den nochmal schicken?", "documents"),
    ("Die Ware zu Lieferschein 20-7718 ist nass geworden.", "dispute"),
    ("Die Lieferscheine von Mai sind beim Wasserschaden draufgegangen.", "documents"),
    ("Könnten wir alle Buchungen seit 1. April sehen?", "statement"),
    ("Was zahlen wir Stand gestern insgesamt noch?", "open_items"),
    ("Was zahlen wir für 20 Säcke?", "other"),
    ("weiß wer ob die 1.870,20 reingekommen sind?", "payment_status"),
    ("die letzten drei Gutschriften fürs Leergut tät ich brauchen", "documents"),
    ("Angebot V-6120 bitte neu schicken, das ist im Spam gelandet.", "documents"),
    ("Bitte Rechnungen und Lieferscheine ab Juli per Mail, die Post lasst bitte weg.", "documents"),
    ("Ohne CMR zu KX-771804 zahlt uns der Auftraggeber die Fracht nicht, bitte senden.", "documents"),
    ("Wie oft wurden wir gemahnt? Kopien aller Mahnungen aus 2024 bitte.", "documents"),
    ("1) kontoauszug oktober 2) rg 119-4402 als xml", "statement documents"),
    ("Die Bestellung bitte auf Freitag umschreiben.", "other"),
    # who rings at whose, what is needed, what a payment is told for
    ("Ständig ruft der Prüfer bei mir an, bitte den Lieferschein 4711 mailen.", "documents"),
    ("Ruft mich bitte jemand zurück?", "human"),
    ("Ich möchte einige Rechnungen mit jemandem persönlich durchgehen.", "human"),
    ("Gebraucht wird nur die Rechnung 4711.", "documents"),
    ("Wir warten auf die Rechnung zu 5501, wann kommt die?", "documents"),
    ("Die Gutschrift ist noch nicht da, kommt die noch?", "documents"),
    ("Auftrag 5501 ist längst bezahlt, wann wird endlich geliefert?", "order_status"),
    ("Rechnung 5501 ist bezahlt, und wann kommt Auftrag 5502?", "payment_notice order_status"),
    ("Wobei könnt ihr mir hier helfen?", "help"),
    ("was an Mahnschreiben von Januar bis Juni rausging, bitte nochmal", "documents"),
    ("Was im Mai an Lieferscheinen kam, brauche ich nochmal.", "documents"),
    ("Was steht auf der Rechnung 4711-2?", "other"),
    ("Ich möchte einige Rechnungen und Lieferscheine mit jemandem persönlich durchgehen.", "human"),
    ("Haben Sie von der DN 80 noch 40 Stück liegen?", "other"),
    (
        "Wir müssen den Kontoauszug bisher jedes Mal anfordern. Können Sie das so einrichten, dass er uns "
        "immer am Quartalsende gemailt wird?",
        "subscribe",
    ),
    ("Schieben Sie mir die Rechnung 4711-2 bitte rüber.", "documents"),
    ("Die Rechnung 4711-2 kann kein Mensch lesen.", "documents"),
    ("4711-2 ist bei uns nirgends aufgetaucht.", "documents"),
    ("Der Kunde nervt wegen dem Datenblatt von FL-300.", "documents"),
    ("Ihr habt die falsche Adresse auf 5512-1.", "dispute"),
    ("habt ihr die sicherheitsdatenblätter zu PU-Schaum PS-750 und Reiniger RC-15 für mich?", "documents"),
    (
        "Für Ried brauchen wir:\n- alle Rechnungen April 2025\n- alle Lieferscheine aus demselben Zeitraum",
        "documents",
    ),
    ("Für Auftrag 7200148 liegt uns keine Rechnung vor. Ohne Beleg können wir nicht zahlen.", "documents"),
    ("Könnten Sie mir eine CSV-Datei mit allen Rechnungen und Gutschriften aus 2024 schicken?", "export"),
    ("1) Rechnung 61004417 bitte.\n2) Herr Zeitler bittet um Rückruf wegen des Bonus.", "documents human"),
    ("Bitte entziehen Sie Herrn Lüdtke den Zugang zu unseren Kontoauszügen und Salden.", "people"),
    ("Telefonisch bestellt haben wir am Montag, jetzt brauchen wir die AB zu 5501.", "documents"),
    ("Was müsst ich für ne Palette KL-2040 hinlegen?", "other"),
    ("Habe Ihrem Fahrer heute 140 Euro in bar gegeben, er hat's quittiert.", "payment_notice"),
)

FOLLOWING = (
    ("ham wir die eigentlich schon überwiesen oder hängt die noch?", "payment_status"),
    ("und bis wann muss das beglichen sein?", "payment_status"),
    ("hamma die scho zahlt?", "payment_status"),
    ("steht die noch offen?", "payment_status"),
    ("Danke, war genau das richtige. Bis zur nächsten Baustelle!", ""),
    ("und noch den lieferschein", "documents"),
)


@pytest.mark.parametrize(("text", "intents"), FOLLOWING)
def test_what_is_asked_of_the_paper_that_was_sent(text: str, intents: str) -> None:
    sent = Ask(intent="documents", kinds=("invoice",), numbers=("33-4512",))
    request = parse("", text, VOCABULARY, today=TODAY, context=sent)
    assert " ".join(ask.intent for ask in request.asks) == intents


HEADED = (
    (
        "Ihr Angebot 7150-A",
        "Ihr Angebot vom 12. März ist weg. Könnten Sie es mir noch einmal schicken?",
        "7150-A",
    ),
    (
        "Bestellung B26-0007",
        "wir haben am 7. November bestellt und noch keine Auftragsbestätigung.",
        "B26-0007",
    ),
    ("Rechnung 4711-2", "Ihre Rechnung vom 3. Oktober ist unleserlich, bitte nochmal.", "4711-2"),
)


@pytest.mark.parametrize(("subject", "text", "number"), HEADED)
def test_a_day_describes_the_paper_of_the_subject(subject: str, text: str, number: str) -> None:
    [ask] = parse(subject, text, VOCABULARY, today=TODAY).asks
    assert (ask.numbers, ask.since) == ((number,), None)


@pytest.mark.parametrize(
    "paper", ["Konformitätsbescheinigung", "Warenverkehrsbescheinigung", "Langzeitlieferantenerklärungen"]
)
def test_a_long_word_is_known_by_its_beginning(paper: str) -> None:
    [ask] = parse("", f"Bitte die {paper} zu 88120-1.", VOCABULARY, today=TODAY).asks
    assert ask.kinds == ("certificate",)


SITES = (
    ("bitte die rechnungen oktober. nur südstadt.", ["südstadt"]),
    ("Kontoauszug Q3, beschränkt auf die Niederlassung Rapperswil-Jona", ["Rapperswil-Jona"]),
    ("Rechnungen vom Oktober, begrenzt auf die Filiale Gera bitte.", ["Gera"]),
    ("Für Linz bitte die Rechnungen vom Oktober, für Wels die Lieferscheine.", ["Linz", "Wels"]),
    ("Rechnungen vom Oktober bitte nochmal, bei uns in Passau war Hochwasser.", [None]),
    ("Rechnungen Oktober bitte per Mail, der Briefträger in Wels ist krank.", [None]),
)


@pytest.mark.parametrize(("text", "sites"), SITES)
def test_the_site_of_a_wish(text: str, sites: list[str | None]) -> None:
    assert [ask.location for ask in parse("", text, VOCABULARY, today=TODAY).asks] == sites


@pytest.mark.parametrize(("text", "intents"), ROWS)
def test_a_plain_message_is_understood(text: str, intents: str) -> None:
    request = parse("", text, VOCABULARY, today=TODAY)
    assert " ".join(ask.intent for ask in request.asks) == intents
