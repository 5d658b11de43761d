"""Decides who is asking, from the message and its proof; anything doubtful is nobody."""

from collections.abc import Iterable
from datetime import date

from handlers.kinds import Kinds
from handlers.senders.people import Sender, Staff, Stranger, Suspect, Unproven, known, principal
from parsers.message import InboundMessage, Proof
from store.engine import Unit
from store.papers import Paper
from store.records import Grant


def verify(message: InboundMessage, unit: Unit, kinds: Kinds, staff: tuple[str, ...], today: date) -> Sender:
    """The sender of a message.

    The order is that of docs/security.md: defects first, then the exact stored address, then the proof.
    A proof that does not hold makes nobody a Principal, whatever else fits.
    """
    if message.defects or not message.sender:
        return Suspect(message.defects or ("no usable sender address",))
    if is_staff(message.sender, staff):
        if message.proof.holds:
            return Staff(message.sender, message.proof)
        return Suspect((f"{message.sender} is an address of the house, but nothing proves it",))
    contacts = known(message.sender, unit, today)
    if not contacts:
        return Stranger(message.sender, message.proof)
    if not message.proof.holds:
        return Unproven(contacts[0], message.proof)
    return principal(contacts, message.proof, unit, kinds, today)


def is_staff(address: str, staff: tuple[str, ...]) -> bool:
    """Whether an address is an employee's: listed itself, or by its whole domain ("@house.example")."""
    return any(address == entry or (entry.startswith("@") and address.endswith(entry)) for entry in staff)


def may_receive(
    address: str,
    document_ids: tuple[int, ...],
    unit: Unit,
    kinds: Kinds,
    today: date,
    paper_ids: tuple[int, ...] = (),
) -> bool:
    """Whether a registered address may be given all of these documents and made papers now.

    Asked again before a parcel leaves and at every download; the answer at composing time does not count.
    """
    contacts = known(address, unit, today)
    if not contacts:
        return False
    grants = principal(contacts, Proof(), unit, kinds, today).grants
    papers = unit.papers.by_ids(paper_ids)
    wanted = {*document_ids, *(id for paper in papers for id in paper.document_ids)}
    if len(papers) < len(set(paper_ids)) or not all(may_read(paper, grants) for paper in papers):
        return False
    return {d.id for d in unit.documents.by_ids(grants, wanted)} == wanted


def may_read(paper: Paper, grants: Iterable[Grant]) -> bool:
    """Whether the grants reach what a made paper says of its account, apart from the documents it names."""
    return any(
        grant.account_id == paper.account_id
        and paper.kind in grant.kinds
        and (grant.whole_account or not paper.whole)
        for grant in grants
    )
