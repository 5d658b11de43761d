"""What somebody wants regularly: told from the ask, named in words, checked against what they may see."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.answers import Choice, Missing
from handlers.books.delivered import KIND
from handlers.books.reach import readers
from handlers.desk import Desk
from handlers.documents import places
from handlers.documents.lookup import EVERYTHING
from handlers.documents.resolve import in_one_account
from handlers.intents.statement import of_whole_accounts
from handlers.senders.people import Principal
from handlers.subscriptions.rhythms import worded
from parsers.asks import Ask, Rhythm
from store.subscriptions import Subscription

LISTS = ("xlsx", "csv")
UNPAID = ("open", "overdue", "partial")
PAPERS = ("documents", "export")  # of these only what is new is sent


def wanted(ask: Ask) -> Ask | None:
    """The ask that each mail answers; None when it cannot be told what is meant."""
    if ask.kinds == (KIND,) or (not ask.kinds and not ask.status):
        spoken = ask.kinds or (ask.rhythm and ask.rhythm.statement)
        return Ask("statement", form=ask.form) if spoken and not ask.numbers else None
    if ask.numbers:
        return None
    intent = "open_items" if ask.status in UNPAID else "export" if ask.form in LISTS else "documents"
    kept = Ask(intent, location=ask.location, cost_centre=ask.cost_centre, person=ask.person, form=ask.form)
    if intent == "open_items":
        return replace(kept, status=None if ask.status == "open" else ask.status)
    return replace(kept, kinds=ask.kinds, status=ask.status, amount=ask.amount)


def placed(ask: Ask, what: Ask, desk: Desk) -> tuple[Ask, Principal] | Choice | Missing:
    """The ask with its place as the books call it, and the person at the one account it is about.

    Whoever may not see what they ask for is told what others are told of papers that are not there.
    """
    person = may_have(what, desk.person)
    if person is None:
        return Missing(replace(ask, kinds=ask.kinds or (KIND,)))
    at = in_one_account(ask, replace(desk, person=person))
    if isinstance(at, Choice):
        return replace(at, values={"wish": called(what, desk)})
    desk = replace(desk, person=at)
    found = places.sited(ask, desk)
    if isinstance(found, Choice | Missing):
        return found
    named, _ = found
    if what.intent in PAPERS:
        return named, at
    answer = desk.house.intents[what.intent](replace(what, location=named.location), desk)
    if isinstance(answer, Choice):
        options = (replace(o, ask=replace(ask, location=o.ask.location)) for o in answer.options)
        return replace(answer, ask=ask, options=tuple(options))
    return Missing(replace(ask, kinds=ask.kinds or (KIND,))) if isinstance(answer, Missing) else (named, at)


def may_have(what: Ask, person: Principal) -> Principal | None:
    """The person where they may have this; None when they may nowhere."""
    if what.intent == "statement":
        return of_whole_accounts(person)
    if what.intent == "open_items":
        return readers(person)
    seen = {kind for grant in person.grants for kind in grant.kinds}
    return person if seen and (what.kinds == EVERYTHING or seen.intersection(what.kinds)) else None


def account_of(person: Principal) -> int:
    """The account that somebody who was narrowed to one is asking about."""
    ids = {grant.account_id for grant in person.grants}
    return ids.pop() if len(ids) == 1 else person.contacts[0].account_id


def alike(what: Ask, account_id: int, known: Sequence[Subscription]) -> Subscription | None:
    """The subscription that is for the same already."""
    table = what.as_table()
    return next((s for s in known if s.account_id == account_id and dict(s.what) == table), None)


def called(what: Ask, desk: Desk) -> str:
    """What is sent, in few words: "new invoices for Graz"."""
    says = desk.says
    kinds = [k for k in what.kinds if k in desk.kinds.by_code]
    names = says.listed(desk.kinds.joined(kinds, says.language)) if kinds else says("document_many")
    key = {"export": "list", "open_items": "overdue" if what.status == "overdue" else "open_items"}
    told = says(f"standing_what_{key.get(what.intent, what.intent)}", kinds=names)
    where = [w for w in (what.location, what.cost_centre, what.person) if w]
    told = says("standing_what_at", what=told, where=says.quoted(where)) if where else told
    form = what.form if what.form in (*LISTS, "xml", "zip") else None
    return says("standing_what_form", what=told, form=form.upper()) if form else told


def line(subscription: Subscription, desk: Desk) -> str:
    """One subscription in words."""
    what, rhythm = Ask.from_table(dict(subscription.what)), Rhythm.from_table(subscription.rhythm)
    return desk.says("standing_line", what=called(what, desk), rhythm=worded(rhythm, desk.says))
