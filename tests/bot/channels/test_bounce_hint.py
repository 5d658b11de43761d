"""A guess at a delivery report reads what others cannot, costs little whatever comes, and breaks nothing."""

import pytest

from bot.channels.bounce_hint import LONGEST, hinted
from tests.pace import cost

HEAD = b"From: MAILER-DAEMON@mx.test\r\nSubject: failure notice\r\n\r\n"
EXIM = (
    HEAD + b"A message that you sent could not be delivered to one or more of its recipients. "
    b"This is a permanent error. The following address(es) failed:\r\n\r\n"
    b"  Anna@adler.test\r\n    unknown local-part\r\n"
)


def test_it_reads_a_report_in_words() -> None:
    assert hinted(EXIM) == ("anna@adler.test",)
    assert hinted(HEAD + b"Vielen Dank, ich bin bis 3.12. im Urlaub. anna@adler.test\r\n") == ()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"From:\r\n\r\n",
        b"\xff" * 1000,
        b"From: a\x00b\r\n\r\nx",
        EXIM.replace(b"Anna", b"\xff\xfe"),
    ],
)
def test_what_is_odd_says_nothing(raw: bytes, caplog: pytest.LogCaptureFixture) -> None:
    assert not any("\ufffd" in address for address in hinted(raw))
    assert caplog.records == []


@pytest.mark.parametrize(
    "unit", [b"x\r\n", b"\t\r\n", b"<a@b.test>\r\n", b"abcdefgh@", b"x\r", b"550 5.1.1 <a@b.test>: gone\r\n"]
)
def test_it_costs_little_whatever_comes(unit: bytes) -> None:
    raw = HEAD + unit * (10 * LONGEST // len(unit))
    assert cost(lambda _: hinted(raw), 1) < 2
