"""Raw mails: what is in them, what may be wrong with them, and what they may cost."""

import base64
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mail.headers import addresses, codec, decode_words, parameters
from parsers.mail.mime import Caps, TooMuch, read
from tests.pace import grows_linearly


def mail(*headers: str, body: str | bytes = "Text") -> bytes:
    raw = body if isinstance(body, bytes) else body.encode()
    return "\r\n".join(headers).encode() + b"\r\n\r\n" + raw


def multipart(kind: str, *parts: str, mark: str = "x") -> bytes:
    body = "".join(f"--{mark}\r\n{part}\r\n" for part in parts) + f"--{mark}--\r\n"
    return mail(f'Content-Type: multipart/{kind}; boundary="{mark}"', body=body)


def test_a_plain_mail() -> None:
    found = read(
        mail(
            "From: =?utf-8?q?J=C3=BCrgen_Roth?= <Juergen@K.example>",
            'To: "Belege, Team" <belege@h.example>, b@h.example',
            "Cc: c@h.example",
            "Subject: =?iso-8859-1?Q?f=FCr?=",
            "  Mai",
            "Date: Mon, 6 May 2024 09:12:00 +0200",
            "Message-ID: <1@k.example>",
            "In-Reply-To: <0@h.example>",
            "References: <a@h.example>",
            " <0@h.example>",
            "Received: one",
            "Received: two",
            body="Guten Tag",
        )
    )
    assert (found.from_address, found.from_name) == ("juergen@k.example", "Jürgen Roth")
    assert (found.to, found.cc) == (("belege@h.example", "b@h.example"), ("c@h.example",))
    assert (found.subject, found.text, found.html) == ("für  Mai", "Guten Tag", "")
    assert (found.message_id, found.in_reply_to) == ("<1@k.example>", "<0@h.example>")
    assert found.references == ("<a@h.example>", "<0@h.example>")
    assert found.header_all("received") == ("one", "two")
    assert found.header("nothing") == ""
    assert not found.attachments and not found.defects and not found.text_from_html


def test_plain_text_beside_html_is_the_text() -> None:
    found = read(multipart("alternative", "\r\nplain", "Content-Type: text/html\r\n\r\n<p>html</p>"))
    assert (found.text, found.html, found.text_from_html) == ("plain", "<p>html</p>", False)


@pytest.mark.parametrize("size", [999_999, 1_000_000, 2_345_678])
@pytest.mark.parametrize("line", [57, 58, 1000])
def test_large_files_are_read_block_by_block(size: int, line: int) -> None:
    data = random.Random(size).randbytes(size)
    lines = (base64.b64encode(data[at : at + line * 3]) for at in range(0, size, line * 3))
    head = "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"
    assert [a.data for a in read(mail(*head, body=b"\r\n".join(lines))).attachments] == [data]


def test_of_an_endless_text_the_beginning_is_read() -> None:
    found = read(mail("Content-Type: text/plain; charset=utf-8", body="für" * 2_000_000))
    assert found.text.startswith("fürfür")
    assert 1_000_000 < len(found.text) < 4_000_001


def test_blank_text_beside_html_is_no_text() -> None:
    found = read(multipart("alternative", "\r\n \r\n", "Content-Type: text/html\r\n\r\n<p>html</p>"))
    assert (found.text, found.text_from_html) == ("html", True)
    assert read(multipart("alternative", "\r\n ")).text == " "


def test_parts_are_found_behind_a_wrong_boundary() -> None:
    raw = multipart("mixed", "Content-Type: text/plain\r\n\r\nText").replace(b'"x"', b'"y"')
    assert read(raw).text == "Text"


def test_headers_go_on_behind_a_line_that_is_none() -> None:
    raw = b"Subject: a\nnanu\nContent-Type: text/html\n\n<p>b</p>"
    assert (read(raw).subject, read(raw).text) == ("a", "b")
    assert read(b"Subject: a\nHallo\nbitte: Rechnung\n\nb").text == "Hallo\nbitte: Rechnung\n\nb"


@pytest.mark.parametrize(
    ("charset", "subject", "expected"),
    [
        ("iso-8859-2", "Prośba o fakturę".encode("iso8859-2"), "Prośba o fakturę"),
        ("windows-1251", "Счёт".encode("cp1251"), "Счёт"),
        ("windows-1251", "Счёт für".encode(), "Счёт für"),
        ("utf-16", b"f\xfcr", "für"),
        ("nix", b"f\xfcr", "für"),
    ],
)
def test_unencoded_headers_are_in_the_charset_of_the_text(
    charset: str, subject: bytes, expected: str
) -> None:
    raw = b"Subject: " + subject + b"\nContent-Type: text/plain; charset=" + charset.encode() + b"\n\nx"
    assert read(raw).subject == expected


def test_html_alone_becomes_text() -> None:
    found = read(mail("Content-Type: text/html; charset=utf-8", body="<p>für</p><p>Sie</p>"))
    assert (found.text, found.text_from_html) == ("für\n\nSie", True)


def test_files_are_attachments() -> None:
    pdf = base64.b64encode(b"%PDF-1.7").decode()
    found = read(
        multipart(
            "mixed",
            "\r\neins",
            f"Content-Type: application/pdf; name*=utf-8''R%C3%A4.pdf\r\n"
            f"Content-Transfer-Encoding: base64\r\n\r\n{pdf}",
            'Content-Disposition: attachment; filename="a.txt"\r\n\r\nDatei',
            "Content-Type: text/plain\r\n\r\nzwei",
        )
    )
    assert found.text == "eins\nzwei"
    assert [(a.name, a.content_type, a.data) for a in found.attachments] == [
        ("Rä.pdf", "application/pdf", b"%PDF-1.7"),
        ("a.txt", "text/plain", b"Datei"),
    ]


def test_an_attached_message_keeps_its_bytes() -> None:
    inner = "From:  x@y.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\ninnen"
    found = read(multipart("mixed", "\r\naußen", f"Content-Type: message/rfc822\r\n\r\n{inner}"))
    assert found.text == "außen"
    assert [(a.content_type, a.data) for a in found.attachments] == [("message/rfc822", inner.encode())]


def test_the_parts_of_a_digest_are_messages() -> None:
    assert [a.content_type for a in read(multipart("digest", "\r\nSubject: a\r\n\r\nb")).attachments] == [
        "message/rfc822"
    ]


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "für".encode(), "für"),
        ("iso-8859-1", b"f\xfcr 5 \x80", "für 5 €"),
        ("us-ascii", "für".encode(), "für"),
        ("us-ascii", b"f\xfcr", "für"),
        ("utf-8", b"f\xfcr", "für"),
        ("", b"f\xfcr", "für"),
        ("unknown-8bit", b"f\xfcr", "für"),
        ("punycode", b"a-b", "a-b"),
        ("zlib", b"a", "a"),
        ("utf-7", b"+2AA-x", "\ufffdx"),
        ("gb2312", "发票".encode("gbk"), "发票"),
        ("x-utf-8", "für".encode(), "für"),
        ("utf-8mb4", "für".encode(), "für"),
        ("windows1252", b"f\xfcr 5 \x80", "für 5 €"),
        ("x-cp1250", "Dvořák".encode("cp1250"), "Dvořák"),
        ("win-1251", "счёт".encode("cp1251"), "счёт"),
        ("dos-850", "für".encode("cp850"), "für"),
        ("x-mac-roman", "für".encode("mac-roman"), "für"),
        ("latin-9", b"f\xfcr 5 \xa4", "für 5 €"),
        ("iso-8859-9", "ışık".encode("cp1254"), "ışık"),
        ("iso-8859-8-i", "חשבונית".encode("iso8859-8"), "חשבונית"),
        ("x-sjis", "請求書①".encode("cp932"), "請求書①"),
        ("ks_c_5601-1987", "똠방".encode("cp949"), "똠방"),
        ("windows-874", "ใบกำกับ".encode("cp874"), "ใบกำกับ"),
        ("cp99999", b"f\xfcr", "für"),
        ("x-", b"f\xfcr", "für"),
        ("utf-8", b"\xef\xbb\xbfText", "Text"),
    ],
)
def test_charsets(charset: str, data: bytes, text: str) -> None:
    found = read(mail(f"Content-Type: text/plain; charset={charset}", body=data))
    assert found.text == text
    found.text.encode()


@pytest.mark.parametrize(
    ("encoding", "data", "text"),
    [
        ("quoted-printable", b"f=FC=\r\nr", "für"),
        ("BASE64", b"ZvxyCg==", "für\n"),
        ("base64", b"Zv!xy\r\n", "für"),
        ("base64", b"Z", ""),
        ("base64", b"ZvxyCg==\r\n-- \r\nThis list is for members.", "für\n"),
        ("base64", b"Bitte f\xfcr Mai die Rechnung 4711.", "Bitte für Mai die Rechnung 4711."),
        ("base64", b"", ""),
        ("x-uuencode", b"begin 644 a.txt\r\n#9OQR\r\n`\r\nend\r\n", "für"),
        ("uuencode", b"f\xfcr", "für"),
        ("uuencode", b"begin 644 a.txt\n\xff\xff\nend", ""),
        ("7-bit", b"x", "x"),
        ("8bit; x", b"f\xfcr", "für"),
    ],
)
def test_transfer_encodings(encoding: str, data: bytes, text: str) -> None:
    found = read(
        mail(
            "Content-Type: text/plain; charset=iso-8859-1",
            f"Content-Transfer-Encoding: {encoding}",
            body=data,
        )
    )
    assert found.text == text


BROKEN = {
    b"": "no header fields",
    b"nur Text": "the headers end with a line that is no field",
    b"Content-Type: multipart/mixed; boundary=x\n\nText": "a multipart without its boundary",
    b"Content-Type: multipart/mixed\n\nText": "a multipart without its boundary",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nText": "a multipart without its end",
    b"Content-Type: text/plain; charset=nix\n\nText": "an unknown charset",
    b"Content-Transfer-Encoding: nix\n\nText": "an unknown transfer encoding",
    b"Content-Transfer-Encoding: base64\n\nA": "broken base64",
    b"Content-Transfer-Encoding: base64\n\nBitte senden": "a text that is no base64",
    b"Content-Transfer-Encoding: uuencode\n\nText": "broken uuencode",
    b"Subject: a\nnanu\nDate: b\n\nText": "a line among the headers that is no field",
    b"Content-Type: multipart/mixed; boundary=x\n\n--y\nContent-Type: a/b\n\n": "a multipart with another"
    " boundary than it names",
}


@pytest.mark.parametrize("raw", BROKEN)
def test_defects_are_named(raw: bytes) -> None:
    assert BROKEN[raw] in read(raw).defects


def test_line_ends_of_all_kinds() -> None:
    for end in (b"\r\n", b"\n", b"\r"):
        found = read(b"Subject: a" + end + b"To: b@c.example" + end + end + b"Text")
        assert (found.subject, found.to, found.text) == ("a", ("b@c.example",), "Text")


def test_an_envelope_line_is_no_header() -> None:
    assert read(b"From x@y.example Mon May  6\nSubject: a\n\nText").subject == "a"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a@b.example (Jana Roth)", (("Jana Roth", "a@b.example"),)),
        (
            "Team: A <a@b.example>, c@d.example;, e@f.example",
            (("A", "a@b.example"), ("", "c@d.example"), ("", "e@f.example")),
        ),
        ("undisclosed-recipients:;", ()),
        ("eva@k.example <x@evil.example>", (("eva@k.example", "x@evil.example"),)),
        (r'"a \"b\", c" <X@y.example>', (('a "b", c', "x@y.example"),)),
        ("Max [mailto:x@y.example]", (("", "x@y.example"),)),
        ("'Max' <'x@y.example'>", (("Max", "x@y.example"),)),
        ("<x@y.example", (("", "x@y.example"),)),
        ("<>", ()),
        ("", ()),
    ],
)
def test_addresses(value: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert addresses(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?b?w7w=?= =?utf-8?q?=C3?= =?utf-8?q?=BC?=", "üü"),
        ("a =?utf-8?q?b?= c", "a b c"),
        ("=?nix?q?f=FCr?=", "für"),
        ("=?iso-8859-1?Q?Fr\xf6sche?=", "Frösche"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?utf-8?Q?Wo_bleibt_RE-1??=", "Wo bleibt RE-1?"),
        ("=?utf-8?q?Ja?_Nein??= =?utf-8?q?_Doch?=", "Ja? Nein? Doch"),
        ("=?utf-8?q?offen =?utf-8?q?zu?=", "=?utf-8?q?offen zu"),
        ("=?utf-8?q?abgeschnitten", "=?utf-8?q?abgeschnitten"),
        ("=?utf-8?b?ZsO8cg?=", "für"),
        ("=?utf-8?b?ZsO8 cg==?=", "für"),
        ("=?utf-8?b?ZsO8cgo=A?= x", "für\n x"),
        ("=?x-unknown?q?f=FCr?=", "für"),
        ("=?utf-8?q??=", ""),
        ("=?utf-8*de?q?a_b?=", "a b"),
        ("=?", "=?"),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert decode_words(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ('Text/Plain; charset="utf-8"; name="a;b"', ("text/plain", {"charset": "utf-8", "name": "a;b"})),
        ("x/y; name*0=a; name*1*=%20b", ("x/y", {"name": "a b"})),
        ("attachment; filename==?utf-8?q?R=C3=A4.pdf?=", ("attachment", {"filename": "Rä.pdf"})),
        (r'attachment; filename="a\"b.pdf"', ("attachment", {"filename": 'a"b.pdf'})),
        ("text/plain charset=utf-8", ("text/plain", {"charset": "utf-8"})),
        ("text/plain (Text) ; charset=utf-8 (wide)", ("text/plain", {"charset": "utf-8"})),
        ("", ("", {})),
        (" ; ", ("", {})),
    ],
)
def test_parameters(value: str, expected: tuple[str, dict[str, str]]) -> None:
    assert parameters(value) == expected


def test_codecs_that_are_no_charset_are_refused() -> None:
    assert [codec(name) for name in ("idna", "rot13", "unicode_escape", "base64", "\0", "")] == [""] * 6


NESTED = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1000))
TOO_MUCH = {
    "bytes": b"a" * (25 * 1024 * 1024 + 1),
    "header bytes": b"Subject: " + b"a" * 70_000,
    "fields": b"A: b\n" * 600 + b"\n",
    "depth": NESTED,
    "parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "part headers": b"Content-Type: multipart/mixed; boundary=b\n\n"
    + (b"--b\nA: b\n" + b" c\n" * 3000) * 200,
    "8,000 encoded words": b"Subject: " + b" =?utf-8?q?a?=" * 8000 + b"\n\n",
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_caps(name: str) -> None:
    with pytest.raises(TooMuch, match=r"^(The|A) .*\.$"):
        read(TOO_MUCH[name])


HOSTILE: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "addresses": (500, lambda n: b"To: " + b",".join(b"a%d@b.c" % i for i in range(n))),
    "parameters": (1250, lambda n: b"Content-Type: text/plain" + b"".join(b"; a%d=b" % i for i in range(n))),
    "encoded words": (1100, lambda n: b"Subject: " + b" =?utf-8?q?a?=" * n),
    "parentheses": (15_000, lambda n: b"From: " + b"(" * n),
    "quotes": (7500, lambda n: b'From: "' + b'\\"' * n),
    "angles": (15_000, lambda n: b"From: " + b"<" * n),
    "message id": (15_000, lambda n: b"Message-ID: " + b"[" * n),
    "half words": (2500, lambda n: b"Subject: " + b"=?a?q?" * n),
    "question marks": (2500, lambda n: b"Subject: =?a?q?" + b"?a " * n),
    "nested words": (1500, lambda n: b"Subject: " + b"=?a?q? " * n + b"?="),
    "lines that are no fields": (2000, lambda n: b"To: a\n" + b"a b\nX-A: b\n" * min(n, 400) + b"a" * n),
    "uuencode": (8000, lambda n: b"Content-Transfer-Encoding: uue\n\nbegin 644 a\n" + b"!\xff\n" * n),
    "folds": (5000, lambda n: b"Subject: a" + b"\n a" * n),
    "boundaries": (40_000, lambda n: b'Content-Type: multipart/mixed; boundary="-"\n\n' + b"--- a\n" * n),
    "punycode": (125_000, lambda n: b"Content-Type: text/plain; charset=punycode\n\n" + b"9" * n),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mails_cost_little(name: str) -> None:
    size, mail_of = HOSTILE[name]
    assert grows_linearly(lambda n: read(mail_of(n) + b"\n\nx"), size)


def test_caps_are_given() -> None:
    with pytest.raises(TooMuch):
        read(b"Subject: a\n\n", Caps(message_bytes=5))


PIECES = [
    b"Content-Type: ",
    b"multipart/mixed; boundary=x",
    b"text/html",
    b"\n",
    b"\r\n",
    b"--x",
    b"--x--",
    b"\xff",
    b"\0",
]
PIECES += [
    b"From: ",
    b"<a@b>",
    b"=?utf-8?q?=FF?=",
    b"charset=",
    b"utf-16",
    b"base64",
    b"Content-Transfer-Encoding: ",
    b" ",
    b"a",
]


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=4), max_size=40).map(b"".join))
def test_any_bytes_are_read(raw: bytes) -> None:
    found = read(raw)
    assert repr((found.headers, found.subject, found.text, found.html, found.from_name, found.to)).encode()
    "".join([found.subject, found.text, found.html, found.from_name, *found.to]).encode()
