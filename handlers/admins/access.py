"""The contact that follows from an admin's words: which documents, which places, how long."""

from dataclasses import replace
from datetime import date

from handlers.admins.frames import Frame, framed, place_in, who
from handlers.admins.mandates import covers
from handlers.answers import Choice, Handover, Missing, Option
from handlers.desk import Desk
from handlers.documents.places import locate
from parsers.asks import Ask, Errand
from store.records import Contact

EVERY = "all"  # stands for every kind in an ask, and is the role that sees them
OFFERED = ("buyer", "finance", "logistics", "quality")  # offered when nobody said what to show

Undecided = Choice | Handover


def access(ask: Ask, desk: Desk, person: Contact | None, model: Contact | None) -> Contact | Undecided:
    """The contact that shall be; `person` is how they stand now, `model` whose rights they shall get.

    Nothing comes out of it that the admin does not see as well.
    """
    errand = ask.errand or Errand()
    frame = framed(ask, desk, person or model)
    if isinstance(frame, Choice):
        return frame
    kinds = kinds_for(ask, desk, frame, person, model)
    places = places_for(ask, desk, frame, person, model)
    if isinstance(kinds, Choice):
        return kinds
    if isinstance(places, Choice):
        return places
    until = earliest(errand.until or ending(person, desk), frame.own.until)
    since, last = period_for(errand, frame, person)
    if not kinds or (until and until < desk.today):
        return Handover(ask, "beyond what this admin may give")
    before = person or Contact(frame.account.account, errand.address, errand.name or None)
    shall = replace(
        before,
        account=frame.account.account,
        account_id=frame.account.id,
        role=role_of(kinds, desk),
        kinds=() if kinds == frozenset(desk.kinds.codes()) else tuple(sorted(kinds)),
        locations=places,
        cost_centres=centres_for(ask, frame, person, model),
        tree=frame.tree,
        until=until,
        documents_since=since,
        documents_until=last,
        active=True,
        language=before.language or frame.own.language,
    )
    inside = covers(desk.person, shall, desk.unit, desk.kinds)
    return shall if inside else Handover(ask, "beyond what this admin may give")


def ending(person: Contact | None, desk: Desk) -> date | None:
    """The last day of somebody known; one that their own admin once set counts no more when it is over."""
    if person is None or person.until is None or person.until >= desk.today:
        return person.until if person else None
    return None if person.id in desk.unit.contacts.decided() else person.until


def role_of(kinds: frozenset[str], desk: Desk) -> str:
    """The smallest role that sees these kinds; the contact's kinds narrow it to them."""
    fitting = [role for role in OFFERED if kinds <= desk.kinds.for_role(role)]
    return min(fitting, key=lambda role: len(desk.kinds.for_role(role)), default=EVERY)


def kinds_for(
    ask: Ask, desk: Desk, frame: Frame, person: Contact | None, model: Contact | None
) -> frozenset[str] | Choice:
    """The kinds to be seen, as far as the admin sees them; a question when nobody said which."""
    errand, most = ask.errand or Errand(), frame.most.kinds
    now = desk.kinds.for_role(person.role, person.kinds) if person else frozenset[str]()
    named = frozenset(ask.kinds) - {EVERY}
    if errand.deed == "remove":
        return now - named
    if model is not None:
        seen = desk.kinds.for_role(model.role, model.kinds) & most
        return seen & named if named else seen
    if errand.like or EVERY in ask.kinds or (EVERY in errand.marks and not named):
        return most
    if named:
        added = now if person and person.active and adds(ask, desk) else frozenset()
        return (named & most) | (added & most)
    if errand.role:
        return desk.kinds.for_role(errand.role) & most
    return now & most or which_kinds(ask, desk, most)


def adds(ask: Ask, desk: Desk) -> bool:
    """Whether the kinds named come to those that somebody sees already: no "only", and no other place."""
    errand = ask.errand or Errand()
    return "only" not in errand.marks and (place_in(ask, desk) is None or "also" in errand.marks)


def which_kinds(ask: Ask, desk: Desk, most: frozenset[str]) -> Choice:
    """The question for the kinds: by role, as far as the admin sees them, or everything."""
    says, offers = desk.says, {desk.kinds.for_role(role) & most: role for role in reversed(OFFERED)}
    options = [
        Option(
            f"{says(f'role_{role}')}: {says.listed(desk.kinds.joined(kinds, says.language))}",
            replace(ask, kinds=tuple(sorted(kinds))),
        )
        for kinds, role in reversed(offers.items())
        if kinds and kinds != most
    ]
    options.append(Option(says("role_all"), replace(ask, kinds=(EVERY,))))
    return Choice(ask, "ask_people_kinds", {"person": who(ask)}, tuple(options))


def places_for(
    ask: Ask, desk: Desk, frame: Frame, person: Contact | None, model: Contact | None
) -> tuple[str, ...] | Choice:
    """The locations, by code; empty for no restriction, which an admin who is restricted cannot give."""
    errand = ask.errand or Errand()
    before = pattern(ask, frame, person, model)
    kept = before.locations if before else ()
    named = place_in(ask, desk)
    if named:
        found = locate(replace(ask, location=named), desk)
        if isinstance(found, Choice):
            return found
        sites = () if isinstance(found, Missing) else found
        codes = tuple(s.location.location for s in sites if s.account_id == frame.account.id)
        if not codes:
            return Choice(ask, "ask_people_place", {"location": desk.says.quoted([named])})
        kept = (*kept, *codes) if "also" in errand.marks and kept else codes
    return tuple(dict.fromkeys(kept)) or tuple(sorted(frame.most.locations or ()))


def pattern(ask: Ask, frame: Frame, person: Contact | None, model: Contact | None) -> Contact | None:
    """Whose limits hold where the words name none: the model's, the admin's own, or the present ones."""
    mine = frame.own if ask.errand and ask.errand.like else None
    return model or mine or person


def centres_for(ask: Ask, frame: Frame, person: Contact | None, model: Contact | None) -> tuple[str, ...]:
    """The cost centres; empty for no restriction."""
    before = pattern(ask, frame, person, model)
    kept = (ask.cost_centre,) if ask.cost_centre else before.cost_centres if before else ()
    return kept or tuple(sorted(frame.most.cost_centres or ()))


def period_for(errand: Errand, frame: Frame, person: Contact | None) -> tuple[date | None, date | None]:
    """The days whose documents are seen: as named, else as before; never beyond the admin's own."""
    named = errand.since, errand.before
    before = (person.documents_since, person.documents_until) if person and person.active else (None, None)
    since, last = named if any(named) else before
    most = frame.own
    latest = max((day for day in (since, most.documents_since) if day), default=None)
    return latest, earliest(last, most.documents_until)


def earliest(*days: date | None) -> date | None:
    """The first of some days; None when there is none."""
    return min(filter(None, days), default=None)
