"""What one clause is about: the rules over its signals."""

from datetime import date

import pytest

from parsers.requests.grammar.rule import Grammar, rule
from parsers.requests.grammar.rules import RULES
from parsers.requests.understanding import Calendar, understand
from tests.words import VOCABULARY


def intents(text: str) -> list[str | None]:
    return [
        unit.intent
        for unit in understand("", text, VOCABULARY, Calendar(date(2025, 6, 18)), "customer", None).units
    ]


def test_a_rule_needs_one_of_each_group_and_none_of_the_others() -> None:
    one, other = rule("x", "a b", "c", unless="d"), rule("y", "a")
    grammar = Grammar.of((one, other))
    assert grammar.first("ac") is grammar.first("bc") is one
    assert grammar.first("a") is grammar.first("acd") is other
    assert grammar.first("b") is grammar.first("") is None


def test_every_rule_can_be_reached() -> None:
    assert all(rule.needs and all(rule.needs) for rule in RULES)


GERMAN = [
    ("Rechnung fehlt immer noch!!", "documents"),
    ("Rechnung falsch", "dispute"),
    ("letzte rechnung pls", "documents"),
    ("Bitte um Kontoauszug", "statement"),
    ("Was ist noch offen?", "open_items"),
    ("Ist die RE-1 schon bezahlt?", "payment_status"),
    ("Wir haben die RE-1 gestern bezahlt.", "payment_notice"),
    ("Wo bleibt unsere Bestellung?", "order_status"),
    ("Wo bleibt die Rechnung?", "documents"),
    ("Bitte eine Liste aller Rechnungen als CSV", "export"),
    ("Bitte künftig alle Rechnungen automatisch per Mail", "subscribe"),
    ("Die wöchentliche Übersicht bitte abbestellen", "unsubscribe"),
    ("Bitte rufen Sie mich zurück", "human"),
    ("was kannst du", "help"),
    ("Hiermit bestellen wir 10 Stück", "other"),
    ("Die Lieferscheine brauchen wir nicht", ""),
    ("Die Rechnung ist angekommen", ""),
    ("Das Wetter ist schön", None),
]
ENGLISH = [
    ("still no invoice!!", "documents"),
    ("the invoice is wrong", "dispute"),
    ("statement please", "statement"),
    ("what do we owe you?", "open_items"),
    ("has RE-1 been paid?", "payment_status"),
    ("we paid RE-1 yesterday", "payment_notice"),
    ("where is our order?", "order_status"),
    ("could I have a list of all invoices as a csv", "export"),
    ("please take us off the weekly mailing", "unsubscribe"),
    ("please have someone call me", "human"),
    ("what can you do?", "help"),
    ("please quote for 200 pcs", "other"),
    ("No need for the copies", ""),
]


@pytest.mark.parametrize(("text", "intent"), GERMAN + ENGLISH)
def test_intents(text: str, intent: str | None) -> None:
    assert intents(text) == [intent]
