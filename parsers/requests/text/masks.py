"""Which of the phrases found in a sentence only look like what they signal."""

from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from parsers.phrases import Hit

WANTED_KIND = "kind:"
PREDICATES = frozenset({"verb", "handling", "levy", "amend", "remedy", "infinitive"})
# What a part of a paper's name says of no matter: "Anzahlungsrechnung", "payment reminder", "repair invoice".
PARTS = frozenset(
    {
        *("paid", "ledger:coin", "ledger:part", "pay:money", "other", "outside"),
        *(
            "entry",
            "figure",
            "attitude",
            "demand",
            "needing",
            "judged",
            "pick:last",
            "spare",
            "progress",
            "motion",
        ),
        *("compare:agree", "reconcile", "filter:carrier", "filter:town", "smalltalk", "outsider", "handling"),
    }
)
BY_PLACE = itemgetter(1)  # hits by their first word
BIDDING = frozenset({"please", "want", "wish", "i_want"})
SPOKEN = ("verb", "have", "presence", "at_hand", "inverted", "told_by", "pronoun")
HERE = frozenset({"arrival", "done", "settled", "obtained", "turned_up"})


def unmasked(hits: Sequence[Hit]) -> list[Hit]:
    """Hits without those that only look like it; of kinds that overlap the longest stays."""
    plain: list[Hit] = []
    kinds: list[Hit] = []
    masks: dict[str, list[Hit]] = {}
    for hit in hits:
        cue = hit[0]
        if cue[0] == "-":
            masks.setdefault(cue[1:], []).append(hit)
        elif cue[0] == "k" and cue.startswith(WANTED_KIND):
            kinds.append(hit)
        else:
            plain.append(hit)
    if masks:
        plain = [h for h in plain if h[0] not in masks or not _masked(h, masks[h[0]])]
        kinds = [h for h in kinds if h[0] not in masks or not _masked(h, masks[h[0]])]
    if not kinds:
        return plain
    longest = _longest(kinds) if len(kinds) > 1 else kinds
    named = {i for _, first, last in longest for i in range(first, last + 1)}
    told = [h for h in plain if not (h[1] in named and _of_name(h, named))]
    return told + sorted(longest, key=BY_PLACE)


def _of_name(hit: Hit, named: Collection[int]) -> bool:
    """True for what a word that begins in the name of a paper only seems to say."""
    return hit[0] in PREDICATES or (hit[0] in PARTS and hit.last in named)


def _masked(hit: Hit, masks: Iterable[Hit]) -> bool:
    return any(mask.first <= hit.first and hit.last <= mask.last for mask in masks)


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that no longer one overlaps."""
    reach: dict[int, int] = {}  # word -> length of the longest hit that covers it
    for _, first, last in hits:
        for i in range(first, last + 1):
            if last - first > reach.get(i, -1):
                reach[i] = last - first
    return [h for h in hits if max([reach[i] for i in range(h[1], h[2] + 1)]) <= h[2] - h[1]]


def without_spared(hits: Sequence[Hit]) -> list[Hit]:
    """The hits; in "all invoices, please, except 4711" it is not 4711 that is missing."""
    shown = {h[0] for h in hits}
    asked = not shown.isdisjoint(BIDDING) or shown.isdisjoint(SPOKEN)  # "everything of May but the notes"
    if "missing" not in shown or not asked or not shown.isdisjoint((*HERE, "access:verb")):
        return [*hits]
    but = {h[1] for h in hits if h[0] == "negation"} & {h[1] for h in hits if h[0] == "preposition"}
    papers = (h[1] for h in hits if h[0] in ("everything", "docs") or h[0].startswith(WANTED_KIND))
    first = min(papers, default=max(but, default=0))
    return [h for h in hits if h[0] != "missing" or not any(h[1] <= at <= h[2] and first < at for at in but)]
