"""Payments and debts in words that no phrase holds, and what only sounds like them."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str) -> list[str]:
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=date(2025, 6, 18)).asks]


ASKED_AFTER = [
    ("Rg 88-10204", "Bis wann hätten Sie das Geld gern?"),
    ("", "wann zieht ihr die 20-33914 ein?"),
    ("", "an welchem tag bucht ihr die 25-8812 ab?"),
    ("", "Wie lange habe ich für die RE-2210 noch Zeit mit dem Bezahlen?"),
    ("", "Gilt die 7-33104 als beglichen?"),
    ("2025/A/4711", "Fälligkeit bitte mitteilen."),
    ("Zahlung vom 3.5.", "Kam das Geld an?"),
    ("W-9921", "When do you need the money by?"),
    ("", "Has anyone matched our wire to 44-22104?"),
    ("", "How long have I got on SI-7781?"),
    ("", "Any joy finding our £812 for 33-01904?"),
    ("60021-88", "Driver handed me this along with the goods. By which day do you want it paid?"),
    ("", "I posted a cheque for 61-0442 on 2 June. Tell me whether it has been banked."),
    ("", "Our bank swears the $2,400 for QT-1204 left on Monday. Can you see it?"),
]
TOLD = [
    ("", "Geld für 7-2231 ist unterwegs."),
    ("", "habe heute 500 euro auf die 20-3391 angezahlt, rest folgt ende mai"),
    ("", "Scheck über 812,40 liegt seit gestern in der Post an euch."),
    ("", "Der Betrag von 1.240,00 EUR wird am 15. von unserem Konto abgehen."),
    ("AW: Erinnerung", "VR 7714-25 ging Montag per Onlinebanking raus."),
    ("", "Unsere Hausbank hat die Zahlung von 90-221 heute ausgeführt."),
    ("", "7C-2014 is in Friday's run."),
    ("", "2209-88 should be with you tomorrow morning, just pushed it through on faster payments"),
    ("", "Expect £400 on account of 90-2104 tomorrow, remainder at month end."),
    ("Second reminder", "We wait for our own customer; you will have your money by Friday."),
]
OWED = [
    ("", "wieviel kriegt ihr insgesamt noch von uns?"),
    ("", "Was müssten wir Ihnen überweisen, damit alles glatt ist?"),
    ("", "Welche Summe steht bei Ihnen noch zu unseren Lasten?"),
    ("", "Sind wir mit irgendwas im Rückstand?"),
    ("", "Is there anything we still have to pay you?"),
    ("", "What would it take to clear our account?"),
    ("", "How much are we into you for?"),
]
ELSE = [
    ("", "Können wir auch mit Karte zahlen?"),
    ("", "Könnten Sie uns die 4711-22 in drei Raten zahlen lassen?"),
    ("", "Bitte überweisen Sie die Überzahlung auf 88-102 zurück."),
    ("", "Can you extend our terms to 60 days?"),
    ("", "How do I pay online?"),
    ("", "Why does my payment appear as pending?"),
    ("", "how much am i going to have to pay in taxes to the state"),
    ("", "Please send invoice 44-2210, I want to pay it."),
    ("", "Ohne Rechnung 7-2231 kann ich nicht zahlen, bitte schicken."),
]


@pytest.mark.parametrize(("subject", "text"), ASKED_AFTER)
def test_a_question_about_money_and_a_paper_is_after_its_payment(subject: str, text: str) -> None:
    assert intents(subject, text) == ["payment_status"]


@pytest.mark.parametrize(("subject", "text"), TOLD)
def test_money_that_goes_to_the_reader_is_a_payment_told(subject: str, text: str) -> None:
    assert intents(subject, text) == ["payment_notice"]


@pytest.mark.parametrize(("subject", "text"), OWED)
def test_a_question_how_much_is_owed_is_after_the_balance(subject: str, text: str) -> None:
    assert intents(subject, text) == ["open_items"]


@pytest.mark.parametrize(("subject", "text"), ELSE)
def test_ways_of_paying_and_papers_are_no_payments(subject: str, text: str) -> None:
    assert {"payment_status", "payment_notice", "open_items"}.isdisjoint(intents(subject, text))
