"""The methods that read: conversations.*, users.*, team.info, auth.test; and conversations.open."""

from typing import TYPE_CHECKING

from tests.slack.records import Json, Message
from tests.slack.web_api import Caller, Refusal, flag, method, page, required

if TYPE_CHECKING:
    from tests.slack.person import User
    from tests.slack.team import Channel


@method("api.test", token="")
def api_test(caller: Caller, arguments: Json) -> Json:
    """Whether anybody is there."""
    if arguments.get("error"):
        raise Refusal(str(arguments["error"]))
    return {"args": arguments}


@method("auth.test")
def auth_test(caller: Caller, arguments: Json) -> Json:
    """Whose token it is."""
    home = caller.installation
    return {
        "url": f"https://{home.team.domain}.slack.com/",
        "team": home.team.name,
        "team_id": home.team.id,
        "user": home.bot_user.payload()["name"],
        "user_id": home.bot_user.id,
        "bot_id": home.bot_id,
        **({"enterprise_id": home.team.enterprise} if home.team.enterprise else {}),
        "is_enterprise_install": bool(home.team.enterprise),
    }


@method("conversations.open", "im:write")
def open_conversation(caller: Caller, arguments: Json) -> Json:
    """The DM with one person."""
    if arguments.get("channel"):
        channel = caller.channel(arguments["channel"])
        return {"channel": channel.payload(), "already_open": True, "no_op": True}
    named = arguments.get("users") or ""
    people = named if isinstance(named, list) else [part for part in str(named).split(",") if part]
    if not people:
        raise Refusal("users_list_not_supplied")
    if len(people) > 1:
        caller.needs("mpim:write")
        raise Refusal("not_supported_by_this_fake")
    user = caller.user(people[0])
    if user.deleted:
        raise Refusal("user_disabled")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")
    before = len(caller.slack.channels)
    channel = caller.installation.team.dm(user, caller.app)
    known = before == len(caller.slack.channels)
    shown = channel.payload() if flag(arguments, "return_im") else {"id": channel.id}
    return {"channel": shown, "already_open": known, "no_op": known}


@method("conversations.info")
def info(caller: Caller, arguments: Json) -> Json:
    """One channel or DM."""
    channel = _readable(caller, arguments, "read")
    counted = {"num_members": len(channel.members)} if flag(arguments, "include_num_members") else {}
    is_member = {} if channel.kind == "im" else {"is_member": caller.installation.bot_user in channel.members}
    return {"channel": channel.payload() | is_member | counted}


@method("conversations.members")
def members(caller: Caller, arguments: Json) -> Json:
    """Who is in it."""
    channel = _readable(caller, arguments, "read")
    people = [user.id for user in channel.members]
    if channel.kind == "im":
        people.append(caller.installation.bot_user.id)
    some, rest = page(arguments, people)
    return {"members": some, **rest}


@method("conversations.history")
def history(caller: Caller, arguments: Json) -> Json:
    """Messages outside of threads, newest first."""
    channel = _readable(caller, arguments, "history", member=True)
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    top = [m for m in channel.history if m.thread_ts in (None, m.ts) and oldest <= float(m.ts) <= latest]
    if not flag(arguments, "inclusive"):
        top = [m for m in top if float(m.ts) not in (oldest, latest)]
    some, rest = page(arguments, top[::-1])
    return {
        "messages": _with_metadata(caller, arguments, some),
        "has_more": bool(rest["response_metadata"]["next_cursor"]),
        **rest,
    }


@method("conversations.replies")
def replies(caller: Caller, arguments: Json) -> Json:
    """A thread with its first message, oldest first."""
    [ts] = required(arguments, "ts")
    channel = _readable(caller, arguments, "history", member=True)
    parent = channel.message(str(ts))
    if parent is None:
        raise Refusal("thread_not_found")
    thread = [m for m in channel.history if m is parent or m.thread_ts == (parent.thread_ts or parent.ts)]
    some, rest = page(arguments, thread)
    return {
        "messages": _with_metadata(caller, arguments, some),
        "has_more": bool(rest["response_metadata"]["next_cursor"]),
        **rest,
    }


@method("users.info", "users:read")
def user_info(caller: Caller, arguments: Json) -> Json:
    """One person; the address only with users:read.email."""
    user = caller.user(*required(arguments, "user"))
    return {"user": _shown(caller, user, flag(arguments, "include_locale"))}


@method("users.lookupByEmail", "users:read.email")
def lookup(caller: Caller, arguments: Json) -> Json:
    """The member of this workspace with an address, deactivated ones not."""
    [email] = required(arguments, "email")
    people = caller.installation.team.users.values()
    found = next((u for u in people if u.email.lower() == str(email).lower() and not u.deleted), None)
    if found is None:
        raise Refusal("users_not_found")
    return {"user": _shown(caller, found)}


@method("team.info", "team:read")
def team_info(caller: Caller, arguments: Json) -> Json:
    """The own workspace."""
    team = caller.installation.team
    if arguments.get("team") not in (None, "", team.id):
        raise Refusal("team_not_found")
    return {"team": {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}}


def _shown(caller: Caller, user: "User", locale: bool = False) -> Json:
    shown = user.payload(email="users:read.email" in caller.installation.scopes)
    stranger = {"is_stranger": False} if user.team is not caller.installation.team else {}
    return shown | stranger | ({"locale": user.locale} if locale else {})


def _with_metadata(caller: Caller, arguments: Json, messages: list[Message]) -> list[Json]:
    """Metadata is shown to the app that wrote it, when it asks for it."""
    asked = flag(arguments, "include_all_metadata")
    return [message.payload(asked and message.app is caller.app) for message in messages]


def _readable(caller: Caller, arguments: Json, right: str, member: bool = False) -> "Channel":
    [number] = required(arguments, "channel")
    channel = caller.channel(number)
    caller.needs(f"{channel.prefix}:{right}")
    return caller.channel(number, member=member)
