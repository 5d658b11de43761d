"""oauth.v2.access, auth.revoke and apps.connections.open: tokens and connections."""

import base64
import binascii

from tests.slack.records import Json
from tests.slack.web_api import Caller, Refusal, flag, method


@method("oauth.v2.access", token="")
def access(caller: Caller, arguments: Json) -> Json:
    """A bot token for the code of Slack's page of consent."""
    client, secret = _client(caller, arguments)
    app = next((app for app in caller.slack.apps if app.client_id == client), None)
    if app is None:
        raise Refusal("invalid_client_id")
    if app.client_secret != secret:
        raise Refusal("bad_client_secret")
    code = caller.slack.codes.get(str(arguments.get("code")))
    if code is None or code["app"] is not app:
        raise Refusal("invalid_code")
    if code["used"]:
        raise Refusal("code_already_used")
    if code["redirect_uri"] and code["redirect_uri"] != arguments.get("redirect_uri"):
        raise Refusal("bad_redirect_uri")
    code["used"] = True
    team = code["user"].team
    old = team.installation(app)
    scopes = tuple(dict.fromkeys([*(old.scopes if old else ()), *code["scopes"]]))
    home = team.installs(app, scopes, by=code["user"])
    return {
        "app_id": app.id,
        "authed_user": {"id": code["user"].id},
        "scope": ",".join(scopes),
        "token_type": "bot",
        "access_token": home.bot_token,
        "bot_user_id": home.bot_user.id,
        "team": None if team.enterprise else {"id": team.id, "name": team.name},
        "enterprise": {"id": team.enterprise, "name": "All"} if team.enterprise else None,
        "is_enterprise_install": bool(team.enterprise),
    }


@method("auth.revoke")
def revoke(caller: Caller, arguments: Json) -> Json:
    """Ends the token; without any token the app is no longer installed."""
    if flag(arguments, "test"):
        return {"revoked": False}
    caller.installation.team.uninstalls(caller.app, "token_revoked")
    return {"revoked": True}


@method("apps.connections.open", token="xapp-")
def open_connection(caller: Caller, arguments: Json) -> Json:
    """An address for one Socket Mode connection."""
    if "connections:write" not in caller.app.app_scopes:
        provided = ",".join(caller.app.app_scopes)
        raise Refusal("missing_scope", needed="connections:write", provided=provided)
    if caller.app.request_url:
        raise Refusal("forbidden_app_not_in_socket_mode")
    if caller.slack.sockets.closed_for_now:
        raise Refusal("internal_error")
    return {"url": caller.slack.sockets.address(caller.app)}


def _client(caller: Caller, arguments: Json) -> tuple[str, str]:
    try:
        name, _, secret = base64.b64decode(caller.basic).decode().partition(":")
    except (ValueError, binascii.Error):
        name, secret = "", ""
    return name or str(arguments.get("client_id", "")), secret or str(arguments.get("client_secret", ""))
