"""Messages with several wishes, of which none gets lost and nothing that is only told makes one more."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def asks(text: str) -> list[tuple[str, list[str], list[object]]]:
    found = parse("", text, VOCABULARY, today=date(2025, 11, 5)).asks
    return [(ask.intent, list(ask.kinds), list(ask.numbers)) for ask in found]


NOTE, INVOICE = ["delivery_note"], ["invoice"]
QUESTIONS = [
    (
        "Mailen Sie mir bitte die Rechnung 4471-20 und den Lieferschein 4471-33 und sagen Sie mir, ob die "
        "4471-20 schon bezahlt ist.",
        [
            ("documents", INVOICE, ["4471-20"]),
            ("documents", NOTE, ["4471-33"]),
            ("payment_status", [], ["4471-20"]),
        ],
    ),
    (
        "Could you send invoice 88-301 as well as delivery notes 88-312 and 88-314 and let me know when "
        "88-301 falls due?",
        [
            ("documents", INVOICE, ["88-301"]),
            ("documents", NOTE, ["88-312", "88-314"]),
            ("payment_status", [], ["88-301"]),
        ],
    ),
    (
        "lieferschein 70551-2 pls, dazu zeugnis charge KX88 und sag mir ob die 70560-1 heut noch rausgeht",
        [
            ("documents", NOTE, ["70551-2"]),
            ("documents", ["certificate"], ["KX88"]),
            ("order_status", [], ["70560-1"]),
        ],
    ),
    (
        "I'm sure I'm being thick but I can't find the thing about the motor. Number 3119C. Could somebody "
        "send it again? And has the motor itself left you yet, order 3140C?",
        [("order_status", [], ["3140C"]), ("documents", [], ["3119C"])],
    ),
    (
        "Das Sicherheitsdatenblatt für KR-20 bitte. Was würde uns der KR-20 im Fass kosten?",
        [("documents", ["sds"], ["KR-20"]), ("other", [], ["KR-20"])],
    ),
]
KINDS = [
    (
        "Rechnung 66127 ist falsch, da fehlt der Rabatt, bitte korrigieren. Und von der 66130 brauche ich "
        "noch eine Kopie.",
        [("dispute", [], ["66127"]), ("documents", INVOICE, ["66130"])],
    ),
    (
        "Tim Vasey has retired so please take him off the system. And I'd like the invoice he sat on, "
        "31.0088.",
        [("people", [], []), ("documents", INVOICE, ["31.0088"])],
    ),
    (
        "Might I trouble you for a statement covering October and, because the stock in transit is always "
        "counted here, the delivery notes for everything dispatched to our Swindon depot in its last week?",
        [("statement", [], []), ("documents", NOTE, [])],
    ),
    (
        "Für das Controlling: Liste der Gutschriften seit 1. Juli als CSV. Für die Treasury: unser offener "
        "Saldo zum 30. September. Für mich persönlich: Angebot Q-2210 nochmals.",
        [("export", ["credit_note"], []), ("open_items", [], []), ("documents", ["quote"], ["Q-2210"])],
    ),
]
TOLD = [
    (
        "What a week. The forklift died on Monday. The roof leaked above the cabinet. The delivery notes "
        "were upstairs, and invoice 4410-7 was already paid and filed. But the quote Q-5518 is lost. Would "
        "you mind sending that once more?",
        [("documents", ["quote"], ["Q-5518"])],
    ),
    (
        "We close for the holidays on Friday. No invoice has come for WN-2208 and WN-2211. Can you send both "
        "invoices today? The earlier one, WN-2190, I have already paid, please don't send it again.",
        [("documents", INVOICE, ["WN-2208", "WN-2211"])],
    ),
    (
        "Could we have the signed POD for consignment CN550118, so I can see who took it in and whether "
        "CN550118 was complete?",
        [("documents", ["shipping_document"], ["CN550118"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*QUESTIONS, *KINDS])
def test_no_wish_is_lost(text: str, expected: list[tuple[str, list[str], list[object]]]) -> None:
    assert sorted(asks(text)) == sorted(expected)


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_what_is_told_is_no_wish(text: str, expected: list[tuple[str, list[str], list[object]]]) -> None:
    assert asks(text) == expected
