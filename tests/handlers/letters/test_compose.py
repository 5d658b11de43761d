"""Whole replies as they are read, in German and English."""

# ruff: noqa: E501 - mails are not wrapped

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from handlers.answers import Choice, Found, Handover, Missing, Note, Result, Status, Table
from handlers.desk import Desk, House
from handlers.letters.compose import compose, outcome_of
from handlers.letters.letter import Row
from handlers.letters.parts import ROWS
from parsers.asks import Ask
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Document
from tests.world import NOW

LINK = "http://desk.house.test/d/" + "T" * 43
FOOT_DE = (
    "Belegservice der Haus & Hof Großhandel · Stand der Daten: heute 10:30 · Fragen: Frau Weber, 040 555 0190"
)
FOOT_EN = (
    "Document desk of Haus & Hof Großhandel · Data as of today 10:30 · Questions: Frau Weber, 040 555 0190"
)

REPLIES = {
    "one": (
        "anna@adler.test",
        "Bitte RE-2025-0413.",
        f"""\
Guten Tag Anna Adler,

hier ist Ihre Rechnung:

Rechnung RE-2025-0413 · 21.09.2025 · 476,00 EUR · teilbezahlt (100,00 EUR von 476,00 EUR), überfällig seit 24 Tagen
Bestellung A-5001 · Lieferschein LS-80002

Herunterladen (bis 21.11.2025): {LINK}

Die Rechnung liegt auch als PDF an. Brauchen Sie den Lieferschein dazu? Antworten Sie einfach „ja“.
""",
    ),
    "one, English": (
        "ben@birch.test",
        "Please send RE-2025-0700.",
        f"""\
Hello Ben Birch,

Here is your invoice:

Invoice RE-2025-0700 · 8 Oct 2025 · 88.00 GBP · 7 days overdue
Order A-6001 · Delivery note LS-80020

Download (until 21 Nov 2025): {LINK}

The invoice is also attached as PDF. Do you need the delivery note as well? Simply reply "yes".
""",
    ),
    "several, one of them with two files, one without any": (
        "anna@adler.test",
        "Bitte die Rechnungen RE-2025-0500 und RE-2025-0501 und den Lieferschein LS-80010",
        f"""\
Guten Tag Anna Adler,

hier sind Ihre Rechnungen (2):

–  Rechnung RE-2025-0501 · 14.10.2025 · 11,90 EUR · überfällig seit 1 Tag · Datei folgt
   Bestellung A-5002

1–2  Rechnung RE-2025-0500 · 12.10.2025 · 595,00 EUR · überfällig seit 3 Tagen
     Bestellung A-5002 · Lieferschein LS-80010

Hier ist Ihr Lieferschein:

3.  Lieferschein LS-80010 · 11.10.2025
    Bestellung A-5002

Herunterladen, einzeln oder zusammen als ZIP (bis 21.11.2025): {LINK}

Die 3 Dateien liegen auch an.

Zu einem Beleg liegt die Datei noch nicht vor; fragen Sie bitte später erneut.
""",
    ),
    "part of it": (
        "anna@adler.test",
        "Bitte RE-2025-0412, RE-2025-0500, RE-2025-0431 und RE-2024-7777",
        f"""\
Guten Tag Anna Adler,

2 von 4 Belegen sind hier:

1–2  Rechnung RE-2025-0500 · 12.10.2025 · 595,00 EUR · überfällig seit 3 Tagen
     Bestellung A-5002 · Lieferschein LS-80010

3.  Rechnung RE-2025-0412 · 11.09.2025 · 714,00 EUR · bezahlt am 01.10.2025
    Bestellung A-5001 · Lieferschein LS-80001

Herunterladen, einzeln oder zusammen als ZIP (bis 21.11.2025): {LINK}

Die 3 Dateien liegen auch an.

Unter der Nummer RE-2024-7777 finden wir zu Ihrem Konto keinen Beleg.

Unter RE-2025-0431 finden wir zu Ihrem Konto keinen Beleg. Meinten Sie:
Rechnung RE-2025-0413 · 21.09.2025 · 476,00 EUR · Bestellung A-5001

Antworten Sie einfach „ja“. Oder nennen Sie uns die Nummer, die Bestellnummer oder den Monat.
""",
    ),
    "part of it, English": (
        "ben@birch.test",
        "Please send RE-2025-0700 and RE-2024-7777.",
        f"""\
Hello Ben Birch,

One of the 2 documents is here:

Invoice RE-2025-0700 · 8 Oct 2025 · 88.00 GBP · 7 days overdue
Order A-6001 · Delivery note LS-80020

Download (until 21 Nov 2025): {LINK}

The invoice is also attached as PDF.

We find no document under number RE-2024-7777 for your account.

Please check it, or tell us the order number, the month or the amount. Or reply "human" and Frau Weber will look after it.
""",
    ),
    "missing": (
        "anna@adler.test",
        "RE-2024-7777",
        """\
Guten Tag Anna Adler,

unter der Nummer RE-2024-7777 finden wir zu Ihrem Konto keinen Beleg.

Bitte prüfen Sie die Angabe oder nennen Sie uns Bestellnummer, Monat oder Betrag. Oder antworten Sie „Mensch“, dann kümmert sich Frau Weber darum.
""",
    ),
    "nothing for a filter, English": (
        "ben@birch.test",
        "Please send all credit notes of 2024.",
        """\
Hello Ben Birch,

We find no document for your account that fits: credit notes, 1 Jan 2024 to 31 Dec 2024.

Please check it, or tell us the order number, the month or the amount. Or reply "human" and Frau Weber will look after it.
""",
    ),
    "which account": (
        "buch@adler.test",
        "Bitte alle Rechnungen aus Oktober",
        """\
Guten Tag Berta Buch,

Sie sind bei mehreren unserer Kunden als Ansprechpartner hinterlegt. Für welchen brauchen Sie: Rechnungen, 01.10.2025 bis 31.10.2025?
1) Adler Metallbau GmbH (1001)
2) Adler Service GmbH (1002)

Antworten Sie mit 1 oder 2.
""",
    ),
    "which document": (
        "anna@adler.test",
        "Bitte um die Rechnung",
        """\
Guten Tag Anna Adler,

welche Rechnung brauchen Sie? Die letzten sind:
1) Rechnung RE-2025-0501 · 14.10.2025 · 11,90 EUR · Bestellung A-5002
2) Rechnung RE-2025-0500 · 12.10.2025 · 595,00 EUR · Bestellung A-5002
3) Rechnung RE-2025-0413 · 21.09.2025 · 476,00 EUR · Bestellung A-5001

Antworten Sie mit 1, 2 oder 3. Oder nennen Sie uns die Nummer, die Bestellnummer oder den Monat.
""",
    ),
    "for a person, English": (
        "ben@birch.test",
        "Two boxes arrived damaged.",
        """\
Hello Ben Birch,

This is one for a person: Frau Weber has your message and will get back to you.
""",
    ),
    "a person was asked for": (
        "anna@adler.test",
        "Mensch",
        """\
Guten Tag Anna Adler,

Frau Weber hat Ihre Nachricht und meldet sich bei Ihnen.
""",
    ),
}


@pytest.mark.parametrize("case", REPLIES)
def test_the_text_of_a_reply(write: Callable[..., Result], case: str) -> None:
    sender, text, expected = REPLIES[case]
    reply = write(text, sender).replies[0]
    foot = FOOT_EN if reply.language == "en" else FOOT_DE
    assert reply.text == f"{expected}\n{foot}\n"
    assert "!" not in reply.text


@pytest.mark.parametrize("case", REPLIES)
def test_the_html_says_the_same(write: Callable[..., Result], case: str) -> None:
    sender, text, expected = REPLIES[case]
    reply = write(text, sender).replies[0]
    html = re.sub(r"<[^>]+>", " ", reply.html).replace("&#34;", '"')
    for line in expected.splitlines():
        words = [] if LINK in line else re.findall(r"[^\s·]+", re.sub(r"^\S{1,3} {1,2}", "", line))
        absent = [word for word in words if word not in html and word not in ("Bestellung", "Order")]
        assert not absent, line
    assert reply.html.count("http") == reply.text.count("http"), "no address but that of the link"
    assert not re.search(r"<(img|script|link|iframe|style|form)\b|url\(", reply.html)
    assert reply.html.startswith("<!DOCTYPE html>")


def answer_with(desk: Desk, house: House, *answers: object, subject: str = "") -> str:
    message = InboundMessage("email", "x", "anna@adler.test", subject, "", NOW)
    return compose(message, answers, desk, house, NOW).text.partition("\n\n")[2].rpartition("\n\n")[0]  # type: ignore[arg-type]


def test_a_table_and_states(desk: Callable[..., Desk], house: House) -> None:
    ask = Ask("open_items")
    table = Table(
        ask,
        "Offene Posten:",
        ("Nummer", "Offen"),
        (Row("RE-1 · 12,00 EUR", "", ("RE-1", "12,00 EUR")), Row("RE-2", "", ("RE-2", ""))),
    )
    status = Status(ask, ("Bestellung A-1 ist unterwegs.",))
    assert answer_with(desk(), house, table, status) == (
        "Offene Posten:\n\nRE-1 · 12,00 EUR\nRE-2\n\nBestellung A-1 ist unterwegs."
    )


def test_options_are_counted_through_and_by_letters_beside_numbered_files(
    desk: Callable[..., Desk], house: House, write: Callable[..., Result]
) -> None:
    text = write("Bitte Rechnung RE-2025-0421. Und bitte das Angebot AN-25-302").replies[0].text
    assert "Meinten Sie:\n1) Rechnung RE-2025-0412" in text
    assert "2) Angebot AN-25-301" in text
    assert "Antworten Sie mit 1 oder 2." in text
    text = (
        write("Bitte die Rechnungen RE-2025-0412 und RE-2025-0413 und die Lieferscheine LS-80003")
        .replies[0]
        .text
    )
    assert "a) Lieferschein LS-80002" in text
    assert "Antworten Sie mit a oder b." in text


def test_several_things_for_a_person_and_a_document(write: Callable[..., Result]) -> None:
    text = write("Die Ware ist kaputt. Bitte senden Sie uns Rechnung RE-2025-0412 nochmal.").replies[0].text
    assert "Für Ihr weiteres Anliegen gilt: Frau Weber hat Ihre Nachricht und meldet sich." in text


def test_many_documents_are_counted(
    desk: Callable[..., Desk], house: House, write: Callable[..., Result], add: Callable[..., None]
) -> None:
    day = dt.date(2023, 3, 1)
    rows = [
        Document("1001", "invoice", f"R-{n}", day + dt.timedelta(n), gross=Decimal(n + 1))
        for n in range(ROWS)
    ]
    add(*rows)
    text = write("Bitte alle Belege aus 2023").replies[0].text
    assert text.count("Rechnung R-") == ROWS
    add(*(Document("1001", "quote", f"Q-{n}", day) for n in range(2)))
    reply = write("Bitte alle Belege aus 2023").replies[0]
    assert "hier sind Ihre Belege (52):\n\n2 Angebote · 01.03.2023 bis 01.03.2023\n" in reply.text
    assert "50 Rechnungen · 01.03.2023 bis 19.04.2023\n" in reply.text
    assert "Anzahl" in reply.html
    assert len(reply.enclosures) == 52
    assert not reply.attach


def test_documents_of_several_accounts_name_them(write: Callable[..., Result]) -> None:
    text = write("Bitte RE-2025-0600 und RE-2025-0412", "buch@adler.test").replies[0].text
    assert (
        "1.  Rechnung RE-2025-0600 · 20.10.2025 · 119,00 EUR · offen, fällig am 19.11.2025\n    Konto 1002"
        in text
    )
    assert "Bestellung A-5001 · Lieferschein LS-80001 · Konto 1001" in text


def test_an_invoice_that_is_not_electronic(write: Callable[..., Result]) -> None:
    text = write("Bitte Rechnung RE-2025-0412 als XRechnung").replies[0].text
    assert "Eine elektronische Rechnung (XML) liegt dazu nicht vor" in text
    assert "Brauchen Sie" not in text
    assert "XML) liegt dazu nicht" not in write("Bitte Rechnung RE-2025-0500 als XRechnung").replies[0].text


def test_what_was_written_comes_back_on_one_line_and_harmless(
    desk: Callable[..., Desk], house: House
) -> None:
    evil = "RE-<b>1</b>\r\nBcc: x@y " + "9" * 500
    message = InboundMessage("email", "x", "anna@adler.test", "<script>\r\nBcc: a@b", "", NOW)
    reply = compose(message, [Missing(Ask("documents"), (evil,))], desk(), house, NOW)
    assert "unter der Nummer RE-<b>1</b> Bcc: x@y 999" in reply.text
    assert max(map(len, reply.text.splitlines())) < 200
    assert "<b>" not in reply.html
    assert "<script>" not in reply.html
    assert "\n" not in reply.subject
    many = compose(
        message, [Missing(Ask("documents"), tuple(f"R-{n}" for n in range(99)))], desk(), house, NOW
    )
    assert "R-18, R-19 und 79 weitere" in many.text


def test_a_reply_without_anything_known_of_the_house(
    desk: Callable[..., Desk], house: House, unit: Unit
) -> None:
    plain = replace(house, phone="", escalation_name="")
    text = answer_with(desk(), plain, Handover(Ask("other"), "other"))
    assert (
        text
        == "das ist etwas für einen Menschen: unsere Debitorenbuchhaltung hat Ihre Nachricht und meldet sich."
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([Found(Ask("documents"), ()), Missing(Ask("documents"))], "answered"),
        ([Missing(Ask("documents")), Choice(Ask("documents"), "ask_which")], "question"),
        ([Handover(Ask("other"), "other"), Missing(Ask("documents"))], "missing"),
        ([Handover(Ask("other"), "other")], "handover"),
        ([Table(Ask("open_items"), ""), Choice(Ask("documents"), "ask_which")], "answered"),
        ([Note(Ask("help"), "help")], "answered"),
    ],
)
def test_one_word_for_several_answers(answers: list[object], expected: str) -> None:
    assert outcome_of(answers) == expected  # type: ignore[arg-type]
