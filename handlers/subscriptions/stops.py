"""Ends a subscription for who holds the token of one of its mails, and asks staff to let a mail go."""

import re
from datetime import datetime

from handlers.answers import Click, Reply, Result, Status
from handlers.desk import Desk, House
from handlers.letters.compose import compose
from handlers.senders.modes import AUTO, mode_for
from handlers.staff.proposals import preview
from handlers.subscriptions.acts import LetGo, Unsubscribe
from handlers.subscriptions.mails import Mail, reader
from handlers.subscriptions.rhythms import worded
from handlers.subscriptions.wishes import called
from parsers.asks import Ask, Rhythm
from parsers.message import InboundMessage
from store.engine import Unit
from store.subscriptions import Subscription

TOKEN = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])")
LONGEST = 500  # characters of a subject in which a token is looked for


def by_token(message: InboundMessage, unit: Unit, house: House, now: datetime) -> Result | None:
    """What becomes of a mail whose subject holds the token of a subscription; None for any other.

    Whoever has the token has had the mail, and it can do nothing but end that one subscription.
    """
    found = TOKEN.search(message.subject[:LONGEST])
    subscription = unit.subscriptions.by_token(house.keys().seals(found.group())) if found else None
    if subscription is None:
        return None
    if subscription.ended_at:
        return Result("ignored", reason="the subscription has ended", sender=message.sender)
    act = Unsubscribe(subscription.address, (subscription.id,), "by its mail", message.case or None)
    replies = confirmation(message, subscription, unit, house, now)
    return Result("answered", replies, "unsubscribed by token", {}, subscription.address, (act,))


def confirmation(
    message: InboundMessage, subscription: Subscription, unit: Unit, house: House, now: datetime
) -> tuple[Reply, ...]:
    """The word to the stored address that it has ended; nothing where nobody is answered."""
    person = reader(subscription, unit, house, now)
    if person is None or mode_for(person.contacts, unit, house, now) != AUTO:
        return ()
    desk = Desk(person, unit, house, house.tongues[subscription.language], house.today(now), now)
    what, rhythm = in_words(subscription, desk)
    told = desk.says("standing_ended", what=desk.says("standing_line", what=what, rhythm=rhythm))
    return (compose(message, [Status(Ask("unsubscribe"), (told,))], desk, house, now),)


def in_words(subscription: Subscription, desk: Desk) -> tuple[str, str]:
    """What is sent and how often."""
    what, rhythm = Ask.from_table(dict(subscription.what)), Rhythm.from_table(subscription.rhythm)
    return called(what, desk), worded(rhythm, desk.says)


def to_release(mail: Mail, house: House) -> Reply | None:
    """The mail to staff with what would be sent and the link that sends it; None when there is nobody."""
    if not house.escalation:
        return None
    says, token = house.tongues[None], house.token()
    act = LetGo(house.escalation, mail.subscription.id, mail.period)
    url = f"{house.public_url}/c/{token}"
    lines = [says("staff_standing", recipient=mail.subscription.address, url=url), *preview(mail.reply, says)]
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=says("greeting_nobody"),
        lines=[line for line in lines if line],
        footer=says("footer", company=house.company),
    )
    subject = says("staff_standing_subject", subject=mail.reply.subject)
    return Reply("staff", house.escalation, says.language, subject, text, clicks=(Click(token, act),))
