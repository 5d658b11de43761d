"""An app's request address: proved by url_verification, and open to any request that a test makes up."""

import json
import secrets
from typing import TYPE_CHECKING

from tests.slack.delivery import request
from tests.slack.signing import signed_headers

if TYPE_CHECKING:
    from tests.slack.workspace import App


def get_verified(app: "App", url: str) -> None:
    """Sends the challenge; raises when it does not come back as Slack wants it."""
    challenge = secrets.token_urlsafe(24)
    told = {"token": app.verification_token, "challenge": challenge, "type": "url_verification"}
    body = json.dumps(told).encode()
    headers = {"Content-Type": "application/json", **signed_headers(app.signing_secret, body)}
    answer = request(url, body, headers, app.slack.patience)
    echo = answer.response.get("challenge") if isinstance(answer.response, dict) else answer.response
    if answer.status != 200 or echo != challenge:
        raise AssertionError(f"the address did not answer with the challenge: {answer}")


def post(
    app: "App",
    body: bytes | str,
    secret: str | None = None,
    timestamp: str | None = None,
    content_type: str = "application/json",
    headers: dict[str, str | None] | None = None,
) -> tuple[int, str]:
    """A request signed with `secret` (the app's own when None) at `timestamp` (now when None).

    `headers` replace or, with None, leave out what would be sent. Status 0 means that no answer came."""
    raw = body.encode() if isinstance(body, str) else body
    signed = signed_headers(app.signing_secret if secret is None else secret, raw, timestamp)
    merged = {"Content-Type": content_type, **signed, **(headers or {})}
    kept = {name: value for name, value in merged.items() if value is not None}
    answer = request(app.request_url, raw, kept, app.slack.patience)
    text = answer.response if isinstance(answer.response, str) else json.dumps(answer.response)
    return answer.status, "" if answer.response is None else text
