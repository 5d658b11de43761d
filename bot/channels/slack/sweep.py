"""Looks again and again whether bound accounts are still there: an event about it may have been missed."""

import structlog

from bot.channels import PermanentFailure, TemporaryFailure
from bot.channels.slack.api import Refused
from bot.channels.slack.channel import Slack
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.chats.acts import Unbind
from store.slack_bindings import Binding

GONE = frozenset({"user_not_found", "user_not_visible", "account_inactive"})

log = structlog.get_logger()


def sweep(clerk: Clerk, slack: Slack) -> int:
    """Ends the bindings of accounts that were deactivated; how many."""
    with clerk.store.read() as unit:
        bindings = unit.slack_bindings.listed()
    ended = 0
    for binding in bindings:
        try:
            gone = is_gone(slack, binding)
        except TemporaryFailure:
            log.warning("slack.sweep_cut_short", ended=ended)
            break
        if gone:
            act = Unbind(binding.team, binding.user, binding.address, "slack", "the account was deactivated")
            with clerk.store.begin() as unit:
                ended += carry_out(act, unit, clerk.clock())
    return ended


def is_gone(slack: Slack, binding: Binding) -> bool:
    """Whether Slack says that an account is no more; strangers' workspaces cannot be asked."""
    try:
        told = slack.api.call(slack.installs.token(binding.team), "users.info", user=binding.user)
    except Refused as refusal:
        return refusal.error in GONE
    except PermanentFailure:
        return False
    return bool((told.get("user") or {}).get("deleted"))
