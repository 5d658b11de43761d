"""What may have been meant: near numbers, and what a known number has instead. Always a question."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from handlers.answers import Choice, Option
from handlers.desk import Desk
from handlers.documents.lookup import Looked, look
from handlers.documents.numbers import near_numbers, unlikeliness
from handlers.letters.wording import option_label
from parsers.asks import Ask
from store.records import Document

PROBED = 5  # numbers of one wish for which near ones are sought
SHOWN = 3  # options for one number
SHOWN_EACH = 2  # options for each of several
TRIED = 12  # near numbers looked up for one number


def near_choice(missing: Sequence[str], ask: Ask, desk: Desk, given: Collection[int] = ()) -> Choice | None:
    """A question for the numbers that are nearly those of documents; the others are its `missing`.

    `given` are the ids of documents that the reply holds anyway.
    """
    most = SHOWN if len(missing) == 1 else SHOWN_EACH
    guessed: dict[str, tuple[Option, ...]] = {}
    for number in missing[:PROBED]:
        options = near_options(number, ask, desk, given)[:most]
        if options:
            guessed[number] = options
    if not guessed:
        return None
    options = tuple({o.label: o for some in guessed.values() for o in some}.values())
    rest = tuple(number for number in missing if number not in guessed)
    asked = replace(ask, numbers=tuple(guessed))
    return Choice(asked, "ask_near", {"numbers": desk.says.quoted(guessed)}, options, rest)


def near_options(number: str, ask: Ask, desk: Desk, given: Collection[int] = ()) -> tuple[Option, ...]:
    """What nearly this number would have led to: the likeliest slip first, then the newest."""
    ranked = sorted(guesses(number, ask, desk, given), key=lambda guess: guess[0])
    return tuple({option.label: option for _, option in ranked}.values())


def guesses(
    number: str, ask: Ask, desk: Desk, given: Collection[int]
) -> Iterator[tuple[tuple[int, int], Option]]:
    """Options with their rank."""
    for near in near_numbers(number, desk)[:TRIED]:
        looked = look(near, ask, desk)
        if {d.id for d in looked.documents} <= set(given):
            continue
        own = desk.unit.documents.by_number(desk.person.grants, near)
        shown = (own or looked.documents)[0]
        label = (
            option_label(shown, desk) if own or len(looked.documents) == 1 else counted(near, looked, desk)
        )
        accounts = {d.account_id for d in looked.documents}
        option = Option(label, replace(ask, numbers=(near,)), accounts.pop() if len(accounts) == 1 else None)
        yield (unlikeliness(number, near), -shown.date.toordinal()), option


def counted(number: str, looked: Looked, desk: Desk) -> str:
    """ "4500123 (3 invoices)"."""
    n, kinds = len(looked.documents), {d.kind for d in looked.documents}
    return desk.says("numbered", number=number, n=n, kind=desk.says.named(kinds, n)["kind"])


def instead(looked: Iterable[Looked], ask: Ask, desk: Desk) -> Choice:
    """For numbers that are known but lack the kind asked for: what there is."""
    known = [one for one in looked if one.absent]
    there = {d.id: d for one in known for d in look(one.number, replace(ask, kinds=()), desk).documents}
    newest = sorted(there.values(), key=lambda d: (d.date, d.number), reverse=True)[:SHOWN]
    options = tuple(Option(option_label(d, desk), exact(d, ask), d.account_id) for d in newest)
    return Choice(ask, "ask_instead", {"parts": desk.says.listed(absent_words(known, desk))}, options)


def absent_words(looked: Iterable[Looked], desk: Desk) -> tuple[str, ...]:
    """Which kinds known numbers do not have, in words."""
    says = desk.says
    return tuple(
        says("part_missing", kind=says.title(code), number=says.quoted([one.number]))
        for one in looked
        for code in desk.kinds.codes()
        if code in one.absent
    )


def exact(document: Document, ask: Ask) -> Ask:
    """The ask for just this document, in the form that was wished."""
    return Ask("documents", kinds=(document.kind,), numbers=(document.number,), form=ask.form)
