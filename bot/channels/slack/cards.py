"""Review cards in the channel of the house: a case with its evidence, decided there by bound employees."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bot.channels.slack.arrivals import Note, part, text_of
from bot.channels.slack.blocks import Block, confirm, context, header, say, section, without_buttons
from bot.channels.slack.channel import new_id, words_parcel
from bot.channels.slack.markup import cut, escaped
from bot.web.staff.cases import STANDINGS, shown_state
from bot.web.staff.dossier import Dossier, Person, open_case
from bot.wiring import Clerk
from handlers.acts import Act, Reject, Release, carry_out
from handlers.letters.says import Says
from handlers.senders.people import known
from handlers.senders.verify import is_staff
from handlers.staff.reasons import in_words
from parsers.message import Guest, ProofLevel
from store.engine import Unit
from store.traffic import InboxItem, Parcel

if TYPE_CHECKING:
    from bot.channels.slack.door import Door

PREFIX = "case_"
CARD = "card"
CANDIDATES = 3  # each with a button
WORDS, ANSWER = 900, 1500  # characters of a message and of a proposed answer
NEWEST = 20  # cases that are looked at in one go


def post_cards(clerk: Clerk, channel: str) -> int:
    """A card for every case that waits and has none; how many were written."""
    now = clerk.clock()
    with clerk.store.read() as unit:
        waiting = [item.id for item in reversed(unit.inbox.for_review(NEWEST)) if not has_card(item.id, unit)]
        cases = [item for id in waiting if (item := unit.inbox.get(id))]
        cards = [card(item, clerk, unit, channel, now) for item in cases]
    for parcel in cards:
        with clerk.store.begin() as unit:
            if not has_card(parcel.inbox_id or 0, unit):
                unit.outbox.add(parcel, now)
    return len(cards)


def has_card(case: int, unit: Unit) -> bool:
    """Whether a case was shown already."""
    return any(parcel.purpose == CARD for parcel in unit.outbox.of_inbox(case))


def card(item: InboxItem, clerk: Clerk, unit: Unit, channel: str, now: datetime) -> Parcel:
    """One case as a post."""
    says = clerk.house.tongues[None]
    state = shown_state(item)
    dossier = open_case(item, clerk, unit, now, decide=state != "handover")
    standing = says(f"desk_state_{state}") if state in STANDINGS else state
    title = says("slack_case", id=item.id, standing=standing)
    at = says.moment(item.received_at, clerk.house.today(now))
    proof = item.story.get("proof")
    lines = [
        says("slack_case_from", sender=item.sender or "?", at=at),
        says("slack_case_reason", reason=in_words(item.reason or "–", says)),
        says("slack_case_proof", proof=says(f"desk_proof_{proof}")) if proof in set(ProofLevel) else "",
        says("slack_case_text", text=cut(dossier.text.strip(), WORDS)),
    ]
    body = [section(escaped(line)) for line in lines if line]
    if dossier.proposed:
        words = says("slack_case_would", to=dossier.proposed.to, text=cut(dossier.proposed.text, ANSWER))
        body.append(section(escaped(words)))
    evidence = item.story.get("evidence") or ()
    notes = [context(escaped(cut(" · ".join(map(str, evidence)), 1000)))] if evidence else []
    blocks = [header(title), *body, *notes, deciding(item.id, dossier, says, answered=state == "handover")]
    return post("", channel, "\n".join([title, *filter(None, lines)]), item.id, blocks, purpose=CARD)


def deciding(case: int, dossier: Dossier, says: Says, *, answered: bool) -> Block:
    """The buttons of a case; one that has our word already can only be closed."""
    people = () if answered else dossier.people[:CANDIDATES]
    elements = [send(case, n, person, len(people) > 1, says) for n, person in enumerate(people, 1)]
    if not answered:
        elements.append(say("case_other", says("slack_case_other"), str(case)))
    reject = say("case_reject", says("slack_case_reject"), str(case))
    sure = confirm(says("slack_case_reject_sure"), says)
    return {
        "type": "actions",
        "block_id": f"case {case}",
        "elements": [*elements, reject | {"style": "danger", "confirm": sure}],
    }


def send(case: int, n: int, person: Person, several: bool, says: Says) -> Block:
    """The button that answers a case as the wish of one candidate."""
    label = says("slack_case_send_to", who=person.label) if several else says("slack_case_send")
    value = json.dumps({"case": case, "address": person.address, "account": person.account_id})
    sure = confirm(says("slack_case_send_sure", who=person.label), says)
    button = say("case_send" if n == 1 else f"case_send_{n}", label, value)
    return button | {"confirm": sure, **({"style": "primary"} if n == 1 else {})}


def post(
    team: str, channel: str, text: str, case: int | None, blocks: list[Block], purpose: str = "words"
) -> Parcel:
    """Words of ours in the channel of the house, in the thread of their case once it has one.

    No `team` is the workspace of the house; which one that is, Slack says when it is posted.
    """
    payload: dict[str, Any] = {
        "act": CARD,
        "team": team,
        "channel": channel,
        "case": case,
        "text": escaped(text),
    }
    payload |= {"blocks": blocks, "files": []}
    return Parcel(
        channel="slack",
        recipient=f"slack:{channel}",
        message_id=new_id(),
        payload=json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"),
        subject="",
        purpose=purpose,
        inbox_id=case,
    )


def decide(door: "Door", body: dict[str, Any], note: Note, name: str, value: str) -> None:
    """Carries out what an employee pressed, in one transaction with the words about it."""
    clerk, now = door.clerk, door.clerk.clock()
    says = clerk.house.tongues[None]
    if note.channel != door.slack.staff_channel:
        return
    with clerk.store.begin() as unit:
        bound = door.slack.binding(note.home, note.user, unit)
        if bound is None or not is_staff(bound.address, clerk.house.staff):
            guest = Guest(note.home, note.user).address
            unit.outbox.add(words_parcel(note, guest, says("slack_case_nobody"), direct=False), now)
            return
        case, act = meant(name, value, bound.address, unit, clerk, now)
        if not case:
            return
        words = says("slack_case_other_how", id=case)
        if act:
            done = carry_out(act, unit, now)
            words = outcome(act, case, says) if done else says("slack_case_gone", id=case)
            unit.outbox.add(closed(body, note, words, case), now)
        unit.outbox.add(post(note.team, note.channel, words, case, []), now)


def meant(name: str, value: str, by: str, unit: Unit, clerk: Clerk, now: datetime) -> tuple[int, Act | None]:
    """The case of a button and what it decides; only a registered contact can be answered."""
    try:
        table = json.loads(value)
    except ValueError:
        return 0, None
    if isinstance(table, int):
        reason = "rejected by staff"
        return table, Reject(table, by, reason) if name == "case_reject" else None
    if not isinstance(table, dict) or not name.startswith("case_send"):
        return 0, None
    case, address, account = table.get("case"), table.get("address"), table.get("account")
    if not isinstance(case, int) or not known(str(address), unit, clerk.house.today(now)):
        return 0, None
    return case, Release(case, str(address), by, account if isinstance(account, int) else None)


def outcome(act: Act, case: int, says: Says) -> str:
    """What was decided, and by whom."""
    if isinstance(act, Release):
        return says("slack_case_sent", id=case, by=act.by, who=act.address)
    return says("slack_case_rejected", id=case, by=getattr(act, "by", ""))


def closed(body: dict[str, Any], note: Note, words: str, case: int) -> Parcel:
    """The card without its buttons."""
    message = part(body, "message")
    blocks = message.get("blocks")
    shown = without_buttons(blocks if isinstance(blocks, list) else [], words)
    parcel = post(note.team, note.channel, words, case, shown, purpose="card_update")
    payload = json.loads(parcel.payload) | {"update": text_of(message, "ts")}
    return Parcel(
        channel=parcel.channel,
        recipient=parcel.recipient,
        message_id=parcel.message_id,
        payload=json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace"),
        subject="",
        purpose=parcel.purpose,
        inbox_id=case,
    )
