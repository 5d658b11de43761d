"""The rules for what a person must handle: calls, complaints, orders, prices, new addresses."""

from parsers.requests.grammar.rule import NOTHING, TOPIC, Rule, rule

UNDISPUTED = "missing copy again want wish settled"
# A request to change something that is no fault of a paper
UNCHANGED = "paid payment_notice copy again missing order_thing kind:quote settled meant outside_told moving "
UNCHANGED += "recurring onwards {address} look near:moving"

UNAMENDED = "kind human form:xml this_format "

# What "40 instead of 400" is about that came or was charged already
UNSWAPPED = "kind near:kind docs charged handed arrival paid claim damage levy missing past lacking figure"

# What somebody demands that complains of no goods
UNCLAIMED = "kind docs copy again missing settled meant order_status late recurring alter {address}"

# What anger is about that disputes something; else it is a remark upon the service
GOODS = "{number} {money} order_thing near:order_thing near:{number} charged quantity short prev:order_thing"

OF_GOODS = "{number} near:{number} order_thing near:order_thing msg:order_thing prev:kind prev:order_thing"

PAPERS = "want copy again missing kind docs"

# What a question when and where is after: goods that are on order, not a deed that is asked for
ORDERED = "{number} order_thing"
UNMOVED = "kind docs copy paid due_date please swap {money} stop people alter"

# A paper that is to be issued anew in another form has no fault
REFORMED = "form:xml form:attachment form:merged this_format"

# What comes or goes that is none of the goods: papers, money, people
UNGOODS = "kind docs copy paid want ledger:coin outsider people person human private missing other "
UNGOODS += "near:kind outside statement open_items export access:role access:me {address} thanks"

UNSETTLED = "flaw copy missing again wants_kind order_thing dispute export open_items"

# Bills that lay about until they were paid, and whether something is paid
PAYMENTS = (
    rule("payment_notice", "dropped", unless="copy missing again negation lacking open_items"),
    rule(
        NOTHING,
        "pay:mislaid",
        "near:payment_notice near:paid near:pay:done",
        unless="want wish please copy question",
    ),
    rule("payment_status", "settling", unless=UNSETTLED),
    rule(
        "payment_status",
        "ledger:assured",
        "please want wish question",
        unless="missing again order_thing dispute export form:zip form:merged form:attachment form:link",
    ),
)

# Where everything is to go from now on
THITHER = (
    rule("other", "news", unless="question copy missing paid pays near:paid payment_notice {number}"),
    rule("other", "errand", unless="missing again {number}"),
    rule(
        "other",
        "thither",
        "instead",
        "kind docs order_thing everything",
        "please",
        unless="missing again copy {number} {period}",
    ),
    rule("other", "thither", "prev:other", "kind docs order_thing everything", unless="missing again copy"),
)

# What a driver is to heed
UNHEEDED = "kind docs copy missing damage dispute late paid whether"

# Papers that are still to be written, or go with goods to come, and what is done with them
UNWRITTEN = (
    "{number} {address} copy again missing dispute to_us recipient any_form form:attachment form:link "
)
UNWRITTEN += "form:xml form:csv form:xlsx form:merged form:zip emailing"
# What makes a bundled invoice one that is there
BILLED = "{number} lacks_kind again copy lacking dispute damage late"

# What shall be written otherwise, or noted, from now on
NOTED = (
    rule("other", "billing", unless=BILLED + " missing"),
    rule("other", "billing", "instead contrast", unless=BILLED),
    rule("other", "records", unless="{number} missing again copy lacking"),
)
INSTRUCTED = (
    rule("other", "instructs"),
    rule("other", "at_delivery", unless=UNHEEDED),
    rule(
        "other",
        "paperwork",
        "recurring near:recurring to_come near:to_come",
        "kind",
        unless=UNWRITTEN,
    ),
)

# What is only told of papers
HERE = "want wish copy again missing lacking negation question condition contrast late dispute damage docs "
HERE += "other_one waiting also only order_status paid alter amend i_want"
UNTOLD = "please missing lacking again question i_want late dispute damage human news moving "
TOLD = (
    rule(NOTHING, "settled", "{period}", "prev:documents", unless=HERE + " please kind {number} {money}"),
    rule(NOTHING, "put_in", "kind", unless=HERE + " please"),
    rule(NOTHING, "at_hand", "thanks near:thanks", "kind statement", unless=HERE),
    rule(NOTHING, "informing near:informing", "kind docs", unless=UNTOLD + "want wish"),
    rule(NOTHING, "informing near:informing", "obtained done have at_hand", "kind docs", unless=UNTOLD),
)

# What else than goods may be left: papers, money
NEITHER = "kind docs paid prev:kind prev:docs prev:paid prev:dispute"

# Goods that are looked for
LOST = (
    rule("order_status", "remaining", "question", "prev:arrival", unless=NEITHER),
    rule(
        "order_status",
        "order_thing",
        "{number}",
        "look missing",
        unless="kind docs copy paid settled the_ones near:the_named blocked",
    ),
    rule(
        "order_status",
        "order_thing",
        "near:{number}",
        "missing",
        unless="kind near:kind docs copy paid settled the_ones near:the_named blocked",
    ),
)

# Goods on a paper that are counted, and did not all come
UNCOUNTED = "want wish please copy again docs page question lacks_kind settled"

# What says which papers are looked for: "where do I find the invoice of May?"
CHOSEN = "{number} {period} {money} {address} missing again dispute damage "
CHOSEN += "filter:title when:gone filter:last filter:location status:open status:overdue status:paid people"

# What is wanted or wrong where the clerk itself is only named: "does the link for our order not work?"
UNSERVED = (
    "please want wish human outside outside_told topic order_thing open_items statement kind docs late anger "
)
UNSERVED += (
    "fragment private near:{number} near:kind ordering blocked negation moving fraud claim access access_open"
)

# In their order; rules.py says what comes before and behind them.
MATTERS: tuple[Rule, ...] = (
    rule("other", "fraud dispute", "fraud msg:fraud", unless="copy again missing lacking settled"),
    rule("other", "recall damage", "msg:recall", unless="claim remedy question " + PAPERS),
    rule("other", "recall", "{number} please action near:{number} outsider", unless=PAPERS),
    rule("human", "human", unless="recall"),
    rule("other", "levy", "omitted", unless="kind docs copy again statement dispute anger negation {number}"),
    rule("help", "help", TOPIC, unless="{number} {period} again missing"),
    rule("help", "way", "kind docs statement", "question", unless=CHOSEN),
    rule("help", "ability", "question", unless="{number} to_us"),
    rule("help", "desk", "question", unless=CHOSEN + UNSERVED),
    rule("help", "scope", "question", "kind docs", unless="{number} please wish missing again copy"),
    rule("other", "service", "dispute anger damage", unless="kind {number} {money} mention missing signed"),
    rule(
        "other",
        "dispute",
        "kind:quote",
        unless="kind:invoice kind:order_confirmation damage prev:dispute near:alter",
    ),
    rule(
        "other",
        "swap",
        "please bid want question",
        "order_thing near:order_thing {number} quantity",
        unless=UNSWAPPED,
    ),
    rule("other", "swap", "bid want", "question please", unless="{money} " + UNSWAPPED),
    rule("other", "swap", "prev:other", "fragment", unless="{money} {number} " + UNSWAPPED),
    rule("dispute", "dispute", "{number} kind", unless="settled meant"),
    rule("dispute", "dispute", "made_out", "{number}", unless="settled"),
    rule("dispute", "damage", "{number} kind", unless="settled meant wants_kind"),
    rule("dispute", "unlike", unless="settled copy again missing question"),
    rule("dispute", "placed", "kind", "quantity", "missing", unless=UNCOUNTED),
    rule("dispute", "short", unless="kind lacks_kind docs page settled meant topic outside question"),
    rule("payment_status", "why", "kind:reminder dunned", unless="missing levy"),
    rule("dispute", "amend", "please want wish bids_amend", "wrong_paper fee", unless=UNCHANGED),
    rule("dispute", "amend", "please want wish bids_amend", "figure", "kind", unless=UNCHANGED),
    rule(
        "payment_notice",
        "clearing",
        "prev:paid prev:payment_notice near:paid near:payment_notice",
        unless="fee levy",
    ),
    rule("dispute", "bids_amend", "this these bare_amend", "msg:invoice", unless=UNAMENDED + UNCHANGED),
    rule("other", "counted_line", "msg:order_lines", unless="kind docs copy missing again dispute damage"),
    rule(
        "dispute",
        "levy",
        "charged claim {number} {money} kind",
        "contrast negation why",
        unless="docs " + UNDISPUTED,
    ),
    rule(
        "dispute",
        "levy",
        "{money}",
        "{number} kind",
        "question",
        unless="please due_date due paid " + UNDISPUTED,
    ),
    rule("dispute", "demand", "remedy", OF_GOODS, unless="question condition near:copy " + UNCLAIMED),
    rule("dispute", "why", "claim charged", unless="missing paid"),
    rule("dispute", "why", "opens", "{number} {money}", unless="missing order_thing order_status late paid"),
    rule("payment_status", "due_date", "{number}", TOPIC),
    rule("order_status", "order_status late", "progress", "question", "opens", ORDERED, unless=UNMOVED),
    rule("order_status", "awaiting", unless="kind docs near:kind copy paid ledger:coin human people"),
    rule("other", "outside", TOPIC, unless="asks_kind"),
    rule("other", "topic", TOPIC, unless="wants_kind export statement open_items"),
    rule(
        "documents",
        "moving",
        "kind",
        "{number}",
        "please want",
        unless="alter amend made_out deed reissue wrong_paper outside_told damage dispute outside topic",
    ),
    rule("other", "outside_told moving", unless="again copy missing"),
    rule("other", "spared", "{number} order_thing near:order_thing", unless="kind near:kind " + PAPERS),
    rule("other", "ordering", unless="kind docs copy missing order_status late"),
    rule("other", "alter", "order_thing", unless="kind docs copy"),
    rule(
        "other",
        "alter",
        "quantity",
        "{number} order_thing",
        "please want wish",
        unless="kind docs copy missing again",
    ),
    rule("other", "{number}", "quantity", "please want", unless="kind docs copy missing again question"),
    rule("other", "new_quote", "want wish please fragment", unless="again missing"),
    rule(
        "other",
        "order_line",
        "want please fragment item",
        unless="kind docs copy missing again dispute damage order_status late paid filter:ordering",
    ),
    rule("other", "kind:quote", "quantity", "want wish please fragment", unless="again missing"),
    rule("dispute", "dispute", unless="settled meant bid"),
    rule("dispute", "damage", unless="settled near:settled meant wants_kind docs"),
    rule("dispute", "reissue", unless="settled meant missing again copy " + REFORMED),
    rule("dispute", "anger", GOODS, unless="settled meant kind docs want"),
    rule("other", "anger", unless="settled meant kind docs want"),
    rule("other", "doing", "deed", "paid", "kind docs", unless="want copy again {number} question"),
    rule(
        "other",
        "doing",
        "deed",
        "open_items",
        "recurring",
        unless="want copy again export statement question to_us",
    ),
)
