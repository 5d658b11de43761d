"""Tables and marked lists of the buyer's own: which rows are wanted, of which kind, by which number."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

YES_NO = (
    "fill in the blanks please:\n\nPO\tInvoice\tDocket\n4500811\tyes\tyes\n4500812\tno\tyes\n4500813\tno\tno"
)
BRANCHES = (
    "Könnt ihr die Lücken füllen?\n\nFil.\tOrt\tBestellnr.\tLieferschein da?\n"
    "12\tKiel\t4500331\tja\n14\tLübeck\t4500332\tnein\n17\tHusum\t4500340\tNEIN"
)
HEATS = (
    "Status of my certs:\n\nitem   heat     cert\n10     A88121   received, stamp ok\n"
    "20     A88134   MISSING\n30     B10077   MISSING\n\nCan you mail me the missing ones?"
)
BINNED = (
    "We need safety data sheets for these:\n\nCode     Product   Shelf\n"
    "K-1020   Cleaner   A3\nK-1044   Glue      binned, not needed\nK-1077   Thinner   B1"
)
BLANK = (
    "pls send where blank\n\nPO | invoice | POD\n66120 | 90011 | \n66121 | 90012 | got it\n66122 | 90013 | "
)
COPIES = (
    "Invoice\tAmount\tCopy?\n77012\t1,240.00\tno need\n77019\t88.20\tyes please\n77023\t410.55\tyes please"
)
CSV = "Send those with No.\n\nLine,PO,Doc,Have it\n1,450011,Invoice,No\n2,450012,Invoice,Yes\n3,450013,POD,No"
COLUMN = "Folgendes fehlt:\n\nBestellung | fehlt\n4500611 | AB\n4500612 | Rechnung + Lieferschein"
FLAGS = 'Only the ones flagged "Y" need an SDS.\n\nItem no | Name | Flag\n70-110 | A | Y\n70-120 | B | N'
QUANTITIES = "Bitte Zeugnisse für:\n\nPos | Charge | kg\n10 | 883021 | 1250\n20 | 883044 | 800"
REMARKS = "Our check\n80012340 - both here\n80012341 - invoice missing\n80012346 - no docket received"
HAVE = "invoice 60155 - have\ninvoice 60156 - lost, please resend\ninvoice 60158 - lost, please resend"
EACH = "pls send whats missing\n\n440011 inv ok, dn missing\n440012 all ok\n440013 inv missing, dn ok"
LEGEND = "need copy = *\n\n*90011\n90012\n*90013\n90014\n\nThese are invoices."
ASIDE = "dockets: 3381, 3382 (have), 3383, 3384 (have). Please send the two I lack."
TITLES = "I have these:\nINV 5501\nINV 5502\n\nand I still need these:\nINV 5503\nINV 5505"
NONE = "Ich bräuchte noch:\n\nRechnungen: 20011 und 20015\nLieferscheine: 30012\nZeugnisse: keine"
CHECKS = (
    "Checkliste Auftrag 55012:\n- AB: vorhanden\n- Lieferschein: fehlt\n- Rechnung: fehlt\n\nBitte senden."
)
JOBS = "Job 7712\nInvoice: yes\nPOD: no\n\nJob 7715\nInvoice: no\nPOD: yes\n\nplease send what we lack"
FURTHER = "Lot KR-0815-2 has no inspection report in the box. Also lot KR-0815-3. Please send."
OPEN = "Offen bei uns:\n* Rechnung zu Lieferschein 80099001\n* Rechnung zu Lieferschein 80099014"

TABLES = [
    (YES_NO, [("invoice", "4500812 4500813"), ("delivery_note", "4500813")]),
    (BRANCHES, [("delivery_note", "4500332 4500340")]),
    (HEATS, [("certificate", "A88134 B10077")]),
    (BINNED, [("sds", "K-1020 K-1077")]),
    (BLANK, [("shipping_document", "66120 66122")]),
    (COPIES, [("invoice", "77019 77023")]),
    (CSV, [("invoice", "450011"), ("shipping_document", "450013")]),
    (COLUMN, [("order_confirmation", "4500611"), ("delivery_note invoice", "4500612")]),
    (FLAGS, [("sds", "70-110")]),
    (QUANTITIES, [("certificate", "883021 883044")]),
    (REMARKS, [("invoice", "80012341"), ("delivery_note", "80012346")]),
    (HAVE, [("invoice", "60156 60158")]),
    (EACH, [("delivery_note", "440011"), ("invoice", "440013")]),
    (LEGEND, [("invoice", "90011 90013")]),
    (ASIDE, [("delivery_note", "3381 3383")]),
    (TITLES, [("invoice", "5503 5505")]),
    (NONE, [("invoice", "20011 20015"), ("delivery_note", "30012")]),
    (CHECKS, [("delivery_note invoice", "55012")]),
    (JOBS, [("shipping_document", "7712"), ("invoice", "7715")]),
    (FURTHER, [("certificate", "KR-0815-2 KR-0815-3")]),
    (OPEN, [("invoice", "80099001 80099014")]),
]


@pytest.mark.parametrize(("text", "wanted"), TABLES)
def test_the_rows_that_are_wanted(text: str, wanted: list[tuple[str, str]]) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert {ask.intent for ask in asks} == {"documents"}
    found = {(" ".join(ask.kinds), " ".join(map(str, ask.numbers))) for ask in asks}
    assert found == set(wanted)


OTHERS = [
    ("Does it match yours?\n\n55120 | 410.00\n55121 | 99.10\n55140 | 1,310.00", ["reconcile"]),
    (
        "Wir bestellen:\n\nPos;Art.-Nr.;Menge\n1;55021;100\n2;55034;50\n\nLieferung bitte bis Freitag.",
        ["other"],
    ),
    (
        "When will these arrive?\n\nPO | Qty | Promised\n45110 | 20 | 3 Nov\n45118 | 5 | 5 Nov",
        ["order_status"],
    ),
    ("Danke, ist alles da:\n- Rechnung 22011\n- Lieferschein 33011", []),
    (
        "4500101: can we have the order confirmation?\n4500102: tracking number?",
        ["documents", "order_status"],
    ),
]


@pytest.mark.parametrize(("text", "intents"), OTHERS)
def test_tables_for_something_else(text: str, intents: list[str]) -> None:
    assert [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks] == intents


def test_the_further_sentences_of_a_row_are_about_its_number() -> None:
    text = (
        "40-9902: you charged carriage of 35 euros. Please correct.\n40-9917: never seen here. Copy please."
    )
    asks = parse("Invoices", text, VOCABULARY, today=date(2025, 6, 4)).asks
    assert [(ask.intent, ask.numbers) for ask in asks] == [
        ("dispute", ("40-9902",)),
        ("documents", ("40-9917",)),
    ]


FORWARDS = [
    "Account is 51-2280. Ta, Leanne\n\n-----\nLeanne love, I need the delivery note for 4711002. Mick",
    "one for you\n\n=====\nHello, please mail us the delivery note for 4711002.\nJoe",
    "bitte erledigen\n\n______\nGuten Tag, uns fehlt der Lieferschein zu 4711002.\nGruß Huber",
]


@pytest.mark.parametrize("text", FORWARDS)
def test_of_a_forward_below_a_ruled_line_the_inner_wish_counts(text: str) -> None:
    (ask,) = parse("FW: paper", text, VOCABULARY, today=date(2025, 11, 14), sender="staff").asks
    assert (ask.intent, ask.kinds, ask.numbers) == ("documents", ("delivery_note",), ("4711002",))
