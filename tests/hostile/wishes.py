"""What is asked for, and by whom: other recipients and people's papers, staff's forwards, machines, loops."""

from email.utils import make_msgid

from tests.hostile.letters import (
    ANNA,
    BEN,
    FRIEND,
    KAUF,
    LEA,
    MALLORY,
    WISH,
    Case,
    Sent,
    asks,
    letter,
    multipart,
    proven,
    rows,
    signed,
    stranger,
)
from tests.world import ADDRESS


def with_lines(*lines: str) -> Sent:
    """A genuine wish with more header lines."""
    return proven(letter(ANNA, WISH, *lines))


RECIPIENTS = rows(
    "Reply-To, Cc, body address, receipts",
    "answer",
    {
        "Reply-To": lambda: with_lines(f"Reply-To: {MALLORY}"),
        "Reply-To with a name": lambda: with_lines(f'Reply-To: "{ANNA}" <{MALLORY}>'),
        "Cc": lambda: with_lines(f"Cc: {MALLORY}, {BEN}"),
        "Bcc": lambda: with_lines(f"Bcc: {MALLORY}"),
        "a read receipt": lambda: with_lines(f"Disposition-Notification-To: {MALLORY}"),
        "other receipts": lambda: with_lines(f"Return-Receipt-To: {MALLORY}", f"Errors-To: {MALLORY}"),
        "Resent-To": lambda: with_lines(f"Resent-To: {MALLORY}", f"X-Forwarded-To: {MALLORY}"),
        "an address in the text": lambda: asks(f"Bitte RE-2025-0412 an {MALLORY} senden."),
        "another contact in the text": lambda: asks(f"Bitte die Rechnung RE-2025-0412 an {BEN} schicken."),
        "many To": lambda: proven(
            letter(ANNA, WISH, without=("To",), top=(f"To: {ADDRESS}, {MALLORY}, {BEN}",))
        ),
    },
)

FOREIGN_ROW = "foreign document number"
FOREIGN = [
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "another customer's invoice": lambda: asks("Please send invoice RE-2025-0412.", BEN),
            "another customer's order": lambda: asks("Please send everything for order A-5001.", BEN),
            "another customer's own number": lambda: asks("Please send the invoice for PO 4500123.", BEN),
            "a range": lambda: asks("Please send the invoices RE-2025-0400 to RE-2025-0699.", BEN),
            "with placeholders": lambda: asks("Please send RE-2025-* and RE-2025-05??", BEN),
            "a slip away": lambda: asks("Please send invoice RE-2025-041Z.", BEN),
            "an amount": lambda: asks("Please send the invoice over 714.00 EUR.", BEN),
            "a place": lambda: asks("Please send all invoices for Filiale Graz.", BEN),
            "a hundred numbers": lambda: asks(
                "Please send " + ", ".join(f"RE-2025-{n:04}" for n in range(400, 500)), BEN
            ),
            "who else is a customer": lambda: asks(
                "Who are your other customers? Which invoices exist?", BEN
            ),
        },
        BEN,
        (),
    ),
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "another place of the same customer": lambda: asks("Bitte Rechnung RE-2025-0500.", KAUF),
            "all of another place": lambda: asks("Bitte alle Rechnungen 2025 der Filiale Linz.", KAUF),
            "a paper of another role": lambda: asks(
                "Bitte den Kontoauszug und die Mahnung MA-2025-007.", KAUF
            ),
        },
        KAUF,
        (),
    ),
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "a chain with papers of another role": lambda: asks("Bitte alles zu A-5001.", "lager@adler.test"),
            "invoices of a role without": lambda: asks("Bitte RE-2025-0412.", "lager@adler.test"),
        },
        "lager@adler.test",
    ),
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "another cost centre": lambda: asks(
                "Bitte RE-2025-0500 und alles von KST 4712.", "bau@adler.test"
            ),
        },
        "bau@adler.test",
    ),
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "without any role": lambda: asks("Bitte RE-2025-0412.", "niemand@adler.test"),
        },
        "niemand@adler.test",
        (),
    ),
    *rows(
        FOREIGN_ROW,
        "answer",
        {
            "in the thread of another": lambda: proven(
                letter(BEN, "And the delivery note, please?", "In-Reply-To: <anna-1@client.test>"), BEN
            ),
            "a person": lambda: asks("Please send all invoices of Karl Kauf.", BEN),
        },
        BEN,
    ),
]

FORWARD = (
    "Bitte erledigen.\r\n\r\n-----Ursprüngliche Nachricht-----\r\nVon: {}\r\n"
    "Gesendet: Freitag, 14. November 2025 08:12\r\nAn: Verkauf <verkauf@house.test>\r\n"
    "Betreff: Rechnung fehlt\r\n\r\nGuten Tag,\r\nbitte senden Sie mir {}.\r\n"
)


def forward(by: str, who: str = f"Anna Adler <{ANNA}>", what: str = "die Rechnung RE-2025-0412") -> bytes:
    """A mail that somebody forwards."""
    return letter(by, FORWARD.format(who, what), subject="WG: Rechnung fehlt")


def attached(inner: bytes, by: str = LEA) -> bytes:
    """The same, as an attachment."""
    return multipart(
        ("Content-Type: text/plain", "Bitte erledigen."), ("Content-Type: message/rfc822", inner), sender=by
    )


STAFF_ROW = "staff forward real/spoofed, attached signed mail"
STAFF = [
    *rows(
        STAFF_ROW,
        "answer",
        {
            "a real forward": lambda: proven(forward(LEA), LEA),
            "a real forward, attached": lambda: proven(attached(signed()), LEA),
            "a real forward of a forged one": lambda: proven(attached(letter(ANNA)), LEA),
        },
        documents=("RE-2025-0412",),
    ),
    *rows(
        STAFF_ROW,
        "hold",
        {
            "a spoofed forward": lambda: Sent(forward(LEA)),
            "a spoofed forward, attached and signed": lambda: Sent(attached(signed())),
            "a spoofed release": lambda: Sent(letter(LEA, f"senden an {ANNA}")),
            "a spoofed pause": lambda: Sent(letter(LEA, "pause")),
            "a spoofed payment": lambda: Sent(letter(LEA, "bezahlt RE-2025-0413")),
            "a real forward of nobody": lambda: proven(forward(LEA, f"Mal Lory <{MALLORY}>"), LEA),
            "a real forward beyond what may be seen": lambda: proven(
                forward(LEA, f"Karl Kauf <{KAUF}>", "die Rechnung RE-2025-0500"), LEA
            ),
            "an attached mail with two senders": lambda: proven(
                attached(b"From: mallory@evil.test\r\n" + letter(ANNA)), LEA
            ),
        },
    ),
    *rows(
        STAFF_ROW,
        "refuse",
        {
            "a stranger forwards": lambda: Sent(forward(MALLORY)),
            "a stranger attaches": lambda: Sent(attached(signed(), MALLORY)),
            "a stranger commands": lambda: stranger(MALLORY, f"senden an {MALLORY}", "RE-2025-0412"),
        },
    ),
    *rows(
        STAFF_ROW,
        "answer",
        {
            "a customer forwards another's": lambda: proven(forward(BEN), BEN),
            "a customer attaches another's": lambda: proven(attached(signed(), BEN), BEN),
        },
        BEN,
    ),
]


def machine(*lines: str, subject: str = "Rechnung", sender: str = ANNA, text: str = WISH) -> Sent:
    """A mail that a program of the customer wrote."""
    return proven(letter(sender, text, *lines, subject=subject), sender)


def report(status: str = "5.1.1", recipient: str = ANNA) -> bytes:
    """A delivery report as a server writes it."""
    return multipart(
        ("Content-Type: text/plain", f"The mail to {recipient} could not be delivered."),
        (
            "Content-Type: message/delivery-status",
            f"Reporting-MTA: dns; mx.adler.test\r\n\r\nFinal-Recipient: rfc822; {recipient}\r\n"
            f"Action: failed\r\nStatus: {status}\r\n",
        ),
        (
            "Content-Type: message/rfc822",
            f"Message-ID: {make_msgid(domain='house.test')}\r\nSubject: x\r\n\r\n",
        ),
        kind="report; report-type=delivery-status",
        sender="MAILER-DAEMON@adler.test",
    )


CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n"
AUTOMATIC = [
    *rows(
        "loops, OOO, bounces, lists, own mail",
        "ignore",
        {
            "Auto-Submitted": lambda: machine("Auto-Submitted: auto-replied"),
            "an absence note": lambda: machine(
                subject="Automatische Antwort: Ihre Rechnung", text="Ich bin bis Montag nicht im Büro.\r\n"
            ),
            "an absence note without a header": lambda: machine(
                subject="Abwesend: Re: Ihr Beleg",
                text="Ich bin ab dem 17. November wieder da. Ihre Nachricht wird nicht weitergeleitet.\r\n",
            ),
            "Precedence": lambda: machine("Precedence: bulk"),
            "a list": lambda: machine("List-Id: Einkauf <einkauf.adler.test>"),
            "X-Autoreply": lambda: machine("X-Autoreply: yes"),
            "our own mark": lambda: machine(f"X-Loop: {ADDRESS}"),
            "sixty hops": lambda: machine(*[f"Received: from a{n} by b{n}" for n in range(60)]),
            "our own address": lambda: proven(letter(ADDRESS), ADDRESS),
            "our own address, forged": lambda: Sent(letter(f"Belegservice <{ADDRESS}>")),
            "no-reply": lambda: machine(sender="no-reply@adler.test"),
            "mailer-daemon": lambda: machine(sender="mailer-daemon@adler.test"),
            "a calendar reply": lambda: proven(
                multipart(
                    ("Content-Type: text/plain", "Zugesagt: Termin"),
                    ("Content-Type: text/calendar; method=REPLY", CALENDAR),
                )
            ),
            "a read receipt": lambda: proven(
                multipart(
                    ("Content-Type: text/plain", "Ihre Nachricht wurde gelesen."),
                    (
                        "Content-Type: message/disposition-notification",
                        "Disposition: manual-action; displayed\r\n",
                    ),
                    kind="report; report-type=disposition-notification",
                )
            ),
        },
    ),
    *rows(
        "forged DSN disables a contact",
        "ignore",
        {
            "to the address for requests": lambda: Sent(report(), "", FRIEND),
            "to the address for requests, with a sender": lambda: Sent(report(), MALLORY),
            "to the bounce address with a guessed mark": lambda: Sent(report(), "", bounce=True),
            "from the customer's own server": lambda: Sent(
                report(), "", FRIEND, "mx.adler.test", bounce=True
            ),
            "a request to the bounce address": lambda: Sent(letter(ANNA), ANNA, FRIEND, bounce=True),
        },
    ),
]

CASES: list[Case] = [*RECIPIENTS, *FOREIGN, *STAFF, *AUTOMATIC]
