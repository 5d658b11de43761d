"""Tries Slack as the door would, and says what it found: the token, its scopes, the socket."""

from collections.abc import Iterator

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.channel import Slack
from bot.sections import SlackSection
from handlers.chats.acts import SLACK_SCOPES


def check(slack: Slack, section: SlackSection) -> Iterator[tuple[bool, str]]:
    """What is well and what is not, each with the fix. Posts nothing."""
    if section.bot_token:
        yield from tried(slack, section.bot_token, "bot_token")
    elif not (section.client_id and section.client_secret):
        yield False, "there is no bot_token; copy it from 'OAuth & Permissions' of the app"
    with slack.store.read() as unit:
        installs = [i for i in unit.slack_installs.all() if i.token and i.revoked_at is None]
    for install in installs:
        yield from tried(slack, slack.installs.opened(install.token), install.name or install.team)
    if section.mode == "http":
        ready = bool(section.signing_secret)
        yield ready, "events at /slack/events" if ready else 'mode = "http" needs signing_secret'
    elif not section.app_token:
        yield False, 'mode = "socket" needs app_token with the scope connections:write'
    else:
        yield socket(slack, section.app_token)


def tried(slack: Slack, token: str, name: str) -> Iterator[tuple[bool, str]]:
    """One token and what it may do."""
    try:
        who = slack.api.call(token, "auth.test")
    except (PermanentFailure, TemporaryFailure) as error:
        yield False, f"{name}: {error}; install the app again and copy its token"
        return
    yield True, f"{name}: {who.get('team')} as {who.get('user')}"
    lacking = sorted(set(SLACK_SCOPES) - set(who.get("scopes", ())))
    if lacking:
        yield False, f"{name} lacks {', '.join(lacking)}; add the scopes and install the app again"


def socket(slack: Slack, app_token: str) -> tuple[bool, str]:
    """Whether Slack would open a connection."""
    try:
        slack.api.call(app_token, "apps.connections.open")
    except (PermanentFailure, TemporaryFailure) as error:
        return False, f"socket: {error}; check app_token and 'Socket Mode' of the app"
    return True, "socket"
