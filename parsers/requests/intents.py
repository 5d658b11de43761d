"""Decides what one clause asks for, by an ordered list of rules over what its words signal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsers.requests.clauses import WANTED_KIND, Clause
from parsers.requests.filters import full_names, negated, titled

NOTHING = ""  # says outright that nothing is wanted
WANT = "want"  # asks for something that is named elsewhere


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when a clause shows one signal of each group in `needs` and none in `unless` ("a b" = a or b)."""

    intent: str
    needs: tuple[frozenset[str], ...]
    unless: frozenset[str]

    def holds(self, signals: frozenset[str]) -> bool:
        """True when the signals of a clause fulfil the rule."""
        return self.unless.isdisjoint(signals) and not any(map(signals.isdisjoint, self.needs))


def rule(intent: str, *needs: str, unless: str = "") -> Rule:
    """A rule from groups of signals written with blanks between."""
    return Rule(intent, tuple(frozenset(group.split()) for group in needs), frozenset(unless.split()))


TOPIC = "want wish please fragment question "
ASKING = "want wish please missing again also "

ASKED = "want wish copy missing order_thing order_status late"

DENIABLE = frozenset({"dispute", "damage", "human", "order_status"})
TINY = 2  # words
ASKED_FOR = 5  # words from a wish to the paper that it is for
NEW = "kind:quote"
TERSE = 12  # words; more without a verb is a sentence whose verb we do not know

# The first rule that holds decides; the order is the grammar.
RULES = (
    rule(NOTHING, "courtesy no_action"),
    rule("other", "private", unless="{number} kind statement"),
    rule("other", "private_bill"),
    rule(
        "unsubscribe", "unsubscribe", "recurring subscription kind statement docs export open_items fragment"
    ),
    rule("unsubscribe", "stop", "recurring subscription", unless="subscribe"),
    rule(NOTHING, "unwanted", unless="missing"),
    rule(NOTHING, "thanks_for", unless="please missing again question dispute human contrast"),
    rule("people", "people leaving", "person {address} person_change"),
    rule("people", "person_verb", "{address}", unless="recurring"),
    rule("people", "people", "person_verb", "prev:person"),
    rule("people", "third only", "kind third", "prev:people"),
    rule("people", "{address}", "msg:people", "fragment item kind", unless="recurring"),
    rule("subscribe", "subscribe"),
    rule("subscribe", "recurring", "kind statement open_items export docs", TOPIC, unless="dispute outside"),
    rule("subscribe", "recurring", "want wish", "please fragment", unless="dispute outside"),
    rule("reconcile", "reconcile", "own_list msg:own_list", TOPIC),
    rule("human", "human"),
    rule("help", "help", TOPIC),
    rule("dispute", "dispute", "{number} kind", unless="settled meant"),
    rule("dispute", "damage", "{number} kind", unless="settled meant wants_kind"),
    rule("dispute", "short", unless="kind docs settled"),
    rule("payment_status", "why", "kind:reminder", unless="missing"),
    rule("dispute", "why", "opens", "{number} {money}", unless="missing order_thing order_status late paid"),
    rule("payment_status", "due_date", "{number}", TOPIC),
    rule("other", "outside", TOPIC, unless="asks_kind"),
    rule("other", "topic", TOPIC, unless="wants_kind export statement open_items"),
    rule("other", "outside_told moving"),
    rule("other", "alter", "order_thing", unless="kind docs copy"),
    rule("other", "{number}", "quantity", "please want", unless="kind docs copy missing again question"),
    rule("other", "new_quote", "want wish please fragment", unless="again missing"),
    rule("other", "kind:quote", "quantity", "want wish please fragment", unless="again missing"),
    rule("dispute", "dispute", unless="settled meant"),
    rule("dispute", "damage", unless="settled meant wants_kind docs"),
    rule(
        "payment_status",
        "arrival",
        "paid prev:paid",
        "question",
        unless="late order_thing order_status kind copy docs",
    ),
    rule(
        "open_items",
        "which",
        "kind",
        "status:open status:overdue status:partial paid",
        unless="want copy {number}",
    ),
    rule(
        "open_items",
        "kind",
        "status:open status:overdue",
        "question",
        unless="want copy again missing {number} near:want",
    ),
    rule("payment_status", "due_date", TOPIC, "kind {number} these"),
    rule("statement", "statement", "want wish please", "open_items"),
    rule("payment_status", "status:open status:overdue status:partial", "{number}", "question", unless=ASKED),
    rule("open_items", "open_items", TOPIC, unless="{number} copy"),
    rule(
        "open_items",
        "status:open status:overdue",
        "tiny",
        "kind question fragment",
        unless="{number} please want",
    ),
    rule("payment_status", "payment_status", "question please", unless="copy"),
    rule("payment_status", "unmatched", "paid"),
    rule(
        "payment_status",
        "paid",
        "question",
        "{number} {money} arrival",
        unless="kind copy docs order_status late",
    ),
    rule("payment_notice", "payment_notice", unless="question wants_kind"),
    rule("payment_notice", "paid", "{number}", "fragment", unless="question please missing"),
    rule("open_items", "open_items", TOPIC),
    rule("statement", "statement", ASKING + "fragment question {period}"),
    rule("order_status", "order_status", TOPIC, unless="kind"),
    rule(
        "order_status",
        "late",
        "order_thing {number} near:order_thing near:{number}",
        unless="kind docs settled",
    ),
    rule("order_status", "late", "question", "msg:order_thing", unless="kind docs copy paid want settled"),
    rule("order_status", "order_thing", "{number}", "look missing", unless="kind docs copy paid settled"),
    rule(
        "order_status",
        "order_thing",
        "whether question",
        "{number} arrival whether",
        unless="kind docs paid want",
    ),
    rule(
        "export",
        "export",
        TOPIC + "{period}",
        "kind docs order_thing form:csv form:xlsx {period}",
        unless="own_list",
    ),
    rule("export", "form:csv form:xlsx", "kind order_thing", TOPIC, unless="own_list"),
    rule("export", "data_only", TOPIC, "kind docs order_thing form:csv form:xlsx"),
    rule(
        "other",
        "action",
        "kind {number} order_thing",
        TOPIC,
        unless="want copy again missing kind:order_confirmation",
    ),
    rule("documents", "kind", "look", unless="giving"),
    rule(NOTHING, "have", unless=ASKING + "question"),
    rule("documents", "kind", ASKING + "fragment question item"),
    rule("documents", "kind", "only", unless="verb"),
    rule("order_status", "order_status", ASKING + "question", unless="near:kind"),
    rule("documents", "{number} everything", ASKING),
    rule("documents", "{number} {period}", "meant", unless="question"),
    rule("documents", "docs", "{period} filter:location filter:cost_centre", ASKING),
    rule("order_status", "order_thing", "opens", "question", unless="kind docs paid want other alter have"),
    rule("help", "help_word", "tiny"),
    rule(WANT, "want wish again missing"),
)


# signal -> places of the rules whose first need it fulfils, so that few rules are tried for each clause
PLACES: Mapping[str, Sequence[int]] = {
    signal: [place for place, rule in enumerate(RULES) if signal in rule.needs[0]]
    for signal in frozenset().union(*(rule.needs[0] for rule in RULES))
}


def signals(clause: Clause, own: Mapping[str, str]) -> frozenset[str]:
    """The cues of a clause and what follows from them; `own` are kinds that are asked for by an intent."""
    found = {cue for cue in clause.cues if cue not in DENIABLE or not _denied(clause, cue)}
    for hit in clause.hits:
        if hit.cue.startswith(WANTED_KIND) and not mentioned(clause, hit.first):
            found.add(own.get(hit.cue.removeprefix(WANTED_KIND), "kind"))
    if asks(clause):
        found.add("question")
    if clause.opens("ask_words", "inverted"):
        found.add("opens")
    if not found.isdisjoint(("people", "leaving")) and (titled(clause) or full_names(clause)):
        found.add("person")
    plain = sum(not word.thing and word.written.isalpha() for word in clause.words)
    if found.isdisjoint(("verb", "pronoun", "giving")) and plain <= TERSE:
        found.add("fragment")
    if clause.source.item:
        found.add("item")
    asked = {"want", "wish", "copy", "missing"} | ({"please"} if "fragment" in found else set())
    if "kind" in found and not found.isdisjoint(asked):
        found.add("wants_kind")
    if {"kind", "outside"} <= found and _asked_for(clause):
        found.add("asks_kind")
    if plain <= TINY:
        found.add("tiny")
    return frozenset(found)


def _asked_for(clause: Clause) -> bool:
    """True when what is wanted is a paper, whatever it is about: "send the invoice for the spare parts".

    A quote is not meant: who asks for one mostly wants a new one.
    """
    wants = [h.last for cue in ("want", "copy", "missing", "again") for h in clause.of(cue)]
    outside = [(h.first, h.last) for h in clause.of("outside")]
    for hit in clause.hits:
        if hit.cue.startswith(WANTED_KIND) and hit.cue != NEW and not mentioned(clause, hit.first):
            before = [w for w in wants if 0 < hit.first - w <= ASKED_FOR]
            if any(all(last < w or first > hit.last for first, last in outside) for w in before):
                return True
    return False


def _denied(clause: Clause, cue: str) -> bool:
    return all(negated(clause, hit.first, 1) for hit in clause.of(cue))


def mentioned(clause: Clause, at: int) -> bool:
    """True for a thing that is only referred to: "according to the invoice", "thanks for the statement"."""
    return any(h.first < at <= h.last + 3 for h in clause.of("mention")) or any(
        h.first == at and not _kind_ends(clause, h.last) for h in clause.of("speaks")
    )


def _kind_ends(clause: Clause, at: int) -> bool:
    """True when a word is the end of a kind's name, like the "lists" of "packing lists"."""
    return any(h.last == at > h.first and h.cue.startswith(WANTED_KIND) for h in clause.hits)


def asks(clause: Clause) -> bool:
    """True for a question, with or without its mark."""
    if clause.source.end == "?" or "whether" in clause.cues:
        return True
    if clause.source.end in (".", "!") and "ask_words" not in clause.cues:
        return False
    return clause.opens("ask_words", "inverted")


def decide(clause: Clause, own: Mapping[str, str], around: frozenset[str] = frozenset()) -> Rule | None:
    """The rule that says what a clause is about; None when no rule holds.

    `around` are signals that its sentence shows.
    """
    shown = signals(clause, own) | around
    likely = sorted({place for signal in shown for place in PLACES.get(signal, ())})
    return next((RULES[place] for place in likely if RULES[place].holds(shown)), None)
