"""The rules over what holds from now on: who may see what, what comes regularly, and lists to be compared."""

from parsers.requests.grammar.rule import TOPIC, rule

# What ends no standing order: a paper by its number, something to be set up, or only until something happens
ONE_PAPER = "{number} near:{number} near:cadence:until cadence:setup"
# What "no longer on Fridays" is about when a standing order ends, and not the fish of the canteen
ENDING = "kind statement docs export open_items cadence:mailing subscription please want wish the_ones "
ENDING += "fragment {address} yours"
# Papers that a sentence wants once, beside somebody's access
ONE_TIME = "filter:by_person filter:last to_us {number} near:{number} {period}"
# What a sentence that only points back to mails told of before does not name
NAMED = "kind paid payment_notice dispute damage "
# Where the buyer tells what stands in the buyer's own books
OWN_LIST = "msg:table compare:ours msg:compare:ours"
SHOWN = OWN_LIST + " own_list msg:own_list"
UNLISTED = "want copy again paid near:want {number} near:{number}"

# Standing orders that end; they go before what is merely not wanted
ENDED = (
    rule(
        "people",
        "{address}",
        "leaving near:leaving msg:people",
        "person_verb",
        "stop unsubscribe",
        unless="subscription kind recurring",
    ),
    rule(
        "unsubscribe",
        "recurring subscription kind statement docs export open_items",
        "near:cadence:cease",
        unless="paid near:paid " + ONE_PAPER,
    ),
    rule("unsubscribe", "cadence:quit", unless="for_goods " + ONE_PAPER),
    rule(
        "unsubscribe", "unsubscribe", "unwanted", "recurring", "kind statement docs export", unless=ONE_PAPER
    ),
    rule(
        "unsubscribe",
        "unsubscribe",
        "unwanted",
        "near:recurring",
        unless="order_thing kind paid " + ONE_PAPER,
    ),
    rule("unsubscribe", "unsubscribe", "recurring subscription", unless="subscribe " + ONE_PAPER),
    rule(
        "unsubscribe",
        "cadence:lapse",
        "recurring subscription cadence:mailing cadence:adjective",
        "kind statement docs export open_items cadence:mailing",
        unless="question people " + ONE_PAPER,
    ),
    rule(
        "unsubscribe",
        "unsubscribe",
        "stop cadence:mailing",
        "kind statement docs export open_items fragment near:kind cadence:mailing",
        unless="human order_status bare_amend near:payment_notice near:pay:done access access_open "
        + ONE_PAPER,
    ),
    rule(
        "unsubscribe",
        "cadence:off",
        "kind statement docs export open_items cadence:mailing",
        unless=ONE_PAPER,
    ),
    rule("unsubscribe", "stop", "recurring subscription", ENDING, unless="subscribe " + ONE_PAPER),
    rule(
        "unsubscribe",
        "stop unsubscribe cadence:cease cadence:off",
        "told:rhythm",
        "please want this these tiny",
        unless="human order_thing order_status late " + NAMED + ONE_PAPER,
    ),
)

ARRANGED = (
    rule(
        "subscribe",
        "access access_open",
        "recurring near:recurring",
        "statement open_items subscription cadence:setup",
        unless="access:thing access:verb access:view access:may access:self third leaving " + ONE_PAPER,
    ),
    rule("people", "access"),
    rule("people", "access_open", "prev:person", unless="prev:subscribe near:moving"),
    rule("people", "access:verb access:hide", "kind", "prev:people", "please", unless="yours " + ONE_TIME),
    rule("people", "third only", "kind third", "prev:people", unless=ONE_TIME),
    rule(
        "documents",
        "doing",
        "want",
        "kind",
        "msg:people",
        unless="recurring people access person_verb third outsider",
    ),
    rule(
        "people",
        "{address} named_item",
        "msg:people",
        "fragment item kind third",
        unless="recurring to_us for_me {number}",
    ),
    rule(
        "people",
        "{address}",
        "leaving",
        "access:role",
        unless="copy again missing sending access:toward " + ONE_TIME,
    ),
    rule(
        "people",
        "{address}",
        "leaving near:leaving",
        "access:role tiny",
        "fragment",
        unless="recurring to_us for_me please kind {number} {period}",
    ),
    rule(
        "people", "{address}", "prev:people", unless="recurring to_us for_me filter:last ask_words {number}"
    ),
    rule(
        "people",
        "{address}",
        "item",
        "kind near:kind everything docs",
        unless="verb recurring to_us for_me want please copy missing {number} {period} access:toward",
    ),
    rule(
        "export",
        "export",
        "data_only",
        "want wish please",
        unless="recurring own_list {number} open_items statement",
    ),
    rule("subscribe", "subscribe", unless="order_line"),
    rule(
        "subscribe",
        "recurring",
        "kind statement open_items export docs",
        TOPIC,
        unless="dispute outside outside_told deed {number} access:thing made_out",
    ),
    rule(
        "subscribe",
        "recurring",
        "cadence:setup",
        "kind statement open_items export docs near:kind prev:kind prev:statement prev:open_items",
        unless="{number}",
    ),
    rule(
        "subscribe",
        "recurring",
        "please question",
        "motion",
        "prev:kind prev:statement",
        unless="kind docs {number} {period} order_thing near:order_thing paid dispute human copy missing "
        "again access:thing thanks {address} outsider told_by want access:role late order_status other_one",
    ),
    rule("reconcile", "reconcile", "own_list msg:own_list msg:table", TOPIC + "third", unless="statement"),
    rule("reconcile", "compare:agree", OWN_LIST, "question", unless="paid order_thing outside"),
    rule("reconcile", "compare:agree", "compare:yours", SHOWN, unless="paid thanks done"),
    rule("reconcile", "compare:differ", "compare:yours", OWN_LIST, unless="paid again copy"),
    rule(
        "reconcile",
        "compare:differ",
        "please want",
        "compare:ours msg:compare:ours",
        unless="kind again copy {number}",
    ),
    rule("reconcile", "missing", OWN_LIST, "question", "tiny all this these", unless="again copy kind paid"),
    rule("reconcile", "missing lacks_kind", "msg:own_list", "question", unless=UNLISTED),
    rule("reconcile", "dispute missing", "msg:table", "question", unless="kind want copy again"),
)
