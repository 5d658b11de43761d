"""Commands of staff: what each does, what it says back, and what it refuses in a sentence that helps."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from handlers import acts
from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import House
from handlers.staff import acts as staff_acts
from handlers.staff.corrections import Correct, Uncorrect
from parsers.message import InboundMessage, Proof, ProofLevel, Thread
from store.engine import Unit
from store.records import Account, Document
from store.traffic import InboxItem
from tests.world import NOW

LEA = "lea@house.test"
WAITING = InboxItem(
    id=9,
    channel="email",
    external_id="x",
    raw=b"",
    envelope={},
    received_at=NOW,
    state="done",
    attempts=1,
    outcome="held",
    reason="unknown sender",
    sender="ben@birch.test",
    story={"candidates": [{"address": "ben@birch.test", "account_id": None, "label": "Ben"}]},
)
SEVERAL = {
    "candidates": [
        {"address": "buch@adler.test", "account_id": 1, "label": "Buch 1"},
        {"address": "buch@adler.test", "account_id": 2, "label": "Buch 2"},
    ]
}

Say = Callable[..., Result]


@pytest.fixture
def say(unit: Unit, house: House) -> Say:
    """What becomes of a command; `about` is the message of its thread."""

    def saying(text: str, about: InboxItem | None = None, *, chat: bool = False, **more: Any) -> Result:
        if about:
            unit.inbox.items["<before@x>"] = about  # type: ignore[attr-defined]
        message = InboundMessage("email", "x", LEA, "Re: x", text, NOW, proof=Proof(ProofLevel.SIGNED))
        place = "before" if chat else "in_reply_to"
        thread = Thread(**{place: "<before@x>" if about else ""})
        return answer(replace(message, thread=thread, **more), unit, house, NOW)

    return saying


def text_of(result: Result) -> str:
    return "\n".join(r.text for r in result.replies)


def test_senden_releases_to_the_candidate(say: Say) -> None:
    result = say("senden", WAITING)
    assert (result.outcome, result.replies) == ("answered", ())
    assert result.acts == (acts.Release(9, "ben@birch.test", LEA),)
    several = replace(WAITING, story=SEVERAL)
    assert say("senden an 2", several).acts == (acts.Release(9, "buch@adler.test", LEA, 2),)
    assert say("2", several).acts == (acts.Release(9, "buch@adler.test", LEA, 2),)
    assert say("send to <Anna@adler.test>", several).acts == (acts.Release(9, "anna@adler.test", LEA),)
    stuck = replace(WAITING, state="stuck", outcome=None)
    assert say("senden", stuck).acts == (acts.Release(9, "ben@birch.test", LEA),)


@pytest.mark.parametrize(
    ("text", "about", "says"),
    [
        ("senden", None, "welche Nachricht Sie meinen"),
        ("senden", replace(WAITING, story=SEVERAL), "senden an 1"),
        ("senden an 3", replace(WAITING, story=SEVERAL), "senden an 1"),
        ("senden", replace(WAITING, story={}), "wem ich antworten soll"),
        ("senden an mallory@evil.test", WAITING, "mallory@evil.test ist kein eingetragener Kontakt"),
        ("senden an alt@adler.test", WAITING, "alt@adler.test ist kein eingetragener Kontakt"),
        ("senden", replace(WAITING, outcome="answered"), "wartet auf nichts mehr"),
        ("senden", replace(WAITING, state="received"), "wartet auf nichts mehr"),
        ("ablehnen", None, "welche Nachricht Sie meinen"),
        ("ablehnen", replace(WAITING, outcome="answered"), "wartet auf nichts mehr"),
        ("warum", None, "welche Nachricht Sie meinen"),
        ("bezahlt", None, "welche Rechnung?"),
        ("bezahlt RE-2031-1111", None, "eine Rechnung RE-2031-1111 finde ich nicht"),
        ("bezahlt LS-80001", None, "eine Rechnung LS-80001 finde ich nicht"),
        ("bezahlt RE-2025-0500 am 1.1.2031", None, "verstehe ich nicht als vergangenen Tag"),
        ("bezahlt RE-2025-0500 am Sankt Nimmerlein", None, "verstehe ich nicht als vergangenen Tag"),
        ("bezahlt RE-2025-0412", None, "ist schon als bezahlt bekannt"),
        ("offen RE-2025-0412", None, "nichts zurückzunehmen"),
        ("pause bis bald", None, "„bald“ verstehe ich nicht"),
        ("weiter", None, "es ist keine Pause"),
        ("sperre mahnung für 1001", None, "bis wann?"),
        ("sperre mahnung bis 1.1.2020 für 1001", None, "bis wann?"),
        ("sperre mahnung bis 31.12.2025 für 9999", None, "für welches Konto?"),
        ("sperre mahnung bis 31.12.2025", None, "für welches Konto?"),
        ("mahnung frei für 1001", None, "besteht keine Mahnsperre"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_fix(
    say: Say, text: str, about: InboxItem | None, says: str
) -> None:
    result = say(text, about)
    assert (result.outcome, result.acts) == ("question", ())
    assert says in text_of(result)
    assert [r.recipient for r in result.replies] == [LEA]


def test_ablehnen_closes(say: Say) -> None:
    assert say("ablehnen: Werbung", WAITING).acts == (acts.Reject(9, LEA, "Werbung"),)


def test_paid_and_back(say: Say, unit: Unit) -> None:
    result = say("bezahlt RE-2025-0500, RE-2025-0501 am 12.11.2025")
    first, second = result.acts
    assert isinstance(first, Correct) and (first.field, first.value) == ("paid", "2025-11-12")
    assert isinstance(second, Correct) and first.document_id != second.document_id
    assert "RE-2025-0500 (1001) und RE-2025-0501 (1001): bezahlt am 12.11.2025" in text_of(result)
    for act in result.acts:
        acts.carry_out(act, unit, NOW)
    undone = say("offen RE-2025-0500")
    assert undone.acts == (Uncorrect(first.document_id, "paid", LEA),)
    assert acts.carry_out(undone.acts[0], unit, NOW) and not acts.carry_out(undone.acts[0], unit, NOW)


def test_one_number_in_two_accounts_is_asked_about(say: Say, add: Callable[..., None]) -> None:
    same = Document("1002", "invoice", "RE-2025-0500", NOW.date())
    add(same)
    assert "in mehreren Konten" in text_of(say("bezahlt RE-2025-0500"))
    (act,) = say("bezahlt RE-2025-0500 für 1002").acts
    assert isinstance(act, Correct)


def test_in_a_chat_a_decision_is_about_what_was_said_last(say: Say) -> None:
    assert say("senden", WAITING, chat=True).acts == say("senden", WAITING).acts != ()
    assert say("ablehnen", WAITING, chat=True).acts == say("ablehnen", WAITING).acts != ()
    assert not say("warum", WAITING, chat=True).acts
    assert not say("senden", chat=True).acts


def test_reminders_are_blocked_for_the_account_of_the_thread(say: Say, unit: Unit) -> None:
    account = unit.accounts.get("2001")
    assert isinstance(account, Account)
    (act,) = say("sperre mahnung bis 31.12.", WAITING).acts
    assert isinstance(act, staff_acts.Block) and act.account_id == account.id
    assert acts.carry_out(act, unit, NOW)
    (lifted,) = say("unblock reminders for 2001").acts
    assert acts.carry_out(lifted, unit, NOW) and not acts.carry_out(lifted, unit, NOW)


def test_why_tells_the_story(say: Say) -> None:
    item = replace(
        WAITING, story={"proof": "signed", "evidence": ["DKIM of birch.test"], "why": ["documents"]}
    )
    result = say("warum?", item)
    assert result.outcome == "answered"
    for words in ("Nachricht 9 von ben@birch.test: held", "signed", "DKIM of birch.test", "documents"):
        assert words in text_of(result)


def test_in_copy_only_a_command_is_heard(say: Say) -> None:
    assert say("Guten Tag Frau Adler", copied=True).outcome == "ignored"
    assert say("pause", copied=True).acts == (staff_acts.Pause(LEA),)


def test_an_unproven_command_does_nothing(say: Say) -> None:
    result = say("pause", proof=Proof())
    assert (result.outcome, result.acts) == ("held", ())


def test_a_customers_command_is_none(say: Say) -> None:
    result = say("pause", sender="anna@adler.test")
    assert not result.acts and {r.recipient for r in result.replies} <= {
        "anna@adler.test",
        "weber@house.test",
    }


@pytest.mark.parametrize(
    "act",
    [
        Correct(1, "paid", "2025-11-12", LEA, "told by phone"),
        Uncorrect(1, "paid", LEA),
        staff_acts.Block(1, NOW.date(), LEA),
        staff_acts.Unblock(1, LEA),
        staff_acts.Pause(LEA, "2025-11-15T00:00:00+01:00"),
        staff_acts.Unpause(LEA),
        staff_acts.Behalf(1, "anna@adler.test", LEA),
    ],
)
def test_an_act_survives_as_json(act: acts.Act) -> None:
    assert acts.from_table(json.loads(json.dumps(acts.as_table(act), default=str))) == act
