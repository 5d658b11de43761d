"""Which sentences about a paper want it: frames of asking, lacking and telling, with one paper in each."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

WANTED = [  # asked for, lacked, demanded by somebody else
    "Die Rechnung 70412 kam bis heute nicht.",
    "Auf die Rechnung 70412 warten wir seit Tagen.",
    "Wann darf ich mit der Rechnung 70412 rechnen?",
    "Ich wollte nach der Rechnung 70412 fragen.",
    "Die Rechnung 70412 wäre noch schön.",
    "Er will für die Prüfung die Rechnung 70412.",
    "Haben Sie die Rechnung 70412 vorliegen?",
    "Alles da, nur die Rechnung 70412 nicht.",
    "Die Mahnung haben wir bekommen, die Rechnung 70412 aber nie.",
    "Um Überlassung der Rechnung 70412 wird gebeten.",
    "We have been waiting for days for invoice 70412.",
    "I'm supposed to present invoice 70412 by Friday.",
    "For the claim we must enclose invoice 70412.",
    "The insurer is after invoice 70412.",
    "I could use invoice 70412.",
    "The client insists on invoice 70412.",
    "What I need is invoice 70412.",
    "Customs are asking the invoice 70412.",
    "Could you attach invoice 70412?",
    "Is there an invoice for 70412?",
]
TOLD = [  # done with, asked about, given back, or something else is to be done to it
    "Könnten Sie mir die Rechnung 70412 erläutern?",
    "Stimmt die Rechnung 70412 so?",
    "Bitte die Rechnung 70412 noch einmal prüfen.",
    "Im Anhang die Rechnung 70412 zu Ihrer Kenntnis.",
    "Wie verlangt schicken wir Ihnen die Rechnung 70412 zurück.",
    "Sie haben die Rechnung 70412 verlangt, die hängt hier dran.",
    "Bitte die Rechnung 70412 nicht nochmal schicken, wir haben sie.",
    "Ich hätte gern gewusst, ob die Rechnung 70412 fällig ist.",
    "Invoice 70412 arrived, thanks.",
    "Is invoice 70412 correct?",
    "Please check invoice 70412 again, the amount is off.",
    "We no longer need invoice 70412.",
    "You asked for invoice 70412, so here it is.",
    "Our PO number is missing on invoice 70412.",
    "Do you print batch numbers on the invoices?",
    "Everything is settled. No invoice, no credit note, nothing.",
]
SEVERAL = [
    (
        "Your invoice ZA-2091 was mailed to our old office. Please resend it. And kindly update our postal "
        "address to PO Box 99017.",
        [("documents", ["invoice"], ["ZA-2091"]), ("other", [], [])],
    ),
    (
        "The lawyer asks for two papers: the delivery note 23-5514 and the credit note which came after it "
        "(23-C-088).",
        [("documents", ["delivery_note"], ["23-5514"]), ("documents", ["credit_note"], ["23-C-088"])],
    ),
    (
        "Der Zoll verlangt von uns das Ursprungszeugnis zu Lieferschein 80012277.",
        [("documents", ["certificate"], ["80012277"])],
    ),
    (
        "Please send 1) the invoice of our order 71001, and 2) the confirm of order for 71002.",
        [("documents", ["invoice"], ["71001"]), ("documents", ["order_confirmation"], ["71002"])],
    ),
    (
        "Can we get order confirmations and delivery notes sent automatically each week?",
        [("subscribe", None, [])],
    ),
    ("Our order 4500123 left on Monday. Where is it?", [("order_status", [], ["4500123"])]),
    (
        "Uns wurde die Gutschrift zu 4711-3 versprochen, wo bleibt sie?",
        [("documents", ["credit_note"], ["4711-3"])],
    ),
]


@pytest.mark.parametrize("text", WANTED)
def test_a_paper_is_wanted(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [(a.intent, a.kinds, a.numbers) for a in asks] == [("documents", ("invoice",), ("70412",))]


@pytest.mark.parametrize("text", TOLD)
def test_a_paper_is_only_spoken_of(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert "documents" not in [ask.intent for ask in asks]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_each_wish_takes_its_own(text: str, expected: list[tuple[str, list[str] | None, list[str]]]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    found = {ask.intent + "".join(map(str, ask.numbers[:1])): ask for ask in asks}
    for intent, kinds, numbers in expected:
        ask = found.pop(intent + "".join(numbers[:1]))
        assert list(ask.numbers) == numbers
        assert kinds is None or list(ask.kinds) == kinds
    assert not found
