"""What a reply picks of the options that were offered."""

import re
from collections.abc import Mapping, Sequence

import pytest

from handlers.answers import Option
from handlers.desk import House
from handlers.documents.picks import PickWords, pick
from parsers.asks import Ask

ASK = Ask("documents")
PAPERS = [
    Option("Rechnung RE-2025-0412 · 11.09.2025 · 714,00 EUR · Bestellung 4500123", ASK),
    Option("Rechnung RE-2025-4021 · 02.11.2025 · 88,00 EUR · Bestellung 4500977", ASK),
    Option("Lieferschein LS-80001 · 10.09.2025", ASK),
]
ACCOUNTS = [Option("Maier Metallbau GmbH (10471)", ASK), Option("Maier Service GmbH (10472)", ASK)]
ONE = PAPERS[:1]
SETS: Mapping[str, Sequence[Option]] = {"papers": PAPERS, "accounts": ACCOUNTS, "one": ONE, "none": []}

# Text -> places of what is picked; "no" for a plain refusal, "-" for a message that says something else.
CHOICES = {
    "papers": [
        ("1", "1"),
        ("2.", "2"),
        ("Nr. 2", "2"),
        ("No. 2 please", "2"),
        ("nein, Nr. 2", "-"),
        ("(3)", "3"),
        ("b", "2"),
        ("c) bitte", "3"),
        ("1 und 3", "13"),
        ("1, 2", "12"),
        ("3 + 1", "13"),
        ("die zweite", "2"),
        ("the second one, please", "2"),
        ("the second please", "2"),
        ("Die erste und die dritte, danke!", "13"),
        ("beide", "123"),
        ("alle bitte", "123"),
        ("all of them", "123"),
        ("4", "-"),
        ("0", "-"),
        ("12345", "-"),
        ("ja", "-"),  # which of the three?
        ("nein", "no"),
        ("No thanks", "no"),
        ("keine davon, leider", "no"),
        ("keines von beiden", "no"),
        ("nicht 2", "-"),
        ("RE-2025-4021", "2"),
        ("re 2025 4021", "2"),
        ("4021", "2"),
        ("die RE-2025-0412 bitte", "1"),
        ("Rechnung", "-"),  # two of them
        ("Lieferschein", "3"),
        ("LS", "-"),
        ("4500977", "2"),
        ("Hallo Frau Weber,\n\n2\n\nViele Grüße\nAnna Adler", "2"),
        ("Hello,\nnumber 3 please\nBest regards\nBen", "3"),
        ("2\nTel. 0316 123 1", "2"),
        ("RE-2025-0999", "-"),
        (
            "Bitte noch die Rechnung RE-2025-0412 und alle aus Oktober, und zwar bis morgen früh um acht Uhr",
            "-",
        ),
        ("", "-"),
        ("1\n" * 20, "-"),
        ("1" * 500, "-"),
    ],
    "accounts": [
        ("Maier Service", "2"),
        ("für Maier Service bitte", "2"),
        ("10471", "1"),
        ("Maier", "-"),
        ("2\n\nBerta Buch\nMaier Metallbau GmbH", "2"),  # the signature chooses nothing
        ("Hallo,\nMaier Metallbau", "1"),
        ("für beide", "12"),
        ("Ich schaue nach.\nMaier Metallbau GmbH", "-"),
    ],
    "one": [
        ("ja", "1"),
        ("Ja, gerne!", "1"),
        ("yes please", "1"),
        ("Genau.", "1"),
        ("ok danke", "1"),
        ("ja\nViele Grüße\nAnna Adler", "1"),
        ("nein danke", "no"),
        ("ja nein", "-"),
        ("Ja, aber bitte auch den Lieferschein dazu", "-"),
        ("danke", "-"),
        ("1", "1"),
        ("a", "1"),
    ],
    "none": [("ja", "-"), ("1", "-"), ("nein", "-")],
}


@pytest.mark.parametrize(
    ("offered", "text", "expected"), [(name, *case) for name, cases in CHOICES.items() for case in cases]
)
def test_pick(house: House, offered: str, text: str, expected: str) -> None:
    options = SETS[offered]
    picked = pick(text, options, house.tongues.picks, house.vocabulary.numbers.closing)
    if expected in ("-", "no"):
        assert picked.options == ()
        assert picked.declined is (expected == "no")
    else:
        assert picked.options == tuple(options[int(n) - 1] for n in expected)


def test_what_is_said_besides_is_kept(house: House) -> None:
    words, closing = house.tongues.picks, house.vocabulary.numbers.closing
    assert pick("Ja\nUnd bitte RE-7.", ONE, words, closing).rest == "Und bitte RE-7."
    assert pick("Und bitte RE-7.", ONE, words, closing).rest == "Und bitte RE-7."


def test_no_words_no_choice() -> None:
    words = PickWords.compile([])
    assert pick("ja", ONE, words, re.compile("(?!)")).options == ()
    assert pick("1", ONE, words, re.compile("(?!)")).options == (ONE[0],)
