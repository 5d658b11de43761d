"""A proven employee writes: a command, a customer's mail to answer, or words that only went along."""

from datetime import date, datetime

from handlers.answers import Result
from handlers.desk import House
from handlers.senders.people import Staff, known
from handlers.staff import behalf, commands
from parsers.commands import Command, read
from parsers.message import InboundMessage, Released
from store.engine import Unit


def from_staff(
    message: InboundMessage, sender: Staff, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """What becomes of an employee's mail."""
    command = read(message.text, house.commands)
    if command is None and message.copied:
        return Result("ignored", reason="only in copy", sender=sender.address)
    if command is None:
        return behalf.on_behalf(message, sender, unit, house, now, today)
    if command.verb != "send" or message.forwarded is None:
        return commands.obey(command, message, sender, unit, house, now, today)
    if named := recipient(command, unit, today):
        released = Released(named, sender.address)
        return behalf.released(message, released, unit, house, now, today)
    return behalf.on_behalf(message, sender, unit, house, now, today, send=True)


def recipient(command: Command, unit: Unit, today: date) -> str:
    """The registered address that a command names; empty when it names none."""
    address = commands.aim_of(command)
    return address if "@" in address and known(address, unit, today) else ""
