"""The envelope of a mail from a mailbox: what the delivering server wrote, never what the sender wrote."""

import pytest

from parsers.mail.delivery import Delivery, delivery_of

OURS = "Return-Path: <anna@adler.test>\r\nDelivered-To: belege\r\nReceived: by imap.house.test\r\n"
TEXT = "From: x@evil.test\r\nTo: belege@house.test\r\n\r\nReturn-Path: <eva@buyer.test>\r\n"


def bounce(address: str) -> bool:
    return address.startswith("bounces+")


def read(text: str) -> Delivery:
    return delivery_of(text.encode("utf-8", "surrogateescape"), bounce)


@pytest.mark.parametrize(
    ("top", "mail_from"),
    [
        (OURS, "anna@adler.test"),
        ("Return-Path: anna@adler.test\r\n", "anna@adler.test"),
        ("return-path:\r\n <anna@adler.test>\r\n", "anna@adler.test"),
        ("Return-Path: <>\r\n", ""),
        ("", None),
        ("Received: by imap.house.test\r\nReturn-Path: <anna@adler.test>\r\n", None),
        ("Return-Path: <mallory@evil.test>\r\nReturn-Path: <anna@adler.test>\r\n", "mallory@evil.test"),
        ("Return-Path: <a b@adler.test>\r\n", None),
        ("Return-Path: <änna@adler.test>\r\n", None),
        (f"Return-Path: <{'a' * 400}@adler.test>\r\n", None),
    ],
)
def test_the_envelope_sender(top: str, mail_from: str | None) -> None:
    assert read(top + TEXT).mail_from == mail_from


@pytest.mark.parametrize(
    ("top", "address"),
    [
        ("Delivered-To: bounces+1a@house.test\r\n", "bounces+1a@house.test"),
        ("X-Original-To: <bounces+1a@house.test>\r\nDelivered-To: belege\r\n", "bounces+1a@house.test"),
        ("To: Haus <x@house.test>, <bounces+1a@house.test>\r\n", "bounces+1a@house.test"),
        ("Subject: bounces+1a@house.test\r\n", ""),
        ("X-Other: y\r\n" * 30 + "To: <bounces+1a@house.test>\r\n", "bounces+1a@house.test"),
        ("To: y@house.test\r\n" * 30 + "To: <bounces+1a@house.test>\r\n", ""),
        ("", ""),
    ],
)
def test_the_bounce_address(top: str, address: str) -> None:
    assert read(top + "From: x@evil.test\r\n\r\n").bounced_to == address


def test_nothing_at_all() -> None:
    assert delivery_of(b"", bounce) == Delivery(None)
    assert delivery_of(b"\x00\xff\r\n: \r\n" * 9000, bounce) == Delivery(None)
