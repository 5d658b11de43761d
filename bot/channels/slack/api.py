"""Calls of Slack's Web API: passing trouble told from lasting refusal, 429 honoured, nothing sent twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.channels import PermanentFailure, TemporaryFailure

TIMEOUT = 15  # seconds for one call
DEFAULT = "https://slack.com/api/"
# Slack's own trouble, and what an operator mends; everything else is refused for good.
PASSING = frozenset(
    {
        *("ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable"),
        *("request_timeout", "accesslimited", "team_added_to_org", "missing_scope", "not_in_channel"),
    }
)
BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
LONGEST_WAIT = 3600  # seconds of a Retry-After that are believed

Answer = Mapping[str, Any]


class Refused(PermanentFailure):
    """Slack said no; `error` is its word."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.error = error


@dataclass(frozen=True, slots=True)
class Api:
    """One address of the Web API; every call is made once, the outbox knows when to try again."""

    url: str = DEFAULT

    def client(self, token: str = "") -> WebClient:
        """Without retries of its own: what Slack has done although the line broke must not be done twice."""
        return WebClient(token=token, base_url=self.url or DEFAULT, timeout=TIMEOUT, retry_handlers=[])

    def call(self, token: str, method: str, **arguments: Any) -> Answer:
        """The answer to one call. Raises TemporaryFailure or Refused."""
        as_json = method.startswith(("chat.", "views."))
        given: dict[str, Any] = {"json": arguments} if as_json else {"data": arguments}
        try:
            answer = self.client(token).api_call(method, **given)
        except SlackClientError as error:
            raise failure(method, getattr(error, "response", None)) from None
        except (OSError, HTTPException, ValueError) as error:  # ValueError: an answer that is no JSON
            raise TemporaryFailure(f"{method}: {type(error).__name__}") from None
        if not isinstance(answer.data, dict):
            raise TemporaryFailure(f"{method}: an answer that is no JSON")
        return {**answer.data, "scopes": scopes_in(answer.headers)}


def failure(method: str, response: Any) -> TemporaryFailure | Refused:
    """What an answer that is no ok means."""
    status = getattr(response, "status_code", 0)
    data = getattr(response, "data", None)
    error = str(data.get("error") or "") if isinstance(data, dict) else ""
    if status == 429 or error in {"ratelimited", "rate_limited"}:
        return TemporaryFailure(f"{method}: 429", retry_after(getattr(response, "headers", {}) or {}))
    if error in PASSING or not error or status >= 500:
        return TemporaryFailure(f"{method}: {error or status or 'no answer'}")
    return Refused(method, error)


def retry_after(headers: Mapping[str, Any]) -> timedelta:
    """How long Slack wants us to wait."""
    value = next((v for k, v in headers.items() if k.lower() == "retry-after"), "1")
    first = value[0] if isinstance(value, list) and value else value
    seconds = int(str(first)) if str(first).isascii() and str(first).isdigit() else 1
    return timedelta(seconds=min(max(seconds, 1), LONGEST_WAIT))


def scopes_in(headers: Mapping[str, Any] | None) -> tuple[str, ...]:
    """What the token may do, as Slack says with every answer."""
    found = next((v for k, v in (headers or {}).items() if k.lower() == "x-oauth-scopes"), "")
    joined = ",".join(found) if isinstance(found, list) else str(found)
    return tuple(part.strip() for part in joined.split(",") if part.strip())
