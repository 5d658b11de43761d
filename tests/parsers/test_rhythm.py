"""How often something is wished, in three languages."""

import time

import pytest

from parsers.asks import Rhythm
from parsers.rhythm import RhythmWords, addressed, lists, of_statement, rhythms, stops
from tests.words import LANGUAGES

WORDS = RhythmWords.compile(LANGUAGES)
FRIDAY, MONDAY = 4, 0


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("Schicken Sie uns jeden Monat den Kontoauszug", Rhythm("month")),
        ("die OP-Liste am 1. jedes Monats", Rhythm("month", day=1)),
        ("bitte künftig zum 31. eines Monats den Auszug", Rhythm("month", day=31)),
        ("ab sofort jeweils zum Monatsersten automatisch einen Kontoauszug", Rhythm("month", day=1)),
        ("zum Monatsende die offenen Posten", Rhythm("month", day=31)),
        ("am letzten Werktag des Monats", Rhythm("month", day=31, working=True)),
        ("am dritten Werktag jedes Monats", Rhythm("month", day=3, working=True)),
        ("jeden ersten Freitag im Monat", Rhythm("month", weekday=FRIDAY, nth=1)),
        ("am letzten Freitag jedes Monats", Rhythm("month", weekday=FRIDAY, nth=5)),
        ("Am 2. Montag jedes Monats bitte", Rhythm("month", weekday=MONDAY, nth=2)),
        ("alle Rechnungen jeden Freitag", Rhythm("week", weekday=FRIDAY)),
        ("freitags die neuen Lieferscheine", Rhythm("week", weekday=FRIDAY)),
        ("wöchentlich alle neuen Rechnungen", Rhythm("week")),
        ("alle zwei Wochen montags", Rhythm("week", weekday=MONDAY, interval=2)),
        ("jede neue Rechnung sofort", Rhythm("new")),
        ("jede neue Rechnung jeden Freitag", Rhythm("week", weekday=FRIDAY)),
        ("Rechnungen künftig, sobald sie erstellt sind", Rhythm("new")),
        ("täglich die Lieferscheine", Rhythm("day")),
        ("an jedem Werktag, also werktäglich", Rhythm("day", working=True)),
        ("jeweils zum Quartalsende unaufgefordert einen Kontoauszug", Rhythm("quarter", day=31)),
        ("einmal im Jahr den Auszug", Rhythm("year")),
    ],
)
def test_german(text: str, rhythm: Rhythm) -> None:
    assert rhythms(text, "de", WORDS) == (rhythm,)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("new invoices for Graz to this address every Friday", Rhythm("week", weekday=FRIDAY)),
        ("an account statement on the 1st of each month", Rhythm("month", day=1)),
        ("our statement on the 31st of every month please", Rhythm("month", day=31)),
        ("a monthly statement", Rhythm("month")),
        ("on the first working day of each month", Rhythm("month", day=1, working=True)),
        ("the last Friday of every month", Rhythm("month", weekday=FRIDAY, nth=5)),
        ("on the second Monday of each month", Rhythm("month", weekday=MONDAY, nth=2)),
        ("every new invoice emailed as it is raised", Rhythm("new")),
        ("every other Friday", Rhythm("week", weekday=FRIDAY, interval=2)),
        ("a statement at month end", Rhythm("month", day=31)),
        ("quarterly statements", Rhythm("quarter")),
        ("delivery notes every working day", Rhythm("day", working=True)),
        ("the open items each Monday", Rhythm("week", weekday=MONDAY)),
    ],
)
def test_english(text: str, rhythm: Rhythm) -> None:
    assert rhythms(text, "en", WORDS) == (rhythm,)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        ("le relevé de compte chaque mois", Rhythm("month")),
        ("le 15 de chaque mois", Rhythm("month", day=15)),
        ("tous les vendredis les nouvelles factures", Rhythm("week", weekday=FRIDAY)),
        ("chaque nouvelle facture", Rhythm("new")),
        ("le dernier jour ouvré du mois", Rhythm("month", day=31, working=True)),
    ],
)
def test_french(text: str, rhythm: Rhythm) -> None:
    assert rhythms(text, "fr", WORDS) == (rhythm,)


def test_two_wishes_have_a_rhythm_each() -> None:
    text = "Bitte jeden Montag die OP-Liste und am 1. jedes Monats den Kontoauszug."
    assert rhythms(text, "de", WORDS, several=True) == (
        Rhythm("week", weekday=MONDAY),
        Rhythm("month", day=1),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bitte ab sofort die Rechnungen an uns",
        "Rechnung vom 1. März und vom Freitag",
        "die Rechnungen aus dem letzten Monat",
        "am 15. brauchen wir Antwort",
    ],
)
def test_no_rhythm_is_none(text: str) -> None:
    assert rhythms(text, "de", WORDS) == ()


def test_an_unknown_language_says_nothing() -> None:
    assert rhythms("jeden Freitag", "xx", WORDS) == ()


@pytest.mark.parametrize(
    "text", ["STOP", "Stopp!", "bitte abbestellen", "Unsubscribe", "stop please", "Abo beenden"]
)
def test_a_plain_stop(text: str) -> None:
    assert stops(text, WORDS)


@pytest.mark.parametrize(
    "text",
    ["", "bitte", "ABO", "Stop, die Rechnung RE-1 ist falsch", "stop " * 100, "please stop invoice 12"],
)
def test_no_plain_stop(text: str) -> None:
    assert not stops(text, WORDS)


def test_addresses() -> None:
    assert list(addressed("bitte an AP@Lowmoor.example, nicht eva@x.test.", "de", WORDS)) == [
        "ap@lowmoor.example"
    ]
    assert list(addressed("to our mailbox <ap@x.test>", "en", WORDS)) == ["ap@x.test"]
    assert list(addressed("Regards, eva@x.test", "en", WORDS)) == []


def test_statement_and_list_are_told() -> None:
    assert of_statement("monatliche Kontoauszüge bitte", "de", WORDS)
    assert not of_statement("die Rechnungen bitte", "de", WORDS)
    assert lists("Welche Abonnements haben wir?", "de", WORDS) and lists(
        "Which subscriptions do we have?", "en", WORDS
    )
    assert not lists("Abonnement bitte", "de", WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "jeden " * 50_000,
        "am 1" * 60_000,
        "a@" * 100_000,
        ". " * 100_000,
        "jeweils am " * 20_000,
        "a." * 120_000,
    ],
)
def test_hostile_texts_are_read_quickly(text: str) -> None:
    begin = time.process_time()
    rhythms(text, "de", WORDS, several=True)
    list(addressed(text, "de", WORDS))
    of_statement(text, "de", WORDS)
    stops(text, WORDS)
    assert time.process_time() - begin < 0.25
