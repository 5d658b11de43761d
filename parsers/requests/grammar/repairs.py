"""Where a writer takes a word back: "no wait, the second quarter", "sorry, 4711", "Linz, I mean"."""

from collections.abc import Iterable, Sequence

from parsers.requests.fields.sites import unknown
from parsers.requests.text.clauses import Clause, joined, stretch
from parsers.requests.text.masks import WANTED_KIND

SIGNS = ("repair", "slip")
STOPS = frozenset(",:;.-–—…!*")
# what no word that only stands for another one shows
BUSY = (
    *("also", "again", "missing", "paid", "payment_notice", "dispute", "damage", "people", "human"),
    *("condition", "reason", "purpose", "outside", "order_status", "arrival"),
)
# words beside the one that counts: without a sign, behind a sign, behind a firm one
FEWEST, FEW, MORE = 3, 7, 10
RECALLING = 4  # words of "oh yes," with its signs, and of "and"
LEAST = 4  # digits of a bare number
CAME = ("have", "arrival", "stage:came")
NAME = 2  # words of the name of a place
SORTS = ("{number}", "{period}", "filter:last", "filter:cost_centre")
PLACED = ("filter:location", "filter:town")
LIGHT = (*SIGNS, "please", "relation", "pronoun", "this", "thanks")


def parted(
    parts: Sequence[Clause], before: Iterable[Clause], begun: bool = False
) -> tuple[Sequence[Clause], Clause | None]:
    """The clauses of a sentence up to where it takes back, and what is meant instead.

    `before` are the clauses of the message so far; `begun`: the sentence before began to take back.
    """
    if not begun and all(part.cues.isdisjoint(SIGNS) for part in parts):
        return parts, None
    said = list(before)
    for i, part in enumerate(parts):
        for at in (0, *sorted({h.first for h in part.of("repair")} - {0})):
            fore = [*parts[:i], *([stretch(part, 0, at)] if at else [])]
            here = stretch(part, at, len(part.words)) if at else part
            if _another_came(fore, here):
                return parts, None
            if meant := stands_for(here, parts[i + 1 :], [*said, *fore], begun and not fore):
                return fore, meant
    return parts, None


def _another_came(fore: Iterable[Clause], here: Clause) -> bool:
    """True for "I got the note, but I wanted the invoice": that takes no wish back."""
    asked = {h.cue for h in here.kinds}
    told = (p for p in fore if not p.cues.isdisjoint(CAME) and p.cues.isdisjoint(("want", "wish", "please")))
    return bool(asked) and any(part.kinds and asked.isdisjoint(h.cue for h in part.kinds) for part in told)


def begins(parts: Sequence[Clause]) -> bool:
    """True for "Moment, Ms Roth is calling.": what is meant instead may stand in the next sentence."""
    return bool(parts) and not parts[0].cues.isdisjoint(SIGNS) and signs(parts[0]) == len(parts[0].words)


def stands_for(
    here: Clause, behind: Sequence[Clause], earlier: Sequence[Clause], begun: bool
) -> Clause | None:
    """The few words behind signs of taking back, or before them, when they are of a sort named before."""
    meant = joined([here, *behind])
    begin = signs(meant)
    if not begin and any(signs(part) < len(part.words) for part in behind):
        return None
    firm = any(h.last < begin or _ends(meant, h.last) for h in meant.of("repair"))
    rest = stretch(meant, begin, len(meant.words))
    if not (earlier and rest.words and (begin or firm or begun)) or _busy(rest):
        return None
    if (
        rest.opens("joiner", "ask_words")
        or _adds(rest)
        or (begun and not (begin or firm) and "want" in rest.cues)
    ):
        return None
    plain = sum(w.written.isalpha() and not w.thing for w in rest.words)
    most = MORE if firm else FEW if begin else FEWEST
    return rest if plain <= most and _fits(rest, earlier, firm) else None


def _adds(rest: Clause) -> bool:
    """True for "yes, and the notes": what follows stands beside what was said, not for it."""
    first = min((h.first for h in rest.of("joiner")), default=RECALLING)
    named = any(word.thing for word in rest.words[:first]) or any(h.first < first for h in rest.kinds)
    return first < RECALLING and not named


def _busy(rest: Clause) -> bool:
    """True for a clause that says something of its own; the "as" of "as one PDF" gives no reason."""
    busy = rest.cues.intersection(BUSY)
    formed = any(cue.startswith("form:") for cue in rest.cues) and rest.opens("reason")
    return bool(busy - {"reason"} if formed else busy)


def _fits(rest: Clause, earlier: Sequence[Clause], firm: bool) -> bool:
    """True when what a clause names stands for something that was named before."""
    known = frozenset().union(*(clause.cues for clause in earlier))
    sorts = {_sort(cue) for cue in rest.cues} - {""} | ({"{number}"} if figures(rest) else set())
    if "form:" in set(map(_sort, known)) and {"docs", "stance:approve"} <= rest.cues:
        return True  # "no, PDF is fine"
    if not sorts:
        return bool(name_in(rest)) and not known.isdisjoint(PLACED)
    fits = sorts & set(map(_sort, known))
    return bool(fits) and (firm or fits == sorts)


def _sort(cue: str) -> str:
    """What a cue names that can stand for another of its sort; "" for all others."""
    if cue in SORTS:
        return cue
    return next((lead for lead in (WANTED_KIND, "form:") if cue.startswith(lead)), "")


def signs(clause: Clause) -> int:
    """How many words and stops at the beginning of a clause are signs of taking back."""
    hits = [h for cue in SIGNS for h in clause.of(cue)]
    end = 0
    while end < len(clause.words):
        reach = max((h.last for h in hits if h.first <= end <= h.last), default=-1)
        if reach < 0 and not (end and clause.words[end].written in STOPS):
            break
        end = max(reach, end) + 1
    return end


def _ends(clause: Clause, last: int) -> bool:
    """True for "Q2 I mean": nothing of weight stands behind the sign."""
    light = _covered(clause, LIGHT)
    return all(i in light or clause.words[i].written in STOPS for i in range(last + 1, len(clause.words)))


def figures(clause: Clause) -> list[str]:
    """The bare figures of "nonsense, 70132", which only their place tells from others."""
    bare = (word.written for word in clause.words if not word.thing)
    return [written for written in bare if len(written) >= LEAST and written.isdigit()]


def name_in(rest: Clause) -> str | None:
    """The Bradford of "scrap that, only Bradford": the one name that is left beside the signs."""
    over = _covered(rest, (*LIGHT, "only", "instead"))
    left = [i for i, w in enumerate(rest.words) if i not in over and w.written.isalpha()]
    if not 0 < len(left) <= NAME or any(w.thing for w in rest.words):
        return None
    towns = _covered(rest, ("filter:town",))
    plain = all(i in towns or unknown(rest, i) for i in left)
    return " ".join(rest.words[i].written for i in left) if plain else None


def forgotten(clause: Clause) -> bool:
    """True for "never mind, found it": the wish before needs nobody any more."""
    busy = clause.kinds or not clause.cues.isdisjoint(("please", "order_thing"))
    if busy or any(word.thing for word in clause.words):
        return False
    light = _covered(clause, (*LIGHT, "forgotten", "greeting"))
    return any(light.issuperset(range(h.first)) for h in clause.of("forgotten"))


def _covered(clause: Clause, cues: Iterable[str]) -> set[int]:
    """The places of the words that signal one of the cues."""
    return {i for cue in cues for h in clause.of(cue) for i in range(h.first, h.last + 1)}
