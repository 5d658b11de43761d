"""Conversations: choices, follow-ups, and nothing lent to anybody else."""

from collections.abc import Callable

from handlers.answers import Result
from handlers.threads import Thread as Conversation
from handlers.threads import new_subject
from store.engine import Unit


def numbers(result: Result) -> list[str]:
    return sorted({d["number"] for d in result.story.get("documents", ())})


def test_a_follow_up_leans_on_the_answer(write: Callable[..., Result]) -> None:
    first = write("Bitte Rechnung RE-2025-0413")
    assert numbers(write("Und den Lieferschein dazu?", after=first)) == ["LS-80002"]
    assert numbers(write("Und den Lieferschein dazu?", after=None)) == []


def test_choices_by_number_name_and_yes(write: Callable[..., Result]) -> None:
    question = write("Bitte um die Rechnung")
    assert numbers(write("2", after=question)) == ["RE-2025-0500"]
    assert numbers(write("RE-2025-0413 bitte", after=question)) == ["RE-2025-0413"]
    assert numbers(write("2 und 3", after=question)) == ["RE-2025-0413", "RE-2025-0500"]
    near = write("Bitte RE-2025-0421")
    assert numbers(write("Ja", after=near)) == ["RE-2025-0412"]
    assert numbers(write("Ja\nUnd bitte den Lieferschein LS-80010.", after=near)) == [
        "LS-80010",
        "RE-2025-0412",
    ]
    assert numbers(write("Nein, ich brauche RE-2025-0413", after=near)) == ["RE-2025-0413"]


def test_a_no(write: Callable[..., Result]) -> None:
    question = write("Bitte RE-2025-0421")
    again = write("Nein", after=question)
    assert again.outcome == "question"
    assert "dann brauchen wir noch eine Angabe" in again.replies[0].text
    offer = write("Bitte RE-2025-0412")
    assert write("Nein danke", after=offer).outcome == "ignored"
    assert write("Danke", after=offer).reason == "nothing asked"


def test_the_account_that_was_chosen_holds(write: Callable[..., Result]) -> None:
    berta = "buch@adler.test"
    question = write("Bitte alle Rechnungen aus Oktober 2025", berta)
    chosen = write("Adler Service", berta, question)
    assert numbers(chosen) == ["RE-2025-0600"]
    assert write("Und aus September?", berta, chosen).outcome == "missing"
    assert numbers(write("Und bitte noch RE-2025-0412", berta, chosen)) == ["RE-2025-0412"]
    assert numbers(write("Beide", berta, question)) == ["RE-2025-0500", "RE-2025-0600"]


def test_all_of_them_is_kept_while_the_account_is_asked_for(write: Callable[..., Result]) -> None:
    question = write("Bitte alle Rechnungen", "buch@adler.test")
    assert question.outcome == "question"
    chosen = write("1", "buch@adler.test", question)
    assert chosen.outcome == "answered" and {"RE-2025-0412", "RE-2025-0500"} <= set(numbers(chosen))


def test_what_was_offered_once_is_not_offered_again(write: Callable[..., Result]) -> None:
    first = write("Bitte RE-2025-0412")
    assert [o["label"][:22] for o in first.story["options"]] == ["Lieferschein LS-80001 "]
    second = write("ja", after=first)
    assert numbers(second) == ["LS-80001"]
    assert second.story["options"] == []


def test_another_persons_thread_lends_nothing(write: Callable[..., Result], unit: Unit) -> None:
    first = write("Bitte RE-2025-0412")
    for text in ("Ja", "Und den Lieferschein dazu?", "1"):
        foreign = write(text, "lager@adler.test", first)
        assert numbers(foreign) == []
        assert foreign.outcome in ("handover", "question", "missing")
    assert "RE-2025-0412" not in write("Und den Lieferschein dazu?", "ben@birch.test", first).replies[0].text


def test_what_may_no_longer_be_seen_is_not_picked(write: Callable[..., Result], unit: Unit) -> None:
    from store.records import Contact

    question = write("Bitte RE-2025-0421")
    unit.contacts.upsert([Contact("1001", "anna@adler.test", "Anna Adler", "logistics", language="de")])
    assert write("ja", after=question).outcome == "missing"


def test_the_language_of_the_conversation(write: Callable[..., Result]) -> None:
    question = write("Please send us the invoice RE-2025-0421.")
    assert question.replies[0].language == "en"
    assert write("1", after=question).replies[0].language == "en"
    assert write("RE-2025-0413", after=question).replies[0].language == "en"


def test_new_subject() -> None:
    running = Conversation(known=True, subject="Rechnung")
    assert new_subject("AW: Rechnung", running) == ""
    assert new_subject("AW: Lieferschein", running) == "AW: Lieferschein"
    assert new_subject("AW: Rechnung", Conversation()) == "AW: Rechnung"
