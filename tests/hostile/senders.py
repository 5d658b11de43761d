"""Who claims to write: spoofed, disguised and malformed senders."""

from tests.hostile.letters import ANNA, FOE, MALLORY, WISH, Case, Sent, letter, proven, rows, signed, stranger
from tests.world import ADDRESS

SPOOFED = [
    *rows(
        "spoofed From, nothing verifies",
        "challenge",
        {
            "the bare address": lambda: Sent(letter(ANNA)),
            "the envelope claims it too": lambda: Sent(letter(), ANNA, FOE, "mail.adler.test"),
            "in capitals": lambda: Sent(letter("ANNA@ADLER.TEST")),
            "another Sender": lambda: Sent(letter(f"Anna Adler <{ANNA}>", WISH, f"Sender: {MALLORY}")),
            "a contact without a role": lambda: Sent(letter("niemand@adler.test")),
            "as a reply": lambda: Sent(
                letter(ANNA, WISH, "In-Reply-To: <x@house.test>", subject="Re: Beleg")
            ),
            "Received lines of the customer": lambda: Sent(
                letter(top=("Received: from mail.adler.test (mail.adler.test [127.0.0.1]) by mx.house.test",))
            ),
            "Received-SPF": lambda: Sent(letter(top=("Received-SPF: pass (mx: ok) client-ip=127.0.0.1",))),
        },
    ),
    *rows(
        "spoofed From, nothing verifies",
        "refuse",
        {
            "a suspended contact": lambda: Sent(letter("alt@adler.test")),
            "a contact whose time is over": lambda: Sent(letter("frist@adler.test")),
            "nobody at a customer's": lambda: Sent(letter("nobody@adler.test")),
            "Resent-From a contact": lambda: Sent(letter(MALLORY, WISH, f"Resent-From: {ANNA}")),
            "Sender a contact": lambda: Sent(letter(MALLORY, WISH, f"Sender: {ANNA}")),
        },
    ),
    *rows(
        "spoofed From, nothing verifies",
        "hold",
        {
            "an employee": lambda: Sent(letter("lea@house.test")),
            "any address of the house": lambda: Sent(letter("Chef <geschaeftsfuehrung@house.test>")),
        },
    ),
]

NAMES = [
    *rows(
        "display name, encoded name, address in a name",
        "refuse",
        {
            "address as name": lambda: stranger(f'"{ANNA}" <{MALLORY}>'),
            "encoded address as name": lambda: stranger(f"=?utf-8?b?YW5uYUBhZGxlci50ZXN0?= <{MALLORY}>"),
            "encoded bracket": lambda: stranger(f"=?utf-8?q?=3Canna=40adler.test=3E?= <{MALLORY}>"),
            "encoded line end": lambda: stranger(
                f"=?utf-8?q?Anna=0D=0AFrom=3A_anna=40adler.test?= <{MALLORY}>"
            ),
            "our own name": lambda: stranger(f'"Belegservice {ADDRESS}" <{MALLORY}>'),
            "an employee's name": lambda: stranger(f"Frau Weber <{MALLORY}>"),
            "right to left": lambda: stranger(f"\u202e{ANNA[::-1].replace('@', ' ')}\u202c <{MALLORY}>"),
        },
    ),
    *rows(
        "display name, encoded name, address in a name",
        "hold",
        {
            "address before the brackets": lambda: stranger(f"{ANNA} <{MALLORY}>"),
            "two brackets": lambda: stranger(f"<{ANNA}> <{MALLORY}>"),
            "an endless name": lambda: stranger(f"{'Anna ' * 600}<{MALLORY}>"),
            "open quote": lambda: stranger(f'"{ANNA} <{MALLORY}>'),
            "the address is an encoded word": lambda: stranger("=?utf-8?q?anna=40adler=2Etest?="),
        },
    ),
]

USUAL = f"From: {ANNA}"


def odd(sender: str | bytes) -> Sent:
    """A From field as it must not be, on a mail that the customer's own server delivers."""
    return proven(letter(sender))


def lines(*more: str | bytes, without: tuple[str, ...] = ()) -> Sent:
    """More header lines than there may be."""
    return proven(letter(ANNA, WISH, *more, without=without))


ODD = rows(
    "several or odd From headers, groups, routes, NUL, comments",
    "hold",
    {
        "two From": lambda: lines(USUAL),
        "two From of two people": lambda: lines(f"from: {MALLORY}"),
        "two mailboxes": lambda: odd(f"{ANNA}, {MALLORY}"),
        "a group": lambda: odd(f"Einkauf: {ANNA};"),
        "a route": lambda: odd(f"<@evil.test:{ANNA}>"),
        "a comment": lambda: odd(f"{ANNA} (Anna)"),
        "NUL in From": lambda: odd(b"Anna\x00 <anna@adler.test>"),
        "NUL in the text": lambda: proven(letter(ANNA, WISH + "\x00")),
        "a bare CR in a header": lambda: lines(b"X-Note: a\rFrom: mallory@evil.test"),
        "a bare CR in the text": lambda: proven(letter(ANNA, WISH.replace("Tag", "Tag\r"))),
        "an empty From": lambda: odd(""),
        "no From": lambda: lines(without=("From",)),
        "folded in the address": lambda: odd("anna@\r\n adler.test"),
        "a blank before the colon": lambda: lines(f"From : {MALLORY}"),
        "a line without a colon": lambda: lines("this is no header"),
        "a continuation first": lambda: proven(b" From: x@evil.test\r\n" + letter(ANNA)),
        "mixed line ends": lambda: proven(letter(ANNA).replace(b"\r\nTo:", b"\nTo:", 1)),
        "a quoted local part": lambda: odd('"anna"@adler.test'),
        "an address literal": lambda: odd("anna@[127.0.0.1]"),
        "two Subject": lambda: lines("Subject: zwei"),
        "two To": lambda: lines(f"To: {ADDRESS}"),
        "two Reply-To": lambda: lines(f"Reply-To: {ANNA}", f"reply-to: {MALLORY}"),
        "two Content-Type": lambda: lines("Content-Type: text/html"),
        "From below 64 KB of headers": lambda: proven(
            letter(ANNA, top=tuple(f"X-Pad-{n}: {'x' * 900}" for n in range(80)))
        ),
    },
)

LOOKALIKES = [
    *rows(
        "homograph, punycode, fullwidth, plus tag, suffix domain",
        "hold",
        {
            "a Cyrillic letter": lambda: odd("anna@\u0430dler.test"),
            "fullwidth letters": lambda: odd("ａｎｎａ@adler.test"),
            "a fullwidth @": lambda: odd("anna＠adler.test"),
            "the Kelvin sign": lambda: odd("\u212aauf@adler.test"),
            "a zero width space": lambda: odd("anna@adler.test\u200b"),
            "a last dot": lambda: odd("anna@adler.test."),
            "latin-1": lambda: odd(b"anna@\xe4dler.test"),
        },
    ),
    *rows(
        "homograph, punycode, fullwidth, plus tag, suffix domain",
        "refuse",
        {
            "punycode": lambda: Sent(letter("anna@xn--dler-43d.test"), "anna@xn--dler-43d.test"),
            "a plus tag": lambda: Sent(letter("anna+belege@adler.test")),
            "a plus tag, signed by the customer": lambda: Sent(signed(letter("anna+belege@adler.test"))),
            "a domain below ours": lambda: Sent(
                letter("anna@adler.test.evil.test"), "anna@adler.test.evil.test"
            ),
            "a sub domain, signed by the customer": lambda: Sent(signed(letter("anna@mail.adler.test"))),
            "a dot in the local part": lambda: proven(letter("an.na@adler.test"), "an.na@adler.test"),
            "a house look-alike": lambda: stranger("lea@house.test.evil.test", "senden"),
        },
    ),
]

CASES: list[Case] = [*SPOOFED, *NAMES, *ODD, *LOOKALIKES]
