"""Words, signs, sums of money and addresses; chat markup."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.requests.text.words import Thing, addresses, amounts, cut, plain_amount, tidied
from tests.words import VOCABULARY

SUMS = [
    ("über 1.234,50 €", ["1234.50"]),
    ("£7,310.55 yesterday", ["7310.55"]),
    ("EUR 412,00 und CHF 1'200.50", ["412.00", "1200.50"]),
    ("die 412,00 und 87,90", ["412.00", "87.90"]),
    ("500 Euro", ["500"]),
    ("$612.44", ["612.44"]),
    ("am 12.05.2025 um 9.30 Uhr", ["9.30"]),
    ("RE-2025-0412 und 4500123", []),
    ("19 % MwSt, 3x1,5 mm", []),
]


@pytest.mark.parametrize(("text", "sums"), SUMS)
def test_amounts(text: str, sums: list[str]) -> None:
    assert [thing.value for thing in amounts(text, VOCABULARY.money)] == sums


def test_amounts_in_plain_form() -> None:
    assert [plain_amount(w) for w in ("1.234,50", "1,234.50", "12,-", "1'000")] == [
        "1234.50",
        "1234.50",
        "12",
        "1000",
    ]


def test_addresses() -> None:
    found = addresses("an m.huber@firma.example. Oder <x+y@sub.firma.example>, nicht @bot")
    assert [thing.value for thing in found] == ["m.huber@firma.example", "x+y@sub.firma.example"]


MARKUP = [
    ("<@U04BOT> moin :truck:", "moin"),
    ("<mailto:a@b.example|a@b.example> raus", "a@b.example> raus"),
    ("„RE-1“ – it’s", '"RE-1" – it\'s'),
]


@pytest.mark.parametrize(("text", "tidy"), MARKUP)
def test_chat_markup_goes(text: str, tidy: str) -> None:
    assert tidied(text).strip() == tidy


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(tidied(text)) == len(text)


def test_things_are_words_and_the_rest_is_cut_around_them() -> None:
    words = cut("Bitte RE 1, danke", [Thing(6, 10, "number", "x")])
    assert [word.written for word in words] == ["Bitte", "RE 1", ",", "danke"]
    assert words[1].thing and words[1].thing.value == "x"


def test_hyphens_between_letters_part_words() -> None:
    assert [word.folded for word in cut("Excel-Liste vom E-Shop", ())] == [
        "excel",
        "liste",
        "vom",
        "e",
        "shop",
    ]


def test_line_ends_are_counted() -> None:
    assert [word.breaks for word in cut("a\nb\n\nc", ())] == [0, 1, 2]


def test_overlapping_things_are_taken_once() -> None:
    words = cut("4711-12", [Thing(0, 7, "number", 1), Thing(0, 4, "money", 2), Thing(5, 7, "period", 3)])
    assert [word.written for word in words] == ["4711-12"]


@given(st.text(max_size=200))
def test_words_stand_in_their_order(text: str) -> None:
    words = cut(text, [*amounts(text, VOCABULARY.money), *addresses(text)])
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert all(text[word.start : word.end] == word.written for word in words)
