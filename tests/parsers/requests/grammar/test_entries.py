"""Papers on which something is missing are disputed; papers that are missing themselves are wished for."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
DE = (
    *("das Gewicht", "die Zolltarifnummer", "das Ursprungsland", "die Incoterms", "die Lieferadresse"),
    *("die Kommission", "unsere Artikelnummer", "die Menge", "das Rechnungsdatum", "der Steuersatz"),
    *("die Steuernummer", "die USt-IdNr.", "unsere Bestellnummer", "die Kostenstelle"),
    *("der Name des Bestellers", "das Projekt", "die Projektnummer", "der Skontohinweis"),
    *("die Bankverbindung", "das Leistungsdatum", "der Leistungszeitraum", "die Lieferscheinnummer"),
    *("unsere Kundennummer", "die Unterschrift", "der Stempel", "die Chargennummer"),
    *("das Zahlungsziel", "der Rabatt", "der Preis", "der Einzelpreis", "die Mehrwertsteuer"),
    *("der Hinweis auf Reverse Charge", "die Leitweg-ID", "die Objektnummer", "das Aktenzeichen"),
    *("der Firmenzusatz", "die Hausnummer", "unsere Abteilung", "die SAP-Nummer", "die Seriennummer"),
    *("der Zusatz c/o", "die IBAN", "das Lieferdatum"),
)
EN = (
    *("weight", "tariff code", "country of origin", "incoterms", "delivery address", "job reference"),
    *("article number", "quantity", "invoice date", "tax rate", "VAT number", "PO number"),
    *("cost centre", "buyer's name", "project code", "discount", "bank details", "tax point"),
    *("delivery note number", "account number", "signature", "stamp", "batch number", "payment terms"),
    *("line for the grate", "unit price", "VAT breakdown", "reverse charge note", "department"),
    *("serial number", "house number", "c/o line", "IBAN", "delivery date", "contract number"),
    *("requisition number", "site name", "cost code", "company suffix", "attention line"),
)

WAYS = {
    "de": (
        "Auf der Rechnung 4711 fehlt {entry}, bitte ergänzen.",
        "{Entry} fehlt auf Ihrer Rechnung 4711.",
        "Auf Rechnung 4711 vermissen wir {entry}.",
        "{Entry} auf Rechnung 4711 stimmt nicht.",
        "In Rechnung 4711 haben Sie {entry} verwechselt.",
        "Bitte ändern Sie auf Rechnung 4711 {entry}, so können wir sie nicht buchen.",
    ),
    "en": (
        "The {entry} is missing on invoice 4711, please add it.",
        "Invoice 4711 has no {entry} on it so AP bounced it.",
        "There's no {entry} on your invoice 4711.",
        "Invoice 4711 came without a {entry}, we can't book it.",
        "Your invoice 4711 doesn't show the {entry}.",
        "Invoice 4711 has the wrong {entry}.",
        "The {entry} doesn't match on invoice 4711.",
        "Could you amend the {entry} on invoice 4711, please?",
    ),
}
CASES = {
    "other": [
        "Bitte verwenden Sie künftig unsere neue Telefonnummer für alle Rechnungen.",
        "Bitte tragen Sie auf allen künftigen Rechnungen unsere Bestellnummer ein.",
        "Please use our new phone number on all future invoices.",
        "You still have our old billing address on file.",
        "Die Bestellung 4500-17 brauchen wir nicht mehr.",
        "We no longer need order 4500-17.",
        "Wir möchten die Bestellung 4500-17 stornieren.",
    ],
    "dispute": [
        "Auf dem Lieferschein 8001 fehlt die Chargennummer.",
        "Am Lieferschein 8001 steht keine Kommission.",
        "auf der auftragsbestätigung 77-12 fehlt unser rabatt",
        "Im Zeugnis 3.1 zu 8812 fehlt die Schmelznummer.",
        "Bei Rechnung 4711 wurde die Bestellnummer nicht angegeben.",
        "Ihre Rechnungen enthalten keine Bestellnummer, so gehen sie bei uns zurück.",
        "Rechnung 4711 kam ohne Bestellnummer, Workflow lehnt ab.",
        "Leider weist die Rechnung 4711 keine Mehrwertsteuer aus.",
        "Die Gutschrift 99-1 trägt keinen Bezug zur Rechnung.",
        "Rechnung 4711, Bestellnummer fehlt.",
        "Fehlende Bestellnummer auf 4711, bitte korrigieren.",
        "Auf 4711 ist der vereinbarte Skonto nicht vermerkt.",
        "Der Rechnung 4711 fehlt die Bestellnummer.",
        "Wir vermissen auf der Rechnung 4711 den vereinbarten Rabatt.",
        "No PO number on invoice 4711, so it's been parked.",
        "Your invoice 4711 doesn't quote our PO.",
        "Invoice 4711 fails to show the CIS deduction.",
        "Invoice 4711 is missing our cost code.",
        "invoice 4711: po number missing",
        "Missing PO on 4711, please correct.",
        "Our discount has been left off invoice 4711.",
        "The order confirmation 77-12 has no delivery address on it.",
        "Rejected: invoice 4711 lacks a purchase order reference.",
        "Certificate 3.1 for 8812 came without the heat number.",
        "I can't find our PO anywhere on invoice 4711.",
        "There should be a 5% discount on invoice 4711 and there isn't.",
        "Im Karton lag kein Netzteil, Bestellung 4500-17.",
        "Die Schrauben waren nicht in der Lieferung zu 4500-17.",
        "Die Pumpe kam ohne Dichtungssatz, Auftrag 4500-17.",
        "Auf der Palette 2 war kein einziger Sack Fliesenkleber.",
        "Two of the six drums on 4500-17 were not on the pallet.",
        "Pallet came without the fixings, see delivery note 7713-4. Everything else fine.",
        "The pump arrived without its gasket set, order 4500-17.",
        "There was no charger in the box, order 4500-17.",
        "The brackets weren't in the parcel.",
    ],
    "documents(invoice)": [
        "Bei der Rechnung 4711 fehlt Seite 2.",
        "Ihre Mail zur Rechnung 4711 hatte keinen Anhang.",
        "Die Rechnung 4711 liegt uns nicht vor.",
        "Für die Lieferung vom 3.11. haben wir keine Rechnung erhalten.",
        "In unserer Buchhaltung fehlt die Rechnung 4711.",
        "in der buchhaltung fehlt uns rechnung 4711",
        "Auf meinem Schreibtisch fehlt nur noch die Rechnung 4711.",
        "Im Oktober fehlt eine Rechnung, welche ist das?",
        "Die Rechnung ist ohne die Anlage angekommen, 4711.",
        "Rechnung 4711 bitte nochmals ohne Passwort.",
        "Rechnung 4711 ohne Lieferanschrift bitte als PDF",
        "Page two of invoice 4711 is missing.",
        "Your mail about invoice 4711 had no attachment.",
        "Invoice 4711 is missing.",
        "Invoice 4711 is missing from our records.",
        "Invoice 4711 is missing again, can you send it?",
        "We have no invoice for PO 4711.",
        "in our ledger invoice 4711 is missing",
        "On my desk there's no invoice for October, please send.",
        "Invoice 4711 without the cover sheet please.",
        "we've no sign of invoice 4711",
    ],
    "documents(delivery_note)": [
        "Bei der Rechnung 4711 fehlt der Lieferschein.",
        "There was no delivery note with the goods on order 4711.",
        "Invoice 4711 came without the delivery note.",
        "Die Palette kam ohne Lieferschein, Auftrag 4500-17.",
        "Im Karton lag kein Lieferschein, Auftrag 4500-17.",
        "The pallet came without a delivery note, order 4500-17.",
    ],
    "documents(certificate)": [
        "In der Lieferung 4711 fehlten die Zeugnisse.",
        "In der Lieferung 4500-17 war kein Prüfzeugnis.",
        "Heat 4500-17 came without its mill cert.",
    ],
    "": [
        "Auf der Rechnung 4711 ist kein Fehler, alles gut.",
        "Wir haben keine Fragen zur Rechnung 4711, danke.",
        "There is no problem with invoice 4711, thanks.",
        "No queries on invoice 4711 from our side, all good.",
    ],
    "order_status": [
        "Das Paket ist in der Post verschwunden, es geht um 4500-17.",
        "Die Palette zu 4500-17 ist nirgends zu finden.",
        "Die Ware aus 4500-17 ist nicht angekommen.",
        "4500-17: keiner hat die Lieferung gesehen.",
        "The parcel for 4500-17 seems to be lost.",
    ],
}


def told(text: str) -> list[str]:
    """The intents of a text, papers with their kinds."""
    asks = parse("", text, VOCABULARY, today=TODAY).asks
    return [f"{ask.intent}({'+'.join(ask.kinds)})" if ask.kinds else ask.intent for ask in asks]


@pytest.mark.parametrize("entry", DE)
def test_entry_missing_in_german(entry: str) -> None:
    """Whatever lacks on a paper, the paper is there and not right."""
    for way in WAYS["de"]:
        text = way.format(entry=entry, Entry=entry[0].upper() + entry[1:])
        assert told(text) == ["dispute"], text
    noun = entry.partition(" ")[2]
    text = f"Ihre Rechnung 4711 ist ohne {noun}, so können wir sie nicht buchen."
    assert told(text) == ["dispute"], text


@pytest.mark.parametrize("entry", EN)
def test_entry_missing_in_english(entry: str) -> None:
    """Whatever lacks on a paper, the paper is there and not right."""
    for way in WAYS["en"]:
        text = way.format(entry=entry)
        assert told(text) == ["dispute"], text


@pytest.mark.parametrize(("wanted", "text"), [(w, t) for w, texts in CASES.items() for t in texts])
def test_what_lacks(wanted: str, text: str) -> None:
    """Entries and goods that lack, papers that lack, pages and files that lack."""
    assert told(text) == ([wanted] if wanted else []), text
