"""The rules over accounts: what is due, what was paid, what stands open, and statements of it."""

from parsers.requests.grammar.rule import NOTHING, TOPIC, rule

ASKING = "want wish please missing again also "
ASKED = "want wish copy missing order_thing order_status late"
SHORT_PAID = "status:open status:overdue status:partial"
CHECKED = "kind {number} want copy docs order_thing other outside dispute statement export human people"

# In their order; rules.py says what comes before and behind them.
ACCOUNTS = (
    rule(
        "payment_status",
        "arrival noticed",
        "paid prev:paid near:paid near:payment_notice",
        "question",
        unless="late order_thing near:order_thing order_status kind copy docs statement",
    ),
    rule("open_items", "which", "kind", SHORT_PAID + " paid", unless="want copy {number} {money} pays"),
    rule(
        "open_items",
        "kind",
        "status:open status:overdue",
        "question",
        unless="want copy again missing {number} near:want",
    ),
    rule("documents", "all", "status:open status:overdue", "copy near:copy", unless="export statement"),
    rule("documents", "copy docs", SHORT_PAID, "want wish please", unless="kind {number} export statement"),
    rule("payment_status", "due_date", TOPIC, "kind {number} these this"),
    rule(
        "order_status",
        "due_date",
        "question",
        "prev:order_thing near:order_thing",
        unless="kind paid {money}",
    ),
    rule("payment_status", "due_date", "question"),
    rule("statement", "statement", "want wish please", "open_items"),
    rule("payment_status", SHORT_PAID, "{number}", "question", unless=ASKED),
    rule("payment_status", SHORT_PAID, "ledger:pays", "near:{number}", "question", unless=ASKED + " kind"),
    rule("open_items", "open_items", "ask_words whether", TOPIC, unless="{number} copy"),
    rule("open_items", "open_items", TOPIC, unless="{number} copy payment_notice"),
    rule(
        "open_items",
        "status:open status:overdue",
        "tiny",
        "kind question fragment",
        unless="{number} please want",
    ),
    rule("payment_notice", "pays", unless="wants_kind handed dispute damage"),
    rule(
        "open_items",
        "ledger:owes",
        "ledger:sum",
        "opens",
        "question",
        unless="{number} {money} kind order_thing order_status late copy want near:{number}",
    ),
    rule("payment_status", "payment_status", "question please", unless="copy"),
    rule("payment_status", "unmatched", "paid"),
    rule("payment_status", "whether", "paid", "kind {number} near:{number}", unless="copy missing"),
    rule("payment_status", "whether", "due", "kind {number}", unless="copy missing again order_thing"),
    rule("payment_status", "question", "due", "kind", unless="copy missing again order_thing want look"),
    rule(
        "payment_status",
        "paid",
        "question",
        "{number} {money} arrival",
        unless="kind copy docs order_status late",
    ),
    rule("payment_status", "look verify", "prev:paid", "question please", unless="msg:fraud " + CHECKED),
    rule("payment_notice", "payment_notice", unless="question wants_kind handed"),
    rule("payment_notice", "paid", "{number}", "fragment", unless="question please missing"),
    rule("order_status", "open_items", "order_thing", "{number}", TOPIC, unless="kind paid status:overdue"),
    rule("open_items", "open_items", TOPIC + "item also"),
    rule(NOTHING, "have", "statement", "stage:came", unless=ASKING + "question"),
    rule("statement", "statement", ASKING + "fragment question {period}"),
)
