"""A writer takes a word back and another one counts; what only looks like it takes nothing back."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TODAY = date(2025, 11, 14)
TAKEN_BACK = {
    "invoices for august please\nactually no make that september": {"since": "2025-09-01"},
    "hi! invoice 88-4410 pls\nno wait 88-4401": {"numbers": ["88-4401"]},
    "rechnung 70123 bitte\nquatsch, 70132": {"numbers": ["70132"]},
    "can i get the delivery note for 70123\nsorry i meant invoice": {"kinds": ["invoice"]},
    "lieferschein 70123 bitte\nnein moment, die rechnung brauch ich": {"kinds": ["invoice"]},
    "q2 invoices for our leeds branch\nscrap that, bradford": {"location": "bradford"},
    "rechnungen juli für filiale graz\nah nein sorry, linz": {"location": "linz"},
    "offene posten filiale steyr bitte\nhoppla, wels mein ich": {"location": "wels"},
    "Bitte die Rechnung 4471203 – ich korrigiere: 4471302.": {"numbers": ["4471302"]},
    "Statement for Q1 please, wait, Q2 I mean.": {"since": "2025-04-01", "until": "2025-06-30"},
    "Saldo per 30.9. bitte, Verzeihung, per 31.10. natürlich.": {"until": "2025-10-31"},
    "can you send invoices 6610 and 6620?\nsorry, 6630 not 6620": {"numbers": ["6610", "6630"]},
    "where's order 5510?\nsorry 5511": {"intent": "order_status", "numbers": ["5511"]},
    "send me the last 3 invoices\nmake it the last 5": {"last": 5},
    "Bitte das Zeugnis zur Charge 44871. Korrektur: 44817.": {"numbers": ["44817"]},
    "Ich bräuchte die AB zu 7720. Pardon, den Lieferschein meine ich.": {"kinds": ["delivery_note"]},
}
UNNEEDED = [
    "need the quote for project Larch\nnvm found it",
    "rechnung 5510 bitte nochmal\nvergiss es, schon gefunden",
    "can someone resend PO 7711 confirmation?\nignore me, it just came through",
    "brauche die AB 55102\nhat sich erledigt, hab sie gefunden",
]
KEPT = {
    "Invoice 5510 please. Sorry, I also need 5511.": {"numbers": ["5510", "5511"]},
    "Please send invoice 5510. Sorry for the trouble, it's for our auditor.": {"numbers": ["5510"]},
    "Rechnungen für Graz vom Mai bitte. Sorry für die Umstände!": {"location": "Graz"},
    "Invoice 5510 please. I mean it's been three weeks since 20 October!": {"numbers": ["5510"]},
    "Please send the May invoices. No hurry, end of June is fine.": {"since": "2025-05-01"},
    "We need the delivery notes for May. Actually, make it as one PDF please.": {"form": "merged"},
}


def asked(text: str) -> list[dict[str, object]]:
    return [ask.as_table() for ask in parse("", text, VOCABULARY, today=TODAY, channel="slack").asks]


@pytest.mark.parametrize(("text", "told"), [*TAKEN_BACK.items(), *KEPT.items()])
def test_the_last_word_counts(text: str, told: dict[str, object]) -> None:
    (ask,) = asked(text)
    assert {name: ask.get(name) for name in told} == told


@pytest.mark.parametrize("text", UNNEEDED)
def test_what_has_turned_up_is_not_asked_for(text: str) -> None:
    assert asked(text) == []
