"""What staff are told of reminders, each thing once: nobody to write to, no file, data too old, a fault."""

from collections.abc import Iterator
from datetime import datetime

from handlers.answers import Reply
from handlers.desk import House
from handlers.letters.freshness import data_age
from handlers.reminders.planning import Plan, Planned
from handlers.staff.mails import to_escalation
from handlers.staff.proposals import preview
from store.engine import Unit
from store.records import Account

Note = tuple[str, tuple[Reply, ...]]  # the name under which it is told once, and the mail


def of_plan(plan: Plan, house: House) -> Iterator[Note]:
    """What the plan of a day shows to be lacking."""
    says = house.tongues[None]
    for decision in plan.stopped:
        if decision.why and decision.why.rule == "nobody":
            account = decision.account
            lines = (
                says("staff_nobody", account=account.account, name=account.name),
                says("staff_nobody_fix"),
            )
            subject = says("staff_nobody_subject", account=account.account)
            yield f"nobody {account.account}", to_escalation("staff", subject, lines, house)
    for kept in plan.kept:
        if kept.why.rule == "no_file":
            d = kept.document
            line = says("staff_no_file", number=d.number, account=d.account)
            subject = says("staff_no_file_subject", number=d.number)
            yield f"no_file {d.id}", to_escalation("staff", subject, (line,), house)


def proposal(planned: Planned, letter: Reply, house: House) -> Note:
    """A letter to an account in draft, as it would be sent: staff let it go."""
    says, account = house.tongues[None], planned.decision.account
    intro = says("staff_reminder_draft", account=account.account, name=account.name)
    lines = tuple(filter(None, (intro, *preview(letter, says))))
    subject = says("staff_reminder_draft_subject", subject=letter.subject)
    return f"proposal {planned.decision.key}", to_escalation("staff", subject, lines, house)


def stale(unit: Unit, house: House, now: datetime) -> Iterator[Note]:
    """That the data are too old; nothing while they are not. Told anew after each delivery."""
    age, says = data_age(unit, house.feeds, now), house.tongues[None]
    if age.stale and age.as_of:
        when = says.moment(age.as_of, house.today(now))
        line, subject = says("staff_stale", when=when), says("staff_stale_subject")
        yield f"stale {age.as_of.isoformat()}", to_escalation("staff", subject, (line,), house)


def unwritten(account: Account, fault: str, day: str, house: House) -> Note:
    """That a letter could not be written."""
    says = house.tongues[None]
    line = says("staff_unwritten", account=account.account, fault=fault)
    subject = says("staff_unwritten_subject", account=account.account)
    return f"unwritten {account.account} {day}", to_escalation("staff", subject, (line,), house)
