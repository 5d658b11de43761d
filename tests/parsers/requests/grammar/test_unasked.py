"""Sentences whose build names papers and wants none, beside those of a like build that want them."""

from datetime import date
from itertools import product

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
PAPERS = {"documents", "statement", "export"}
LET_BE = [
    *(
        f"Damit Sie {what} {get}, {bid}."
        for what, get, bid in product(
            ("Ihre Rechnungen", "Ihre Kontoauszüge"),
            ("weiterhin erhalten", "herunterladen können"),
            ("klicken Sie hier", "bestätigen Sie Ihre Adresse", "verifizieren Sie Ihr Konto"),
        )
    ),
    *(
        f"Um die Rechnung 90012345 {aim}, brauchen wir {what}."
        for aim, what in product(
            ("bezahlen zu können", "freizugeben"), ("von Ihnen die Bestellnummer", "Ihre Bankverbindung")
        )
    ),
    *(
        f"{mate} {ask}?"
        for mate, ask in product(
            ("@Steffi", "Du Jonas,", "Sabine,"),
            (
                "hast du die Rechnungen schon gebucht",
                "machst du heute die Lieferscheine",
                "liegen die Lieferscheine noch bei dir",
            ),
        )
    ),
    *(f"Wer hat den Stapel Lieferscheine {done}?" for done in ("weggeräumt", "eingepackt", "sortiert")),
    *(
        f"{haul}, {note}."
        for haul, note in product(
            ("Liefern Sie bitte an Tor 3", "Den Rest bitte morgen liefern"),
            ("Lieferschein dazulegen", "Lieferschein bitte ohne Preise", "Lieferschein liegt beim Pförtner"),
        )
    ),
    *(
        f"{want} {data} zu der Rechnung 90012345."
        for want, data in product(
            ("Wir benötigen", "Bitte nennen Sie uns"),
            ("die Zolltarifnummern", "das Gewicht", "den Skontosatz"),
        )
    ),
    *(f"Wir hätten gern mit Ihnen über {what} gesprochen." for what in ("die Mahnungen", "die Rechnungen")),
    *(
        f"Bitte {what} {whom}."
        for what, whom in product(
            ("den Lieferschein", "die Rechnung"), ("dem Fahrer mitgeben", "an der Rampe bereitlegen")
        )
    ),
    *(f"Die Rechnung 90012345 bitte auf {whom}." for whom in ("diesen Namen", "die neue Firma")),
    *(f"Den Lieferschein {put} ins Paket." for put in ("legen wir", "packen wir", "stecke ich")),
    *(f"Den Lieferschein können Sie dann {do}." for do in ("behalten", "vergessen", "auf einmal schreiben")),
    "Zwischen den Jahren nehmen wir keine Lieferscheine an.",
    "Für die Lieferscheine gibt es im Lager eine Kiste.",
    "Für die Rechnungen fehlt noch die Freigabe vom Chef.",
    "Wie lese ich den Kontoauszug?",
    "Ab wann gibt es nur noch E-Rechnungen?",
    "Wohin schicken wir die unterschriebenen Lieferscheine?",
    "Gestern bis zehn Uhr Lieferscheine sortiert, heute Muskelkater.",
    "Die Mahnungen der letzten Woche laufen bei uns über SAP.",
    "Der Lieferschein kam per Mail, die Paletten fehlen.",
    "Bitte schicken Sie uns die Lieferscheine nicht doppelt.",
    "Gutschriften nur noch mit Freigabe vom Chef.",
    *(
        f"To {aim} {what}, {bid}."
        for aim, what, bid in product(
            ("view", "keep receiving"),
            ("your statement", "invoice 90012345"),
            ("click here", "please verify your account", "pay the customs charge"),
        )
    ),
    *(f"{bid} and download your invoice." for bid in ("Log in here", "Sign in", "Verify your account")),
    *(
        f"{mate} have you {done} {what} yet?"
        for mate, done, what in product(
            ("@Steffi", "Kate,"), ("booked", "just filed"), ("the invoices", "delivery note 80012345")
        )
    ),
    *(f"{who} the delivery notes?" for who in ("Who took", "Has anybody seen", "Did someone move")),
    *(
        f"{lack} {goods} on {paper}."
        for lack, goods, paper in product(
            ("We never got", "We are still waiting for", "Please send us"),
            ("the second pump", "our pallet", "the HS codes"),
            ("invoice 90012345", "delivery notes 80012345 and 80012346"),
        )
    ),
    *(
        f"Please {do}."
        for do in ("debit invoice 90012345 in May", "sort the delivery notes", "shred the old invoices")
    ),
    *(
        f"{who} {deed} the delivery notes {when}."
        for who, deed, when in product(
            ("Our depot", "Ms Huber", "My boss"), ("files", "has signed", "will scan"), ("today", "")
        )
    ),
    *(
        f"{what} {goes}."
        for what, goes in product(
            ("The invoices", "Last week's reminders"),
            ("were booked by Ms Huber", "go to head office", "run tonight"),
        )
    ),
    "The goods are back, see delivery note 80012345.",
    "We never got the pump on the last delivery note.",
    "The invoice from May was paid long ago, please clear it.",
    "Please deliver to gate 3, delivery note with the goods.",
    "Cheers for resending the order confirmation.",
    "Thanks a lot for digging out the delivery note from May.",
    "Could we have a word about the invoices?",
    "How do I read the statement?",
]
WANTED = [
    "Um die Ware einzubuchen, brauchen wir den Lieferschein 80012345.",
    "Damit wir den Lieferschein 80012345 ablegen können, brauchen wir das Original.",
    "Damit ich den Lieferschein 80012345 ablegen kann, mailen Sie ihn mir bitte nochmal.",
    "Jonas, hast du den Lieferschein 80012345?",
    "Jonas, hast du mir den Lieferschein 80012345 gemailt?",
    "Wer hat den Lieferschein 80012345?",
    "Wer kann mir den Lieferschein 80012345 schicken?",
    "Wie komme ich an den Lieferschein 80012345?",
    "Holen Sie bitte die Palette ab, und schicken Sie uns den Lieferschein 80012345.",
    "Die Paletten sind da, der Lieferschein 80012345 fehlt.",
    "Für den Prüfer wird der Lieferschein 80012345 gebraucht.",
    "Den Lieferschein 80012345 vermissen wir.",
    "Den Lieferschein 80012345 können Sie mir auch mailen.",
    "Für die Ablage fehlt uns der Lieferschein 80012345.",
    "Wir benötigen für die Versicherung den Lieferschein 80012345.",
    "Alles abgelegt, nur der Lieferschein 80012345 fehlt uns.",
    "To book the goods, we need delivery note 80012345.",
    "To file delivery note 80012345, we need a copy.",
    "Have you got delivery note 80012345?",
    "Have you sent me delivery note 80012345 yet?",
    "Please drop the pallet at gate 3, and send us delivery note 80012345.",
    "The pallets are here, delivery note 80012345 is missing.",
    "We never got the copy of delivery note 80012345.",
    "Our depot lost delivery note 80012345, please send it again.",
    "Ms Huber needs delivery note 80012345, please.",
    "Please sort this out and send delivery note 80012345.",
    "Thanks a lot, and delivery note 80012345 please?",
]


@pytest.mark.parametrize("text", LET_BE)
def test_papers_that_a_build_only_names_are_let_be(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    assert PAPERS.isdisjoint(ask.intent for ask in asks), asks


@pytest.mark.parametrize("text", WANTED)
def test_papers_that_a_like_build_wants_are_wanted(text: str) -> None:
    asks = [ask for ask in parse("", text, VOCABULARY, today=TODAY).asks if ask.intent == "documents"]
    assert [(ask.kinds, ask.numbers) for ask in asks] == [(("delivery_note",), ("80012345",))]


def test_a_subject_that_names_papers_does_not_ask_for_them_then() -> None:
    request = parse("Rechnung 90012345", "Wie lese ich den Kontoauszug?", VOCABULARY, today=TODAY)
    assert PAPERS.isdisjoint(ask.intent for ask in request.asks)
