"""What a link may still do: decided anew at every look and at every download."""

from datetime import datetime

from handlers.codes import LINK, locked
from handlers.desk import House
from handlers.senders.people import known, principal
from handlers.senders.verify import may_receive
from parsers.message import Proof
from store.engine import Unit
from store.traffic import Link


def hindrance(link: Link | None, unit: Unit, house: House, now: datetime) -> str:
    """Why nobody gets anything by this link, in one word for staff; "" when it works."""
    if link is None:
        return "unknown"
    if link.revoked_at:
        return "revoked"
    if link.expires_at <= now:
        return "expired"
    if link.downloads >= link.max_downloads:
        return "used up"
    if locked(LINK, str(link.id), unit):
        return "locked"
    allowed = may_receive(
        link.recipient, document_ids(link), unit, house.kinds, house.today(now), paper_ids(link)
    )
    return "" if allowed else "not permitted"


def asks_for_code(link: Link, unit: Unit, house: House, now: datetime) -> bool:
    """Whether the house wants a mailed code before this link gives anything."""
    if house.link_code != "sensitive":
        return house.link_code == "always"
    if any(house.kinds[p.kind].sensitive for p in unit.papers.by_ids(paper_ids(link))):
        return True
    today = house.today(now)
    grants = principal(known(link.recipient, unit, today), Proof(), unit, house.kinds, today).grants
    return any(house.kinds[d.kind].sensitive for d in unit.documents.by_ids(grants, document_ids(link)))


def document_ids(link: Link) -> tuple[int, ...]:
    """The documents behind a link."""
    return tuple({f.document_id for f in link.files if f.document_id is not None})


def paper_ids(link: Link) -> tuple[int, ...]:
    """The made papers behind a link."""
    return tuple({f.paper_id for f in link.files if f.paper_id is not None})
