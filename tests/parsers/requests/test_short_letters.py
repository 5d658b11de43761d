"""Short letters of buyers, each with all that a careful clerk notes down."""

from datetime import date

import pytest

from parsers.asks import Ask
from parsers.requests.reader import parse
from tests.words import VOCABULARY

LETTERS = [
    ("keine rechnung zu 90071144, kein lieferschein zu 90071145", "documents kinds=invoice + documents"),
    ("We have quotes Q-220 and Q-221. Please resend the latter.", "documents numbers=Q-221"),
    ("Zu den Angeboten A-220 und A-221: bitte schicken Sie ersteres nochmal.", "documents numbers=A-220"),
    ("They paid 90-3317 a fortnight ago, is it in?", "payment_status numbers=90-3317"),
    ("Has 88-PO-1037 been invoiced yet? If so send it over.", "documents kinds=invoice"),
    ("I need a duplicate of 8003381.", "documents numbers=8003381"),
    ("Last 5 dockets for York\nand is 2601-K-40 paid by us or not", "documents + payment_status"),
    ("Could you drop us our open items on the last working day of every month?", "subscribe"),
    (
        "We paid 1,944.60 on Monday. Can you see it? I don't have a delivery note number to hand.",
        "payment_status",
    ),
    ("Please correct the credit note, the discount is wrong.", "dispute"),
    ("Email me a zip with every delivery note for cost centre 20-550 of May.", "documents form=zip"),
    ("KR-88-0231 nochmal, hab sie aus Versehen archiviert", "documents numbers=KR-88-0231"),
    ("We can't process PDF. Please deliver invoice 5500-8841 as UBL XML file.", "documents form=xml"),
    ("Die Lieferscheinliste, die montags immer kommt, bitte einstellen.", "unsubscribe kinds=delivery_note"),
    ("Can we get every delivery note mailed to ap@firm.example when stuff ships", "subscribe"),
    ("A statement every quarter end please. Also the one for Q2 now.", "subscribe + statement"),
    ("I can't find quotation 60114. Email it again? We would like to order.", "documents kinds=quote"),
    (
        "We sent $540.20 from the county's new bank. Has it shown up on your end yet?",
        "payment_status amount=540.20",
    ),
    ("Ist unsere Anzahlung zu Auftrag 2-7781 gebucht?", "payment_status numbers=2-7781"),
    ("We'd like to order SO-88213 again, but with 60 hinges instead of 40.", "other"),
    ("Das SDB ALK-30 kam auf Italienisch, das liest keiner. Bitte auf Deutsch.", "documents kinds=sds"),
    ("Bitte melden Sie Herrn Jan Fröschl ab, er arbeitet nicht mehr hier.", "people person=Jan Fröschl"),
    ("Could you also check whether our payment has arrived?", "payment_status"),
    (
        "What is open on our account as an Excel file? Incl. when each item is due please.",
        "open_items form=xlsx",
    ),
]

MARKED = "700-1188\n700-1192*\n700-1205"


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("We miss these invoices. Those marked with * have since turned up.", ["700-1188", "700-1205"]),
        ("Folgende Rechnungen fehlen. Die mit * sind inzwischen da.", ["700-1188", "700-1205"]),
        ("Please send the invoices marked with *:", ["700-1192"]),
    ],
)
def test_marks_say_what_has_come(told: str, numbers: list[str]) -> None:
    (ask,) = parse("", f"{told}\n{MARKED}", VOCABULARY, today=date(2025, 11, 14)).asks
    assert ask.as_table()["numbers"] == numbers


@pytest.mark.parametrize(("text", "expected"), LETTERS)
def test_letter(text: str, expected: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    wanted = [part.split(" ", 1) for part in expected.split(" + ")]
    assert [ask.intent for ask in asks] == [intent for intent, *_ in wanted]
    for ask, (_, *fields) in zip(asks, wanted, strict=True):
        for field in fields:
            name, value = field.split("=")
            told = ask.as_table()[name]
            assert told in (value, [value])


OCTOBER = {"kinds": ["invoice"], "since": "2025-10-01", "until": "2025-10-31"}
ANSWERS = [
    ("Und jetzt noch die 41-200.", {**OCTOBER, "cost_centre": "41-100"}, {"cost_centre": "41-200"}),
    (
        "And how about Falmouth?",
        {"kinds": ["invoice"], "status": "open", "location": "Truro"},
        {"status": "open"},
    ),
    ("Could you make it the last eight?", {"kinds": ["invoice"], "last": 3}, {"last": 8}),
    ("Sorry, 5501 instead of 5510.", {"kinds": ["invoice"], "numbers": ["5510"]}, {"numbers": ["5501"]}),
    (
        "Nur die Rechnungen :-) Danke",
        {**OCTOBER, "kinds": ["delivery_note", "invoice"]},
        {"kinds": ["invoice"]},
    ),
]


@pytest.mark.parametrize(("text", "context", "expected"), ANSWERS)
def test_answer(text: str, context: dict[str, object], expected: dict[str, object]) -> None:
    before = Ask.from_table(context)
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 11, 14), context=before).asks
    assert ask.as_table().items() >= expected.items()
