"""Six digits mailed to a registered address: asked for, tried, used up once."""

from datetime import datetime, timedelta

from handlers.answers import Reply
from handlers.desk import House
from handlers.letters.says import Says
from handlers.senders.budget import noticed_today
from store.engine import Unit

CODE_LIFE = timedelta(minutes=10)
TRIES = 5  # wrong ones, over all codes of a subject
CODES_PER_DAY = 10  # mails to one address

LINK, STAFF = "link", "staff"  # what a code, and then a session, is for
LONGEST = 32  # characters of a code as somebody types it


def issue(
    purpose: str, subject: str, to: str, greeting: str, says: Says, unit: Unit, house: House, now: datetime
) -> Reply | None:
    """A mail with a new code, the one that counts from now on; None when the address had enough today."""
    unit.audit.take_turn()
    if noticed_today(to, "code", unit, now, CODES_PER_DAY):
        return None
    code, until = house.code(), now + CODE_LIFE
    unit.codes.issue(purpose, subject, house.keys().seal(named(purpose, subject, code)).hash, now, until)
    unit.audit.write("code.sent", now, {"for": purpose}, person=to)
    lines = (
        says(f"code_{purpose}", code=code, time=says.clock(until)),
        says("code_else"),
    )
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=greeting,
        lines=lines,
        footer=says("footer", company=house.company),
    )
    return Reply("code", to, says.language, says("code_subject"), text)


def redeem(
    purpose: str, subject: str, given: str, person: str, unit: Unit, house: House, now: datetime
) -> bool:
    """Whether this is the code; a right one works once, wrong ones count. `person` had it by mail."""
    if locked(purpose, subject, unit):
        return False
    digits = "".join(c for c in given[:LONGEST] if c.isdecimal())
    right = unit.codes.redeem(purpose, subject, house.keys().seals(named(purpose, subject, digits)), now)
    if right is not None:
        unit.audit.write("code.used" if right else "code.wrong", now, {"for": purpose}, person=person)
    return bool(right)


def locked(purpose: str, subject: str, unit: Unit) -> bool:
    """Whether too many wrong codes were given, so that none counts any more."""
    return unit.codes.wrong(purpose, subject) >= TRIES


def named(purpose: str, subject: str, code: str) -> str:
    """A code together with what it is for: it opens nothing else."""
    return f"{purpose} {subject} {code}"


def begin(purpose: str, subject: str, life: timedelta, unit: Unit, house: House, now: datetime) -> str:
    """A new session; the token for the cookie."""
    token = house.token()
    unit.sessions.open(house.keys().seal(token).hash, purpose, subject, now, now + life)
    return token


def subject_of(token: str, purpose: str, unit: Unit, house: House, now: datetime) -> str | None:
    """What or whom a session is for; None for no session."""
    return unit.sessions.subject(house.keys().seals(token), purpose, now) if token else None
