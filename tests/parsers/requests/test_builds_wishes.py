"""Wishes for papers in many builds: clefts, duties, thanks beforehand, papers that stand in a verb."""

from datetime import date
from typing import Any

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
INVOICE: dict[str, Any] = {"kinds": ["invoice"]}
CREDIT: dict[str, Any] = {"kinds": ["credit_note"]}
NOTE: dict[str, Any] = {"kinds": ["delivery_note"]}
QUOTE: dict[str, Any] = {"kinds": ["quote"]}
CERTIFICATE: dict[str, Any] = {"kinds": ["certificate"]}
AUGUST = {"since": "2025-08-11", "until": "2025-08-15"}
OCTOBER = {"since": "2025-10-01", "until": "2025-10-31"}
WISHES = (
    # what is wanted stands first, and the sentence says so of it
    ("A certificate of conformity for the hinges is what the inspector wants.", CERTIFICATE),
    ("Your invoice for the kiln would round off my file.", INVOICE),
    ("With the delivery note for the straw my folder would be complete.", NOTE),
    ("Das Prüfzeugnis der Seile ist das, was der TÜV haben will.", CERTIFICATE),
    ("Ihre Gutschrift für die Stühle würde meine Abrechnung vervollständigen.", CREDIT),
    # a duty of the paper
    ("The invoices for the scaffolding have to be on my desk by Friday.", INVOICE),
    ("Die Rechnungen für das Gerüst müssen bis Freitag auf meinem Tisch liegen.", INVOICE),
    # thanks beforehand, needs to come, conditions of paying
    ("I'd thank you for the invoice for the tent.", INVOICE),
    ("Wir danken Ihnen im Voraus für die Zusendung der Rechnung für das Zelt.", INVOICE),
    ("I'll be needing the invoice for the chairs soon.", INVOICE),
    ("Delivery note 5512 pls, head office wont release payment without it", NOTE | {"numbers": ["5512"]}),
    ("Zahlung folgt, sobald ich die Rechnung für die Reifen habe.", INVOICE),
    # the paper stands in the verb
    ("Please resend what you offered us for the boiler.", QUOTE),
    ("Send over what you've billed us in October please.", INVOICE | OCTOBER),
    ("Bitte senden, was uns im Oktober gutgeschrieben wurde.", CREDIT | OCTOBER),
    # another paper that the wanted one is for
    ("To match the delivery notes I need your invoices.", INVOICE),
    ("Für die Freigabe Ihrer Rechnung brauche ich noch den Lieferschein.", NOTE),
    # what the paper is for signals nothing
    ("Please send me the invoice for the replacement pump.", INVOICE),
    ("We never received the credit note for the late fee.", CREDIT),
    ("the data sheet for the park benches pls", {"kinds": ["datasheet"]}),
    ("Bitte die Rechnung für die verschobene Gala.", INVOICE),
    # states of payment that only say which papers
    ("Please send me the invoices we haven't paid yet.", INVOICE | {"status": "open"}),
    ("Could you mail the invoices that have been settled?", INVOICE | {"status": "paid"}),
    ("Nur die offenen Rechnungen bitte, die bezahlten habe ich schon.", INVOICE | {"status": "open"}),
    # whose paper, of which site, from when
    ("Could you forward the estimate prepared for Ms Okafor?", QUOTE | {"person": "Okafor"}),
    ("We are a small pottery in Lyon and need the invoice for the clay.", INVOICE),
    ("We need the delivery notes for Church Lane.", NOTE | {"location": "Church Lane"}),
    ("Copies of all delivery notes from Monday 11 to Friday 15 August, please.", NOTE | AUGUST),
    ("Bitte alle Lieferscheine von Montag, 11. bis Freitag, 15. August.", NOTE | AUGUST),
    ("Delivery notes for the week 11 August to 15 August pls", NOTE | AUGUST),
    # what is to be done with them, what somebody does daily
    ("Please merge the October invoices into one file.", INVOICE | OCTOBER | {"form": "merged"}),
    ("Please send me the invoice for the tiles, my accountant nags me daily.", INVOICE),
    ("Is AX-200 washable? I'd like its data sheet.", {"kinds": ["datasheet"], "numbers": ["AX-200"]}),
)
OTHERS = (
    ("dispute", "Please correct the invoice for the broken jars."),
    ("dispute", "We want a credit note for the missing boxes."),
    ("dispute", "We won't pay until the broken panels are replaced."),
    ("open_items", "Please tell me which invoices we haven't paid yet."),
    ("payment_status", "Have the invoices been paid?"),
    ("other", "Please merge our two customer accounts."),
    ("other", "Please cancel the order for the broken jars."),
)
NOTHING = (
    "Thank you for the delivery notes.",
    "Thanks for forwarding the invoice so quickly, much appreciated.",
    "We shall be sending the invoice copies to our auditor.",
)


@pytest.mark.parametrize(("text", "fields"), WISHES)
def test_the_paper_is_asked_for_with_what_selects_it(text: str, fields: dict[str, Any]) -> None:
    asks = [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY).asks]
    assert asks == [{"intent": "documents"} | fields]


@pytest.mark.parametrize(("intent", "text"), OTHERS)
def test_what_asks_for_no_paper_is_none(intent: str, text: str) -> None:
    assert [ask.intent for ask in parse("", text, VOCABULARY, today=TODAY).asks] == [intent]


@pytest.mark.parametrize("text", NOTHING)
def test_thanks_and_own_deeds_ask_for_nothing(text: str) -> None:
    assert not parse("", text, VOCABULARY, today=TODAY).asks
