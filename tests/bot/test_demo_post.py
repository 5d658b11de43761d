"""The mailbox of the demo takes real mail from a real door."""

import smtplib
import socket

from bot.demo.post import Mailbox, open_mailbox


def test_the_demo_mailbox_takes_mail() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mailbox = Mailbox()
    server = open_mailbox(mailbox, port)
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=10) as door:
            door.sendmail("clerk@demo.example", ["buyer@demo.example"], "Subject: Hello\r\n\r\nThere.\r\n")
    finally:
        server.stop()
    assert [mail["Subject"] for mail in mailbox.mails] == ["Hello"]
