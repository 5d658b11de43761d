"""What is remembered of an answer: JSON-ready, and enough for the next message of the conversation."""

import json
from collections.abc import Callable

from handlers.answers import Result
from parsers.asks import Ask


def test_a_story_is_json_and_names_what_was_given(write: Callable[..., Result]) -> None:
    story = write("Bitte RE-2025-0500").story
    assert json.loads(json.dumps(story)) == story
    assert story["documents"] == [
        {
            "account": "1001",
            "kind": "invoice",
            "number": "RE-2025-0500",
            "files": ["RE-2025-0500_Rechnung_2025-10-12.pdf", "RE-2025-0500_Rechnung_2025-10-12.xml"],
        }
    ]
    assert story["context"] == {"intent": "documents", "kinds": ["invoice"], "numbers": ["RE-2025-0500"]}
    assert story["asks"] == [{"intent": "documents", "numbers": ["RE-2025-0500"]}]
    assert (story["proof"], story["language"], story["account_id"]) == ("signed", "de", None)


def test_a_question_remembers_its_options_with_all_that_was_said(write: Callable[..., Result]) -> None:
    story = write("Bitte alle Rechnungen", "buch@adler.test").story
    assert [o["every"] for o in story["options"]] == [True, True]
    assert {o["account_id"] for o in story["options"]} == {1, 2}
    assert story["documents"] == []


def test_the_context_keeps_where_but_not_when(write: Callable[..., Result]) -> None:
    context = write("Bitte alle Lieferscheine 2025 der Filiale Linz").story["context"]
    assert Ask.from_table(context) == Ask("documents", ("delivery_note",), ("LS-80010",), location="Linz")


def test_without_an_answer_the_ask_itself(write: Callable[..., Result]) -> None:
    assert write("Bitte RE-9999-1").story["context"] == {"intent": "documents", "numbers": ["RE-9999-1"]}
    assert write("").story["context"] is None
