"""Sends a fresh link for an old delivery, to the original recipient and nobody else."""

from dataclasses import replace
from datetime import timedelta

from bot.wiring import Clerk
from handlers.answers import Reply
from handlers.files.bundles import downloads
from handlers.letters.compose import footer, greeting
from handlers.links import document_ids, paper_ids
from handlers.senders.budget import noticed_today
from handlers.senders.people import known
from handlers.senders.verify import may_receive
from store.traffic import Link


def renew(clerk: Clerk, link: Link) -> bool:
    """Puts the mail with the new link into the outbox; False when the recipient may not have it any more.

    At most one a day for an address, so that the button cannot be used to pester anybody.
    """
    now, house = clerk.clock(), clerk.house
    with clerk.store.read() as unit:
        ids, made = document_ids(link), paper_ids(link)
        allowed = may_receive(link.recipient, ids, unit, house.kinds, house.today(now), made)
        if not allowed or noticed_today(link.recipient, "renewal", unit, now):
            return False
        contact = known(link.recipient, unit, house.today(now))[0]
    says, token, until = house.tongues[link.language], house.token(), now + timedelta(days=house.link_days)
    url, day = f"{house.public_url}/d/{token}", says.day(house.today(until))
    text = house.texts.render(
        "email/notice/body.txt",
        greeting=greeting(contact, says),
        lines=(says("renewed"), says("download", day=day, url=url)),
        footer=footer(says, house, None, now),
    )
    subject = says("renewed_subject")
    reply = Reply("renewal", link.recipient, link.language, subject, text, contact_id=contact.id)
    parcel = clerk.channels["email"].pack(reply, None, now)
    parcel = replace(parcel, document_ids=ids, paper_ids=made)
    most = downloads(link.files, house)
    fresh = replace(link, expires_at=until, max_downloads=most, downloads=0, created_at=now)
    seal = house.keys().seal(token)
    with clerk.store.begin() as unit:
        unit.audit.take_turn()
        if noticed_today(link.recipient, "renewal", unit, now):  # another click was quicker
            return False
        unit.links.issue(fresh, seal.hash, seal.kid)
        unit.outbox.add(parcel, now)
        unit.audit.write("link.renewed", now, {"link": link.id}, person=link.recipient)
    return True
