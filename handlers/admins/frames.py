"""Which account an admin means when a colleague is let in, and the most that may be given there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from handlers.admins.mandates import mandates
from handlers.answers import Choice, Option
from handlers.desk import Desk
from handlers.documents.places import exactly, own_names, visible_sites
from parsers.asks import Ask, Errand
from store.keys import name_key_of
from store.records import Account, Contact, Grant

SHOWN = 6  # accounts that are offered
SHORTEST = 3  # characters of a name that is looked for in the words
TREE, SINGLE = "tree", "single"  # with the accounts below, or this one only


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a colleague is let in; `own` is the admin's contact that the mandate comes from."""

    account: Account
    own: Contact
    most: Grant
    tree: bool


Held = Mapping[int, tuple[Contact, Grant]]


def framed(ask: Ask, desk: Desk, known: Contact | None) -> Frame | Choice:
    """The account that is meant: where somebody stands already, else as named; a question for several."""
    errand = ask.errand or Errand()
    held = held_by(desk)
    accounts = {a.id: a for a in desk.unit.accounts.by_ids(held)}
    direct = list(dict.fromkeys(c.account_id for c, _ in mandates(desk.person) if c.account_id in held))
    placed = {s.account_id for s in exactly(place_in(ask, desk) or "", visible_sites(desk))} & held.keys()
    named = [a.id for a in accounts.values() if stands_in(a.account, errand) or stands_in(a.name, errand)]
    tree = TREE in errand.marks
    if known is not None and known.account_id in held:
        return frame(accounts[known.account_id], held, tree=known.tree)
    for ids in (list(placed), named, direct if tree or SINGLE in errand.marks else [], list(held)):
        if len(ids) == 1:
            return frame(accounts[ids[0]], held, tree=tree)
    return which_account(ask, desk, accounts, direct, held)


def held_by(desk: Desk) -> Held:
    """Account id -> the contact and grant of the mandate there; an own one goes before one from above."""
    rows = [(c, g) for c, grants in mandates(desk.person) for g in grants]
    return {g.account_id: (c, g) for c, g in sorted(rows, key=lambda r: r[0].account_id == r[1].account_id)}


def frame(account: Account, held: Held, *, tree: bool) -> Frame:
    """The frame of one account; the accounts below only for whom the admin holds them too."""
    own, most = held[account.id]
    return Frame(account, own, most, tree and own.tree)


def which_account(
    ask: Ask, desk: Desk, accounts: Mapping[int, Account], direct: list[int], held: Held
) -> Choice:
    """The question for the account, the admin's own ones first."""
    errand = ask.errand or Errand()
    options = []
    for id in sorted(accounts, key=lambda id: id not in direct):
        label = f"{accounts[id].name} ({accounts[id].account})"
        marks = ([TREE] if id in direct and held[id][0].tree else []) + [SINGLE]
        for mark in marks:
            told = desk.says("deed_tree", account=label) if mark == TREE else label
            chosen = replace(ask, errand=replace(errand, marks=(*errand.marks, mark)))
            options.append(Option(told, chosen, id))
    return Choice(ask, "ask_people_account", {"person": who(ask)}, tuple(options[:SHOWN]))


def place_in(ask: Ask, desk: Desk) -> str | None:
    """The place that is named: as the request was read, else a name of one that stands in the words."""
    if ask.location:
        return ask.location
    errand = ask.errand or Errand()
    sites = [s.location for s in visible_sites(desk)]
    names = {n for s in sites for n in (*own_names(s), s.city or "") if len(n) >= SHORTEST}
    return next((n for n in sorted(names, key=lambda n: (-len(n), n)) if stands_in(n, errand)), None)


def stands_in(name: str, errand: Errand) -> bool:
    """Whether a name stands in the words about a person, as whole words."""
    padded = " ".join(["", *map(key_of, errand.words.split()), ""])
    return len(name) >= SHORTEST and f" {' '.join(map(key_of, name.split()))} " in padded


def key_of(word: str) -> str:
    """A word as names are compared."""
    return name_key_of(word) or ""


def who(ask: Ask) -> str:
    """The person concerned, as the message calls them."""
    errand = ask.errand or Errand()
    return errand.name or errand.address or ask.person or ""
