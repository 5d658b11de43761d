"""Delivery reports of all families: the status, the action and the ids of the mail they are about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mail.dsn import read_report
from parsers.mail.mime import read

TO = "bounces+abc@house.test"
OURS = "<k3y@house.test>"


def structured(fields: str, returned: str = f"Message-ID: {OURS}\r\nSubject: Re: Rechnung") -> bytes:
    return (
        "From: MAILER-DAEMON@mx.buyer.test\r\nSubject: Undelivered Mail\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.buyer.test\r\n\r\n"
        f"Final-Recipient: rfc822; ben@birch.test\r\n{fields}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}\r\n--b--\r\n"
    ).encode()


def plain(text: str) -> bytes:
    return f"From: postmaster@mx.test\r\nSubject: failure notice\r\n\r\n{text}\r\n".encode()


@pytest.mark.parametrize(
    ("raw", "status", "action", "ids"),
    [
        (structured("Action: failed\r\nStatus: 5.1.1"), "5.1.1", "failed", (OURS,)),
        (structured("Action: failed\r\nStatus: 5.2.2 (mailbox full)"), "5.2.2", "failed", (OURS,)),
        (structured("Action: delayed\r\nStatus: 4.4.1"), "4.4.1", "delayed", (OURS,)),
        (structured("Action: delivered\r\nStatus: 2.0.0"), "2.0.0", "delivered", (OURS,)),
        (
            structured("Action: Failed ; x\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user"),
            "5.1.1",
            "failed",
            (OURS,),
        ),
        (structured("Action: failed\r\nDiagnostic-Code: smtp;550 No such user"), "5.0.0", "failed", (OURS,)),
        (structured("Action: failed\r\nStatus: 5.1.1", "Subject: x"), "5.1.1", "failed", ()),
        (plain(f"x@y.test:\n550 5.1.1 User unknown\n\nMessage-ID: {OURS}"), "5.1.1", "failed", (OURS,)),
        (plain("The recipient's mailbox does not exist: 550 x@y.test unknown"), "5.0.0", "failed", ()),
        (plain("421 try later, we keep trying"), "4.0.0", "", ()),
        (plain("Our office moved; version 5.1.1.2, 10.5.1.1"), "", "", ()),
        (b"", "", "", ()),
    ],
)
def test_reports(raw: bytes, status: str, action: str, ids: tuple[str, ...]) -> None:
    report = read_report(read(raw), TO)
    assert (report.status, report.action, report.message_ids) == (status, action, ids)
    assert report.address == TO


def test_a_flood_of_ids_is_cut() -> None:
    report = read_report(read(plain(" ".join(f"<{n}@x.test>" for n in range(9000)))), TO)
    assert len(report.message_ids) == 50


@given(st.binary(max_size=2000))
def test_any_bytes_are_read(raw: bytes) -> None:
    read_report(read(raw), TO)
