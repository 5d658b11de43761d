"""The key of one mail: the same however it came, another for every other mail."""

import pytest

from parsers.mail.fingerprint import TAIL, fingerprint, message_id_of

MAIL = b"From: a@b.test\r\nSubject: x\r\nMessage-ID: <1@b.test>\r\n\r\nHello\r\n"


def test_headers_added_on_the_way_do_not_count() -> None:
    relayed = b"Received: from x by y\r\nX-Spam: no\r\n" + MAIL
    assert fingerprint(relayed) == fingerprint(MAIL) == fingerprint(MAIL.replace(b"\r\n", b"\n").rstrip())


@pytest.mark.parametrize(
    "other",
    [
        MAIL.replace(b"a@b.test", b"c@b.test"),
        MAIL.replace(b"<1@", b"<2@"),
        MAIL.replace(b"Hello", b"Hallo"),
    ],
)
def test_another_sender_id_or_body_is_another_mail(other: bytes) -> None:
    assert fingerprint(other) != fingerprint(MAIL)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"From: a@b.test\r\n\r\nMessage-ID: <1@b.test>",
        b"Message-ID:\r\nFrom: a@b.test\r\n\r\nx",
        b"\x00\xff",
    ],
)
def test_without_an_id_there_is_no_key(raw: bytes) -> None:
    assert fingerprint(raw) is None


@pytest.mark.parametrize("blanks", [0, 1, TAIL - 1, TAIL, TAIL + 1, 3 * TAIL])
def test_white_space_behind_the_body_does_not_count(blanks: int) -> None:
    assert fingerprint(MAIL + b" \r\n"[blanks % 3 :] + b"\t" * blanks) == fingerprint(MAIL)
    empty = MAIL.removesuffix(b"Hello\r\n")
    assert fingerprint(empty + b"\n" * blanks) == fingerprint(empty)
    assert fingerprint(MAIL + b" " * blanks + b"x") != fingerprint(MAIL)


def test_a_folded_id_counts() -> None:
    assert fingerprint(MAIL.replace(b"Message-ID: ", b"Message-ID:\r\n ")) == fingerprint(MAIL)


def test_the_id_is_found_without_parsing() -> None:
    assert message_id_of(MAIL) == "<1@b.test>"
    assert message_id_of(b"From: a@b.test\r\n\r\nMessage-ID: <1@b.test>") is None
