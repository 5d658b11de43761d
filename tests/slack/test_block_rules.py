"""The judge of Block Kit: what fits passes, one step over each limit does not, and the Web API says where."""

from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.slack.block_rules import judged, problems, view_problems
from tests.slack.workspace import Slack

Json = dict[str, Any]


def plain(text: str = "Text") -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "Text", **more: object) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: object) -> Json:
    return {"type": "button", "text": plain(), "action_id": "go", **more}


def actions(*elements: Json, **more: object) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def menu(kind: str, count: int) -> Json:
    options = [{"text": plain(f"Nr. {n}"), "value": str(n)} for n in range(count)]
    return {"type": kind, "action_id": "pick", "options": options}


def table(rows: int, cells: int, text: str = "x") -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": text}] * cells] * rows}


GOOD = [
    section("x" * 3000),
    {"type": "header", "text": plain("x" * 150)},
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    actions(*(button(action_id=str(n)) for n in range(25))),
    actions(
        button(text=plain("x" * 75), value="x" * 2000, url="https://x.test/" + "x" * 2985, style="primary")
    ),
    actions(menu("overflow", 5), block_id="x" * 255),
    actions(menu("static_select", 100)),
    section(accessory=menu("overflow", 2)),
    {
        "type": "context",
        "elements": [plain()] * 9 + [{"type": "image", "image_url": "https://x.test", "alt_text": "x"}],
    },
    table(100, 20),
    {"type": "divider"},
    {"type": "image", "image_url": "https://x.test/a.png", "alt_text": "Logo"},
    {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "code"}},
    actions(button(confirm={n: plain("x" * 30) for n in ("title", "text", "confirm", "deny")})),
]
BAD = {
    "text over 3000": section("x" * 3001),
    "empty text": section(""),
    "section of nothing": {"type": "section"},
    "header over 150": {"type": "header", "text": plain("x" * 151)},
    "header in mrkdwn": {"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}},
    "11 fields": {"type": "section", "fields": [plain()] * 11},
    "field over 2000": {"type": "section", "fields": [plain("x" * 2001)]},
    "26 buttons": actions(*(button(action_id=str(n)) for n in range(26))),
    "no buttons": actions(),
    "button text over 75": actions(button(text=plain("x" * 76))),
    "button text in mrkdwn": actions(button(text={"type": "mrkdwn", "text": "x"})),
    "value over 2000": actions(button(value="x" * 2001)),
    "empty value": actions(button(value="")),
    "url over 3000": actions(button(url="https://" + "x" * 3000)),
    "url of nothing": actions(button(url="/d/token")),
    "loud style": actions(button(style="warning")),
    "action_id over 255": actions(button(action_id="x" * 256)),
    "same action_id": actions(button(), button()),
    "block_id over 255": section(block_id="x" * 256),
    "overflow of 1": actions(menu("overflow", 1)),
    "overflow of 6": actions(menu("overflow", 6)),
    "select of 0": actions(menu("static_select", 0)),
    "select of 101": actions(menu("static_select", 101)),
    "option over 75": actions(
        {**menu("static_select", 1), "options": [{"text": plain("x" * 76), "value": "1"}]}
    ),
    "same option": actions({**menu("overflow", 1), "options": [{"text": plain(), "value": "1"}] * 2}),
    "11 in a context": {"type": "context", "elements": [plain()] * 11},
    "button in a context": {"type": "context", "elements": [button()]},
    "no alt text": {"type": "image", "image_url": "https://x.test/a.png"},
    "empty alt text": section(accessory={"type": "image", "image_url": "https://x.test", "alt_text": ""}),
    "101 rows": table(101, 1),
    "21 cells": table(1, 21),
    "no rows": table(0, 0),
    "empty cell": table(1, 1, ""),
    "uneven rows": {"type": "table", "rows": [*table(1, 1)["rows"], *table(1, 2)["rows"]]},
    "10001 in a table": table(1, 1, "x" * 10_001),
    "cell of mrkdwn": {"type": "table", "rows": [[{"type": "mrkdwn", "text": "x"}]]},
    "unknown key": section(colour="red"),
    "unknown key in a button": actions(button(color="red")),
    "unknown key in a text": {"type": "section", "text": {**plain(), "verbatim": True}},
    "unknown block": {"type": "accordion"},
    "no block": {},
    "half a confirmation": actions(button(confirm={"title": plain()})),
    "long confirmation": actions(
        button(confirm={n: plain("x" * 31) for n in ("title", "text", "confirm", "deny")})
    ),
}


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
def test_what_fits_passes(block: Json) -> None:
    assert problems([block]) == []


@pytest.mark.parametrize("block", BAD.values(), ids=BAD.keys())
def test_one_step_further_does_not(block: Json) -> None:
    found = problems([section("erst etwas Gutes"), block])
    assert found and all("[json-pointer:/blocks/1" in finding for finding in found)


def test_a_message_as_a_whole() -> None:
    assert problems([section()] * 50) == [] != problems([section()] * 51)
    assert problems([section(block_id="a"), section(block_id="b")]) == []
    assert "twice" in problems([section(block_id="a"), section(block_id="a")])[0]
    assert "only_one_table_allowed" in problems([table(1, 1), table(1, 1)])[0]
    assert problems([actions(button()), actions(button())]) == []  # unique in its block is enough


@pytest.mark.parametrize(
    ("text", "blocks", "error"),
    [
        ("Text", None, ""),
        ("Text", [section()], ""),
        (None, [section()], "no_text"),
        ("  ", [section()], "no_text"),
        ("x" * 40_001, None, "msg_too_long"),
        ("Text", "[]", "invalid_blocks_format"),
        ("Text", ["section"], "invalid_blocks_format"),
        ("Text", [section("")], "invalid_blocks"),
        ("Text", [section("x" * 2900)] * 4, "msg_blocks_too_long"),
    ],
)
def test_the_error_has_slacks_name(text: object, blocks: object, error: str) -> None:
    assert judged(text, blocks)[0] == error


def modal(**changes: object) -> Json:
    return {"type": "modal", "title": plain(), "blocks": [section()], **changes}


def test_views() -> None:
    code = {"type": "input", "label": plain(), "element": {"type": "plain_text_input", "action_id": "code"}}
    assert view_problems(modal(), "modal") == []
    assert view_problems(modal(blocks=[code], submit=plain()), "modal") == []
    assert view_problems({"type": "home", "blocks": [section()] * 100}, "home") == []
    bad = [
        *(
            modal(blocks=[section()] * 101),
            modal(blocks=[]),
            modal(blocks=[code]),
            modal(title=plain("x" * 25)),
        ),
        *(modal(title=None), modal(private_metadata="x" * 3001), modal(blocks=[table(1, 1)]), None),
    ]
    assert all(view_problems(view, "modal") for view in bad)
    assert view_problems(modal(), "home")


def test_the_web_api_names_the_place() -> None:
    with Slack() as slack:
        house = slack.team("Muster")
        installed = house.installs(slack.app())
        eva = house.member("Eva")
        client = WebClient(token=installed.bot_token, base_url=slack.api_url)
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=eva.id, text="x", blocks=[section(), actions(button(value=""))])
        answer = caught.value.response
        assert answer["error"] == "invalid_blocks"
        assert answer["response_metadata"]["messages"] == [
            "1 to 2000 characters [json-pointer:/blocks/1/elements/0/value]"
        ]
        with pytest.raises(SlackApiError, match="invalid_arguments"):
            client.views_publish(user_id=eva.id, view=modal())
        client.views_publish(user_id=eva.id, view={"type": "home", "blocks": [section("Guten Tag")]})
        view = eva.home()
        assert view and "Guten Tag" in view.everything() and "Guten Tag" in slack.everything()
        assert [call.problems != () for call in slack.calls] == [True, True, False]
