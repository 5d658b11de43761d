"""Another paper came than the one that is wanted: the right one is looked up."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

ENGLISH = {
    "invoice": "invoice",
    "delivery_note": "delivery note",
    "credit_note": "credit note",
    "quote": "quote",
}
GERMAN = {
    "invoice": ("die Rechnung", "der Rechnung"),
    "credit_note": ("die Gutschrift", "der Gutschrift"),
    "order_confirmation": ("die Auftragsbestätigung", "der Auftragsbestätigung"),
}


def read(text: str) -> list[tuple[str, tuple[str, ...], tuple[object, ...]]]:
    asks = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    return [(ask.intent, tuple(ask.kinds), tuple(ask.numbers)) for ask in asks]


@pytest.mark.parametrize(
    "told",
    [
        "Instead of {wanted} 4711 I got the {came}.",
        "You sent me the {came} instead of the {wanted} for 4711.",
        "Attached was the {came} rather than {wanted} 4711.",
        "I got the {came}, but I wanted {wanted} 4711.",
        "The envelope had the {came} in it, not the {wanted} 4711.",
        "What came was the {came}, not the {wanted} 4711.",
    ],
)
@pytest.mark.parametrize(("wanted", "came"), [(a, b) for a in ENGLISH for b in ENGLISH if a != b])
def test_the_wrong_paper_in_english(told: str, wanted: str, came: str) -> None:
    text = told.format(wanted=ENGLISH[wanted], came=ENGLISH[came])
    assert read(text) == [("documents", (wanted,), ("4711",))]


@pytest.mark.parametrize(
    "told",
    [
        "Statt {of_wanted} 4711 haben Sie mir {came} geschickt.",
        "Im Anhang war {came} statt {of_wanted} 4711.",
        "Leider kam anstelle {of_wanted} 4711 {came}.",
        "Gekommen ist {came}, nicht {wanted} 4711.",
        "Der Link öffnet {came} und nicht {wanted} 4711.",
    ],
)
@pytest.mark.parametrize(("wanted", "came"), [(a, b) for a in GERMAN for b in GERMAN if a != b])
def test_the_wrong_paper_in_german(told: str, wanted: str, came: str) -> None:
    text = told.format(wanted=GERMAN[wanted][0], of_wanted=GERMAN[wanted][1], came=GERMAN[came][0])
    assert read(text) == [("documents", (wanted,), ("4711",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You sent 4711 instead of 4712.", ("documents", (), ("4712",))),
        ("Sie haben mir Rechnung 4711 statt 4712 geschickt.", ("documents", ("invoice",), ("4712",))),
        (
            "Please send the invoice instead of the delivery note for 4711.",
            ("documents", ("invoice",), ("4711",)),
        ),
        ("Bitte den Lieferschein statt der Rechnung 4711.", ("documents", ("delivery_note",), ("4711",))),
        ("We got 40 bags instead of 400 on delivery note 80001.", ("dispute", (), ("80001",))),
        (
            "I received the invoice but not the delivery note for 4711.",
            ("documents", ("delivery_note",), ("4711",)),
        ),
    ],
)
def test_numbers_wishes_and_goods(
    text: str, expected: tuple[str, tuple[str, ...], tuple[object, ...]]
) -> None:
    ((intent, kinds, numbers),) = read(text)
    assert (intent, kinds if intent == "documents" else (), numbers) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Please send everything from May except the credit notes.", ("all",)),
        ("Alles vom Mai außer den Gutschriften bitte.", ("all",)),
        ("We have everything except the credit note 4711.", ("credit_note",)),
        ("Alles da außer der Gutschrift 4711.", ("credit_note",)),
        ("They refund only what we can prove, so I need the invoices for March.", ("invoice",)),
        (
            "Der Vermieter erstattet nur gegen Nachweis, deshalb brauche ich die Rechnungen vom März.",
            ("invoice",),
        ),
        ("Welche Rechnung gehört zu Lieferschein 88123?", ("invoice",)),
        ("The goods on 4711 have arrived, but no delivery note.", ("delivery_note",)),
        (
            "Er will nicht anfangen, bevor er nicht das Zertifikat und das Datenblatt zu BV-22 hat.",
            ("certificate", "datasheet"),
        ),
    ],
)
def test_what_is_excepted_and_what_a_wish_follows_from(text: str, kinds: tuple[str, ...]) -> None:
    ((intent, found, _),) = read(text)
    assert (intent, found) == ("documents", kinds)


@pytest.mark.parametrize(
    "text",
    [
        "Invoice 4711 came this morning.",
        "Die Rechnung 4711 kam heute.",
        "The credit note reached us on Monday.",
        "Your statement landed here today.",
        "The invoice arrived, but we don't need the delivery note.",
    ],
)
def test_what_only_came_is_no_wish(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please send invoice F-118. And all invoices from June.",
        "Bitte Rechnung F-118. Und dann noch alle Rechnungen vom Juni.",
        "Bitte Rechnung F-118 und alle Rechnungen vom Juni.",
    ],
)
def test_one_paper_and_besides_all_of_a_month(text: str) -> None:
    found = parse("", text, VOCABULARY, today=date(2025, 11, 14)).asks
    assert [(tuple(a.numbers), a.since) for a in found] == [(("F-118",), None), ((), date(2025, 6, 1))]
