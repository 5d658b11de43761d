"""Mail of programs and mail of people that looks like it, written for these tests."""

from dataclasses import fields
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.mail import mime
from parsers.mail.automatic import AutomaticWords, automatic
from parsers.mail.automatic_words import FlatText, Phrases
from tests.effort import calls
from tests.pace import grows_linearly
from tests.words import LANGUAGES

WORDS = AutomaticWords.compile(LANGUAGES)
OWN = frozenset({"belege@haus.example"})
REQUEST = "Bitte senden Sie uns die Rechnung RE-4711 noch einmal zu.\n\nGruß\nEva Muster\n"
AWAY_DE = (
    "Guten Tag,\n\nich bin bis zum 16.11. nicht im Büro. Ihre Nachricht wird nicht weitergeleitet.\n"
    "In dringenden Fällen wenden Sie sich bitte an einkauf@kunde.example.\n\nEva Muster\n"
)
AWAY_EN = (
    "Hello,\n\nI am out of the office until 16 November with limited access to e-mail.\n"
    "For urgent matters please contact purchasing@kunde.example.\n"
)


def reason(text: str = REQUEST, subject: str = "Rechnung", envelope: str | None = None, **fields: str) -> str:
    """The verdict on a mail of Eva with these header fields; `_` in a name stands for `-`."""
    named = {"From": "Eva Muster <eva@kunde.example>", "To": "belege@haus.example", "Subject": subject}
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\n" for name, value in named.items() if value)
    return automatic(mime.read(f"{head}\n{text}".encode()), WORDS, OWN, envelope)


PEOPLE: dict[str, dict[str, str]] = {
    "plain": {},
    "no subject": {"subject": ""},
    "wishes no absence notes": {"X_Auto_Response_Suppress": "All"},
    "not automatic": {"Auto_Submitted": "no"},
    "not automatic, with comment": {"Auto_Submitted": "No (a person)"},
    "no auto-reply": {"X_Autoreply": "no"},
    "urgent": {"Precedence": "first-class", "X_Priority": "1"},
    "wants a receipt": {"Disposition_Notification_To": "eva@kunde.example"},
    "sent by a campaign tool": {"Feedback_ID": "1:2:crm"},
    "list fields only signed": {"DKIM_Signature": "v=1; h=from:list-id:precedence:auto-submitted; b=x"},
    "desk": {"X_Zendesk_From_Account_Id": "1", "Auto_Submitted": "auto-generated"},
    "desk, bulk": {"X_Mailer": "Znuny (Open Ticket System)", "Precedence": "bulk"},
    "our own list": {"List_Id": "Belege <belege.haus.example>", "Precedence": "list"},
    "forwarder's mark": {"X_Loop": "einkauf@kunde.example"},
    "away, but wants something": {"subject": "Out of office next week - need RE-4711"},
    "away in the text": {"text": "Ich bin ab morgen im Urlaub, in dringenden Fällen mobil.\n" + REQUEST},
    "colleague away": {"text": "Frau Kurz ist im Urlaub, die Rechnung RE-4711 wurde noch nicht bearbeitet."},
    "answer to an absence note": {"subject": "AW: Automatische Antwort: Mahnung"},
    "answer to a bounce": {"subject": "Re: Undelivered Mail Returned to Sender"},
    "bounce passed on": {"subject": "WG: Undeliverable: Rechnung", "text": "Status: 5.1.1\nAction: failed\n"},
    "goods undelivered": {"subject": "Undelivered goods - please resend RE-4711"},
    "goods undeliverable": {"subject": "Unzustellbar: Ihre Sendung", "text": "Das Paket LS-12 kam zurück."},
    "failed pump": {"subject": "Failure notice: pump P-12", "text": "The pump failed."},
    "automatic gear": {"subject": "Automatikgetriebe: Rechnung fehlt"},
    "read and failed": {"subject": "Read: this", "text": "I read your letter. Which invoice do you mean?"},
    "name like a daemon": {"From": "Paul Postmaster <paul.postmaster@kunde.example>"},
    "name like a bounce": {"From": "Bo Bouncer <bouncer@kunde.example>"},
    "known return path": {"Return_Path": "<eva@kunde.example>", "envelope": "eva@kunde.example"},
    "ticket number": {
        "subject": "[Ticket#4711] Rechnung",
        "text": "Vielen Dank für Ihre Nachricht. " + REQUEST,
    },
    "generated invoice": {"text": "Die Rechnung wird bei uns automatisch erstellt. Welche Nummer gilt?"},
}


@pytest.mark.parametrize("mail", PEOPLE.values(), ids=PEOPLE.keys())
def test_people_are_answered(mail: dict[str, str]) -> None:
    assert reason(**mail) == ""


PROGRAMS: dict[str, tuple[str, dict[str, str]]] = {
    "own": ("own mail", {"From": "Belegservice <Belege@haus.example>"}),
    "own mark": ("loop", {"X_Loop": "<belege@haus.example>"}),
    "foreign mark": ("loop", {"X_Loop": "shop", "text": "Ihre Bestellung ist da."}),
    "declared reply": ("automatic reply", {"Auto_Submitted": "auto-replied"}),
    "declared vacation": ("vacation", {"Auto_Submitted": "auto-replied (vacation)", "text": AWAY_DE}),
    "declared notice": ("automatic", {"Auto_Submitted": "auto-generated"}),
    "gmail": ("vacation", {"subject": "Urlaub Re: Rechnung", "Precedence": "bulk", "text": AWAY_DE}),
    "gmail, field": ("automatic reply", {"X_Autoreply": "yes", "text": "Bin weg."}),
    "exchange de": ("vacation", {"subject": "Automatische Antwort: Rechnung"}),
    "exchange en": ("vacation", {"subject": "[extern] Automatic reply: Invoice", "text": AWAY_EN}),
    "exchange fr": ("vacation", {"subject": "Réponse automatique : Facture", "text": "Je suis absent."}),
    "subject and text": ("vacation", {"subject": "Abwesend: AW: Rechnung", "text": AWAY_DE}),
    "text only, de": ("vacation", {"subject": "Re: Ihre Rechnung", "text": AWAY_DE}),
    "text only, en": ("vacation", {"subject": "Re: Your invoice", "text": AWAY_EN}),
    "text above our wishes": ("vacation", {"subject": "Re: x", "text": AWAY_EN + "\n> " + REQUEST}),
    "nowhere": ("null sender", {"envelope": ""}),
    "nowhere, stored": ("null sender", {"Return_Path": "<>"}),
    "nowhere, away": ("vacation", {"Return_Path": "<>", "text": AWAY_DE}),
    "daemon": ("bounce", {"From": "Mail Delivery System <MAILER-DAEMON@mx.example>"}),
    "daemon without domain": ("bounce", {"From": "MAILER-DAEMON (Mail Delivery System)"}),
    "empty sender": ("bounce", {"From": "<>"}),
    "exchange system": ("bounce", {"From": f"Outlook <MicrosoftExchange{'0f' * 16}@kunde.example>"}),
    "failed recipients": ("bounce", {"X_Failed_Recipients": "x@kunde.example"}),
    "postfix subject": ("bounce", {"subject": "Undelivered Mail Returned to Sender"}),
    "exim": ("bounce", {"subject": "Mail delivery failed: returning message to sender"}),
    "qmail": ("bounce", {"subject": "failure notice", "text": "<x@a.example>:\n550 5.1.1 user unknown"}),
    "exchange bounce": ("bounce", {"subject": "Unzustellbar: x", "text": "Die folgende Adresse: x"}),
    "greeting": ("bounce", {"subject": "x", "text": "This is the mail system at host mx.example.\nSorry."}),
    "status in the text": (
        "bounce",
        {"subject": "x", "text": "Reporting-MTA: dns\nFinal-Recipient: x\nAction: failed\n"},
    ),
    "status report": ("bounce", {"Content_Type": 'multipart/report; report-type=delivery-status'}),
    "read report": ("receipt", {"Content_Type": 'multipart/report; report-type="disposition-notification"'}),
    "read": ("receipt", {"subject": "Gelesen: Rechnung", "text": "Ihre Nachricht wurde am 3.11. gelesen am"}),
    "complaint": ("feedback report", {"Content_Type": "multipart/report; report-type=feedback-report"}),
    "list": ("list", {"List_Id": "Einkauf <einkauf.kunde.example>"}),
    "bulk": ("bulk", {"Precedence": "Bulk"}),
    "desk, acknowledges": (
        "automatic",
        {"X_Zendesk_From_Account_Id": "1", "Auto_Submitted": "auto-generated", "text": "Ihr Ticket: 12"},
    ),
    "acknowledgement": ("automatic", {"subject": "[Ticket#12] x", "text": "Ihre Anfrage ist eingegangen."}),
    "notice": ("automatic", {"text": "Diese E-Mail wurde automatisch generiert."}),
    "no reply": ("no-reply address", {"From": "Portal <bestellung.no-reply@portal.example>"}),
    "invitation": ("calendar", {"Content_Type": "text/calendar; method=REQUEST"}),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "mail"), PROGRAMS.values(), ids=PROGRAMS.keys())
def test_programs_are_not_answered(expected: str, mail: dict[str, str]) -> None:
    assert reason(**mail) == expected


def parts(*contents: tuple[str, str]) -> dict[str, str]:
    body = "".join(f"--b\nContent-Type: {kind}\n\n{content}\n" for kind, content in contents)
    return {"Content_Type": "multipart/mixed; boundary=b", "text": f"{body}--b--\n"}


@pytest.mark.parametrize(
    ("expected", "mail"),
    [
        ("bounce", parts(("text/plain", "Sorry"), ("message/delivery-status", "Action: failed"))),
        (
            "receipt",
            parts(("text/plain", "x"), ("message/disposition-notification", "Disposition: displayed")),
        ),
        ("feedback report", parts(("text/plain", "x"), ("message/feedback-report", "Feedback-Type: abuse"))),
        ("calendar", parts(("text/plain", "Termin"), ("text/calendar", "BEGIN:VCALENDAR\nMETHOD:REQUEST"))),
        ("", parts(("text/plain", REQUEST), ("text/calendar", "BEGIN:VCALENDAR\nMETHOD:REQUEST"))),
        ("", parts(("text/plain", "Termin"), ("text/calendar", "BEGIN:VCALENDAR\nMETHOD:PUBLISH"))),
        ("", parts(("text/plain", "z. K."), ("message/rfc822", "From: MAILER-DAEMON\nSubject: x\n\nx"))),
        ("", parts(("text/plain", AWAY_DE), ("application/pdf", "%PDF"))),
    ],
)
def test_parts(expected: str, mail: dict[str, str]) -> None:
    assert reason(**mail) == expected


def test_too_many_hops() -> None:
    raw = b"Received: from a by b\n" * 51 + b"From: eva@kunde.example\n\nhallo"
    assert automatic(mime.read(raw), WORDS, OWN, None) == "loop"


def test_envelope_wins_over_return_path() -> None:
    assert reason(Return_Path="<>", envelope="eva@kunde.example") == ""
    assert reason(envelope="<>") == "null sender"
    assert reason(envelope="MAILER-DAEMON@mx.example") == "null sender"
    assert reason(envelope="bounces+17=eva@mail-service.example") == ""  # a person behind a service


def test_words_of_no_language() -> None:
    words = AutomaticWords.compile({"xx": {}})
    assert automatic(mime.read(f"From: eva@kunde.example\n\n{AWAY_DE}".encode()), words, OWN, None) == ""


@given(st.binary(max_size=400), st.sampled_from([None, "", "eva@kunde.example"]))
@settings(max_examples=200, deadline=None)
def test_any_bytes_get_a_verdict(raw: bytes, envelope: str | None) -> None:
    assert isinstance(automatic(mime.read(raw), WORDS, OWN, envelope), str)


@pytest.mark.parametrize(
    "unit", ["ich bin ", "i am on ", "?", "action: ", "received: ", "5.1.", "case::", "[a] ", ">"]
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    def verdict(n: int) -> str:
        long, subject = unit * (n // len(unit)), unit * (n // 4 // len(unit))
        mail = mime.read(f"From: eva@kunde.example\nSubject: failure notice {subject}\n\n{long}".encode())
        return automatic(mail, WORDS, OWN, None)

    assert grows_linearly(verdict, 30_000)


@pytest.mark.parametrize(
    "unit", ["ich bin ", "we have received ", "? ", "\n", "> x\n", "Action: failed\n", "日本"]
)
def test_a_long_text_costs_no_more_than_its_beginning(unit: str) -> None:
    head = "From: eva@kunde.example\nSubject: failure notice\nContent-Type: text/plain; charset=utf-8\n\n"
    mails = [mime.read((head + unit * (n // len(unit))).encode()) for n in (24_000, 240_000)]
    short, long = (calls(partial(automatic, mail, WORDS, OWN, None)) for mail in mails)
    assert long <= short + 50


def test_what_no_phrase_begins_with_is_tried_nowhere() -> None:
    """A phrase is only tried at its first word, however often the words behind it stand in the text."""
    idle = FlatText.of("office absence urlaub abwesend " * 100)
    assert calls(lambda: WORDS.absence_texts.within(idle)) < 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ich bin heute nicht im büro", True),
        ("dich bin heute nicht im büro", False),
        ("ich bin heute nicht im bürohaus", False),
        ("ich binde heute, nicht im büro", False),
        ("ich bin weg. sie sind nicht im büro", False),
        ("sie fragen, ob ich bin; ich bin bis 16.11. nicht im büro", True),
        ("現在不在にしております。", True),
        ("現在です。", False),
    ],
)
def test_phrases_are_whole_words_of_one_sentence(text: str, found: bool) -> None:
    phrases = Phrases.compile(["ich bin \u2026 nicht im büro", "不在にして"])
    assert phrases.within(FlatText.of(text)) is found


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("abwesend: rechnung", True),
        ("[extern] ** abwesend", True),
        ("abwesend - rechnung", True),
        ("abwesend bin ich nicht", False),
        ("abwesende gäste", False),
        ("re: abwesend", False),
        ("不在: x", True),
        ("", False),
    ],
)
def test_subjects_begin_with_a_phrase(subject: str, found: bool) -> None:
    assert Phrases.compile(["Abwesend", "不在"], "(?= ?(?:$|[:-]))").open(subject) is found


@pytest.mark.parametrize(("code", "table"), LANGUAGES.items())
def test_language_files_have_known_keys(code: str, table: dict[str, Any]) -> None:
    tables = table.get("automatic", {})
    assert set(tables) <= {f.name for f in fields(AutomaticWords)} - {"forward_subjects"}
    assert all(
        isinstance(word, str) and word.strip() == word and word[0].isalpha()
        for words in tables.values()
        for word in words
    )
