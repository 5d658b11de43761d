"""Judges Block Kit: the SDK's models, then Slack's limits, ids and places; findings have a pointer."""

import copy
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from slack_sdk.models.blocks import Block, BlockElement
from slack_sdk.models.views import View as SdkView

from tests.slack.block_elements import INPUTS, MENUS, PARTS, confirm, element, ids, text_object, unknown
from tests.slack.records import Json, words

TEXT, BLOCKS_IN_ALL, VIEW_BYTES = 40_000, 11_000, 250_000
ON_VIEWS = ("section", "divider", "image", "actions", "context", "header", "input", "rich_text", "video")
ON_MESSAGES = (*ON_VIEWS, "markdown", "table", "context_actions")
_CELLS = ("raw_text", "raw_number", "rich_text")


def judged(text: object, blocks: object) -> tuple[str, list[str]]:
    """Slack's error for a message ("" when all is well) and the places; no `text` is an error too."""
    if not isinstance(text, str) or not text.strip():
        return "no_text", ["a message needs a top-level text, for notifications and screen readers"]
    if len(text) > TEXT:
        return "msg_too_long", [f"text has {len(text)} characters [json-pointer:/text]"]
    if blocks is None:
        return "", []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        return "invalid_blocks_format", ["blocks must be a list of objects [json-pointer:/blocks]"]
    if found := problems(blocks):
        return "invalid_blocks", found
    length = sum(map(len, words([block for block in blocks if block["type"] != "table"])))
    if length > BLOCKS_IN_ALL:
        return "msg_blocks_too_long", [f"{length} characters in all blocks, {BLOCKS_IN_ALL} at most"]
    return "", []


def problems(blocks: list[Json], surface: str = "message") -> list[str]:
    """What Slack would not take; `surface` is message, home or modal."""
    most = 50 if surface == "message" else 100
    found = [] if len(blocks) <= most else [f"no more than {most} items allowed [json-pointer:/blocks]"]
    if surface != "message" and not blocks:
        found.append("a view needs a block [json-pointer:/blocks]")
    for number, block in enumerate(blocks):
        found.extend(
            f"{finding} [json-pointer:/blocks/{number}{at}]" for at, finding in _block(block, surface)
        )
    given = Counter(block["block_id"] for block in blocks if isinstance(block.get("block_id"), str))
    found.extend(
        f"block_id `{name}` is used twice [json-pointer:/blocks]" for name, n in given.items() if n > 1
    )
    tables = [block for block in blocks if block.get("type") == "table"]
    if len(tables) > 1:
        found.append("only_one_table_allowed [json-pointer:/blocks]")
    return found


def view_problems(view: object, kind: str) -> list[str]:
    """The same for a view of `kind` home or modal, with its title, buttons and sizes."""
    if not isinstance(view, dict) or not isinstance(view.get("blocks"), list):
        return ["a view is an object with blocks [json-pointer:/view]"]
    found = [] if view.get("type") == kind else [f"type must be {kind} [json-pointer:/view/type]"]
    found += problems(view["blocks"], kind)
    found += [f"{why} [json-pointer:/view/{name}]" for name, why in _frame(view, kind)]
    try:
        SdkView(**copy.deepcopy(view)).to_dict()
    except Exception as broken:
        found.append(f"slack_sdk: {broken} [json-pointer:/view]")
    return found


def with_ids(blocks: list[Json] | None) -> list[Json]:
    """Blocks as Slack stores them: each block and interactive element has an id."""
    kept = copy.deepcopy(blocks or [])
    for number, block in enumerate(kept):
        block.setdefault("block_id", f"b{number}{_short(block)}")
        parts = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
        for place, part in enumerate(parts):
            if isinstance(part, dict) and part.get("type") in (*PARTS, *INPUTS):
                part.setdefault("action_id", f"a{number}.{place}")
    return kept


def _short(block: Json) -> str:
    return re.sub(r"\W", "", json.dumps(block))[:4]


def _frame(view: Json, kind: str) -> Iterator[tuple[str, str]]:
    if len(json.dumps(view)) > VIEW_BYTES:
        yield "", "view_too_large"
    if kind == "modal":
        if not view.get("title"):
            yield "title", "missing required field: title"
        if not view.get("submit") and any(block.get("type") == "input" for block in view["blocks"]):
            yield "submit", "a view with input blocks needs a submit button"
    for name in ("title", "submit", "close"):
        for at, why in text_object(view.get(name), 24, plain=True, optional=True):
            yield f"{name}{at}", why


def _block(block: Json, surface: str) -> Iterator[tuple[str, str]]:
    kind = str(block.get("type"))
    allowed = ON_MESSAGES if surface == "message" else ON_VIEWS
    if kind not in allowed:
        yield "/type", f"unsupported type: {kind}"
        return
    try:
        parsed: Any = Block.parse(copy.deepcopy(block))
        parsed.to_dict()
        yield from unknown(block, {*parsed.attributes, "block_id"})
    except Exception as broken:
        yield "", f"slack_sdk: {broken}"
    yield from ids(block, "block_id")
    yield from _RULES.get(kind, _nothing)(block)
    inside = [*block.get("elements", ()), block.get("accessory"), block.get("element")]
    names = Counter(
        part.get("action_id") for part in inside if isinstance(part, dict) and part.get("action_id")
    )
    for name, number in names.items():
        if number > 1:
            yield "/elements", f"`action_id` {name!r} already exists"


def _nothing(_: Json) -> Iterator[tuple[str, str]]:
    yield from ()


def _section(block: Json) -> Iterator[tuple[str, str]]:
    fields = block.get("fields")
    if not block.get("text") and not fields:
        yield "", "missing required field: text or fields"
    for at, why in text_object(block.get("text"), 3000, optional=True):
        yield f"/text{at}", why
    if fields is not None and not (isinstance(fields, list) and 1 <= len(fields) <= 10):
        yield "/fields", "1 to 10 fields allowed"
    for number, each in enumerate(fields if isinstance(fields, list) else ()):
        for at, why in text_object(each, 2000):
            yield f"/fields/{number}{at}", why
    if "accessory" in block:
        yield from _element(block["accessory"], "/accessory", (*PARTS, "image"))


def _header(block: Json) -> Iterator[tuple[str, str]]:
    for at, why in text_object(block.get("text"), 150, plain=True):
        yield f"/text{at}", why


def _actions(block: Json) -> Iterator[tuple[str, str]]:
    parts = block.get("elements")
    if not isinstance(parts, list) or not 1 <= len(parts) <= 25:
        yield "/elements", "1 to 25 items allowed"
        return
    for number, part in enumerate(parts):
        yield from _element(part, f"/elements/{number}", PARTS)


def _context(block: Json) -> Iterator[tuple[str, str]]:
    parts = block.get("elements")
    if not isinstance(parts, list) or not 1 <= len(parts) <= 10:
        yield "/elements", "1 to 10 items allowed"
        return
    for number, part in enumerate(parts):
        if isinstance(part, dict) and part.get("type") == "image":
            yield from _element(part, f"/elements/{number}", ("image",))
        else:
            for at, why in text_object(part, 3000):
                yield f"/elements/{number}{at}", why


def _input(block: Json) -> Iterator[tuple[str, str]]:
    for at, why in text_object(block.get("label"), 2000, plain=True):
        yield f"/label{at}", why
    for at, why in text_object(block.get("hint"), 2000, plain=True, optional=True):
        yield f"/hint{at}", why
    yield from _element(block.get("element"), "/element", (*MENUS, *INPUTS))


def _image(block: Json) -> Iterator[tuple[str, str]]:
    yield from _element({**block, "type": "image"}, "", ("image",))
    for at, why in text_object(block.get("title"), 2000, plain=True, optional=True):
        yield f"/title{at}", why


def _markdown(block: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(block.get("text"), str) or not 1 <= len(block["text"]) <= 12_000:
        yield "/text", "1 to 12000 characters"


def _table(block: Json) -> Iterator[tuple[str, str]]:
    rows, settings = block.get("rows"), block.get("column_settings")
    if not isinstance(rows, list) or not 1 <= len(rows) <= 100 or not all(isinstance(r, list) for r in rows):
        yield "/rows", "1 to 100 rows allowed"
        return
    if len({len(row) for row in rows}) > 1 or not 1 <= len(rows[0]) <= 20:
        yield "/rows", "all rows have the same number of cells, 1 to 20"
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            kind = cell.get("type") if isinstance(cell, dict) else None
            if kind not in _CELLS:
                yield f"/rows/{y}/{x}", f"unsupported cell: {kind}"
            elif kind == "raw_text" and not cell.get("text"):
                yield f"/rows/{y}/{x}/text", "must be more than 0 characters"
    if sum(map(len, words(rows))) > 10_000:
        yield "/rows", "no more than 10000 characters in all cells"
    if settings is not None and not (isinstance(settings, list) and 1 <= len(settings) <= 20):
        yield "/column_settings", "1 to 20 items allowed"
    for number, setting in enumerate(settings if isinstance(settings, list) else ()):
        if setting is not None and setting.get("align", "left") not in ("left", "center", "right"):
            yield f"/column_settings/{number}/align", "left, center or right"


def _element(part: object, at: str, allowed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if not isinstance(part, dict) or part.get("type") not in allowed:
        yield f"{at}/type", f"unsupported element: {part.get('type') if isinstance(part, dict) else part}"
        return
    try:
        parsed: Any = BlockElement.parse(copy.deepcopy(part))
        if at:
            parsed.to_dict()
            yield from (
                (f"{at}{place}", why) for place, why in unknown(part, {*parsed.attributes, "focus_on_load"})
            )
    except Exception as broken:
        yield at, f"slack_sdk: {broken}"
    yield from ((f"{at}{place}", why) for place, why in element(part))
    yield from ((f"{at}/confirm{place}", why) for place, why in confirm(part.get("confirm")))


_RULES: dict[str, Callable[[Json], Iterator[tuple[str, str]]]] = {
    "section": _section,
    "header": _header,
    "actions": _actions,
    "context": _context,
    "input": _input,
    "image": _image,
    "markdown": _markdown,
    "table": _table,
}
