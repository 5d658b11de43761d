"""The strict sender: every oddity is a defect, and what is answered stands literally in the mail."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsers.mail.identity import fields, head_of, sender_of
from tests.pace import grows_linearly

EVA = "eva@buyer.test"


def mail(*lines: str | bytes, body: bytes = b"Bitte die Rechnung.\r\n") -> bytes:
    """A mail of these header lines."""
    return b"\r\n".join([as_bytes(line) for line in lines] + [b"", body])


def as_bytes(line: str | bytes) -> bytes:
    return line if isinstance(line, bytes) else line.encode()


USUAL = ("Subject: Rechnung", "Date: Fri, 14 Nov 2025 10:00:00 +0100", "Message-ID: <1@buyer.test>")

PLAIN = [
    ("From: eva@buyer.test", EVA),
    ("From:eva@buyer.test", EVA),
    ("From: <eva@buyer.test>", EVA),
    ("from: EVA@Buyer.TEST", EVA),
    ("From: Eva Sander <eva@buyer.test>", EVA),
    ("From: Eva Sander<eva@buyer.test> ", EVA),
    ('From: "Sander, Eva (Einkauf)" <eva@buyer.test>', EVA),
    ('From: "Eva \\"die\\" Sander" <eva@buyer.test>', EVA),
    ('From: Dr. "Eva" Sander <eva@buyer.test>', EVA),
    ("From: Eva Süß-Größe <eva@buyer.test>", EVA),
    (b"From: Eva S\xfc\xdf <eva@buyer.test>", EVA),
    ("From: =?utf-8?q?Eva_S=C3=BC=C3=9F?= <eva@buyer.test>", EVA),
    ("From: =?utf-8?b?ZXZpbEBldmlsLnRlc3Q=?= <eva@buyer.test>", EVA),
    # folds outside the address are what every client does with long names
    ("From: Eva Sander\r\n <eva@buyer.test>", EVA),
    ("From:\r\n\tEva\r\n\tSander <eva@buyer.test>", EVA),
    ('From: "Eva\r\n Sander" <eva@buyer.test>', EVA),
    ("From:\r\n eva@buyer.test", EVA),
    # a quoted name may say anything: the address is the one between the brackets
    ('From: "eva@buyer.test" <x@evil.test>', "x@evil.test"),
    ('From: "eva@buyer.test, <y@evil.test>" <x@evil.test>', "x@evil.test"),
    ("From: =?utf-8?q?eva=40buyer=2Etest?= <x@evil.test>", "x@evil.test"),
    # other addresses, read as what they are
    ("From: eva+bot@buyer.test", "eva+bot@buyer.test"),
    ("From: eva@buyer.test.evil.test", "eva@buyer.test.evil.test"),
    ("From: eva@xn--byer-1ra.test", "eva@xn--byer-1ra.test"),
    ("From: o'neill.j=r@mail.buyer.test", "o'neill.j=r@mail.buyer.test"),
]


@pytest.mark.parametrize(("line", "address"), PLAIN)
def test_plain_senders(line: str | bytes, address: str) -> None:
    found = sender_of(mail(line, *USUAL))
    assert (found.address, found.defects) == (address, ())


ODD_FROM = [
    "From:",
    "From: ",
    "From: Eva Sander",
    "From: <>",
    "From: eva",
    "From: eva@localhost",
    "From: @buyer.test",
    "From: eva@",
    "From: eva@buyer.test, max@buyer.test",
    "From: Eva <eva@buyer.test>, Max <max@buyer.test>",
    "From: eva@buyer.test <x@evil.test>",
    "From: <eva@buyer.test> <x@evil.test>",
    "From: eva@buyer.test x@evil.test",
    "From: <x@evil.test> eva@buyer.test",
    "From: Einkauf: eva@buyer.test;",
    "From: Einkauf: Eva <eva@buyer.test>;",
    "From: undisclosed-recipients:;",
    "From: <@relay.test:eva@buyer.test>",
    "From: (Eva) eva@buyer.test",
    "From: eva@buyer.test (Eva)",
    "From: eva(x)@buyer.test",
    "From: Eva (x@evil.test) <eva@buyer.test>",
    "From: Eva <eva@buyer.test> (x)",
    "From: Sander, Eva <eva@buyer.test>",
    'From: "eva@buyer.test <x@evil.test>',
    'From: "eva"@buyer.test',
    'From: "eva@buyer.test"@evil.test',
    "From: <<eva@buyer.test>>",
    "From: <eva@buyer.test",
    "From: eva@buyer.test>",
    "From: < eva@buyer.test>",
    "From: <eva@buyer.test >",
    "From: eva @buyer.test",
    "From: eva@buyer.test.",
    "From: .eva@buyer.test",
    "From: eva..x@buyer.test",
    "From: eva@buyer..test",
    "From: eva@-buyer.test",
    "From: eva@[192.0.2.1]",
    "From: eva@192.0.2.1",
    "From: eva@@buyer.test",
    "From: eva@buyer.test@evil.test",
    "From: eva\\@buyer.test",
    "From: mailto:eva@buyer.test",
    # folded inside the address
    "From: eva@\r\n buyer.test",
    "From: eva\r\n @buyer.test",
    "From: Eva <eva@\r\n buyer.test>",
    "From: Eva <\r\n eva@buyer.test>",
    # letters that only look like others
    "From: eva@buyеr.test",
    "From: eva@ｂｕｙｅｒ.test",
    "From: ｅｖａ@buyer.test",
    "From: eva＠buyer.test",
    "From: eva@büyer.test",
    "From: e\u0301va@buyer.test",
    "From: grüße@buyer.test",
    "From: \u202eeva@buyer.test",
    "From: \u00a0eva@buyer.test",
    "From: eva@buyer.test\u200b",
    b"From: eva@buyer\xe9.test",
    b"From: eva@buyer.test\x7f",
    b"From: Eva\x01 <eva@buyer.test>",
    b"From: \x0beva@buyer.test",
    "From: eva@" + "a" * 64 + ".test",
    "From: " + "a" * 250 + "@buyer.test",
    "From: " + " " * 3000 + "eva@buyer.test",
]


@pytest.mark.parametrize("line", ODD_FROM)
def test_odd_from(line: str | bytes) -> None:
    found = sender_of(mail(line, *USUAL))
    assert (found.address, found.defects) == ("", ("From is not one plain address",))


ODD_MAIL = [
    (mail("From: eva@buyer.test", "From: x@evil.test", *USUAL), "2 from headers"),
    (mail("FROM: eva@buyer.test", "from: eva@buyer.test", *USUAL), "2 from headers"),
    (mail("From: eva@buyer.test", *USUAL, "Subject: zwei"), "2 subject headers"),
    (mail("From: eva@buyer.test", *USUAL, "Date: Thu, 13 Nov 2025 10:00:00 +0100"), "2 date headers"),
    (mail("From: eva@buyer.test", *USUAL, "Message-ID: <2@buyer.test>"), "2 message-id headers"),
    (mail("From: eva@buyer.test", *USUAL, "To: a@house.test", "To: b@house.test"), "2 to headers"),
    (
        mail("From: eva@buyer.test", *USUAL, "Content-Type: text/plain", "content-type: text/html"),
        "2 content-",
    ),
    (mail("From: eva@buyer.test", *USUAL, "Sender: a@b.test", "Sender: a@b.test"), "2 sender headers"),
    (mail(*USUAL), "no From header"),
    (mail("X-From: eva@buyer.test", "Fromm: eva@buyer.test", *USUAL), "no From header"),
    (b"", "no From header"),
    (b"\r\n", "no From header"),
    (b"\r\nFrom: eva@buyer.test\r\n\r\nx", "no From header"),
    (b"\n\nFrom: eva@buyer.test\n\nx", "no From header"),
    (mail("From: eva@buyer.test", *USUAL, b"X: a\x00b"), "NUL byte"),
    (mail("From: eva@buyer.test", *USUAL, body=b"a\x00b"), "NUL byte"),
    (mail(b"From: eva@buyer.test\rFrom: x@evil.test", *USUAL), "bare CR"),
    (mail("From: eva@buyer.test", *USUAL, body=b"a\rb"), "bare CR"),
    (mail("From: eva@buyer.test", *USUAL, body=b"ends with\r"), "bare CR"),
    (mail("From: eva@buyer.test\nX-Two: line ends", *USUAL), "headers with mixed line ends"),
    (mail("From: eva@buyer.test", *USUAL, "From : x@evil.test"), "malformed header line 'from'"),
    (mail("From : eva@buyer.test", *USUAL), "malformed header line 'from'"),
    (mail("From: eva@buyer.test", *USUAL, "Sub ject: x"), "malformed header line 'sub ject'"),
    (mail("From: eva@buyer.test", *USUAL, ": nameless"), "malformed header line ''"),
    (mail("From: eva@buyer.test", *USUAL, "Fröm: x"), "malformed header line"),
    (mail("From: eva@buyer.test", *USUAL, "no colon here"), "a header line without a colon"),
    (mail("From eva@buyer.test Fri Nov 14", "From: eva@buyer.test", *USUAL), "a header line without a colon"),
    (mail(" From: x@evil.test", "From: eva@buyer.test", *USUAL), "the first header is a continuation"),
    (mail("From: eva@buyer.test", "X-Long: " + "a" * 70_000, *USUAL), "the headers are too long"),
    (mail("From: eva@buyer.test", *["X: 1"] * 20_000, "From: x@evil.test"), "the headers are too long"),
]


@pytest.mark.parametrize(("raw", "defect"), ODD_MAIL)
def test_odd_mail(raw: bytes, defect: str) -> None:
    found = sender_of(raw)
    assert found.address == ""
    assert any(defect in one for one in found.defects), found.defects


def test_what_is_harmless() -> None:
    many = ["Received: from a by b", "Received: from c by d", "X-Spam: no", "X-Spam: no"]
    long_subject = "Subject: Rechnungen\r\n von\r\n\tOktober"
    long_to = "To: Belege <belege@house.test>,\r\n Eva <eva@buyer.test>"
    raw = mail(*many, "From: eva@buyer.test", long_subject, long_to, *USUAL[1:])
    assert sender_of(raw).address == EVA
    assert sender_of(raw.replace(b"\r\n", b"\n")).address == EVA
    assert sender_of(b"From: eva@buyer.test\r\nSubject: no body\r\n").address == EVA
    assert sender_of(mail("From: eva@buyer.test", body=b"a\nb\r\nFrom: x@evil.test\r\n")).address == EVA


def test_headers_up_to_the_limit_count() -> None:
    line = "From: eva@buyer.test"
    filler = "X: " + "a" * (65_536 - len(line) - 5)
    assert len(head_of(mail(line, filler)).block) == 65_536
    assert sender_of(mail(line, filler)).address == EVA
    assert sender_of(mail(line, filler + "a")).defects == ("the headers are too long",)


def test_folds_keep_their_bytes() -> None:
    (one, two), defects = fields(b"A: 1\r\n\t2 \r\nb:3")
    assert (one.name, one.label, one.value, defects) == ("a", b"A", b" 1\r\n\t2 ", ())
    assert (two.name, two.value) == ("b", b"3")


HOSTILE = [
    (b"From: ", b" ", b"x"),
    (b"From: ", b'"', b""),
    (b"From: ", b'"\\', b""),
    (b"From: ", b"a.", b"@"),
    (b"From: ", b"<", b""),
    (b"From: a@", b"a-", b""),
    (b"X:\n", b" \n", b"From: eva@buyer.test\n\n"),
    (b"From:", b"\r\n From:", b""),
    (b"", b":\n", b""),
    (b"", b"\r", b""),
]


@pytest.mark.parametrize(("head", "unit", "tail"), HOSTILE)
def test_hostile_text_costs_linear_time(head: bytes, unit: bytes, tail: bytes) -> None:
    def sender(n: int) -> object:
        return sender_of(head + unit * (n // len(unit)) + tail + b"\r\n\r\n")

    assert grows_linearly(sender, 15_000)


PIECES = st.sampled_from(
    [
        *(
            b"From:",
            b"from",
            b"From :",
            b"Subject: x",
            b"eva@buyer.test",
            b"x@evil.test",
            b"<",
            b">",
            b'"',
            b"(",
        ),
        *(
            b")",
            b",",
            b";",
            b":",
            b"@",
            b"\\",
            b" ",
            b"\t",
            b"\r\n",
            b"\r\n ",
            b"\n",
            b"\r",
            b"\x00",
            b"=?utf-8?q?",
        ),
        *(b"?=", "ü".encode(), b"\xff", b".", b"Eva"),
    ]
)
MAILS = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=30).map(b"".join)).map(
    lambda b: b + b"\r\n\r\nx"
)


@given(MAILS | st.lists(PIECES, max_size=8).map(lambda p: b"From: " + b"".join(p) + b"\r\n\r\n"))
@example(b"From: a@b.test\r\n x@evil.test\r\n\r\n")
def test_the_answer_stands_in_the_only_from_header(raw: bytes) -> None:
    found = sender_of(raw)
    assert bool(found.address) != bool(found.defects)
    if found.address:
        head = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
        named = re.findall(rb"(?im)^from[ \t]*:((?:.*)(?:\r?\n[ \t].*)*)", head)
        assert len(named) == 1
        assert found.address.encode() in named[0].lower()
        assert re.fullmatch(r"[!-~]+@[a-z0-9.-]+", found.address)
