"""What those get who may not be answered: no word about any document."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from handlers.answers import Result
from handlers.desk import House
from handlers.senders.people import Stranger
from handlers.senders.refusals import stranger
from parsers.message import InboundMessage, Proof, ProofLevel
from store.engine import Unit
from store.traffic import Parcel
from tests.world import NOW

ASK = "Bitte Rechnung RE-2025-0412 über 714,00 EUR"
UNPROVEN = Proof(ProofLevel.NONE)


def test_the_registered_address_is_asked_whether_it_was_them(write: Callable[..., Result]) -> None:
    result = write(ASK, proof=UNPROVEN, subject="Rechnung RE-2025-0412")
    (reply,) = result.replies
    assert (result.outcome, reply.purpose, reply.recipient) == ("challenge", "challenge", "anna@adler.test")
    assert reply.text == (
        "Guten Tag Anna Adler,\n\n"
        "heute um 10:30 hat jemand in Ihrem Namen Belege angefragt. Wenn Sie das waren, bestätigen Sie es "
        f"bitte hier: http://desk.house.test/c/{'T' * 43}\n\n"
        "Wenn nicht, brauchen Sie nichts zu tun; es wurde niemandem etwas geschickt.\n\n"
        "Belegservice der Haus & Hof Großhandel · Fragen: Frau Weber, 040 555 0190\n"
    )
    assert reply.subject == "Waren Sie das? Bitte bestätigen", "nothing of the forged subject comes back"
    assert (reply.enclosures, reply.link_token, reply.html) == ((), "", "")
    assert result.story == {"proof": "none", "evidence": []}


def test_one_question_a_day(write: Callable[..., Result], unit: Unit) -> None:
    when = NOW - dt.timedelta(hours=3)
    unit.outbox.add(
        Parcel("email", "anna@adler.test", "<c@x>", b"", "", purpose="challenge", created_at=when), when
    )
    again = write(ASK, proof=UNPROVEN)
    assert (again.outcome, again.replies) == ("challenge", ())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Please send invoice RE-2025-0412 over 714.00.", "We can give documents only to contacts"),
        (
            "Bitte senden Sie mir die Rechnung RE-2025-0412 über 714,00 EUR.",
            "Belege geben wir nur an Ansprechpartner",
        ),
        ("RE-2025-0412", "Belege geben wir nur"),
    ],
)
def test_a_stranger_gets_a_neutral_text_in_their_language(
    write: Callable[..., Result], text: str, words: str
) -> None:
    result = write(text, "eva@new.test")
    (reply,) = result.replies
    assert (result.outcome, reply.purpose, reply.recipient) == ("held", "notice", "eva@new.test")
    assert words in reply.text
    assert "040 555 0190" in reply.text
    for fact in ("0412", "714", "Adler", "Stand", "Data as of", "/d/", "/c/"):
        assert fact not in reply.text + reply.subject


def test_a_stranger_who_is_not_proven_gets_nothing(write: Callable[..., Result]) -> None:
    result = write(ASK, "eva@new.test", proof=UNPROVEN)
    assert (result.outcome, result.replies, result.reason) == ("held", (), "unknown sender eva@new.test")


@pytest.mark.parametrize(("most", "had", "replies"), [(1, 0, 1), (1, 1, 0), (0, 0, 0), (2, 1, 1), (2, 2, 0)])
def test_as_many_texts_to_a_stranger_as_the_house_wants(
    unit: Unit, house: House, most: int, had: int, replies: int
) -> None:
    for n in range(had):
        unit.outbox.add(
            Parcel("email", "eva@new.test", f"<{n}@x>", b"", "", purpose="notice", created_at=NOW), NOW
        )
    proof = Proof(ProofLevel.SIGNED)
    message = InboundMessage("email", "x", "eva@new.test", "", ASK, NOW, proof=proof)
    rules = replace(house, unknown_per_day=most)
    result = stranger(message, Stranger("eva@new.test", proof), unit, rules, NOW)
    assert len(result.replies) == replies


def test_suspects_go_to_the_escalation_address(write: Callable[..., Result]) -> None:
    for result, reason in (
        (write(ASK, defects=("a", "b")), "a; b"),
        (write(ASK, "lea@house.test", proof=UNPROVEN), "lea@house.test ist eine Adresse des Hauses"),
    ):
        (reply,) = result.replies
        assert (result.outcome, reply.recipient, reply.original) == ("held", "weber@house.test", True)
        assert reason in reply.text
        assert reply.text.startswith("Guten Tag,\n\neine Nachricht von ")


def test_machines_are_not_even_looked_at(write: Callable[..., Result]) -> None:
    result = write(ASK, automatic="vacation", defects=("odd",))
    assert (result.outcome, result.reason, result.replies) == ("ignored", "vacation", ())
