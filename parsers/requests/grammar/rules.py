"""The ordered rules over what the words of a clause signal: the grammar of intents."""

from parsers.requests.grammar.accounts import ACCOUNTS, ASKING, CHECKED
from parsers.requests.grammar.arranged import ARRANGED, ENDED
from parsers.requests.grammar.matters import (
    INSTRUCTED,
    LOST,
    MATTERS,
    NOTED,
    PAYMENTS,
    THITHER,
    TOLD,
    UNGOODS,
)
from parsers.requests.grammar.rule import NOTHING, TOPIC, WANT, Grammar, Rule, rule

__all__ = ["GRAMMAR", "NOTHING", "RULES", "WANT", "Rule"]

KNOWN = "want wish copy missing again paid kind:order_confirmation look export"

PAPERS_NEAR = "kind near:kind docs copy paid want settled"
ARRIVED = "ask_words near:paid " + PAPERS_NEAR
NO_BALANCE = "kind {number} order_thing order_status docs copy late other outside topic dispute remedy "
NO_BALANCE += "missing only also"

CONTENTS = "want wish copy missing again near:want paid status:open status:overdue open_items"
SELECTING = "{number} {period} filter:last missing again copy to_us"
UNTHANKED = SELECTING + " contrast lacking"

UNLASTING = "dispute missing again copy access access_open"
SEEN_TO = "kind docs copy paid settled"  # what is late is no goods, or no longer

# Of "and RE-2?" behind a question: what makes it a wish of its own
OPEN_DEED = (
    "please wish missing lacking again question condition paid payment_notice contrast i_want also reconcile "
    "needing "
)
OPEN_DEED += (
    "statement open_items order_status late export people recurring person_verb person granted {address}"
)

ONE_MORE = "verb pronoun want wish copy missing again docs kind:delivery_note kind:order_confirmation "
ONE_MORE += "kind:shipping_document kind:certificate kind:datasheet kind:sds kind:quote"
ELSEWHERE = "kind order_thing {number} paid near:paid prev:paid"

# The first rule that holds decides; the order is the grammar.
RULES = (
    rule(NOTHING, "courtesy no_action"),
    rule(NOTHING, "urging", "prev:documents", unless="kind docs order_thing {number} question"),
    rule(
        "other", "private", unless="access access_open {number} {money} kind statement purpose prev:dispute"
    ),
    rule("other", "private_bill"),
    *ENDED,
    rule("other", "unwanted", "stop", "order_thing", unless="kind near:kind docs thanks question paid"),
    rule(NOTHING, "unwanted", unless="missing access access_open"),
    rule(NOTHING, "unchanged", unless="want missing again recurring question stop {number} {period}"),
    rule(NOTHING, "resolved", unless="question want please again copy damage lacking"),
    rule(NOTHING, "thanks_for", unless="please missing again question dispute human contrast"),
    rule(NOTHING, "arrival", "near:thanks", "kind docs statement", "fragment", unless=UNTHANKED),
    rule(
        NOTHING, "assent", "prev:payment_notice prev:pay:will prev:pay:done", unless=SELECTING + " kind paid"
    ),
    rule(NOTHING, "also", "prev:help", "kind", "question", unless=SELECTING),
    *PAYMENTS,
    rule(
        "other",
        "habit",
        "kind docs order_thing",
        "question whether",
        "verb pronoun",
        unless=SELECTING + " arrival human",
    ),
    rule(
        "other",
        "contents",
        "which",
        "paid",
        "question please",
        unless="want copy again status:paid near:want",
    ),
    rule("open_items", "duty", "which", "kind", "paid", unless="{number} {money} copy want due_date"),
    rule("other", "duty", "kind docs", "question", unless="missing again copy to_us {period} help"),
    rule("other", "duty", "paid", "which", "question", unless="kind {number} copy due_date open_items"),
    *NOTED,
    rule("dispute", "flaw", unless="kind:statement kind:reminder"),
    *INSTRUCTED,
    rule("other", "contents", "question whether", "kind {number}", unless=CONTENTS),
    rule(NOTHING, "none_missing", unless="question want wish please"),
    rule("human", "human", "leaving people", "opens"),
    *THITHER,
    rule("subscribe", "onwards", "kind docs statement open_items", unless=UNLASTING),
    *ARRANGED,
    *MATTERS,
    rule(NOTHING, "own_deed", unless=OPEN_DEED),
    rule("payment_status", "same also", "{number}", "prev:payment_status", "question", unless=ONE_MORE),
    rule("order_status", "same also", "{number}", "prev:order_status", "question", unless="kind " + ONE_MORE),
    *ACCOUNTS,
    rule("documents", "whereabouts", "near:kind", unless=ELSEWHERE),
    rule("documents", "whereabouts", "prev:kind", unless=ELSEWHERE + " near:order_thing near:{number}"),
    rule("order_status", "whereabouts", "prev:order_thing near:order_thing", unless="kind near:kind paid"),
    rule("order_status", "order_status", TOPIC, unless="kind"),
    rule("order_status", "order_status", "{number}", "item", "negation", unless="kind"),
    rule(
        "documents",
        "late",
        "{number}",
        "msg:ledger",
        unless="order_thing near:order_thing kind order_status question",
    ),
    rule(
        "order_status",
        "late",
        "order_thing {number} near:order_thing",
        unless="kind docs settled",
    ),
    rule("order_status", "missing", "arrival", "{number}", "prev:order_status", unless="kind docs copy want"),
    rule("order_status", "late", "near:{number}", unless="kind near:kind docs settled"),
    rule("payment_status", "late", "prev:paid near:paid", "question", unless=CHECKED),
    rule("order_status", "late", "ask_words", "msg:order_thing msg:thread", unless=SEEN_TO + " missing"),
    rule("order_status", "motion", "{number}", "question", unless="kind docs copy paid want settled action"),
    rule(
        "order_status",
        "motion",
        "question",
        "msg:order_thing msg:thread",
        unless="kind docs copy paid want settled action remedy {number} people third statement open_items "
        "form:xml",
    ),
    rule("order_status", "late", "question", "msg:order_thing", unless="kind docs copy paid want settled"),
    *LOST,
    rule(
        "order_status",
        "order_thing",
        "whether question",
        "{number} arrival whether",
        unless="kind docs paid want the_ones near:the_named duty remedy ledger:books",
    ),
    rule(
        "export",
        "export",
        TOPIC,
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
        unless="want copy again missing kind:order_confirmation form:merged form:zip",
    ),
    *TOLD,
    rule(
        "documents",
        "kind",
        "look",
        "sought please condition me",
        unless="giving whether deed placed predicated",
    ),
    rule("other", "other", "alter", "please want", unless="copy missing again {number}"),
    rule(
        "dispute",
        "wrong_paper",
        "alter",
        "please want",
        unless="order_thing copy missing again form:xml {address}",
    ),
    rule("other", "deed", "kind {number} docs order_thing", unless=KNOWN + " form:merged"),
    rule("other", "about", "kind {number}", "question", unless="want copy missing again docs look partitive"),
    rule("other", "order_thing", "alter stop", "{number}", unless=KNOWN),
    rule(NOTHING, "have", unless=ASKING + "question filter:ordering clausal"),
    rule("documents", "kind", "want wish missing again", unless="placed fated"),
    rule(
        "documents",
        "lacks_kind",
        "stage:came handed arrival",
        unless="placed question condition want settled",
    ),
    rule("documents", "kind", "item", unless="question"),
    rule("other", "made_out", "kind", "please fragment", unless=SELECTING + " want wish near:missing"),
    rule(
        "documents",
        "kind",
        "please also fragment",
        unless="whether ask_words people deed placed advert fated predicated",
    ),
    rule("payment_status", "paid", "question", "kind {number}", unless="ask_words"),
    rule(
        "payment_status",
        "opens",
        "this",
        "prev:paid",
        "question",
        unless="ask_words kind docs copy want please order_thing motion missing other outside prev:other",
    ),
    rule(
        "documents",
        "kind",
        "question",
        "inverted yours",
        unless="whether ask_words people judged handling placed reasoned advert habit",
    ),
    rule("documents", "kind", "only", unless="verb pronoun placed"),
    rule(
        "documents",
        "docs",
        "{number}",
        "fragment",
        unless="done have giving paid payment_notice action deed",
    ),
    rule("order_status", "order_status", ASKING + "question", unless="near:kind"),
    rule("other", "{number}", "alter near:alter", unless=KNOWN + " kind docs question"),
    rule("other", "for_goods", unless="whether ask_words"),
    rule(
        "documents",
        "{number} everything",
        "want wish please missing again",
        unless="whether deed placed swap",
    ),
    rule("documents", "{number} everything", "also", unless="whether deed verb"),
    rule("documents", "everything", "{number} {period}", "fragment", unless="done have thanks negation"),
    rule("documents", "{number} {period} kind", "meant", unless="question alter near:alter order_thing"),
    rule("documents", "docs", "{period} filter:location filter:cost_centre", ASKING, unless="placed"),
    rule("documents", "the_ones", "please again also missing", unless="have prev:other"),
    rule(
        "documents",
        "other_one",
        "please missing",
        "several these",
        "fragment",
        unless="kind docs {number} {period}",
    ),
    rule("order_status", "arrival", "opens", "question", "near:{number}", unless=ARRIVED),
    rule("order_status", "late", "motion", "ask_words", "question", "msg:number", unless=PAPERS_NEAR),
    rule("order_status", "order_thing", "opens", "question", unless="kind docs paid want other alter have"),
    rule(
        "order_status",
        "motion",
        "progress",
        "opens",
        "question",
        "stance:definite ledger:ours",
        unless=UNGOODS + " please",
    ),
    rule("order_status", "motion", "progress", "whether", "question", "stance:definite", unless=UNGOODS),
    rule("open_items", "status:open status:overdue", "want please question opens", unless=NO_BALANCE),
    rule("help", "help_word", "tiny"),
    rule(WANT, "want wish again missing"),
)

GRAMMAR = Grammar.of(RULES)
