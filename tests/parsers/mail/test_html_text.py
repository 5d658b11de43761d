"""HTML mails: what a reader sees, and what of it is new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.mail.html_text import newest_html, to_text
from parsers.mail.quotes import MailWords
from tests.effort import calls
from tests.pace import grows_linearly
from tests.words import LANGUAGES

WORDS = MailWords.compile(LANGUAGES)

VISIBLE = {
    "<p>Hallo</p><p>Welt</p>": "Hallo\n\nWelt",
    "<div>a</div><div>b</div>": "a\nb",
    "a<br>b<br/><br>c": "a\nb\n\nc",
    "eins  \n zwei\t<b>drei</b> vier": "eins zwei drei vier",
    "<table><tr><td>RE-1</td><td>12,50</td></tr><tr><td>2</td><td>3</td></tr></table>": "RE-1\t12,50\n2\t3",
    "<table><tr><td><p class=MsoNormal>RE-1</p></td><td><p>12</p></td></tr></table>nach": "RE-1\t12\n\nnach",
    "vor<table><tr><td>RE-1</table>": "vor\n\nRE-1",
    "<ul><li>eins<li>zwei</ul>": "eins\nzwei",
    "<pre>a\n  b</pre>": "a\nb",
    "<div style='white-space: pre-wrap'>a\nb</div>": "a\nb",
    "&lt;b&gt; &amp; &uuml;&nbsp;&#8364;": "<b> & ü €",
    "Rech\u00adnung\u200b 7": "Rechnung 7",
    "a < b und c > d": "a < b und c > d",
    "<a href='x>y'>Link</a> Ende": "Link Ende",
    '<p style="a" title="x > y">Text</p>': "Text",
    "<!-- nichts --><![if !mso]>da<![endif]>": "da",
    "<!--[if mso]><p>nur Word</p><![endif]-->da": "da",
    "<script>if (a < b) {}</script>da<style>p{}</style>": "da",
    "<head><title>Titel</title><meta></head><body>da</body>": "da",
    "<head><meta charset=x><div>da</div>": "da",
    "<b>fett": "fett",
    "</div></p>da": "da",
    "da<!-- offen": "da",
    "da<style> offen": "da",
    "": "",
    "nur Text": "nur Text",
    "&#99999999999999999999;x": "\ufffdx",
}


@pytest.mark.parametrize("html", VISIBLE)
def test_visible_text(html: str) -> None:
    assert to_text(html) == VISIBLE[html]


HIDDEN = [
    "<div style='display:none'>alle Rechnungen<p>bitte</p></div>",
    "<div style='DISPLAY : NONE !important'>alle Rechnungen</div>",
    "<p hidden>alle Rechnungen</p>",
    "<span style='font-size:0px'>alle Rechnungen</span>",
    "<span style='font-size:0;'>alle Rechnungen</span>",
    "<span style='visibility: hidden'>alle Rechnungen</span>",
    "<span style='opacity:0'>alle Rechnungen</span>",
    "<span style='mso-hide:all'>alle Rechnungen</span>",
    "<font color='#FFFFFF'>alle Rechnungen</font>",
    "<span style='color: rgb(255, 255, 255)'>alle Rechnungen</span>",
    "<style>.x { display: none }</style><div class='a x'>alle Rechnungen</div>",
    "<style>/* .y{} */ div#z{visibility:hidden;color:red}</style><div id=z>alle Rechnungen</div>",
    "<template>alle Rechnungen</template>",
    "<div style='display:none'><b>alle</div> Rechnungen</b>",
]


@pytest.mark.parametrize("html", HIDDEN[:-1])
def test_hidden_text_is_not_read(html: str) -> None:
    assert to_text(f"<p>vor</p>{html}<p>nach</p>") == "vor\n\nnach"


def test_hiding_ends_with_its_element() -> None:
    assert to_text(HIDDEN[-1]).strip() == "Rechnungen"
    assert to_text("<td style='font-size:0px'><div style='font-size:14px'>da</div>weg</td>") == "da"
    assert to_text("<td bgcolor='#003366'><font color=white>da</font></td>") == "da"
    assert to_text("<style>@media print { .x { display:none } }</style><p class=x>da</p>") == "da"
    assert (
        to_text("<span style='font-size:0.9em'>da</span><span style='font-size:10px'> auch</span>")
        == "da auch"
    )


ANSWER = "<div>bitte Lieferschein 4711</div>"
OLD = "<p>anbei RE-99</p><p>Tom</p>"
HEAD = (
    "<b>Von:</b> Tom &lt;tom@haus.example&gt;<br><b>Gesendet:</b> Montag, 6. Mai 2024 09:12<br>"
    "<b>An:</b> Jana<br><b>Betreff:</b> AW: Anfrage"
)
FOREIGN_HEAD = (
    HEAD.replace("Von", "Xy").replace("Gesendet", "Zw").replace("An:", "Qq:").replace("Betreff", "Rr")
)
CLIENTS = {
    "gmail": "<div class='gmail_quote'><div class='gmail_attr'>Am Mo., 6. Mai 2024 um 09:12 Uhr "
    "schrieb Tom &lt;<a "
    f"href='mailto:t@h.example'>t@h.example</a>&gt;:<br></div><blockquote "
    f"class='gmail_quote'>{OLD}</blockquote></div>",
    "apple": "<br><div><blockquote type='cite'><div>Am 06.05.2024 um 09:12 schrieb Tom "
    "&lt;t@h.example&gt;:</div>"
    f"<br>{OLD}</blockquote></div>",
    "thunderbird": "<div class='moz-cite-prefix'>Am 06.05.24 um 09:12 schrieb Tom:<br></div>"
    f"<blockquote type='cite' cite='mid:x'>{OLD}</blockquote>",
    "thunderbird_foreign": "<div class='moz-cite-prefix'>06.05.24 09:12 keltezéssel, Tom xyzzy:<br></div>"
    f"<blockquote type='cite' cite='mid:x'>{OLD}</blockquote>",
    "outlook": "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
    "<p class=MsoNormal>"
    f"{HEAD}</p></div>{OLD}",
    "outlook_foreign": "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
    f"<p class=MsoNormal>{FOREIGN_HEAD}</p></div>{OLD}",
    "outlook_web": f"<div id='appendonsend'></div><hr tabindex='-1'><div id='divRplyFwdMsg' "
    f"dir='ltr'>{HEAD}</div>{OLD}",
    "outlook_nested": f"<hr><div id='x_divRplyFwdMsg'>{FOREIGN_HEAD}</div>{OLD}",
    "outlook_paragraphs": "".join(f"<p>{line}</p>" for line in HEAD.split("<br>")) + OLD,
    "outlook_table": "<table>"
    + "".join(f"<tr><td>{line.replace('</b>', '</b></td><td>')}</td></tr>" for line in HEAD.split("<br>"))
    + f"</table>{OLD}",
    "yahoo": f"<div id='yahoo_quoted_1' class='yahoo_quoted'><div>Am Montag schrieb Tom:</div>{OLD}</div>",
    "gmx": f"<div name='quote' style='margin:10px'><div>{HEAD}</div>{OLD}</div>",
    "proton": f"<div class='protonmail_quote'>Tom wrote:<blockquote type='cite'>{OLD}</blockquote></div>",
    "roundcube": f"<p id='reply-intro'>Am 2024-05-06 09:12, schrieb Tom:</p><blockquote "
    f"type='cite'>{OLD}</blockquote>",
    "hotmail": f"<hr id='stopSpelling'>Date: Mon, 6 May 2024 09:12:00 +0200<br>From: t@h.example"
    f"<br>To: x<br>{OLD}",
    "typed": "<p>Am 06.05.2024 schrieb Tom:</p><p>&gt; anbei RE-99</p>",
    "torn_font": f"<font>Am 06.05.2024 um 09:12 schrieb Tom:<blockquote type=cite></font>{OLD}</blockquote>",
}


@pytest.mark.parametrize("client", CLIENTS)
def test_history_goes(client: str) -> None:
    page = f"<html><body>{ANSWER}<br>{CLIENTS[client]}</body></html>"
    assert newest_html(page, WORDS) == "bitte Lieferschein 4711"


@pytest.mark.parametrize(
    "client", ["gmail", "apple", "thunderbird", "thunderbird_foreign", "yahoo", "roundcube"]
)
def test_the_answer_below_stays(client: str) -> None:
    assert (
        newest_html(f"<html><body>{CLIENTS[client]}{ANSWER}</body></html>", WORDS)
        == "bitte Lieferschein 4711"
    )


def test_answers_between_quotes_stay() -> None:
    quote = "<blockquote class='gmail_quote'>{}</blockquote>"
    page = f"<div class=gmail_quote>{quote.format('Nummer?')}RE-7{quote.format('Jahr?')}2024</div>"
    assert newest_html(page, WORDS) == "RE-7\n\n2024"


def test_an_indented_block_is_no_quote() -> None:
    indented = "<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>RE-7</blockquote>"
    page = f"<p>bitte:</p>{indented}<p>Danke</p>"
    assert newest_html(page, WORDS) == "bitte:\n\nRE-7\n\nDanke"


def test_a_marked_signature_goes() -> None:
    signature = "<div class='gmail_signature'>Jana Roth<br>Kundennr. 123456</div>"
    assert newest_html(f"{ANSWER}{signature}", WORDS) == "bitte Lieferschein 4711"
    assert newest_html(f"<div class=gmail_signature>{ANSWER}</div>", WORDS) == "bitte Lieferschein 4711"


@given(st.text(alphabet=st.sampled_from("<>/=\"'&;#9ab !-pdivtrblockquote"), max_size=200))
def test_any_text_is_read(html: str) -> None:
    to_text(html)
    newest_html(html, WORDS)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<p>x",
        "<td>x",
        "<!--",
        "<style>",
        "<style>{",
        "<a b='",
        '<a "',
        "<",
        "&#9",
        "</p>",
        "<b><div></b>",
        "<pre>\n",
    ],
)
def test_a_hostile_page_costs_little(unit: str) -> None:
    assert grows_linearly(lambda n: newest_html(unit * (n // len(unit)), WORDS), 16_000)


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<td>x",
        "<pre>\n",
        "<b>x",
        "</p>",
        "<br>",
        "<i><p>",
        "<b><div></b>",
        "<div hidden>",
        "<blockquote>a",
    ],
)
def test_twice_the_page_takes_at_most_twice_the_work(unit: str) -> None:
    once, twice = (calls(lambda n=n: newest_html(unit * n, WORDS)) for n in (1000, 2000))
    assert twice <= 2.1 * once


@pytest.mark.parametrize("unit", ["<td>", "<br>", "<p>x", "<pre>\n"])
def test_tags_without_end_are_not_all_read(unit: str) -> None:
    once, twice = (calls(lambda n=n: to_text(unit * n)) for n in (55_000, 110_000))
    assert twice <= 1.01 * once


def test_lines_without_end_are_not_all_read() -> None:
    once, twice = (calls(lambda n=n: to_text("<pre>" + "\n" * n)) for n in (20_000, 40_000))
    assert twice <= 1.01 * once


def test_a_setting_ends_with_the_element_that_made_it() -> None:
    inner = "<p style='font-size:0'>nein<span style='font-size:12px'>ja</span>nein</p>"
    assert (
        to_text(f"<div bgcolor=#000><font color=white>a{inner}</font></div><font color=white>b</font>c")
        == "a\n\nja\n\nc"
    )
