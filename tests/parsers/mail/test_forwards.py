"""Forwards of many mail clients and languages, written for these tests; ordinary replies beside them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.mail.forward_words import ROLES
from parsers.mail.forwards import ForwardWords, InlineForward, read_forward, read_inline
from parsers.message import Attachment
from tests.effort import calls
from tests.pace import grows_linearly
from tests.words import LANGUAGES

WORDS = ForwardWords.compile(LANGUAGES)
EVA = "eva.muster@kunde.example"
BODY = "Guten Tag,\n\nbitte senden Sie uns die Rechnung RE-4711.\n\nEva Muster"


def quoted(text: str, depth: int = 1) -> str:
    return "\n".join(">" * depth + " " + line for line in text.splitlines())


def read(text: str, subject: str = "WG: Rechnung RE-4711") -> InlineForward:
    return read_inline(text, subject, WORDS)


ABOVE = "Bitte erledigen, danke!\n\n"
WRITER = f"Muster, Eva (Einkauf) <{EVA}>"

OUTLOOK_DE = f"""\
Bitte erledigen, danke!

Von: {WRITER}
Gesendet: Dienstag, 3. November 2026 09:15
An: Belege <belege@haus.example>; 'lea@haus.example'
Cc: Max Kurz <max@kunde.example>
Betreff: Rechnung RE-4711

{BODY}
"""

CLIENTS = {
    "outlook": OUTLOOK_DE,
    "outlook with rule": OUTLOOK_DE.replace("Von:", "________________________________\nVon:"),
    "outlook, mailto": OUTLOOK_DE.replace(f"<{EVA}>", f"[mailto:{EVA}]"),
    "outlook, both": OUTLOOK_DE.replace(f"<{EVA}>", f"<{EVA}<mailto:{EVA}>>"),
    "outlook, bold": "\n".join(
        f"*{line.replace(':', ':*', 1)}"
        if ": " in line and line[0] in "VGACB" and "@" in line + "@"
        else line
        for line in OUTLOOK_DE.split("\n")
    ).replace("*Bitte", "Bitte"),
    "outlook, old marker": OUTLOOK_DE.replace("Von:", "-----Ursprüngliche Nachricht-----\nVon:"),
    "no empty line": OUTLOOK_DE.replace("Betreff: Rechnung RE-4711\n\n", "Betreff: Rechnung RE-4711\n"),
    "spaced": OUTLOOK_DE.replace("\nGesendet", "\n\nGesendet")
    .replace("\nAn:", "\n\nAn:")
    .replace("\nCc", "\n\nCc")
    .replace("\nBetreff", "\n\nBetreff"),
    "wrapped recipients": OUTLOOK_DE.replace("; 'lea", ";\n 'lea"),
    "importance between": OUTLOOK_DE.replace("\nBetreff", "\nWichtigkeit: Hoch\nAnlagen: a.pdf\nBetreff"),
    "unknown word between": OUTLOOK_DE.replace("\nBetreff", "\nAktenzeichen: 17/4\nBetreff"),
    "gmx": ABOVE
    + quoted(
        "Gesendet: Dienstag, 03. November 2026 um 09:15 Uhr\n"
        f'Von: "Muster, Eva (Einkauf)" <{EVA}>\nAn: belege@haus.example\nBetreff: Rechnung RE-4711\n\n{BODY}'
    ),
    "samsung": f"{ABOVE}-------- Ursprüngliche Nachricht --------\n"
    f"Von: {WRITER}\nDatum: 03.11.26 09:15 (GMT+01:00)\nAn: belege@haus.example\n"
    f"Betreff: Rechnung RE-4711\n\n{BODY}",
    "apple": f"{ABOVE}Anfang der weitergeleiteten Nachricht:\n\nVon: {WRITER}\n"
    f"Betreff: Rechnung RE-4711\nDatum: 3. November 2026 um 09:15:00 MEZ\nAn: belege@haus.example\n\n{BODY}",
    "apple, quoted": ABOVE
    + quoted(
        f"Anfang der weitergeleiteten Nachricht:\n\nVon: {WRITER}\n"
        f"Betreff: Rechnung RE-4711\nDatum: 3. November 2026, 09:15 MEZ\nAn: belege@haus.example\n\n{BODY}"
    ),
    "gmail": f"{ABOVE}---------- Forwarded message ---------\n"
    f"Von: {WRITER}\nDate: Di., 3. Nov. 2026 um 09:15 Uhr\nSubject: Rechnung RE-4711\n"
    f"To: <belege@haus.example>\n\n\n{BODY}",
    "thunderbird": f"{ABOVE}-------- Weitergeleitete Nachricht --------\n"
    f"Betreff: \tRechnung RE-4711\nDatum: \tTue, 3 Nov 2026 09:15:00 +0100\nVon: \t{WRITER}\n"
    f"An: \tbelege@haus.example\n\n\n{BODY}",
    "zoho": f"{ABOVE}============ Forwarded message ============\n"
    f"From : {WRITER}\nTo : <belege@haus.example>\nDate : Tue, 03 Nov 2026 09:15:00 +0100\n"
    f"Subject : Rechnung RE-4711\n============ Forwarded message ============\n\n{BODY}",
    "mutt": f"{ABOVE}----- Forwarded message from Eva Muster <{EVA}> -----\n\n"
    f"Date: Tue, 3 Nov 2026 09:15:00 +0100\nFrom: {WRITER}\nTo: belege@haus.example\n"
    f"Subject: Rechnung RE-4711\nUser-Agent: Mutt\n\n{BODY}\n\n----- End forwarded message -----\n",
    "notes": f"{ABOVE}----- Weitergeleitet von Max Kurz/Haus am 03.11.2026 10:00 -----\n\n"
    f"Von:\t{WRITER}\nAn:\tbelege@haus.example\nKopie:\t\nDatum:\t03.11.2026 09:15\n"
    f"Betreff:\tRechnung RE-4711\n\n{BODY}",
    "proton": f"{ABOVE}------- Forwarded Message -------\n"
    f"From: {WRITER}\nDate: On Tuesday, November 3rd, 2026 at 9:15 AM\n"
    f"Subject: Rechnung RE-4711\nTo: belege@haus.example <belege@haus.example>\n\n\n{quoted(BODY)}",
    "t-online": f"{ABOVE}-----Original-Nachricht-----\nBetreff: Rechnung RE-4711\n"
    f'Datum: 2026-11-03 09:15\nVon: "Muster, Eva (Einkauf)" <{EVA}>\nAn: "belege@haus.example"\n\n{BODY}',
    "yahoo, glued": f"{ABOVE}   ----- Weitergeleitete Nachricht ----- "
    f'Von: {WRITER}An: "belege@haus.example" <belege@haus.example>'
    f"Gesendet: Dienstag, 3. November 2026, 09:15:00 MEZBetreff: Rechnung RE-4711\n\n{BODY}",
}


@pytest.mark.parametrize("text", CLIENTS.values(), ids=CLIENTS.keys())
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_forward_of_client(text: str, ends: str) -> None:
    found = read(text.replace("\n", ends))
    assert found.forwarded
    assert (found.from_address, found.from_name) == (EVA, "Muster, Eva (Einkauf)")
    assert found.subject == "Rechnung RE-4711"
    assert found.message == "Bitte erledigen, danke!"
    assert found.body == BODY
    assert found.to[0] == "belege@haus.example"
    assert "2026" in found.date or "03.11.26" in found.date


@pytest.mark.parametrize(
    ("language", "header", "prefix"),
    [
        ("en", ("From", "Sent", "To", "Subject"), "FW"),
        ("fr", ("De ", "Envoyé ", "À ", "Objet "), "TR"),
        ("es", ("De", "Enviado el", "Para", "Asunto"), "RV"),
        ("it", ("Da", "Inviato", "A", "Oggetto"), "I"),
        ("pt", ("De", "Enviada em", "Para", "Assunto"), "ENC"),
        ("nl", ("Van", "Verzonden", "Aan", "Onderwerp"), "FW"),
        ("da", ("Fra", "Sendt", "Til", "Emne"), "VS"),
        ("sv", ("Från", "Skickat", "Till", "Ämne"), "VB"),
        ("fi", ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Aihe"), "VL"),
        ("pl", ("Od", "Wysłano", "Do", "Temat"), "PD"),
        ("cs", ("Od", "Odesláno", "Komu", "Předmět"), "FW"),
        ("hu", ("Feladó", "Elküldve", "Címzett", "Tárgy"), "FW"),
        ("ro", ("De la", "Trimis", "Către", "Subiect"), "FW"),
        ("tr", ("Kimden", "Gönderildi", "Kime", "Konu"), "İLT"),
        ("ru", ("От", "Отправлено", "Кому", "Тема"), "FW"),
        ("el", ("Από", "Στάλθηκε", "Προς", "Θέμα"), "ΠΡΘ"),
        ("ja", ("差出人", "送信日時", "宛先", "件名"), "FW"),
        ("zh", ("发件人", "发送时间", "收件人", "主题"), "转发"),
        ("no list has it", ("Sendandi", "Sent þann", "Viðtakandi", "Efni"), "FW"),
    ],
)
def test_header_words(language: str, header: tuple[str, ...], prefix: str) -> None:
    values = (f"Eva Muster <{EVA}>", "3.11.2026 09:15", "belege@haus.example", "RE-4711")
    block = "\n".join(f"{word}: {value}" for word, value in zip(header, values, strict=True))
    found = read(f"Siehe unten\n\n{block}\n\n{BODY}", f"{prefix}: RE-4711")
    assert (found.from_address, found.from_name, found.subject) == (EVA, "Eva Muster", "RE-4711")
    assert (found.message, found.body) == ("Siehe unten", BODY)


REPLIES = {
    "gmail": f"Danke!\n\nAm Di., 3. Nov. 2026 um 09:15 Uhr schrieb Eva Muster <{EVA}>:\n\n{quoted(BODY)}",
    "wrapped": f"Danke!\n\nOn Tue, Nov 3, 2026 at 9:15 AM Eva Muster <\n{EVA}> wrote:\n\n{quoted(BODY)}",
    "no address": f"Danke!\n\nAm 03.11.26 um 09:15 schrieb Eva Muster:\n{quoted(BODY)}",
    "outlook": OUTLOOK_DE,
    "of a forward": f"Danke!\n\nAm 3.11.2026 schrieb Max <max@haus.example>:\n{quoted(CLIENTS['gmail'])}",
    "plain request": BODY,
    "dates": "Bitte alle Rechnungen\n\nVon: 01.01.2026\nBis: 31.03.2026\nBetreff: Q1\nAn: Buchhaltung\n",
    "shipment": "Neue Abholung:\nFrom: Hamburg\nTo: Berlin\nDate: 12.11.2026, 10:00\n",
    "card": "Gruß\n\n--- Kontakt ---\nTel: 0123 4567\nMail: eva@kunde.example\nWeb: kunde.example\nS: 2001\n",
    "empty": "",
}


@pytest.mark.parametrize("text", REPLIES.values(), ids=REPLIES.keys())
@pytest.mark.parametrize("subject", ["AW: Rechnung", "Re: Fwd: Rechnung", "RE[2]: x", "[extern] Antw: x"])
def test_reply_is_no_forward(text: str, subject: str) -> None:
    assert read(text, subject) == InlineForward(False)


@pytest.mark.parametrize(
    "name", ["gmail", "wrapped", "no address", "plain request", "dates", "shipment", "card"]
)
def test_no_forward_without_prefix(name: str) -> None:
    assert not read(REPLIES[name], "Rechnung").forwarded


@pytest.mark.parametrize(
    ("subject", "forwarded"),
    [
        ("Fwd: x", True), ("FW: x", True), ("WG:x", True), ("[extern] WG: x", True), ("[Fwd: x]", True),
        ("x (fwd)", True), ("Fwd[2]: x", True), ("WG: AW: x", True), ("Rechnung Müller", True), ("", True),
        ("AW: WG: x", False), ("Re: x", False), ("SV: x", False), ("R: x", False),
    ],
)  # fmt: skip
def test_subject_decides_about_bare_header(subject: str, forwarded: bool) -> None:
    assert read(OUTLOOK_DE, subject).forwarded is forwarded


def test_prefix_that_means_both_is_read_in_the_language_of_the_header() -> None:
    values = f"Eva <{EVA}>", "3.11.2026", "x"
    finnish = "Lähettäjä: {}\nLähetetty: {}\nAihe: {}\n\nhei".format(*values)
    danish = "Fra: {}\nSendt: {}\nEmne: {}\n\nhej".format(*values)
    assert not read(finnish, "VS: x").forwarded
    assert read(danish, "VS: x").forwarded


def test_prefix_is_cut_where_the_inner_subject_is_missing() -> None:
    found = read(
        f'\ufeffOn 3/11/2026 09:15, "Eva Muster" <{EVA}> wrote:\n\n    Bitte\n    RE-4711', "[Fwd: Rechnung]"
    )
    assert (found.subject, found.body, found.from_name) == ("Rechnung", "Bitte\nRE-4711", "Eva Muster")


def test_outermost_header_counts_and_the_inner_one_stays() -> None:
    inner = "--- Weitergeleitete Nachricht ---\nVon: Uwe <uwe@b.test>\nBetreff: y\nDatum: 1.11.2026\n\nalt"
    found = read(f"{OUTLOOK_DE}\n{inner}")
    assert found.from_address == EVA
    assert found.body == f"{BODY}\n\n{inner}"


def test_addresses_in_the_text_are_never_the_sender() -> None:
    found = read("Frag chef@kunde.example!\n\n" + OUTLOOK_DE.replace(f" <{EVA}>", ""))
    assert found.forwarded
    assert (found.from_address, found.from_name) == ("", "Muster, Eva (Einkauf)")


def test_display_name_that_is_an_address_does_not_win() -> None:
    assert read(OUTLOOK_DE.replace("Muster, Eva (Einkauf)", "chef@kunde.example")).from_address == EVA


def test_text_below_a_quoted_forward_is_not_part_of_it() -> None:
    assert read(CLIENTS["gmx"] + "\n\nMax Kurz, Haus GmbH\n").body == BODY


EML = (
    f"From: Eva Muster <{EVA}>\r\nTo: lea@haus.example\r\nSubject: Lieferschein\r\n\r\nBitte LS-12.".encode()
)


@pytest.mark.parametrize(
    ("name", "kind"), [("", "message/rfc822"), ("Anfrage.EML", "application/octet-stream")]
)
def test_attached_mail_is_the_better_evidence(name: str, kind: str) -> None:
    found = read_forward(
        "WG: x",
        OUTLOOK_DE,
        [Attachment("a.pdf", "application/pdf", b"%PDF"), Attachment(name, kind, EML)],
        WORDS,
    )
    assert found
    assert found.attached
    assert (found.sender, found.sender_name, found.subject) == (EVA, "Eva Muster", "Lieferschein")
    assert found.text.strip() == "Bitte LS-12."


def test_inline_forward_as_message() -> None:
    found = read_forward("WG: x", OUTLOOK_DE, [Attachment("", "message/rfc822", b"")], WORDS)
    assert found
    assert not found.attached
    assert (found.sender, found.text, found.cc) == (EVA, BODY, ("max@kunde.example",))
    assert found.to == ("belege@haus.example", "lea@haus.example")
    assert read_forward("AW: x", OUTLOOK_DE, [], WORDS) is None


def test_a_header_without_colons() -> None:
    head = f'------ Weitergeleitete Nachricht ------\nVon "Eva Muster" <{EVA}>\nAn lea@haus.example\n'
    found = read(
        f"z.K.\n\n{head}Datum 11.11.2025 09:14:22\nBetreff LS-12\n\nVon uns fehlt LS-12.", "Fwd: LS-12"
    )
    assert (found.from_address, found.from_name, found.subject) == (EVA, "Eva Muster", "LS-12")
    assert (found.body, found.message) == ("Von uns fehlt LS-12.", "z.K.")
    bare = read("---- Weitergeleitete Nachricht ----\n\nVon uns fehlt LS-12.\nAn wen geht das?", "Fwd: x")
    assert (bare.from_address, bare.body) == ("", "Von uns fehlt LS-12.\nAn wen geht das?")


@pytest.mark.parametrize(
    ("subject", "says", "left"),
    [
        ("EXTERN: AW: Rechnung", "reply", "Rechnung"),
        ("[EXT] WG: Rechnung", "forward", "Rechnung"),
        ("*EXT* Fwd: Rechnung", "forward", "Rechnung"),
        ("(extern) [Ticket 7] Re: Rechnung", "reply", "Rechnung"),
        ("Ticket 4711: FW: Rechnung", "forward", "Rechnung"),
        ("WG: AW: Rechnung", "forward", "AW: Rechnung"),
        ("Rechnungen: I: 7, R: 8", "", "Rechnungen: I: 7, R: 8"),
        ("Rechnung: RE-7", "", "Rechnung: RE-7"),
        ("", "", ""),
    ],
)
def test_words_of_gateways_in_front_of_a_prefix(subject: str, says: str, left: str) -> None:
    found = WORDS.prefix(subject)
    assert (found.says, found.subject) == (says, left)


def test_words_of_no_language() -> None:
    assert not read_inline("Danke", "Fwd: x", ForwardWords.compile({"xx": {}})).forwarded


PIECES = [
    *("Von: ", "Betreff: x", f"<{EVA}>", "\n", "> ", "----- ", "Weitergeleitete Nachricht", ":", " ", "\t"),
    *("2026 10:00", "schrieb", "*", "\r\n", "<mailto:", "Anfang der weitergeleiteten Nachricht:", "a@b"),
    *("Datum:", "_" * 8),
]


@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join),
    st.sampled_from(["WG: x", "Re: x", ""]),
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str, subject: str) -> None:
    found = read(text, subject)
    assert found.forwarded or found == InlineForward(False)


@pytest.mark.parametrize(
    "unit", [">", "> > ", "From: x\n", "a:\n", "1:1 2020 a@b :\n", "--a a--\n", " ", "\n", "To: a\n\n", "a,"]
)
def test_hostile_text_costs_linear_time(unit: str) -> None:
    head = "From: a@b.example\nDate: 1\nTo: "
    assert grows_linearly(lambda n: read(head + unit * (n // len(unit))), 24_000)


@pytest.mark.parametrize(
    "unit", ["\n", "> x\n", "a:\n", "x\n\n", "10:00 2024 a@b.c:\n", "--- a ---\n", "From: a@b.c\n"]
)
@pytest.mark.parametrize("head", ["", "---- Forwarded message ----\nFrom: a@b.example\nSubject: x\n\n"])
def test_twice_the_text_takes_at_most_twice_the_work(head: str, unit: str) -> None:
    once, twice = (calls(lambda n=n: read(head + unit * n, "WG: x")) for n in (1500, 3000))
    assert twice <= 2.1 * once


def test_lines_without_end_are_not_all_read() -> None:
    once, twice = (calls(lambda n=n: read("\n" * n, "WG: x")) for n in (50_000, 100_000))
    assert twice <= 1.01 * once


KEYS = {*ROLES, "forward_prefixes", "reply_prefixes", "forward_lines", "original_lines", "end_lines", "wrote"}


@pytest.mark.parametrize(("code", "table"), LANGUAGES.items())
def test_language_files_have_known_keys(code: str, table: dict[str, Any]) -> None:
    forward = table.get("forward", {})
    assert set(forward) <= KEYS
    assert all(
        isinstance(word, str) and word.strip() == word != "" for words in forward.values() for word in words
    )
