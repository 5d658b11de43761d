"""The newest text of a mail: answers of many clients, and requests that must stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mail.quotes import MailWords, newest
from parsers.mail.signatures import unbranded
from tests.effort import calls
from tests.pace import grows_linearly
from tests.words import LANGUAGES

WORDS = MailWords.compile(LANGUAGES)
ASK = "Guten Tag,\n\nbitte senden Sie mir den Lieferschein zu 4711.\n\nGruß\nJana Roth"
OLD = "anbei die Rechnung RE-2024-0099 vom 2. Mai."

# What stands between the answer and the old text, as the client writes it.
ABOVE_OLD_TEXT = {
    "outlook_de": "Von: Tom Kranz <tom@h.example>\nGesendet: Montag, 6. Mai 2024 09:12\n"
    "An: Jana Roth <jana@k.example>\nBetreff: AW: Ihre Anfrage",
    "outlook_de_internal": "Von: Kranz, Tom\nGesendet: Montag, 6. Mai 2024 09:12\nAn: Roth, Jana\n"
    "Cc: Lager\nBetreff: AW: Anfrage",
    "outlook_rule": "________________________________\nVon: Tom Kranz <tom@h.example>\nGesendet: "
    "Montag, 6. Mai 2024 09:12\n"
    "An: jana@k.example\nBetreff: AW: Anfrage",
    "outlook_long_list": "Von: Tom Kranz <tom@h.example>\nGesendet: Montag, 6. Mai 2024 09:12\n"
    "An: Jana Roth <jana@k.example>; Lager Nord <nord@k.example>;\n Lager Ost <ost@k.example>\n"
    "Betreff: Anfrage",
    "outlook_mac": "Von: Tom Kranz <tom@h.example>\nDatum: Montag, 6. Mai 2024 um 09:12\nAn: Jana "
    "<jana@k.example>\nBetreff: Re:",
    "bold": "*Von:* Tom Kranz <tom@h.example>\n*Gesendet:* Montag, 6. Mai 2024 09:12\n*An:* Jana\n"
    "*Betreff:* Anfrage",
    "gmx": 'Gesendet: Montag, 06. Mai 2024 um 09:12 Uhr\nVon: "Tom Kranz" <tom@h.example>\nAn: '
    "jana@k.example\nBetreff: Anfrage",
    "notes": "Von:\tTom Kranz/HAUS\nAn:\tJana Roth/KUNDE\nDatum:\t06.05.2024 09:12\nBetreff:\tAnfrage",
    "t_online": "-----Original-Nachricht-----\nBetreff: Anfrage\nDatum: 2024-05-06T09:12:00+0200\n"
    "Von: tom@h.example\nAn: jana@k.example",
    "samsung": "-------- Ursprüngliche Nachricht --------\nVon: Tom Kranz <tom@h.example>\nDatum: "
    "06.05.24 09:12 (GMT+01:00)\n"
    "An: jana@k.example\nBetreff: Anfrage",
    "divider_only": "-----Ursprüngliche Nachricht-----",
    "one_line": "----- Weitergeleitete Nachricht ----- Von: Tom <tom@h.example>An: Jana "
    "<jana@k.example>Gesendet: Montag",
    "gmail_de": "Am Mo., 6. Mai 2024 um 09:12 Uhr schrieb Tom Kranz <\ntom@h.example>:",
    "apple_de": "Am 06.05.2024 um 09:12 schrieb Tom Kranz <tom@h.example>:",
    "thunderbird_de": "Am 06.05.24 um 09:12 schrieb Tom Kranz:",
    "yahoo_de": "Am Montag, 6. Mai 2024 um 09:12:04 MESZ hat Tom Kranz <tom@h.example> Folgendes "
    "geschrieben:",
    "web_de": "Tom Kranz <tom@h.example> hat am 06.05.2024 09:12 CEST geschrieben:",
    "inbox_de": "Tom Kranz <tom@h.example> schrieb am Mo., 6. Mai\n2024 um 09:12 Uhr:",
    "name_above": "Tom Kranz\n<tom@h.example> schrieb am 06.05.2024 09:12:",
    "horde": "Zitat von Tom Kranz <tom@h.example>:",
    "groupwise": ">>> Tom Kranz <tom@h.example> 06.05.2024 09:12 >>>",
    "outlook_en": "From: Tom Kranz <tom@h.example>\nSent: Monday, May 6, 2024 9:12 AM\nTo: Jana\n"
    "Subject: RE: request",
    "outlook_en_no_address": "From: Tom Kranz\nSent: 06 May 2024 09:12\nTo: Jana Roth\nSubject: RE: request",
    "gmail_en": "On Mon, May 6, 2024 at 9:12 AM Tom Kranz <tom@h.example> wrote:",
    "gmail_en_wrapped": "On Mon, May 6, 2024 at 9:12 AM Tom Kranz from the house <\ntom@h.example>\nwrote:",
    "apple_en": "On 6 May 2024, at 09:12, Tom Kranz <tom@h.example> wrote:",
    "zoho": "---- On Mon, 06 May 2024 09:12:00 +0200 tom@h.example wrote ----",
    "proton": "------- Original Message -------\nOn Monday, May 6th, 2024 at 09:12, Tom "
    "<tom@h.example> wrote:",
    "begin_forwarded": "Begin forwarded message:\n\nFrom: Tom <tom@h.example>\nSubject: request\n"
    "Date: 6 May 2024",
    "french": "Le lun. 6 mai 2024 à 09:12, Tom Kranz <tom@h.example> a\nécrit :",
    "italian": "Il giorno lun 6 mag 2024 alle ore 09:12 Tom Kranz <tom@h.example> ha scritto:",
    "spanish": "De: Tom Kranz [mailto:tom@h.example]\nEnviado el: lunes, 6 de mayo de 2024 9:12\n"
    "Para: Jana\nAsunto: RE: pedido",
    "dutch": "Op ma 6 mei 2024 om 09:12 schreef Tom Kranz <tom@h.example>:",
    "polish": "W dniu 06.05.2024 o 09:12, Tom Kranz pisze:",
    "czech": "Od: Tom Kranz <tom@h.example>\nOdesláno: pondělí 6. května 2024 9:12\nKomu: Jana\n"
    "Předmět: Re: dotaz",
    "russian": "пн, 6 мая 2024 г. в 09:12, Tom Kranz <tom@h.example>:",
    "chinese": "Tom Kranz <tom@h.example> 于2024年5月6日周一 09:12写道：",
    "one_line_head": "Von: Tom Kranz Gesendet: Montag, 6. Mai 2024 09:12 An: Jana Betreff: AW: Anfrage",
    "foreign_head": "Xyzo: Tom Kranz <tom@h.example>\nAbcd: 6 Mai 2024 09:12\nEfgh: "
    "jana@k.example\nQrst: request",
    "foreign_titled": "----- Qwertz uiopü -----\nXyzo: tom@h.example\nAbcd: 2024-05-06",
}


@pytest.mark.parametrize("client", ABOVE_OLD_TEXT)
def test_history_below_an_answer_goes(client: str) -> None:
    assert newest(f"{ASK}\n\n{ABOVE_OLD_TEXT[client]}\n\n{OLD}\n", WORDS) == ASK


ATTRIBUTIONS = [c for c, text in ABOVE_OLD_TEXT.items() if text.endswith(":") and "\n\n" not in text]


@pytest.mark.parametrize("client", [c for c in ATTRIBUTIONS if "Betreff" not in ABOVE_OLD_TEXT[c]])
def test_marked_history_goes_and_the_answer_below_it_stays(client: str) -> None:
    quoted = f"{ABOVE_OLD_TEXT[client]}\n\n> {OLD}\n>\n> Tom\n\n"
    assert newest(f"{quoted}{ASK}", WORDS) == ASK


def test_answers_between_quotes_stay() -> None:
    text = "Am 06.05.2024 um 09:12 schrieb Tom:\n> Welche Rechnung?\nRE-7\n> Welches Jahr?\n\n2024\n\nJana"
    assert newest(text, WORDS) == "RE-7\n\n2024\n\nJana"


def test_a_torn_line_belongs_to_the_quote() -> None:
    long = "> " + "Rechnung " * 9
    text = f"Danke!\n\nAm 06.05.2024 um 09:12 schrieb Tom:\n{long}\nRE-99 vom Mai\n> Gruß"
    assert newest(text, WORDS) == "Danke!"


def test_a_quote_that_its_writer_chose_stays() -> None:
    text = "> bitte Bestellnummer nennen\n\n4500123"
    assert newest(text, WORDS) == text


def test_a_quote_at_the_end_goes() -> None:
    assert newest("Ja bitte.\n\n> Sollen wir RE-99 schicken?\n> Tom\n", WORDS) == "Ja bitte."


def test_a_quoted_head_makes_the_quote_history() -> None:
    text = "Hallo\n\n> Von: Tom <tom@h.example>\n> Betreff: RE-99\n>\n> alt\n\nbitte RE-7"
    assert newest(text, WORDS) == "Hallo\n\nbitte RE-7"


@pytest.mark.parametrize("client", ["outlook_de", "t_online", "outlook_rule", "proton", "groupwise"])
def test_a_head_with_nothing_above_leaves_nothing(client: str) -> None:
    assert newest(f"\n{ABOVE_OLD_TEXT[client]}\n\n{OLD}", WORDS) == ""


@pytest.mark.parametrize("client", ["gmail_en", "apple_de", "begin_forwarded"])
def test_below_an_attribution_with_nothing_above_the_text_is_new(client: str) -> None:
    text = f"{ABOVE_OLD_TEXT[client]}\n\nBitte die Rechnung 12.\n\n{ABOVE_OLD_TEXT['outlook_en']}\n\n{OLD}"
    assert newest(text, WORDS).strip() == "Bitte die Rechnung 12."


def test_below_an_attribution_without_marks_a_quote_in_the_middle_stays_too() -> None:
    older, ours = ABOVE_OLD_TEXT["gmail_en"], "Rechnung 12, bitte."
    text = f"{ABOVE_OLD_TEXT['apple_de']}\n\nWelche fehlt?\n\n{older}\n\n> Nr. 11\n\n{ours}"
    assert newest(text, WORDS).split() == f"Welche fehlt? > Nr. 11 {ours}".split()
    assert newest(f"Hallo,\n\n{older}\n\n> Nr. 11\n\n{ours}", WORDS).split() == f"Hallo, {ours}".split()


REQUESTS = {
    "period": "From: 01.01.2024\nTo: 31.03.2024\nSubject: statement please",
    "period_de": "Bitte alle Rechnungen\nVon: 1.1.2024\nBis: 31.3.2024\nAn: buchhaltung@k.example",
    "form": "Firma: Roth GmbH\nAnsprechpartner: jana@k.example\nBestellnummer: 4500123\nDatum: "
    "06.05.2024\nDanke",
    "transport": "Von: Lager Nord\nAn: Baustelle Ost\nbitte den Lieferschein dazu",
    "sentence": "Am 06.05.2024 schrieb mir Ihr Kollege, dass die Rechnung fehlt, daher meine "
    "Bitte:\nRE-7 und RE-8",
    "list_colon": "On 6 May 2024 we ordered these items:\nitem 1\nitem 2",
    "order": "Bestellung vom 06.05.2024, Liefertermin 10:00 Uhr, bitte Belege:\n- Rechnung\n- Lieferschein",
    "wrote": "you wrote that RE-7 is open:\nplease send it",
    "greater": "bitte alle Rechnungen > 500 EUR\nund < 900 EUR",
    "table": "Artikel | Menge\n-----------------\n4711 | 3\n4712 | 5",
    "dashes": "RE-1\n--\nRE-2\n--\nRE-3 bitte auch",
    "sent_from": "Sent from your warehouse in Hull, the goods never came. POD please?",
    "sent_on": "Sent on Monday, still nothing here. Where is it?",
    "regards": "Kind regards to Tom.\n\nMit freundlichen Grüßen\nJana Roth\nTel. 0123 456",
    "confidential": "Please mark the statement as confidential and send it to me.",
    "closing_then_more": "Mit freundlichen Grüßen\nJana\n\nAch ja, und bitte noch den Lieferschein 88.",
    "emdash": "danke\n\n—\nJana Roth",
    "time": "Tom, 10:00 Uhr: bitte Lieferschein 12 mitbringen",
    "mail_in_text": "Bitte an jana@k.example:\nRechnung RE-7",
}


@pytest.mark.parametrize("name", REQUESTS)
def test_requests_stay_whole(name: str) -> None:
    assert newest(REQUESTS[name], WORDS) == REQUESTS[name]


SIGNATURES = [
    "-- \nJana Roth\nRoth GmbH, Kundennr. 4711",
    "--\nJana Roth",
    "Von meinem iPhone gesendet",
    "Gesendet von Mail für Windows",
    "Gesendet mit der GMX Mail App",
    "Von meinem Samsung Galaxy Smartphone gesendet.",
    "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Outlook für Android beziehen<https://aka.example/x>",
    "Sent from my iPhone",
    "Sent from Outlook for iOS<https://aka.example/y>",
    "Get Outlook for iOS",
    "Sent from my mobile phone",
    "Envoyé de mon iPhone",
    "Verstuurd vanaf mijn iPhone",
    "Sent with [Proton Mail](https://proton.example/) secure email.",
    "Inviato da dispositivo Galaxy",
    "Envoyé depuis mon appareil Galaxy",
    "Wysłane z urządzenia Galaxy",
    "Pobierz aplikację Outlook dla systemu iOS<https://aka.example/o>",
    "Získat Outlook pro iOS",
    "iPhone-omról küldve",
    "Please consider the environment before printing this mail.",
    "Bitte prüfen Sie der Umwelt zuliebe, ob dieser Ausdruck nötig ist.",
    "This email originated from outside of the organization.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind "
    "oder diese E-Mail\n"
    "irrtümlich erhalten haben, informieren Sie bitte den Absender und vernichten Sie diese E-Mail.",
    "This message is confidential and intended only for the addressee. If you have received this "
    "message in error,\n"
    "notify the sender.",
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures_go(signature: str) -> None:
    assert unbranded(newest(f"{ASK}\n\n{signature}\n", WORDS), WORDS) == ASK
    assert newest(f"{ASK}\n\n{signature}\n\n{ABOVE_OLD_TEXT['outlook_de']}\n\n{OLD}", WORDS) == ASK


TICKET_LINES = [
    "##- Bitte geben Sie Ihre Antwort oberhalb dieser Zeile ein. -##",
    "##- Please type your reply above this line -##",
    "--- Reply above this line ---",
    "\u2014-\u2014-\u2014-\u2014\nReply above this line.",
    "\u2014 Write a reply above this line \u2014",
    "Antworten Sie oberhalb dieser Zeile.",
    "##- Veuillez saisir votre réponse au-dessus de cette ligne -##",
    "##- Typ uw antwoord boven deze regel -##",
]


@pytest.mark.parametrize("line", TICKET_LINES)
def test_what_a_ticket_system_repeats_goes_and_what_it_brings_stays(line: str) -> None:
    assert newest(f"{ASK}\n\n{line}\n\n{OLD}", WORDS) == ASK
    assert newest(f"{line}\n\n{ASK}", WORDS) == ASK
    assert newest(f"{ASK}\n\n> {line}\n> {OLD}", WORDS) == ASK


@pytest.mark.parametrize(
    "line",
    [
        "Den Lieferschein siehe oberhalb dieser Zeile.",
        "The total is above this line, the tax below.",
        "Sent via UPS",
        "Versendet mit DHL",
        "Gesendet von Hermes",
        "Envoyé par La Poste",
    ],
)
def test_lines_of_people_stay(line: str) -> None:
    assert newest(f"{ASK}\n\n{line}", WORDS) == f"{ASK}\n\n{line}"


@pytest.mark.parametrize("mark", ["PS:", "P.S.", "ps"])
def test_a_postscript_below_a_signature_stays(mark: str) -> None:
    assert (
        newest(f"{ASK}\n-- \nJana Roth\n\n{mark} bitte auch RE-8", WORDS) == f"{ASK}\n{mark} bitte auch RE-8"
    )


def test_an_app_line_above_own_text_stays() -> None:
    text = "Sent from my iPhone\n\nplease send RE-7"
    assert newest(text, WORDS) == text


def test_without_words_the_shape_alone_cuts() -> None:
    bare = MailWords.compile({"xx": {}})
    assert newest("Danke\n\n06.05.2024, 09:12, Tom <tom@h.example>:\n> alt", bare) == "Danke"


def test_nothing_gives_nothing() -> None:
    assert newest("", WORDS) == ""
    assert newest("> nur\n> alt", WORDS) == ""


@given(st.text(alphabet=st.sampled_from("ab1@.:>-_*<\n \tOnAm"), max_size=300))
def test_own_lines_only(text: str) -> None:
    """Nothing is invented: what is left stood in the text."""
    lines = {line.strip() for line in text.split("\n")}
    assert all(any(line.strip() in whole for whole in lines) for line in newest(text, WORDS).split("\n"))


@pytest.mark.parametrize(
    "unit", ["a:\n", "\n", "On 2024\n", "> a\nb\n", "From: a\n", "a@b.c \n", "-----", "Sent from my iPhone\n"]
)
def test_a_hostile_text_costs_little(unit: str) -> None:
    assert grows_linearly(lambda n: newest((unit * n)[:n], WORDS), 12_000)


@pytest.mark.parametrize(
    "unit",
    ["x\n> y\n", "| a\n", "Begin forwarded message:\n", "On Mon 3 May 2026 10:00\n", "Sent from my iPhone\n"],
)
def test_twice_the_text_takes_at_most_twice_the_work(unit: str) -> None:
    once, twice = (calls(lambda n=n: newest(unit * n, WORDS)) for n in (1500, 3000))
    assert twice <= 2.1 * once


def test_lines_without_end_are_not_all_read() -> None:
    once, twice = (calls(lambda n=n: newest("x\n" * n, WORDS)) for n in (15_000, 30_000))
    assert twice <= 1.01 * once


def test_answers_and_quotes_without_end_are_not_all_read() -> None:
    answers = newest("".join(f"Antwort {n}\n> Frage\n" for n in range(2000)), WORDS).split("\n")
    assert 300 < sum(line.startswith("Antwort") for line in answers) < 600
