"""Subjects of replies."""

import pytest

from handlers.desk import House
from handlers.letters.subjects import bare_subject, reply_subject


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Rechnung", "Re: Rechnung"),
        ("Re: Rechnung", "Re: Rechnung"),
        ("AW: Re: WG: Antw: FW: Fwd: Rechnung", "Re: Rechnung"),
        ("Re[2]: Rechnung", "Re: Rechnung"),
        ("RE : Rechnung", "Re: Rechnung"),
        ("SV: VS: TR: RIF: Odp: x", "Re: x"),
        ("Regal: Rechnung", "Re: Regal: Rechnung"),
        ("", "Re: Ihre Anfrage"),
        ("Re: ", "Re: Ihre Anfrage"),
        ("a\r\nBcc: x@y", "Re: a Bcc: x@y"),
        ("\x00a\x1f", "Re: a"),
        ("a" * 5000, "Re: " + "a" * 200),
        ("Re: " * 5000, None),
    ],
)
def test_reply_subject(house: House, subject: str, expected: str | None) -> None:
    got = reply_subject(subject, house.tongues["de"])
    assert len(got) <= 210
    assert expected in (None, got)


def test_bare_subject_is_the_same_for_all_replies() -> None:
    assert bare_subject("AW: Re: Rechnung  7") == bare_subject("Rechnung 7") == "Rechnung 7"
