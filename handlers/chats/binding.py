"""Who is it in the chat? An account names an address; only the code mailed there ties the two together."""

import re
import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta

from handlers import codes
from handlers.answers import Reply, Result
from handlers.chats.acts import TRIES, Bind, Invite, Mistype
from handlers.desk import House
from handlers.letters.compose import greeting
from handlers.letters.says import Says
from handlers.senders import budget
from handlers.senders.modes import AUTO, REASONS, mode_for
from handlers.senders.people import known
from handlers.senders.refusals import language_of
from handlers.senders.verify import is_staff
from parsers.message import Guest, InboundMessage
from parsers.requests.text.words import addresses
from store.engine import Unit
from store.slack_bindings import BindingRequest

SLACK = "slack"  # what a mailed code is for
PURPOSE = "binding"  # of what an account is told that speaks for nobody
CODE = re.compile(r"\D{0,20}(\d{3})[ -]?(\d{3})\D{0,20}")
LIFE = codes.CODE_LIFE
REQUESTS_PER_DAY = 5  # of one account
WORDS_PER_HOUR = 20  # to one account


def introduced(
    message: InboundMessage, guest: Guest, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """What becomes of a message of an account that speaks for no registered address: nothing is disclosed."""
    mode = mode_for((), unit, house, now)
    if mode != AUTO:
        return Result("draft", reason=REASONS[mode], sender=guest.address)
    if unit.outbox.count_to(guest.address, PURPOSE, now - timedelta(hours=1)) >= WORDS_PER_HOUR:
        return Result("ignored", reason="an unbound account writes too often", sender=guest.address)
    says = house.tongues[guest.language or language_of(message, house, now)]
    if code := CODE.fullmatch(message.text.strip()[:60]):
        return tried("".join(code.groups()), guest, says, unit, house, now)
    named = dict.fromkeys(str(a.value).lower() for a in addresses(message.text[:2000]))
    if len(named) == 1:
        return invited(next(iter(named)), guest, says, unit, house, now, today)
    text = says("slack_who", company=house.company)
    hint = ((says("slack_hint", address=guest.profile), guest.profile),) if guest.profile else ()
    reply = replace(told(text, guest, says), prefilled=hint)
    return Result("challenge", (reply,), "an unbound account", sender=guest.address)


def invited(
    address: str, guest: Guest, says: Says, unit: Unit, house: House, now: datetime, today: date
) -> Result:
    """The same words whoever is named; a mail goes only to an address that somebody registered."""
    if unit.slack_bindings.count(guest.team, guest.user, now - timedelta(days=1)) >= REQUESTS_PER_DAY:
        text = says("slack_enough")
        return Result("held", (told(text, guest, says),), "too many codes asked for", sender=guest.address)
    contacts = known(address, unit, today)
    real = bool(contacts) or is_staff(address, house.staff)
    if budget.noticed_today(address, "code", unit, now, codes.CODES_PER_DAY):
        real = False
    token, code = house.token(), house.code()
    request = BindingRequest(
        team=guest.team,
        user=guest.user,
        address=address if real else "",
        person=guest.person,
        token_hash=house.keys().seal(token).hash,
        code_hash=house.keys().seal(codes.named(SLACK, guest.address, code)).hash,
        asked_at=now,
        expires_at=now + LIFE,
    )
    text = says("slack_mailed", address=address, time=says.clock(request.expires_at))
    replies = [told(text, guest, says)]
    if real:
        voice = house.tongues[contacts[0].language if contacts else None]
        hello = greeting(contacts[0], voice) if contacts else voice("greeting_nobody")
        replies.append(mail(request, token, code, hello, guest, voice, house))
    reason = "asked for a code" if real else "asked for a code for an address that nobody registered"
    return Result("question", tuple(replies), reason, sender=guest.address, acts=(Invite(request),))


def mail(
    request: BindingRequest, token: str, code: str, hello: str, guest: Guest, says: Says, house: House
) -> Reply:
    """The code and the link, to the registered address only; it says who asks, so that a stranger shows."""
    lines = (
        says("slack_code_who", person=guest.person or guest.user),
        says("slack_code", code=code, time=says.clock(request.expires_at)),
        says("slack_code_link", url=f"{house.public_url}/c/{token}"),
        says("slack_code_else"),
    )
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=hello,
        lines=lines,
        footer=says("footer", company=house.company),
    )
    return Reply("code", request.address, says.language, says("slack_code_subject"), text, apart=True)


def tried(code: str, guest: Guest, says: Says, unit: Unit, house: House, now: datetime) -> Result:
    """A code typed in the chat, by the very account that asked for it."""
    request = unit.slack_bindings.newest(guest.team, guest.user, now)
    act = verdict(code, request, house)
    if isinstance(act, Bind):
        text = says("slack_bound", address=act.address)
        return Result("answered", (told(text, guest, says),), "bound", sender=guest.address, acts=(act,))
    text = says("slack_wrong")
    acts = (act,) if act else ()
    return Result("held", (told(text, guest, says),), "a wrong code", sender=guest.address, acts=acts)


def verdict(code: str, request: BindingRequest | None, house: House) -> Bind | Mistype | None:
    """What a code leads to; None where there is nothing to try any more."""
    if request is None or request.tries >= TRIES:
        return None
    guest = Guest(request.team, request.user)
    seals = house.keys().seals(codes.named(SLACK, guest.address, code))
    right = any(secrets.compare_digest(seal, request.code_hash) for seal in seals)
    if right and request.address:
        return Bind(request.id, request.team, request.user, request.address, guest.address)
    return Mistype(request.id, request.address, guest.address)


def told(text: str, guest: Guest, says: Says) -> Reply:
    """A few words into the chat."""
    return Reply(PURPOSE, guest.address, says.language, "", text)
