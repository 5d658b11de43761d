"""Answers as the programs and ticket systems of many lands write them, in HTML and in plain text."""

import pytest

from parsers.mail.html_text import newest_html
from parsers.mail.quotes import MailWords, newest
from tests.words import LANGUAGES

WORDS = MailWords.compile(LANGUAGES)
ASK = "Bitte noch RE-2025-0413."
OLD = "anbei RE-2025-0400."
HEAD_DE = (
    "<b>Von:</b> Belege &lt;d@h.example&gt;<br><b>Gesendet:</b> Dienstag, 11. November 2025 09:14<br>"
    "<b>An:</b> Eva<br><b>Betreff:</b> AW: x"
)
WROTE_DE = "Am Di., 11. Nov. 2025 um 09:14 Uhr schrieb Belege &lt;d@h.example&gt;:"

# What stands above the old text, around it and below it.
HTML = {
    "outlook_web": f"<hr><div id=divRplyFwdMsg>{HEAD_DE}</div><div>{OLD}</div>",
    "outlook_new": f"<div id=mail-editor-reference-message-container><div>{HEAD_DE}</div><p>{OLD}</p></div>",
    "outlook_hu": "<div style='border:none;border-top:solid #B5C4DF 1.0pt'><p><b>Feladó:</b> Belege "
    "&lt;d@h.example&gt;<br><b>Elküldve:</b> 2025. november 11., kedd 9:14<br><b>Címzett:</b> Eva<br>"
    f"<b>Tárgy:</b> x</p></div><p>{OLD}</p>",
    "outlook_mobile": "<div id=ms-outlook-mobile-signature>Gesendet von <a "
    "href='https://a.example'>Outlook für "
    f"iOS</a></div><hr><div id=divRplyFwdMsg>{HEAD_DE}</div>{OLD}",
    "gmail": f"<div class=gmail_quote><div class=gmail_attr>{WROTE_DE}</div>"
    f"<blockquote>{OLD}</blockquote></div>",
    "gmx": f'<div name="quote">{HEAD_DE}<div name="quoted-content">{OLD}</div></div>',
    "samsung": "<div id=composer_signature>Von meinem Galaxy gesendet</div><div>-------- Ursprüngliche "
    "Nachricht "
    "--------</div><div>Von: Belege &lt;d@h.example&gt;</div><div>Datum: 11.11.25 09:14 (GMT+01:00)</div>"
    f"<div>An: e@k.example</div><div>Betreff: x</div><div>{OLD}</div>",
    "sogo": 'Am Dienstag, November 11, 2025 09:14 CET, schrieb "Belege" &lt;d@h.example&gt;:<br>'
    f"<blockquote type=cite>{OLD}</blockquote>",
    "ox": "<blockquote type=cite><div>Belege &lt;d@h.example&gt; hat am 11.11.2025 09:14 CET "
    "geschrieben:</div>"
    f"<div>{OLD}</div></blockquote>",
    "notes": "<font>Von: &nbsp; </font><font>&quot;Belege&quot; &lt;d@h.example&gt;</font><br>"
    "<font>An: &nbsp; "
    "</font><font>&lt;e@k.example&gt;</font><br><font>Datum: &nbsp; </font><font>11.11.2025 09:14</font><br>"
    f"<font>Betreff: &nbsp; </font><font>x</font><br><hr noshade><br>{OLD}",
    "em_client": "<div>------ Originalnachricht ------</div><div>Von &quot;Belege&quot; "
    "&lt;d@h.example&gt;</div>"
    "<div>An e@k.example</div><div>Datum 11.11.2025 09:14:22</div><div>Betreff x</div><div "
    f"class=cite2>{OLD}</div>",
    "zendesk": f"<div>##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##</div><div>{OLD}</div>",
    "mail_ru": "<blockquote>Вторник, 11 ноября 2025, 9:14 +03:00 от Belege &lt;d@h.example&gt;:<br>"
    f"{OLD}</blockquote>",
    "qq": "<div>------------------&nbsp;Original&nbsp;------------------</div><div><b>From: </b>&nbsp;Belege "
    "&lt;d@h.example&gt;</div><div><b>Date: </b>Tue, Nov 11, 2025 09:14 AM</div><div><b>To: "
    "</b>e@k.example</div>"
    f"<div><b>Subject: </b>x</div><div>{OLD}</div>",
}


@pytest.mark.parametrize("client", HTML)
def test_html(client: str) -> None:
    assert (
        newest_html(f"<html><body><div>{ASK}</div><div><br></div>{HTML[client]}</body></html>", WORDS) == ASK
    )


TEXT = {
    "outlook_cs": "Od: Belege <d@h.example>\nOdesláno: úterý 11. listopadu 2025 9:14\nKomu: "
    "Eva\nPředmět: x\n",
    "outlook_pl": "Od: Belege <d@h.example>\nWysłano: wtorek, 11 listopada 2025 09:14\nDo: Eva\nTemat: x\n",
    "outlook_pt": "De: Belege <d@h.example>\nEnviada em: terça-feira, 11 de novembro de 2025 09:14\n"
    "Para: Eva\nAssunto: x\n",
    "outlook_da": "Fra: Belege <d@h.example>\nSendt: 11. november 2025 09:14\nTil: Eva\nEmne: x\n",
    "outlook_lt": "Nuo: Belege <d@h.example>\nIšsiųsta: 2025 m. lapkričio 11 d. 09:14\nKam: Eva\nTema: x\n",
    "outlook_unknown_land": "Frá: Belege <d@h.example>\nSent: þriðjudagur, 11. nóvember 2025 09:14\n"
    "Til: Eva\nEfni: x\n",
    "gmail_cs": "út 11. 11. 2025 v 9:14 odesílatel Belege <d@h.example> napsal:\n>",
    "gmail_hu": "Belege <d@h.example> ezt írta (időpont: 2025. nov. 11., K, 9:14):\n>",
    "gmail_tr": "Belege <d@h.example>, 11 Kas 2025 Sal, 09:14 tarihinde şunu yazdı:\n>",
    "gmail_ja": "2025年11月11日(火) 9:14 Belege <d@h.example>:\n>",
    "zimbra": "----- On 11 Nov, 2025, at 09:14, Belege d@h.example wrote:\n>",
    "otrs": "11.11.2025 09:14 (Europe/Berlin) - Belege schrieb:\n>",
    "freshdesk": "On Tue, 11 Nov at 9:14 AM , Belege <d@h.example> wrote:\n",
    "evolution": "Am Dienstag, dem 11.11.2025 um 09:14 +0100 schrieb Belege:\n>",
    "spark": "Sent with Spark (https://a.example/s)\nOn 11. Nov 2025 at 9:14 AM +0100, Belege "
    "<d@h.example>, wrote:\n>",
}


@pytest.mark.parametrize("client", TEXT)
def test_text(client: str) -> None:
    assert newest(f"{ASK}\n\n{TEXT[client]} {OLD}\n", WORDS) == ASK
