"""What the house's own people say in the first line: each command with its act, or a sentence that helps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers import threads
from handlers.acts import Act, Reject, Release
from handlers.answers import Result
from handlers.desk import House
from handlers.pause import paused
from handlers.people import Staff, known
from handlers.says import Says
from handlers.staff import acts as staff_acts
from handlers.staff.dates import day_ahead, day_of, moment_ahead
from handlers.staff.notes import note
from handlers.staff.payments import owed
from handlers.staff.proposals import chosen
from handlers.staff.review import waits
from handlers.staff.tracing import traced
from parsers.commands import Command
from parsers.message import InboundMessage
from store.engine import Unit
from store.records import Account, Document
from store.traffic import InboxItem


@dataclass(frozen=True, slots=True)
class Order:
    """One command in hand: who gave it, on what message of the thread, and all that may be read."""

    command: Command
    by: str
    about: InboxItem | None  # the message that the thread is about
    unit: Unit
    house: House
    now: datetime
    today: date

    @property
    def says(self) -> Says:
        """Staff read the language of the house."""
        return self.house.tongues[None]


@dataclass(frozen=True, slots=True)
class Done:
    """What is said back, and what is carried out; no acts = the command did not come to anything."""

    line: str
    acts: tuple[Act, ...] = ()


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
    about = threads.of(message, unit)
    order = Order(command, sender.address, about, unit, house, now, today)
    done = ORDERS[command.verb](order)
    told = note(message, sender.address, [done.line], house) if done.line else ()
    story = {"proof": sender.proof.level.value, "evidence": list(sender.proof.evidence)}
    outcome = "answered" if done.acts or (command.verb == "why" and about) else "question"
    reason = f"command: {command.verb}" + (f" on message {about.id}" if about else "")
    return Result(outcome, told, reason, story, sender.address, done.acts)


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


def paid(order: Order) -> Done:
    """Documents count as paid from now on, whatever the ERP says so far."""
    says, said = order.says, order.command.parts.get("on", "")
    documents = owed(order.command.about, account(order), order.unit, order.house)
    if isinstance(documents, str):
        return Done(documents)
    day = day_of(said, order.command.language, order.house, order.today) if said else order.today
    if day is None or day > order.today:
        return Done(says("command_day", day=says.quoted([said])))
    unpaid = [d for d in documents if d.gross is None or (d.paid or 0) < d.gross]
    if not unpaid:
        return Done(says("command_paid_already", numbers=listed(documents, order)))
    line = says("command_paid", numbers=listed(unpaid, order), day=says.day(day), number=unpaid[0].number)
    return Done(line, tuple(staff_acts.Paid(d.id, day, order.by) for d in unpaid))


def unpaid(order: Order) -> Done:
    """Takes back what was said of payments; the ERP counts again."""
    documents = owed(order.command.about, account(order), order.unit, order.house)
    if isinstance(documents, str):
        return Done(documents)
    corrected = [
        d for d in documents if any(c.undone_at is None for c in order.unit.corrections.of_document(d.id))
    ]
    if not corrected:
        return Done(order.says("command_not_corrected", numbers=listed(documents, order)))
    line = order.says("command_unpaid", numbers=listed(corrected, order))
    return Done(line, tuple(staff_acts.Unpaid(d.id, order.by) for d in corrected))


def listed(documents: Sequence[Document], order: Order) -> str:
    """The numbers with their accounts."""
    return order.says.listed(f"{d.number} ({d.account})" for d in documents)


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


def account(order: Order) -> Account | None:
    """The account that the command names, by its number."""
    said = order.command.parts.get("for", "")
    return order.unit.accounts.get(said.strip().strip("()")) if said else None


def of_thread(order: Order) -> Account | None:
    """The one account that the message of the thread belongs to."""
    if order.about is None:
        return None
    address = order.about.story.get("for") or order.about.sender or ""
    contacts = known(address, order.unit, order.today)
    return order.unit.accounts.by_id(contacts[0].account_id) if len(contacts) == 1 else None


def named(whom: Account) -> str:
    """ "Adler Metallbau GmbH (1001)"."""
    return f"{whom.name} ({whom.account})"


ORDERS: dict[str, Callable[[Order], Done]] = {
    "send": send,
    "reject": reject,
    "why": why,
    "paid": paid,
    "unpaid": unpaid,
    "pause": pause,
    "resume": resume,
    "block": block,
    "unblock": unblock,
}
