"""views.publish, views.open and views.update: App Home and modals."""

import copy
import secrets

from tests.slack import block_rules
from tests.slack.records import Json, View
from tests.slack.web_api import Caller, Refusal, loaded, method, required


@method("views.publish")
def publish(caller: Caller, arguments: Json) -> Json:
    """Somebody's Home tab."""
    required(arguments, "user_id", "view")
    user, home = caller.user(arguments["user_id"]), caller.installation
    body = _judged(arguments, "home")
    place = ("home", caller.app.id, home.team.id, user.id)
    with caller.slack.changed:
        old = caller.slack.views.get(place)
        if arguments.get("hash") and (old is None or old.hash != arguments["hash"]):
            raise Refusal("hash_conflict")
        view = _made(caller, body, old.id if old else "")
        caller.slack.views[place] = view
        caller.slack.changed.notify_all()
    return {"view": view.payload()}


@method("views.open")
def open_view(caller: Caller, arguments: Json) -> Json:
    """A modal, within three seconds of what the person did."""
    required(arguments, "view")
    trigger = str(arguments.get("trigger_id") or arguments.get("interactivity_pointer") or "")
    with caller.slack.changed:
        if trigger not in caller.slack.triggers:
            raise Refusal("invalid_trigger_id" if trigger else "invalid_arguments")
        given, user = caller.slack.triggers[trigger]
        if user is None:
            raise Refusal("exchanged_trigger_id")
        if caller.slack.now() - given > 3:
            raise Refusal("expired_trigger_id")
        body = _judged(arguments, "modal")
        caller.slack.triggers[trigger] = (given, None)
        user.modal = _made(caller, body)
        place = ("modal", caller.app.id, caller.installation.team.id, user.id)
        caller.slack.views[place] = user.modal
        caller.slack.changed.notify_all()
    return {"view": user.modal.payload()}


@method("views.update")
def update_view(caller: Caller, arguments: Json) -> Json:
    """Another content for an open view."""
    required(arguments, "view")
    found = [
        v for v in caller.slack.views.values() if v.id == arguments.get("view_id") and v.app is caller.app
    ]
    if not found:
        raise Refusal("not_found")
    if arguments.get("hash") and found[0].hash != arguments["hash"]:
        raise Refusal("hash_conflict")
    body = _judged(arguments, found[0].body["type"])
    found[0].body, found[0].hash = body, _hash(caller)
    return {"view": found[0].payload()}


def _judged(arguments: Json, kind: str) -> Json:
    view = loaded(arguments, "view", "invalid_arguments")
    if problems := block_rules.view_problems(view, kind):
        raise Refusal("invalid_arguments", [f"[ERROR] {problem}" for problem in problems])
    body: Json = copy.deepcopy(view)
    return body | {"blocks": block_rules.with_ids(view["blocks"])}


def _made(caller: Caller, body: Json, number: str = "") -> View:
    home = caller.installation
    return View(number or caller.slack.number("V"), caller.app, home.team, body, _hash(caller), home.bot_id)


def _hash(caller: Caller) -> str:
    return f"{int(caller.slack.now())}.{secrets.token_hex(4)}"
