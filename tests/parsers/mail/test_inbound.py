"""A raw mail as the message that the clerk works on."""

from datetime import UTC, datetime

from parsers.mail.inbound import decode
from parsers.mail.mime import read
from parsers.mail.quotes import MailWords
from parsers.message import InboundMessage, ProofLevel
from tests.words import LANGUAGES

WORDS = MailWords.compile(LANGUAGES)
NOW = datetime(2024, 5, 6, 9, 12, tzinfo=UTC)
QUOTE = "Am 05.05.2024 um 10:00 schrieb Tom <t@h.example>:"


def message(*lines: str) -> InboundMessage:
    return decode(read("\r\n".join(lines).encode()), external_id="7", received_at=NOW, words=WORDS)


def test_a_reply() -> None:
    found = message(
        "From: Jana Roth <Jana@k.example>",
        "Subject: AW: Belege",
        "Message-ID: <2@k.example>",
        "In-Reply-To: <1@h.example> (yours)",
        "References: <0@h.example>\t<1@h.example>",
        "",
        "bitte RE-7",
        "",
        QUOTE,
        "> RE-99 anbei",
    )
    assert (found.channel, found.external_id, found.received_at) == ("email", "7", NOW)
    assert (found.sender, found.sender_name, found.subject) == ("jana@k.example", "Jana Roth", "AW: Belege")
    assert found.text == "bitte RE-7"
    assert found.thread.message_id == "<2@k.example>"
    assert found.thread.in_reply_to == "<1@h.example>"
    assert found.thread.references == ("<0@h.example>", "<1@h.example>")
    assert found.proof.level is ProofLevel.NONE
    assert not found.automatic and found.forwarded is None and not found.defects


def test_html_is_read_where_there_is_no_plain_text() -> None:
    page = f"<p>bitte RE-7</p><div>{QUOTE.replace('<', '&lt;')}</div><blockquote type=cite>RE-99</blockquote>"
    assert message("Content-Type: text/html", "", page).text == "bitte RE-7"


def test_html_is_read_where_the_plain_text_is_empty() -> None:
    found = message(
        "Content-Type: multipart/alternative; boundary=x",
        "",
        "--x",
        "",
        " ",
        "--x",
        "Content-Type: text/html",
        "",
        "<p>bitte RE-7</p>",
        "--x--",
    )
    assert found.text == "bitte RE-7"


def test_attachments_stay() -> None:
    found = message(
        "Content-Type: multipart/mixed; boundary=x",
        "",
        "--x",
        "Content-Type: application/pdf; name=a.pdf",
        "",
        "%PDF",
        "--x--",
    )
    assert [(a.name, a.data) for a in found.attachments] == [("a.pdf", b"%PDF")]
    assert found.text == ""


def test_control_characters_go() -> None:
    found = message("Subject: a\0b", "", "c\0d\x1b[31m")
    assert (found.subject, found.text) == ("ab", "cd[31m")


def test_nothing_at_all() -> None:
    found = decode(read(b""), external_id="", received_at=NOW, words=WORDS)
    assert (found.sender, found.subject, found.text, found.thread.message_id) == ("", "", "", "")
    assert found.defects
