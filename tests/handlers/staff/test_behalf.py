"""Staff ask for customers: only registered addresses are ever answered, and with what they may see."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.answer import answer
from handlers.answers import Result
from handlers.desk import House
from handlers.senders.people import known
from handlers.senders.verify import may_receive
from parsers.message import Forwarded, InboundMessage, Proof, ProofLevel, Released
from store.engine import Unit
from tests.world import NOW

TODAY = NOW.date()
SECRET = "Intern: Bonität von chef@evil.test prüfen, RE-2025-0700"
ADMINS = {"anna@adler.test", "claire@cedar.test"}  # of account 1001
WRITERS = (
    *("anna@adler.test", "lager@adler.test", "buch@adler.test", "ben@birch.test", "alt@adler.test"),
    *("niemand@adler.test", "eva@adler.test", "eva@evil.test", "lea@house.test", ""),
)
TEXTS = (
    *("Bitte Rechnung RE-2025-0412.", "Bitte RE-2025-0700 an chef@evil.test.", "Bitte alle Rechnungen 2025."),
    *("Please send RE-2025-0600 and RE-2025-0800", "Kontoauszug bitte", "Danke!", "", "Bitte RE-2025-9999"),
    *("Die Ware kam beschädigt an.", "Bitte Maria Huber maria@adler.test für Rechnungen freischalten."),
)

Told = Callable[..., Result]


def forward(writer: str, wish: str, **more: object) -> InboundMessage:
    message = InboundMessage(
        channel="email",
        external_id="x",
        sender="lea@house.test",
        subject=f"WG: {SECRET}",
        text=SECRET,
        received_at=NOW,
        proof=Proof(ProofLevel.SIGNED),
        forwarded=Forwarded(writer, "Eva", "Anfrage", wish, to=("verkauf@house.test",)),
        case=7,
    )
    return replace(message, **more)  # type: ignore[arg-type]


def checked(result: Result, unit: Unit, house: House) -> None:
    """Who outside the house gets anything is registered, may see all of it, and reads nothing of others."""
    for reply in result.replies:
        assert reply.recipient.endswith("@house.test") or known(reply.recipient, unit, TODAY), reply.recipient
        ids = tuple(e.document.id for e in reply.enclosures if e.document)
        made = [e.made.paper for e in reply.enclosures if e.made]
        if not reply.recipient.endswith("@house.test"):
            papers = tuple(unit.papers.add(paper, NOW) for paper in made)
            assert may_receive(reply.recipient, ids, unit, house.kinds, TODAY, papers)
            for words in ("Intern", "Bonität", "evil", "lea@", "verkauf@"):
                assert words not in reply.text + reply.html + reply.subject
        else:
            assert not reply.link_token and not reply.enclosures


@given(st.sampled_from(WRITERS), st.sampled_from(TEXTS), st.sampled_from(("send", "propose")), st.booleans())
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_only_registered_people_are_answered(
    unit: Unit, house: House, writer: str, text: str, release: str, say: bool
) -> None:
    message = forward(writer, text, text="senden" if say else SECRET)
    result = answer(message, unit, replace(house, release=release), NOW)
    checked(result, unit, house)
    outside = {r.recipient for r in result.replies if not r.recipient.endswith("@house.test")}
    assert outside <= {writer, *ADMINS}, "the writer, or the admins of an account who must agree"
    assert any(r.recipient == "lea@house.test" for r in result.replies), "who forwards always hears of it"
    if release == "propose" and not say:
        assert not outside


@given(st.sampled_from(WRITERS), st.sampled_from(WRITERS), st.sampled_from(TEXTS))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_release_is_to_the_contact_that_was_named(
    unit: Unit, house: House, writer: str, target: str, text: str
) -> None:
    released = Released(target, "lea@house.test")
    result = answer(forward(writer, text, released=released), unit, house, NOW)
    checked(result, unit, house)
    outside = {r.recipient for r in result.replies if not r.recipient.endswith("@house.test")}
    assert outside <= {target, *ADMINS}


@pytest.mark.parametrize(
    ("writer", "text", "doubt"),
    [
        ("eva@adler.test", "Bitte RE-2025-0412", "eva@adler.test ist bei uns kein eingetragener Kontakt"),
        ("", "Bitte RE-2025-0412", "Eva ist bei uns kein eingetragener Kontakt"),
        ("alt@adler.test", "Bitte RE-2025-0412", "alt@adler.test ist bei uns kein eingetragener Kontakt"),
        ("buch@adler.test", "Bitte alle Rechnungen aus 2025", "steht in mehreren Konten"),
        ("lager@adler.test", "Bitte RE-2025-0412", "darf nicht sehen, was es gibt: RE-2025-0412"),
        ("lager@adler.test", "Bitte alle Rechnungen aus 2025", "darf nicht sehen, was es gibt: Rechnungen"),
        ("ben@birch.test", "Please send RE-2025-0412", "darf nicht sehen, was es gibt: RE-2025-0412"),
        ("anna@adler.test", "Danke, alles angekommen!", "keinen Wunsch gefunden"),
        ("anna@adler.test", "Die Ware kam beschädigt an.", "etwas für einen Menschen"),
    ],
)
def test_a_doubt_is_put_to_who_forwarded(
    unit: Unit, house: House, writer: str, text: str, doubt: str
) -> None:
    result = answer(forward(writer, text), unit, house, NOW)
    (reply,) = result.replies
    assert (result.outcome, reply.recipient, reply.purpose) == ("held", "lea@house.test", "proposal")
    assert doubt in reply.text


def test_the_proof_of_an_attached_mail_is_kept_for_staff(unit: Unit, house: House) -> None:
    inner = Forwarded(
        "anna@adler.test", "", "", "Bitte RE-2025-0412", attached=True, evidence=("signed by d",)
    )
    result = answer(forward("x", "x", forwarded=inner), unit, house, NOW)
    assert (result.outcome, result.story["for"], result.story["by"]) == (
        *("answered", "anna@adler.test"),
        "lea@house.test",
    )
    assert "signed by d" in result.story["evidence"]
    assert [type(a).__name__ for a in result.acts] == ["Behalf"]


def test_an_unproven_forward_is_nobodys(unit: Unit, house: House) -> None:
    message = forward("anna@adler.test", "Bitte RE-2025-0412", proof=Proof())
    result = answer(message, unit, house, NOW)
    assert (result.outcome, [r.recipient for r in result.replies]) == ("held", ["weber@house.test"])


def test_who_is_gone_gets_nothing(unit: Unit, house: House) -> None:
    released = Released("alt@adler.test", "lea@house.test")
    result = answer(forward("x@y.test", "Bitte RE-2025-0412", released=released), unit, house, NOW)
    (reply,) = result.replies
    assert (result.outcome, reply.recipient) == ("held", "lea@house.test")
    assert "kein eingetragener Kontakt mehr" in reply.text


def test_a_guide_three_times_a_day_and_then_silence(unit: Unit, house: House) -> None:
    message = replace(forward("", ""), forwarded=None, subject="", text="Wie war das Wochenende?")
    result = answer(message, unit, house, NOW)
    assert (result.outcome, [r.purpose for r in result.replies]) == ("question", ["guide"])
