"""Whatever a reply says, Slack takes its blocks, and nothing in them is a sign of Slack's."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.slack.blocks import said
from bot.channels.slack.markup import escaped, pieces, plain, unescaped
from handlers.answers import Reply
from handlers.letters.letter import Letter, Part, Row
from tests.bot.slack.conftest import base
from tests.pace import grows_linearly
from tests.slack.block_rules import judged

WORDS = st.text(max_size=60) | st.sampled_from(
    ["<!channel>", "<@U1>", "*a*", "&amp;", "<https://x|y>", "\x00", "`"]
)


def letter(rows: int, text: str, options: int, url: str = "") -> Reply:
    """A reply with so many rows and options of the same words."""
    part = Part(
        intro=text,
        rows=tuple(Row(f"{text} · {n}", text, ()) for n in range(rows)),
        options=tuple((str(n), text) for n in range(1, options + 1)),
        lines=(text,),
    )
    whole = Letter(
        "Hallo", (part,), (part,), text, text, text, url, f"{text} {url}", "Öffnen", text, offers=True
    )
    return Reply("answer", "a@b.test", "de", "", text or "x", letter=whole)


def problems(reply: Reply) -> list[str]:
    """What Slack would say."""
    message = said(reply, base().house.tongues["de"], "<x@docclerk.slack.invalid>")
    error, found = judged(message.text, list(message.blocks))
    return [error, *found] if error else []


@settings(max_examples=30, deadline=None)
@given(WORDS.filter(str.strip), st.integers(0, 60), st.integers(0, 40))
def test_slack_takes_it(text: str, rows: int, options: int) -> None:
    assert problems(letter(rows, text, options, "https://desk.house.test/d/x")) == []


def test_slack_takes_a_very_long_one() -> None:
    for text in ("W" * 20_000, "&<>" * 3000, "x\n" * 5000):
        assert problems(letter(50, text, 30, "https://desk.house.test/d/x")) == []
        assert problems(Reply("notice", "a@b.test", "de", "", text * 3)) == []


@given(st.text())
def test_nothing_is_a_sign(text: str) -> None:
    shown = escaped(text)
    assert "<" not in shown
    assert ">" not in shown
    assert not re.search(r"&(?!(?:amp|lt|gt);)", shown)
    assert unescaped(shown) == "".join(c if c >= " " or c == "\n" else " " for c in text)


@given(st.text(alphabet="ab&\n ", max_size=400), st.integers(40, 80))
def test_pieces_hold_all_and_break_no_sign(text: str, most: int) -> None:
    parts = pieces(escaped(text), most)
    assert all(len(p) <= most and not re.search(r"&(?!(?:amp|lt|gt);)", p) for p in parts)
    squeezed = "".join("".join(parts).split())
    assert squeezed == "".join(escaped(text).split())


def test_what_people_type_is_read_as_meant() -> None:
    for typed, meant in (
        ("<@U123ABC> Rechnung RE-1", "Rechnung RE-1"),
        ("<mailto:eva@buyer.test|eva@buyer.test>", "eva@buyer.test"),
        ("A &amp; B &lt;C&gt; &amp;lt;", "A & B <C> &lt;"),
        ("<https://x.test/a?b=1&amp;c=2>", "https://x.test/a?b=1&c=2"),
        ("<http://re-1.test|re-1.test>", "http://re-1.test"),
        ("<!here> <#C1|einkauf>", "einkauf"),
        ("a < b > c", "a < b > c"),
        ("", ""),
    ):
        assert plain(typed) == meant


@pytest.mark.parametrize("part", ["<", "<a", "<|", "&", "x", "<!", "<@", "&lt;"])
def test_hostile_text_costs_as_it_is_long(part: str) -> None:
    assert grows_linearly(lambda n: plain("<" + part * n), 10_000)
