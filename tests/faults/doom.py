"""Where a process of the clerk dies: at the n-th passage of one step, by kill -9 from its own hand.

The product knows nothing of this: the steps are wrapped from outside, in the child that is to die.
"""

import os
import signal
import smtplib
import threading
from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from functools import wraps
from typing import Any

from aiosmtpd.smtp import SMTP
from slack_sdk.socket_mode import SocketModeClient

import bot.channels.relay as relay
import bot.courier as courier
import bot.worker as worker
import store.connect as connect
import store.intake as intake
from bot.channels.email import Email
from bot.channels.imap_door import ImapDoor
from bot.channels.imap_mailbox import Mailbox
from bot.channels.slack.door import Door as SlackDoor
from bot.channels.slack.posting import Posting
from bot.channels.smtp_door import Door
from bot.web.slack import SlackPages
from store.inbox import Inbox
from store.mailboxes import Mailboxes
from store.outbox import Outbox

Cut = Callable[[], None]


def before(owner: Any, name: str) -> Callable[[Cut], None]:
    """Dies before the call."""

    def put_in(cut: Cut) -> None:
        whole = getattr(owner, name)

        @wraps(whole)
        def doomed(*args: Any, **more: Any) -> Any:
            cut()
            return whole(*args, **more)

        setattr(owner, name, doomed)

    return put_in


def after(owner: Any, name: str) -> Callable[[Cut], None]:
    """Dies when the call is done and has not returned yet."""

    def put_in(cut: Cut) -> None:
        whole = getattr(owner, name)

        @wraps(whole)
        def doomed(*args: Any, **more: Any) -> Any:
            result = whole(*args, **more)
            cut()
            return result

        setattr(owner, name, doomed)

    return put_in


def before_the_250(cut: Cut) -> None:
    """The mail is committed, the sender has not been told."""
    whole = Door.handle_DATA

    async def doomed(*args: Any) -> str:
        answer = await whole(*args)
        cut()
        return answer

    Door.handle_DATA = doomed  # type: ignore[method-assign]


def after_the_250(cut: Cut) -> None:
    """The sender has been told, nobody has begun to work."""
    whole = SMTP.push

    async def doomed(self: SMTP, status: Any) -> None:
        await whole(self, status)
        if "2.0.0 Accepted" in str(status):
            cut()

    SMTP.push = doomed  # type: ignore[method-assign]


def after_the_commit(cut: Cut) -> None:
    """Transaction 1 is on the disk, the door does not know it yet."""
    whole = Future.set_result

    def doomed(self: Future[Any], result: Any) -> None:
        if threading.current_thread().name == "intake":
            cut()
        whole(self, result)

    Future.set_result = doomed  # type: ignore[method-assign]


STEPS: dict[str, Callable[[Cut], None]] = {
    "receive": before(Door, "handle_DATA"),
    "commit, before it": before(intake, "_insert"),
    "commit, in the transaction": after(intake, "_insert"),
    "commit, after it": after_the_commit,
    "250, before it": before_the_250,
    "250, after it": after_the_250,
    "imap: fetch": before(ImapDoor, "arrival"),
    "imap: stored, not noted": before(Mailboxes, "take"),
    "imap: noted": after(ImapDoor, "take"),
    "imap: before MOVE": before(Mailbox, "move"),
    "imap: after MOVE": after(Mailbox, "move"),
    "claim": before(worker.Worker, "attempt"),
    "parse": before(Email, "decode"),
    "decide": before(worker, "answer"),
    "decided": after(worker, "answer"),
    "settle, before it": before(worker.Worker, "record"),
    "settle, in the transaction": before(Inbox, "done"),
    "settle, before its commit": after(worker.Worker, "record"),
    "settle, after it": after(worker.Worker, "settle"),
    "send, claimed": before(courier.Courier, "carry"),
    "send, before the relay": before(relay, "send"),
    "send, before the data": before(smtplib.SMTP, "data"),
    "send, relay has it": after(smtplib.SMTP, "data"),
    "mark, before it": before(courier.Courier, "mark_sent"),
    "mark, in the transaction": after(Outbox, "sent"),
    "mark, after it": after(courier.Courier, "mark_sent"),
    "slack: before the commit": before(SlackDoor, "take"),
    "slack: stored, not acknowledged": after(SlackDoor, "take"),
    "slack: acknowledged": after(SocketModeClient, "send_socket_mode_response"),
    "slack: answer ready, not sent": after(SlackPages, "dispatch"),
    "slack: before the post": before(Posting, "post"),
    "slack: posted, not noted": after(Posting, "post"),
    "slack: noted, not marked": after(Posting, "once"),
}
HTTP_SIDE = ("slack: before the commit", "slack: stored, not acknowledged", "slack: answer ready, not sent")
SOCKET_SIDE = (*HTTP_SIDE[:2], "slack: acknowledged")
POST_SIDE = ("slack: before the post", "slack: posted, not noted", "slack: noted, not marked")
BOTH_SIDES = ("decided", "mark, in the transaction")  # of those that mail and chat have in common
MAIL_SIDE = tuple(step for step in STEPS if not step.startswith("slack"))
SMTP_SIDE = tuple(step for step in MAIL_SIDE if not step.startswith("imap"))


def sentence(step: str, n: int) -> None:
    """This process dies at the n-th passage of the step."""
    guard, passed = threading.Lock(), 0

    def cut() -> None:
        nonlocal passed
        with guard:
            passed += 1
            if passed == n:
                os.kill(os.getpid(), signal.SIGKILL)

    STEPS[step](cut)


def hurry(waits: dict[str, float]) -> None:
    """Shorter waits than the product's, in seconds, so that a campaign does not last for days."""
    if "backoff" in waits:
        courier.BACKOFF = (timedelta(seconds=waits["backoff"]),)
    if "pause" in waits:
        worker.PAUSE = timedelta(seconds=waits["pause"])
    if "relay" in waits:
        relay.TIMEOUT = waits["relay"]  # type: ignore[assignment]
    if "busy" in waits:
        connect._BUSY_MS = int(waits["busy"] * 1000)
