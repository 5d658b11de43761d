"""Slack's limits for texts, buttons, menus, images and confirmations; findings are (pointer, reason)."""

import re
from collections.abc import Iterator

from tests.slack.records import Json

_SELECTS = tuple(f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels"))
MENUS = (
    *(*_SELECTS, *(f"multi_{name}" for name in _SELECTS), "overflow", "checkboxes", "radio_buttons"),
    *("datepicker", "timepicker", "datetimepicker"),
)
PARTS = ("button", *MENUS)
INPUTS = tuple(f"{kind}_input" for kind in ("plain_text", "email_text", "url_text", "number"))
_OPTIONS = {
    "overflow": (2, 5),
    "checkboxes": (1, 10),
    "radio_buttons": (1, 10),
    "static_select": (1, 100),
    "multi_static_select": (1, 100),
}
_MENU_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}:\S+\Z", re.IGNORECASE)
Findings = Iterator[tuple[str, str]]


def text_object(node: object, most: int, plain: bool = False, optional: bool = False) -> Findings:
    """A text object of 1 to `most` characters; `plain` forbids mrkdwn."""
    if node is None and optional:
        return
    if not isinstance(node, dict):
        yield "", "must be a text object"
        return
    kind, text = node.get("type"), node.get("text")
    if kind not in (("plain_text",) if plain else ("plain_text", "mrkdwn")):
        yield "/type", f"unsupported text type: {kind}"
    yield from unknown(node, {"type", "text", "emoji" if kind == "plain_text" else "verbatim"})
    if not isinstance(text, str) or not text:
        yield "/text", "must be more than 0 characters"
    elif len(text) > most:
        yield "/text", f"must be less than {most + 1} characters"


def unknown(node: Json, known: set[str]) -> Findings:
    """Keys that Slack does not know here."""
    for name in node:
        if name not in known:
            yield f"/{name}", f"invalid additional property: {name}"


def ids(node: Json, name: str) -> Findings:
    """An id of 1 to 255 characters, when there is one."""
    if name in node and not (isinstance(node[name], str) and 1 <= len(node[name]) <= 255):
        yield f"/{name}", "1 to 255 characters"


def element(part: Json) -> Findings:
    """Everything inside a block that is no text."""
    kind = part["type"]
    yield from ids(part, "action_id")
    if kind == "button":
        yield from _button(part)
    elif kind == "image":
        yield from _image(part)
    if kind in _OPTIONS:
        yield from _menu(part, *_OPTIONS[kind])
    for at, why in text_object(part.get("placeholder"), 150, plain=True, optional=True):
        yield f"/placeholder{at}", why


def confirm(node: object) -> Findings:
    """A confirmation dialog, when there is one."""
    if node is None:
        return
    if not isinstance(node, dict):
        yield "", "must be a confirm object"
        return
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        for at, why in text_object(node.get(name), most, plain=name != "text"):
            yield f"/{name}{at}", why


def _button(part: Json) -> Findings:
    for at, why in text_object(part.get("text"), 75, plain=True):
        yield f"/text{at}", why
    if not _short(part.get("value"), 2000):
        yield "/value", "1 to 2000 characters"
    if not _address(part.get("url")):
        yield "/url", "an address of at most 3000 characters"
    if part.get("style", "primary") not in ("primary", "danger"):
        yield "/style", "primary or danger"
    if not _short(part.get("accessibility_label"), 75):
        yield "/accessibility_label", "1 to 75 characters"


def _image(part: Json) -> Findings:
    if not isinstance(part.get("alt_text"), str) or not 1 <= len(part["alt_text"]) <= 2000:
        yield "/alt_text", "1 to 2000 characters"
    if not part.get("slack_file") and not (part.get("image_url") and _address(part["image_url"])):
        yield "/image_url", "an address of at most 3000 characters"


def _menu(part: Json, least: int, most: int) -> Findings:
    groups, options = part.get("option_groups"), part.get("options")
    if groups is not None:
        if not isinstance(groups, list) or not 1 <= len(groups) <= 100:
            yield "/option_groups", "1 to 100 groups allowed"
            return
        lists = [(f"/option_groups/{n}/options", group.get("options")) for n, group in enumerate(groups)]
    else:
        lists = [("/options", options)]
    for at, choices in lists:
        if not isinstance(choices, list) or not least <= len(choices) <= most:
            yield at, f"{least} to {most} options allowed"
            continue
        for number, option in enumerate(choices):
            yield from ((f"{at}/{number}{place}", why) for place, why in _option(option, part["type"]))
        values = [option.get("value") for option in choices if isinstance(option, dict)]
        if len(set(values)) < len(values):
            yield at, "two options with the same value"


def _option(option: object, kind: str) -> Findings:
    if not isinstance(option, dict):
        yield "", "must be an option"
        return
    for at, why in text_object(option.get("text"), 75, plain=kind not in ("checkboxes", "radio_buttons")):
        yield f"/text{at}", why
    if not option.get("value") or not _short(option["value"], 150):
        yield "/value", "1 to 150 characters"
    for at, why in text_object(option.get("description"), 75, plain=True, optional=True):
        yield f"/description{at}", why
    if "url" in option and (kind != "overflow" or not _address(option["url"])):
        yield "/url", "an address of at most 3000 characters, in overflow menus only"


def _short(value: object, most: int) -> bool:
    return value is None or (isinstance(value, str) and 1 <= len(value) <= most)


def _address(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= 3000 and bool(_MENU_URL.match(value)))
