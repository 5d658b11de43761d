"""Verbs that the vocabulary does not know."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY

TEXTS = [
    ("Could you please amortise invoice 70011?", "other"),
    ("Please whizz us the delivery note 80022.", "documents"),  # whatever the verb: somebody gives
    ("Bitte buchen Sie Rechnung 70011 künftig per Lastschrift ab.", "other"),
    ("Please send invoice 70011.", "documents"),
]


@pytest.mark.parametrize(("text", "intent"), TEXTS)
def test_an_unknown_deed_is_no_wish_for_papers(text: str, intent: str) -> None:
    assert [ask.intent for ask in parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks] == [intent]


BIDDEN = [
    "Ballert mir mal die Rechnung 551-2 rein",
    "und wühlt mir bitte noch die Rechnung 551-2 raus",
    "kann mir wer die Rechnung 551-2 rüberschieben?",
    "kann mir wer die rechnung 551-2 rauskramen?",
    "könnt mir mal einer die rechnung 551-2 rüberbeamen",
    "rückt endlich die Rechnung 551-2 raus!",
    "Rechnung 551-2 her, aber flott",
    "zeigt mal die Rechnung 551-2 her",
    "Spendiert mir doch noch mal die Rechnung 551-2.",
    "Tät gern die Rechnung 551-2 haben",
    "Was mir noch abgeht, ist die Rechnung 551-2.",
    "ich hab die rechnung 551-2 bis heute nicht, das hab ich euch schon dreimal gesagt",
    "Wenn die Rechnung 551-2 bis Freitag den Weg zu mir finden könnte, wäre ich froh.",
]
OTHER_DEEDS = [
    "Schlüsselt mir die Rechnung 551-2 bitte auf.",
    "Schreibt uns die Rechnung 551-2 bitte auf die neue Firma um.",
    "Kann mir wer die Rechnung 551-2 erklären?",
    "Storniert uns die Rechnung 551-2.",
    "Gestern kam mir die Rechnung 551-2 komisch vor.",
    "Zieht mir die Rechnung 551-2 vom Konto ab.",
    "Die Rechnung 551-2 habe ich dem Chef auf den Tisch gelegt.",
    "Schiebt die Lieferung 4401 eine Woche nach hinten",
]


@pytest.mark.parametrize("text", BIDDEN)
def test_whatever_the_verb_the_writer_shall_be_given_it(text: str) -> None:
    (ask,) = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert (ask.intent, ask.kinds, ask.numbers) == ("documents", ("invoice",), ("551-2",))


@pytest.mark.parametrize("text", OTHER_DEEDS)
def test_what_else_is_done_to_a_paper_asks_for_none(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert "documents" not in [ask.intent for ask in asks]


NEEDED = [
    "FedEx is refusing to release it. They want the commercial invoice, our PO is 551-2.",
    "The hospital asked for the safety data sheet of FS-40.",
    "Der Prüfer verlangt die Rechnung 551-2.",
    "I am obliged to gather the invoices of May 2025.",
    "If I could see delivery note 551-2, that would settle it.",
    "Wenn ich den Lieferschein 551-2 mal sehen könnte, wäre das schnell geklärt.",
    "my bills from March to May please luv",
    "hi, invoice 551-2 pls sling",
]
NOT_NEEDED = [
    "They do not want the invoice any more.",
    "If you need the invoice, tell me.",
    "You need our order number on the invoice.",
]


@pytest.mark.parametrize("text", NEEDED)
def test_who_needs_a_paper_is_to_have_it(text: str) -> None:
    assert [a.intent for a in parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks] == ["documents"]


@pytest.mark.parametrize("text", NOT_NEEDED)
def test_who_needs_none_gets_none(text: str) -> None:
    asks = parse("", text, VOCABULARY, today=date(2025, 6, 18)).asks
    assert "documents" not in [ask.intent for ask in asks]
