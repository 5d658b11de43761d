"""Mail to the people of the house."""

from collections.abc import Callable
from dataclasses import replace

from handlers.answers import Result
from handlers.desk import House
from handlers.staff.mails import stuck, undelivered


def test_what_is_handed_over(write: Callable[..., Result]) -> None:
    result = write(
        "Zwei Kartons kamen beschädigt an. Bitte senden Sie uns auch Rechnung RE-2025-0412 nochmal.",
        subject="Schaden",
    )
    assert [r.purpose for r in result.replies] == ["answer", "handover"]
    note = result.replies[1]
    assert (note.recipient, note.original, note.subject) == (
        "weber@house.test",
        True,
        "Bitte übernehmen: Schaden",
    )
    assert "Anna Adler <anna@adler.test> (Konto 1001)" in note.text
    assert "Betreff: Schaden · gelesen als: Reklamation" in note.text
    assert "Schon geschickt: RE-2025-0412" in note.text


def test_stuck_and_undelivered(house: House) -> None:
    (note,) = stuck(7, "ValueError: x", house)
    assert "„docclerk retry 7“" in note.text
    (note,) = undelivered("anna@adler.test", "Rechnung", "550 no", house)
    assert "anna@adler.test" in note.text
    assert undelivered(house.escalation, "x", "550 no", house) == ()


def test_nobody_to_tell(house: House) -> None:
    assert stuck(7, "x", replace(house, escalation="")) == ()
