"""A customer's admin lets a colleague in, changes what they see, or takes them out; others are passed on."""

from dataclasses import replace

from handlers.acts import Change
from handlers.admins.access import EVERY, access
from handlers.admins.frames import SINGLE, who
from handlers.admins.mandates import admins_of, closed_by_house, managed, mandates
from handlers.answers import Answer, Choice, Handover, Option, Proposal
from handlers.desk import Desk
from handlers.documents.places import alike, words
from parsers.asks import Ask, Errand
from parsers.errand_guesses import is_guess
from store.records import Contact

INTENTS = ("people",)
SHOWN = 5  # people that a question offers
MOST = 3  # admins that are asked for one colleague


def respond(ask: Ask, desk: Desk) -> Answer:
    """What is proposed, to the admin who writes or to the admins of who writes; nothing happens at once."""
    errand = ask.errand or Errand(name=ask.person or "")
    ask = replace(ask, errand=errand)
    if is_guess(ask) and not meant(errand, desk):
        return Handover(replace(ask, intent="other"), "other")
    if mandates(desk.person):
        return decided(ask, errand, desk)
    return passed_on(ask, errand, desk)


def meant(errand: Errand, desk: Desk) -> bool:
    """Whether what may be a name is that of a colleague about whom this admin decides."""
    wanted = words(errand.name)
    return any(wanted <= words(c.name or "") | words(c.email.partition("@")[0]) for c in managed(desk))


def passed_on(ask: Ask, errand: Errand, desk: Desk) -> Answer:
    """What the admins of somebody who may not decide are asked; those of one account only.

    Who stands with several customers says for which: the others' admins must not hear of it.
    """
    accounts = desk.person.account_ids
    if len(accounts) > 1 and SINGLE not in errand.marks:
        chosen = replace(ask, errand=replace(errand, marks=(*errand.marks, SINGLE)))
        known = desk.unit.accounts.by_ids(accounts)
        options = tuple(Option(f"{a.name} ({a.account})", chosen, a.id) for a in known[:SHOWN])
        return Choice(ask, "ask_people_account", {"person": who(ask)}, options)
    found = [a for id in accounts for a in admins_of(id, desk.unit, desk.kinds, desk.today)]
    admins = list({a.address: a for a in found}.values())[:MOST]
    proposed = [(a, decided(ask, errand, replace(desk, person=a))) for a in admins]
    asked = tuple((a.contacts[0], p.act) for a, p in proposed if isinstance(p, Proposal))
    if not asked:
        return Handover(ask, "people: asked by somebody who is no admin")
    return Proposal(ask, asked[0][1], asked)


def decided(ask: Ask, errand: Errand, desk: Desk) -> Answer:
    """What an admin's words come to: a proposal, a question, or something for a person."""
    if "admin" in errand.marks or errand.address == desk.person.address:
        return Handover(ask, "people: who decides for an account is named by the house")
    if errand.deed == "remove" and "partly" in errand.marks and not ask.kinds:
        return Handover(ask, "people: something is taken away, other things stay")
    known = managed(desk)
    person = found(ask, errand.address, errand.name, known, desk)
    if isinstance(person, Choice):
        return person
    if errand.deed == "remove" and (not ask.kinds or EVERY in ask.kinds):
        return removal(ask, person, known, desk)
    if errand.deed == "remove" and errand.until:
        return Handover(ask, "people: something is taken away on a day to come")
    model = None if errand.like in ("", "me") else found(ask, "", errand.like, known, desk, model=True)
    if isinstance(model, Choice):
        return model
    return admission(ask, errand, person, model, desk)


def removal(ask: Ask, person: Contact | None, known: tuple[Contact, ...], desk: Desk) -> Answer:
    """Whoever left sees nothing any more, at none of the accounts that this admin decides for."""
    if person is None:
        return unknown(ask, who(ask), desk)
    rows = tuple(c for c in known if c.email == person.email and c.active)
    if not rows:
        return Handover(ask, "people: already suspended")
    last = ask.errand.until if ask.errand else None
    if last is None:
        return Proposal(ask, Change(desk.person.address, suspend=rows))
    longer = tuple(replace(c, until=last) for c in rows if c.until is None or c.until > last)
    if not longer:
        return Handover(ask, "people: ends by then anyway")
    return Proposal(ask, Change(desk.person.address, ending=longer))


def admission(ask: Ask, errand: Errand, person: Contact | None, model: Contact | None, desk: Desk) -> Answer:
    """Somebody new, or somebody known with other rights."""
    if person is not None and closed_by_house(person, desk.unit):
        return Handover(ask, "people: closed by the house")
    if person is None and not errand.address:
        return Choice(ask, "ask_people_address", {"person": desk.says.quoted([who(ask)])})
    if errand.like not in ("", "me") and model is None:
        return unknown(ask, errand.like, desk)
    shall = access(ask, desk, person, model)
    if not isinstance(shall, Contact):
        return shall
    stands = [c for c in desk.unit.contacts.by_email(shall.email) if c.account == shall.account]
    if stands and person is None:
        return Handover(ask, "people: sees more than this admin may decide about")
    return Proposal(ask, Change(desk.person.address, admit=(shall,)))


def found(
    ask: Ask, address: str, name: str, known: tuple[Contact, ...], desk: Desk, *, model: bool = False
) -> Contact | Choice | None:
    """The colleague who is meant, by address, else by name; a question when several may be."""
    if "@" in name:
        address, name = name.casefold(), ""
    if address:
        return next((c for c in known if c.email == address), None)
    wanted = words(name)
    fitting = {c.email: c for c in known if wanted and wanted <= words(c.name or "") | words(c.email)}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    names = {c.name: c for c in known if c.name}
    near = fitting or {names[n].email: names[n] for n in (alike(name, names) if name else [])}
    if not near:
        return None
    options = tuple(option(ask, c, model=model) for c in list(near.values())[:SHOWN])
    key = "ask_people_which" if fitting else "ask_people_near"
    return Choice(ask, key, {"person": desk.says.quoted([name])}, options)


def option(ask: Ask, contact: Contact, *, model: bool) -> Option:
    """One of several colleagues, as the person concerned or as the one whose rights are copied."""
    errand = ask.errand or Errand()
    label = f"{contact.name} ({contact.email})" if contact.name else contact.email
    meant = replace(errand, like=contact.email) if model else replace(errand, address=contact.email)
    return Option(label, replace(ask, errand=meant))


def unknown(ask: Ask, name: str, desk: Desk) -> Choice:
    """Nobody of this name, as far as this admin decides."""
    return Choice(ask, "ask_people_unknown", {"person": desk.says.quoted([name])})
