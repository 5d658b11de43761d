"""Commands of the house's people: what is one, what is a sentence, and what hostile lines cost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.commands import CommandWords, read
from tests.effort import calls
from tests.words import LANGUAGES

WORDS = CommandWords.compile(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "verb", "about", "parts"),
    [
        ("senden", "send", "", {}),
        ("!Senden.\n\nGruß Lea", "send", "", {}),
        ("\n\n  senden an 2", "send", "", {"to": "2"}),
        ("2", "send", "", {"to": "2"}),
        ("2.", "send", "", {"to": "2"}),
        ("Send to <anna@adler.test>", "send", "", {"to": "<anna@adler.test>"}),
        ("nicht senden", "reject", "", {}),
        ("Ablehnen: hat sich erledigt.", "reject", "hat sich erledigt", {}),
        ("bezahlt RE-2025-0412 am 12.11.2025", "paid", "RE-2025-0412", {"on": "12.11.2025"}),
        ("paid RE-1, RE-2 on 12 Nov for 1001", "paid", "RE-1, RE-2", {"on": "12 Nov", "for": "1001"}),
        ("bezahlt", "paid", "", {}),
        ("Offen RE-1", "unpaid", "RE-1", {}),
        ("doch nicht bezahlt RE-1", "unpaid", "RE-1", {}),
        ("Warum?", "why", "", {}),
        ("why", "why", "", {}),
        ("pause bis 17:00", "pause", "", {"until": "17:00"}),
        ("Weiter!", "resume", "", {}),
        ("sperre Mahnung bis 31.12. für 1001", "block", "", {"until": "31.12.", "for": "1001"}),
        ("Block reminders until 31 Dec 2025", "block", "", {"until": "31 Dec 2025"}),
        ("Mahnung frei für 1001", "unblock", "", {"for": "1001"}),
    ],
)
def test_a_command(text: str, verb: str, about: str, parts: dict[str, str]) -> None:
    found = read(text, WORDS)
    assert found is not None
    assert (found.verb, found.about, dict(found.parts)) == (verb, about, parts)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n\n",
            "Guten Tag,\nsenden",
            "Senden Sie bitte RE-1 an anna@adler.test",
            "send RE-1 to a@b.test",
        ),
        *("Warum hat der Kunde nichts bekommen?", "Weiter so!", "Weiter unten steht alles", "2025"),
        *("bezahlt die Rechnung noch jemand?", "Open items for Adler please", "Pause machen wir um zwölf"),
        *("-----Ursprüngliche Nachricht-----", "> senden", "senden " + "x" * 400, "!" * 400),
    ],
)
def test_a_sentence_is_no_command(text: str) -> None:
    assert read(text, WORDS) is None


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    found = read(text, WORDS)
    assert found is None or found.verb in {verb for _, verb, _ in WORDS.verbs}


@pytest.mark.parametrize("line", ["senden an ", "bezahlt RE-1 am ", "\n", " ", "!", "bis "])
def test_long_lines_cost_little(line: str) -> None:
    assert calls(lambda: read(line * (262_144 // len(line)), WORDS)) < 2000
