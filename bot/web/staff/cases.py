"""The queue of the staff desk, one message of it, and what an employee decides about it."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.forms import Form
from bot.web.pages import Pages
from bot.web.staff.door import Visitor
from bot.web.staff.dossier import open_case
from bot.wiring import Clerk
from handlers.acts import Act, Reject, Release, Retry, carry_out
from handlers.senders.people import known
from handlers.staff.reasons import in_words
from parsers.message import ProofLevel
from store.traffic import InboxItem

WAITING = ("held", "draft", "handover", "stuck")
FIGURES = (
    "answered",
    "question",
    "missing",
    "challenge",
    "handover",
    "held",
    "draft",
    "shadow",
    "ignored",
    "stuck",
)
STANDINGS = {*FIGURES, "open"}
PROOFS = set(ProofLevel)
MOST = 200  # messages on one page
LONGEST = 300  # characters of a search or a reason


class Cases:
    """Messages that wait for a person, and those that somebody looks for."""

    def __init__(self, clerk: Clerk, pages: Pages) -> None:
        self.clerk = clerk
        self.pages = pages

    def queue(self, request: Request, visitor: Visitor) -> Response:
        """What waits, newest first; with a search all messages that fit."""
        says, query = visitor.says, request.query_params.get("q", "").strip()[:LONGEST]
        chosen = request.query_params.get("state", "")
        midnight = visitor.now.astimezone(self.clerk.house.zone).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        with self.clerk.store.read() as unit:
            waiting = unit.inbox.for_review(MOST)
            found = unit.inbox.search(query, MOST) if query else waiting
            counts = unit.inbox.counts(midnight)
        states = {state: sum(shown_state(item) == state for item in waiting) for state in WAITING}
        listed = [item for item in found if query or chosen in ("", shown_state(item))]
        received = sum(counts[state] for state in ("received", "working", "done", "stuck"))
        figures = [(n, counts.get(n, 0)) for n in FIGURES if counts.get(n)]
        return self.show(
            "queue",
            visitor,
            query=query,
            chosen=chosen,
            states=[(s, says(f"desk_state_{s}"), number) for s, number in states.items() if number],
            waiting=len(waiting),
            figures=[(says(f"desk_count_{n}"), number) for n, number in [("received", received), *figures]],
            cases=[self.row(item, visitor) for item in listed],
            most=MOST,
        )

    def message(self, request: Request, visitor: Visitor, notice: str = "", status: int = 200) -> Response:
        """All that is known of one message."""
        id, now, says = request.path_params["id"], visitor.now, visitor.says
        with self.clerk.store.read() as unit:
            item = unit.inbox.get(id)
            if item is None:
                return self.pages.gone(request)
            row = self.row(item, visitor)
            unanswered = row["waits"] and row["state"] != "handover"  # then the customer has our word already
            dossier = open_case(item, self.clerk, unit, now, decide=unanswered)
            sent = unit.outbox.of_inbox(item.id)
        done, proof = request.query_params.get("done", ""), item.story.get("proof")
        if not notice and done in {"release", "reject", "retry", "nothing"}:
            notice = says(f"desk_done_{done}")
        return self.show(
            "message",
            visitor,
            status,
            case=row,
            item=item,
            dossier=dossier,
            proof=says(f"desk_proof_{proof}") if proof in PROOFS else "",
            sent=[
                (p, says(f"desk_parcel_{p.state}"), self.moment(p.sent_at or p.created_at, visitor))
                for p in sent
            ],
            notice=notice,
        )

    def release(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Answers a message as the wish of a contact; never to an address that nobody registered."""
        address = form.get("address", "").strip().lower()[:LONGEST]
        with self.clerk.store.read() as unit:
            contact = known(address, unit, self.clerk.house.today(visitor.now))
        if not contact:
            return self.message(request, visitor, visitor.says("desk_done_stranger", address=address), 422)
        account = form.get("account", "")
        at = int(account) if account.isascii() and account.isdigit() and len(account) < 10 else None
        act = Release(request.path_params["id"], address, visitor.address, at)
        return self.decide(request, visitor, act)

    def reject(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Closes a message without an answer."""
        reason = form.get("reason", "").strip()[:LONGEST]
        if not reason:
            return self.message(request, visitor, visitor.says("desk_done_reason"), 422)
        return self.decide(request, visitor, Reject(request.path_params["id"], visitor.address, reason))

    def retry(self, request: Request, visitor: Visitor, form: Form) -> Response:
        """Works on a stuck message once more."""
        return self.decide(request, visitor, Retry(request.path_params["id"], visitor.address))

    def decide(self, request: Request, visitor: Visitor, act: Act) -> Response:
        """Carries a decision out and shows the message again."""
        with self.clerk.store.begin() as unit:
            carried = carry_out(act, unit, visitor.now)
        done = type(act).__name__.lower() if carried else "nothing"
        return RedirectResponse(
            f"/staff/messages/{request.path_params['id']}?{urlencode({'done': done})}", 303
        )

    def row(self, item: InboxItem, visitor: Visitor) -> dict[str, Any]:
        """One message in a list."""
        state = shown_state(item)
        return {
            "id": item.id,
            "state": state,
            "standing": visitor.says(f"desk_state_{state}") if state in STANDINGS else state,
            "waits": state in WAITING,
            "subject": item.subject or visitor.says("desk_no_subject"),
            "sender": item.sender or "?",
            "reason": in_words(item.reason or "", visitor.says),
            "at": self.moment(item.received_at, visitor),
        }

    def moment(self, value: Any, visitor: Visitor) -> str:
        """A point in time as the visitor reads it."""
        return visitor.says.moment(value, self.clerk.house.today(visitor.now)) if value else ""

    def show(self, name: str, visitor: Visitor, status: int = 200, **values: Any) -> Response:
        """One page of this area."""
        return self.pages.show(f"staff/{name}", visitor.says, status, visitor=visitor, area="queue", **values)


def shown_state(item: InboxItem) -> str:
    """The one word for where a message stands."""
    if item.state == "stuck":
        return "stuck"
    return item.outcome or "open" if item.state == "done" else "open"
