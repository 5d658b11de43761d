"""What the house's own people say in the first line: each command with its act, or a sentence that helps."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from handlers import threads
from handlers.acts import Reject, Release
from handlers.answers import Result
from handlers.desk import House
from handlers.senders.pause import paused
from handlers.senders.people import Staff, known
from handlers.staff import acts as staff_acts
from handlers.staff import amendments
from handlers.staff.dates import day_ahead, moment_ahead
from handlers.staff.notes import note
from handlers.staff.orders import Done, Order, account, named, of_thread
from handlers.staff.proposals import chosen
from handlers.staff.review import waits
from handlers.staff.tracing import traced
from parsers.commands import Command
from parsers.message import InboundMessage
from store.engine import Unit

DECIDING = frozenset({"send", "reject"})


def obey(
    command: Command,
    message: InboundMessage,
    sender: Staff,
    unit: Unit,
    house: House,
    now: datetime,
    today: date,
) -> Result:
    """Carries a command out, and says what was understood."""
    about = threads.of(leaning(command, message), unit)
    order = Order(command, sender.address, about, unit, house, now, today)
    done = ORDERS[command.verb](order)
    told = note(message, sender.address, [done.line], house) if done.line else ()
    story = {"proof": sender.proof.level.value, "evidence": list(sender.proof.evidence)}
    outcome = "answered" if done.acts or (command.verb == "why" and about) else "question"
    reason = f"command: {command.verb}" + (f" on message {about.id}" if about else "")
    return Result(outcome, told, reason, story, sender.address, done.acts)


def leaning(command: Command, message: InboundMessage) -> InboundMessage:
    """The message; in a chat without threads a decision is about what was said last."""
    thread = message.thread
    if thread.in_reply_to or command.verb not in DECIDING:
        return message
    return replace(message, thread=replace(thread, in_reply_to=thread.before))


def send(order: Order) -> Done:
    """Answers what the thread is about, as the contact who is meant."""
    says, item = order.says, order.about
    if item is None:
        return Done(says("command_no_thread"))
    if not waits(item):
        return Done(says("command_not_waiting"))
    aim = aim_of(order.command)
    if "@" in aim:
        if not known(aim, order.unit, order.today):
            return Done(says("command_unregistered", address=aim))
        return Done("", (Release(item.id, aim, order.by),))
    target = chosen(item.story, int(aim) if aim.isdigit() else None) if aim.isdigit() or not aim else None
    if target is None:
        several = len(item.story.get("candidates", ())) > 1
        return Done(says("command_whom") if several else says("command_nobody"))
    return Done("", (Release(item.id, target[0], order.by, target[1]),))


def aim_of(command: Command) -> str:
    """To whom something shall be sent: an address or a number, lower case; empty when nothing is said."""
    return command.parts.get("to", "").split(" ")[0].strip("<>,;").lower()


def reject(order: Order) -> Done:
    """Closes what the thread is about without an answer."""
    item = order.about
    if item is None:
        return Done(order.says("command_no_thread"))
    if item.state != "stuck" and item.outcome not in ("held", "handover", "draft"):
        return Done(order.says("command_not_waiting"))
    reason = order.command.about or "rejected by staff"
    return Done(order.says("command_rejected"), (Reject(item.id, order.by, reason),))


def why(order: Order) -> Done:
    """How the message of the thread was read, and what was sent to whom."""
    item = order.about
    return Done(traced(item, order.unit, order.says) if item else order.says("command_no_thread"))


def pause(order: Order) -> Done:
    """Nobody is answered until a moment, or until somebody says so."""
    says, said = order.says, order.command.parts.get("until", "")
    if not said:
        return Done(says("command_paused"), (staff_acts.Pause(order.by),))
    until = moment_ahead(said, order.command.language, order.house, order.now)
    if until is None:
        return Done(says("command_moment", until=says.quoted([said])))
    line = says("command_paused_until", until=says.moment(until, order.today))
    return Done(line, (staff_acts.Pause(order.by, until.isoformat()),))


def resume(order: Order) -> Done:
    """Ends the pause."""
    if paused(order.unit, order.now) is None:
        return Done(order.says("command_not_paused"))
    return Done(order.says("command_resumed"), (staff_acts.Unpause(order.by),))


def block(order: Order) -> Done:
    """No reminders to an account up to and with a day."""
    says, said = order.says, order.command.parts.get("until", "")
    until = day_ahead(said, order.command.language, order.house, order.today) if said else None
    if until is None:
        return Done(says("command_block_until"))
    whom = account(order) or of_thread(order)
    if whom is None:
        return Done(says("command_block_whom"))
    line = says("command_blocked", account=named(whom), day=says.day(until), number=whom.account)
    return Done(line, (staff_acts.Block(whom.id, until, order.by),))


def unblock(order: Order) -> Done:
    """Reminders to an account go out again."""
    whom = account(order) or of_thread(order)
    if whom is None:
        return Done(order.says("command_block_whom"))
    if order.unit.blocks.of_account(whom.id, order.today) is None:
        return Done(order.says("command_not_blocked", account=named(whom)))
    return Done(
        order.says("command_unblocked", account=named(whom)), (staff_acts.Unblock(whom.id, order.by),)
    )


ORDERS: dict[str, Callable[[Order], Done]] = {
    "send": send,
    "reject": reject,
    "why": why,
    "paid": amendments.paid,
    "part": amendments.part,
    "unpaid": amendments.unpaid,
    "dispute": amendments.dispute,
    "settle": amendments.settle,
    "move": amendments.move,
    "undo": amendments.undo,
    "pause": pause,
    "resume": resume,
    "block": block,
    "unblock": unblock,
}
