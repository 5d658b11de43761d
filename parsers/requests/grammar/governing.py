"""Whether asking governs a paper, or a place, a question, another object only names it: "on the bill"."""

from collections.abc import Sequence

from parsers.phrases import Hit
from parsers.requests.grammar.deeds import strange_deed
from parsers.requests.grammar.fronted import fronted
from parsers.requests.grammar.papers import goes_on
from parsers.requests.grammar.partly import within
from parsers.requests.grammar.rule import Rule
from parsers.requests.text.clauses import Clause, once
from parsers.requests.text.masks import WANTED_KIND

ASKING = ("want", "wish", "missing", "copy", "again")
WISHING = ("want", "wish")
GETTING = (*ASKING, "look", "verify", "giving", "needing", "access:take", "access:view")
UNFATED = ("form:xml", "please", "missing", "again", "copy", "me", "to_us", "late")
SEEKING = (*ASKING, "look")
UNPREDICATED = frozenset({*ASKING, "please", "also", "instead", "look"})
KNOWN = (
    *(*SEEKING, "preposition", "cause", "stance:", "indefinite", "joiner", "determiner", "greeting", "only"),
    *("all", "contrast", "filter:adverb", "filter:last", "status:", "negation", "relation", "me", "to_us"),
)
PERSONS = ("me", "pronoun", "stance:definite", "indefinite")
POINTING = ("missing", "again", "copy", "docs", "this", "these", "{number}", "all", "the_ones")
WITHIN = 3  # words between a word of place and the noun behind it
LEAD = 3  # words from asking to the article of its object
NEXT = 4  # words of an object behind its article
PEOPLE = ("teller:addressed", "access:speaker")
WIDE = 3  # words; a longer phrase of asking holds its object
STOPPING = (
    *("verb", "lacking", "negation", "joiner", "relative", "pronoun", "only", "to_us"),
    *("please", "all", "also"),
)
PARTICLES = ("want", "to_us", "joiner", "look")  # "send us on the invoice", "along with the invoice"
PAGES = frozenset({"page", "form:xml"})  # a page of a paper that lacks; a form of it
PAPERS = (
    *("docs", "copy", "all", "everything", "again", "the_ones", "order_thing", "export"),
    *("these", "other_one"),
)
ARTICLES = ("stance:definite", "indefinite")
LED = ("preposition", "cause", "filter:led")


def names(parts: Sequence[Clause]) -> bool:
    """True when clauses name a paper that asking may govern."""
    return any(part.kinds and not placed(part) for part in parts)


@once
def placed(clause: Clause) -> bool:
    """True when papers are named, and asking governs none of them."""
    kinds = clause.kinds
    if not kinds:
        return False
    if "generic" in clause.cues and clause.cues.isdisjoint(("please", "missing")):
        return True
    if clause.opens("clausal") and clause.cues.isdisjoint((*ASKING, "please", "lacking")):
        return True  # "(make sure) that delivery notes are on the pallet"
    return all(_aside(clause, hit) for hit in kinds)


def _aside(clause: Clause, hit: Hit) -> bool:
    stands = _in_place(clause, hit) or _queried(clause, hit)
    return stands or _of_deed(clause, hit) or _outvoted(clause, hit)


def _in_place(clause: Clause, hit: Hit) -> bool:
    """True for a paper behind a word of place that no phrase of asking has taken: "on our invoice".

    Not for what is to be in a file: "a zip with every invoice".
    """
    if "place" not in clause.cues or not clause.cues.isdisjoint(PAGES):
        return False
    ends = {h.last: h.first for h in clause.of("place")}
    asking = [h for cue in ASKING for h in clause.of(cue)]
    stops = {i for h in asking if h.last - h.first < WIDE for i in range(h.first, h.last + 1)}
    stops |= {i for cue in STOPPING for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    articles = {h.first for h in clause.of("stance:definite")}
    for at in range(hit.first - 1, max(hit.first - WITHIN - 2, -1), -1):
        if at in ends:
            bundle = any(h.last == ends[at] - 1 and h.cue.startswith("form:") for h in clause.hits)
            met = any(h.first == at + 1 for cue in PEOPLE for h in clause.of(cue))  # "I miss from you notes"
            return not (bundle or met or _taken(clause, ends[at], asking) or _particle(clause, ends[at]))
        word = clause.words[at]
        led = at - 1 in ends  # "on no invoice"
        if (at in stops or at in articles) and not led:
            return False
        if word.thing or not word.written.isalpha() or not word.written.islower():
            return False
    return False


def _taken(clause: Clause, at: int, asking: Sequence[Hit]) -> bool:
    """True for the "on" of "waiting on the invoice": the first word of place in a phrase of asking."""
    places = [h.first for h in clause.of("place")]
    return any(h.first <= at <= h.last and not any(h.first < p < at for p in places) for h in asking)


def _particle(clause: Clause, at: int) -> bool:
    return any(h.last == at - 1 for cue in PARTICLES for h in clause.of(cue))


def _queried(clause: Clause, hit: Hit) -> bool:
    """True for what is asked about: "whether the invoice is paid", not "whether you could send it"."""
    opening = [h.last for h in clause.of("querying") if h.last < hit.first]
    if not opening or "existence" in clause.cues:
        return False
    asking = [h for cue in SEEKING for h in clause.of(cue)]
    return not any(h.first >= opening[-1] or h.last > max(hit.last, opening[-1]) for h in asking)


def _of_deed(clause: Clause, hit: Hit) -> bool:
    """True for what somebody is to do something to: "waiting for a customer to sign a note"."""
    if _named_deed(clause, hit.last + 1):
        return True
    verbs = [h.last + 1 for h in clause.of("to_do") if hit.first - WITHIN - 1 <= h.last < hit.first - 1]
    if not verbs:
        return False
    articles = {i for cue in ARTICLES for h in clause.of(cue) for i in range(h.first, h.last + 1)}
    return any(_strange(clause, at) and at + 1 in {hit.first, *articles} for at in verbs[-1:]) and not any(
        h.last > verbs[-1] for cue in ASKING for h in clause.of(cue)
    )


def _named_deed(clause: Clause, at: int) -> bool:
    """True for the "sortieren" of "Rechnungen sortieren kann ich schon", where nothing is asked."""
    if at >= len(clause.words) or not any(h.first == at for h in clause.of("infinitive")):
        return False
    asked = not clause.cues.isdisjoint((*ASKING, "lacking"))
    asked = asked or any(h.first != at + 1 for h in clause.of("please"))  # "kann ich schon"
    return not asked and clause.source.end != "?" and "participle" not in clause.cues and _strange(clause, at)


def _strange(clause: Clause, at: int) -> bool:
    """True for a word that is no giving or looking."""
    known = any(h.first <= at <= h.last for cue in (*GETTING, *PERSONS) for h in clause.of(cue))
    return clause.words[at].written.islower() and not known


def _outvoted(clause: Clause, hit: Hit) -> bool:
    """True where all asking has another object or a deed: "we need a name", "we would like to talk"."""
    if not clause.cues.isdisjoint(("missing", "copy", "again", "lacking", "please")):
        return False
    wishes = [h for cue in WISHING for h in clause.of(cue)]
    if not wishes:
        return False
    return all(_to_do(clause, h) or (h.first > hit.last and _owns(clause, h)) for h in wishes)


def _to_do(clause: Clause, wish: Hit) -> bool:
    """True for "would like to" and a verb that is no giving or looking."""
    at = wish.last + 1
    if at + 1 >= len(clause.words) or not any(h.first == at for h in clause.of("to_do")):
        return False
    looks = any(h.first > at for h in clause.of("look"))  # "what do I need to do to see the bill"
    return not looks and _strange(clause, at + 1)


def _owns(clause: Clause, wish: Hit) -> bool:
    """True for asking with an article and a noun behind it that is no paper: "suche eine Stelle"."""
    articles = {h.first for cue in ARTICLES for h in clause.of(cue)}
    at = wish.last + 1
    if at not in articles and wish.last in articles and wish.last > wish.first:
        at = wish.last
    lead = [i for i in range(at, at + LEAD) if i in articles and all(_small(clause, j) for j in range(at, i))]
    at = min(lead, default=at)
    ends = {h.last for cue in LED for h in clause.of(cue)}
    if at not in articles or wish.first - 1 in ends or at - 1 in ends:
        return False  # "by email the same evening", "den Beleg brauche ich für die Ablage"
    reach = range(at, at + 1 + NEXT)
    papers = (WANTED_KIND, *PAPERS, "page", "form:", "spare")
    named = (h for h in clause.hits if h.cue.startswith(papers) and h.first in reach)
    words = clause.words[at + 1 : at + 1 + NEXT]
    return bool(words) and not any(named) and not any(word.thing for word in words)


def attributive(clause: Clause) -> bool:
    """True when nothing lacks, but a noun other than a paper is called so: "with an incomplete profile"."""
    lacks = clause.of("missing")
    return bool(lacks) and all(_of_noun(clause, hit) for hit in lacks)


def _of_noun(clause: Clause, hit: Hit) -> bool:
    at = hit.first
    if hit.last > at or at == 0 or at + 1 >= len(clause.words):
        return False
    led = {h.last for cue in (*ARTICLES, "preposition", "cause", "determiner") for h in clause.of(cue)}
    noun = clause.words[at + 1]
    if at - 1 not in led or noun.thing or not noun.written.isalpha():
        return False
    papers = (WANTED_KIND, *PAPERS, "page")
    named = (h for h in clause.hits if h.cue.startswith(papers) and at < h.first <= at + WITHIN)
    return not any(named)


def reasoned(clause: Clause) -> bool:
    """True for "before we write the final invoice": a clause that only says when or why."""
    return clause.opens("reason")


def _small(clause: Clause, at: int) -> bool:
    """True for a little word between asking and its object: "gibt es dafür noch die Dichtung"."""
    return at < len(clause.words) and clause.words[at].written.islower() and not clause.words[at].thing


def untouched(rules: Sequence[Rule | None], parts: Sequence[Clause], whole: Clause) -> list[Rule | None]:
    """The verdicts without those over papers of which the whole sentence only tells."""
    found = list(rules)
    told: bool | None = None
    for i, part in enumerate(parts):
        rule = found[i]
        if rule is None or rule.intent != "documents" or not part.kinds:
            continue
        if told is None:
            told = fated(whole) or ("generic" in whole.cues and whole.cues.isdisjoint(("please", "missing")))
        told_too = (i and _row_of(parts[i - 1], found[i - 1], part)) or within(parts, i)
        if told or told_too or _before(rules, parts, i):
            found[i] = None
    return found


def _before(rules: Sequence[Rule | None], parts: Sequence[Clause], at: int) -> bool:
    """True for "before we send our customer the final invoice", where another clause asks for something."""
    part = parts[at]
    if not part.opens("clausal") or not part.cues.isdisjoint(("missing", "again", "copy", "please")):
        return False
    return any(rule is not None and rule.intent for i, rule in enumerate(rules) if i != at)


def _row_of(before: Clause, verdict: Rule | None, part: Clause) -> bool:
    """True for the second of "I have handled invoices | and delivery notes for years"."""
    if verdict is not None or not before.kinds or before.cues.isdisjoint(("pronoun", "verb", "told_by")):
        return False
    return goes_on(part) and part.cues.isdisjoint((*ASKING, "please", "lacking", "also"))


def owned(clause: Clause) -> bool:
    """True when all asking of a clause has an object or a deed of its own: "are you sending another van?" """
    wishes = [h for cue in WISHING for h in clause.of(cue)]
    if not wishes:
        again = "again" in clause.cues and clause.cues.isdisjoint(("missing", "copy", "docs"))
        return again and not clause.kinds and strange_deed(clause)  # "könnte sie noch mal anklingeln?"
    if not clause.cues.isdisjoint(("missing", "again", "copy", "docs")):
        return False
    if "me" in clause.cues and "indefinite" not in clause.cues:
        return False  # "please send me the notes"
    if all(_to_do(clause, h) for h in wishes):
        return True
    return clause.cues.isdisjoint(POINTING) and all(_to_do(clause, h) or _owns(clause, h) for h in wishes)


def sought(clause: Clause) -> bool:
    """True for a paper behind a verb of looking: "can I see the invoice", not "the invoice shows"."""
    nouns = {h.last + 1 for cue in ARTICLES for h in clause.of(cue)}
    looks = [h.last for h in clause.of("look") if h.first not in nouns]
    return any(at < hit.first for at in looks for hit in clause.kinds)


def fated(clause: Clause) -> bool:
    """True for papers of which a sentence says what will become of them: "invoices should go to the yard"."""
    fates = [h.first for h in clause.of("fate")]
    if not fates or clause.source.end == "?" or not clause.cues.isdisjoint(UNFATED):
        return False
    asked = any(h.first < fates[-1] for cue in WISHING for h in clause.of(cue))
    return not asked and all(hit.last < fates[-1] for hit in clause.kinds)


def predicated(clause: Clause) -> bool:
    """True for a sentence whose verb we do not know: "our new intern files the invoices now"."""
    if not clause.kinds or not clause.cues.isdisjoint(UNPREDICATED) or fronted(clause):
        return False
    if "predicate" in clause.cues and _has_verb(clause):
        return True  # "the certificate hangs in our hall"
    articles = {h.first for cue in ARTICLES for h in clause.of(cue)} - {0, 1}
    first = clause.kinds[0].first
    verbs = {at - 1 for at in articles if 0 < first - at <= WITHIN}
    verbs |= {h.first - 1 for h in clause.of("me") if h.last + 1 in articles and h.last < first}
    if not verbs:
        return False
    known = {i for h in clause.hits if h.cue.startswith(KNOWN) for i in range(h.first, h.last + 1)}
    return any(at > 0 and at not in known and _small(clause, at) and _subject(clause, at - 1) for at in verbs)


def _has_verb(clause: Clause) -> bool:
    """True when a verb and what it governs follow a paper's whole name, not in "credit notes on"."""
    ends = (
        (p, max((k.last for k in clause.kinds if k.first == p.first), default=p.first))
        for p in clause.of("predicate")
    )
    return any(told.last - end > 1 and _small(clause, told.last - 1) for told, end in ends)


def _subject(clause: Clause, at: int) -> bool:
    """True for a plain word before a verb."""
    return clause.words[at].written.isalpha() and not any(h.last == at for h in clause.of("joiner"))
