"""Right readings under changes that must not matter: `python -m tests.bench.bench_variations`.

A line for each change: how many of the house's labelled messages it fits, and how many of these are then read
otherwise. The last lines put two messages with a wish each into one: both wishes must come out. No labels are
written for this; what a message must give follows from what it gave. Pairs about the same kind of paper are
left out, for two lists of the same kind are one wish.
"""

import json
import random
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from tests.bench.bench_messages import FOLDER, Row, read, whole

PAIRS = 1_000
SEED = "variations"
BROKEN = 72  # characters of a line, as mail programs break plain text
GREETING = re.compile(
    r"(?i)(hallo|hi|hello|guten|sehr|dear|good|moin|servus|morning|hey|liebe|grüezi|team)\b"
)
CLOSING = re.compile(
    r"(?i)(mit |freundliche|viele|beste|danke|vielen|thank|many|kind|best|regards|gruß|lg|mfg)"
)
KINDRED = frozenset({"documents", "payment_status", "order_status", "payment_notice", "dispute"})
TOWNS: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Gütersloh",
        "Bad Ems",
        "Wels",
        "Passau",
        "Emden",
        "Jena",
        "Villach",
        "Herford",
        "Zwickau",
        "Olten",
    ),
    "en": (
        "Swansea",
        "Kettering",
        "Tulsa",
        "Galway",
        "Dundee",
        "Boise",
        "Bury St Edmunds",
        "Peoria",
        "Yeovil",
    ),
}
BEFORE: Mapping[str, tuple[str, ...]] = {
    "de": (
        "Ich hoffe, es geht Ihnen gut.",
        "Schöne Grüße aus dem verregneten Norden.",
        "Danke für den Anruf.",
    ),
    "en": ("Hope you are keeping well.", "Greetings from a rainy Leeds.", "Thanks for all your help lately."),
}
BEHIND: Mapping[str, tuple[str, ...]] = {
    "de": ("Herzlichen Dank für Ihre Mühe.", "Für Rückfragen stehe ich gern bereit.", "Schönes Wochenende!"),
    "en": ("Appreciate your help.", "If you have any questions just give me a shout.", "Enjoy the weekend!"),
}
SECOND: Mapping[str, tuple[str, ...]] = {
    "de": ("zwei Dinge:\n1) {}\n2) {}", "- {}\n- {}", "{}\n\nAußerdem: {}", "{} {}"),
    "en": ("two things:\n1) {}\n2) {}", "- {}\n- {}", "{}\n\nAlso: {}", "{} {}"),
}
HASTE: Mapping[str, str] = {"de": "DRINGEND: ", "en": "URGENT: "}
POSTSCRIPT: Mapping[str, str] = {"de": "PS: Schönes Wochenende!", "en": "PS: Have a great weekend!"}
SIGNATURE: Mapping[str, str] = {
    "de": "Mit freundlichen Grüßen\n\ni. A. Petra Sommer\nEinkauf\n\nHolzwerke Auer GmbH & Co. KG\n"
    "Industriestraße 7\nD-83278 Traunstein\nTelefon +49 861 555-0\nHRB 12345 Amtsgericht Traunstein",
    "en": "Kind regards,\n\nSarah Whitfield\nPurchase Ledger\n\nWhitfield Joinery Ltd\n"
    "Unit 4, Brook Trading Estate, Wakefield WF2 7AZ\nT: 01924 555 010\nVAT No. GB 123 4567 89",
}
SHORT = 260  # characters of what somebody may type in small letters
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def named(row: Row, field: str) -> list[str]:
    """The labelled values of a field, each once; ranges are left out."""
    values = [ask.get(field, ()) for ask in row["expect"]["asks"]]
    flat = [one for value in values for one in (value if isinstance(value, list) else [value] * bool(value))]
    return [one for one in dict.fromkeys(map(str, flat)) if not one.startswith("{")]


def replaced(row: Row, words: Mapping[str, str]) -> Row:
    """The message with words replaced everywhere, also in its labels."""
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words))
    changed: Row = json.loads(json.dumps(row), object_hook=lambda table: _with(table, pattern, words))
    return changed


def _with(table: dict[str, object], pattern: re.Pattern[str], words: Mapping[str, str]) -> dict[str, object]:
    def swap(value: object) -> object:
        if isinstance(value, list):
            return [swap(one) for one in value]
        return pattern.sub(lambda m: words[m[0]], value) if isinstance(value, str) else value

    return {key: swap(value) for key, value in table.items()}


def _numbers(row: Row, rng: random.Random) -> Row | None:
    long = [n for n in named(row, "numbers") if sum(map(str.isdigit, n)) >= 5 and n in row["text"]]
    if not long or any(a != b and a in b for a in long for b in long) or row.get("context"):
        return None
    drawn = (
        re.sub(r"\d{3,}", lambda m: str(rng.randrange(10 ** (len(m[0]) - 1), 10 ** len(m[0]))), n)
        for n in long
    )
    return replaced(row, dict(zip(long, drawn, strict=True)))


def _towns(row: Row, rng: random.Random) -> Row | None:
    sites = named(row, "location")
    plain = all(
        site in row["text"] and site.replace(" ", "").isalpha() and site[0].isupper() for site in sites
    )
    return (
        replaced(row, dict(zip(sites, rng.sample(TOWNS[row["lang"]], len(sites)), strict=True)))
        if sites and plain
        else None
    )


def _before(row: Row, rng: random.Random) -> Row | None:
    first, _, rest = row["text"].partition("\n")
    if not (GREETING.match(first) and rest and len(first) < 45) or row["sender"] == "staff":
        return None
    return {**row, "text": f"{first}\n{rng.choice(BEFORE[row['lang']])}\n{rest}"}


def _behind(row: Row, rng: random.Random) -> Row | None:
    if not row["expect"]["asks"] or row["sender"] == "staff" or len(row["text"]) < 30:
        return None
    return {**row, "text": f"{row['text'].rstrip()}\n{rng.choice(BEHIND[row['lang']])}"}


def _umlauts(row: Row, _rng: random.Random) -> Row | None:
    text = row["text"].translate(UMLAUTS)
    plain = not (named(row, "location") or named(row, "person"))
    return {**row, "text": text} if plain and text != row["text"] else None


def _subject(row: Row, _rng: random.Random) -> Row | None:
    telling = any(value in row["subject"] for value in named(row, "numbers"))
    if telling or row.get("context") or row["channel"] != "email" or len(row["text"]) < 60:
        return None
    return {**row, "subject": {"de": "Anfrage", "en": "Query"}[row["lang"]]}


def _broken(row: Row, _rng: random.Random) -> Row | None:
    lines = row["text"].split("\n")
    if row["channel"] != "email" or max(map(len, lines)) <= BROKEN:
        return None
    fill = partial(textwrap.fill, width=BROKEN, break_long_words=False, break_on_hyphens=False)
    return {**row, "text": "\n".join(map(fill, lines))}


def _small(row: Row, _rng: random.Random) -> Row | None:
    text = row["text"].lower()
    if len(text) > SHORT or text == row["text"]:
        return None
    return {**row, "text": text, "subject": row["subject"].lower()}


def _capitals(row: Row, _rng: random.Random) -> Row | None:
    text = row["text"].upper()
    return {**row, "text": text} if text != row["text"] and len(text) <= SHORT else None


def _unmarked(row: Row, _rng: random.Random) -> Row | None:
    text = row["text"].replace("?", ".")
    return {**row, "text": text} if text != row["text"] and len(text) <= SHORT else None


def _hasty(row: Row, _rng: random.Random) -> Row | None:
    if GREETING.match(row["text"]) or not row["text"].strip() or row["sender"] == "staff":
        return None
    return {**row, "text": HASTE[row["lang"]] + row["text"]}


def _below(row: Row, _rng: random.Random, lines: Mapping[str, str]) -> Row | None:
    if row["channel"] != "email" or row["sender"] == "staff":
        return None
    return {**row, "text": f"{row['text'].rstrip()}\n\n{lines[row['lang']]}"}


CHANGES: Mapping[str, Callable[[Row, random.Random], Row | None]] = {
    "other numbers of the same shape": _numbers,
    "another town": _towns,
    "small talk behind the salutation": _before,
    "thanks behind the text": _behind,
    "umlauts spelled out": _umlauts,
    "a subject that says nothing": _subject,
    "lines broken at 72 characters": _broken,
    "small letters only": _small,
    "capitals only": _capitals,
    "no question marks": _unmarked,
    "haste before the text": _hasty,
    "a signature below": partial(_below, lines=SIGNATURE),
    "good wishes below": partial(_below, lines=POSTSCRIPT),
}


def same(row: Row) -> bool:
    """Whether a message is read as it is labelled; case says nothing about names and numbers."""
    lower = json.loads(json.dumps(row["expect"]).casefold())
    return whole({**row, "expect": lower}, json.loads(json.dumps(read(row)).casefold()))


def single(rows: list[Row]) -> Iterator[Row]:
    """The messages with one numbered wish, without salutation and closing."""
    for row in rows:
        asks = row["expect"]["asks"]
        if (
            len(asks) != 1
            or asks[0]["intent"] not in KINDRED
            or row["sender"] == "staff"
            or row.get("context")
        ):
            continue
        lines = [line.strip() for line in row["text"].split("\n")]
        body = [line for line in lines[bool(GREETING.match(lines[0])) and len(lines) > 1 :] if line]
        text = " ".join(body[: next((i for i, line in enumerate(body) if CLOSING.match(line)), len(body))])
        alone = {**row, "text": text, "subject": ""}
        numbers = named(row, "numbers")
        if (
            numbers
            and all(n in text for n in numbers)
            and 25 < len(text) < 220
            and text[-1] in ".!?"
            and whole(alone, read(alone))
        ):
            yield alone


def pairs(rows: list[Row], rng: random.Random) -> Iterator[tuple[str, Row]]:
    """Two wishes in one message, with the name of how they are put together."""
    alone = list(single(rows))
    for _ in range(PAIRS):
        first, second = rng.sample(alone, 2)
        asks = [first["expect"]["asks"][0], second["expect"]["asks"][0]]
        kinds = [frozenset(ask.get("kinds", (ask["intent"],))) for ask in asks]
        dated = any(name in ask for ask in asks for name in ("since", "until", "form"))
        if (
            first["lang"] != second["lang"]
            or kinds[0] & kinds[1]
            or dated
            or set(named(first, "numbers")) & set(named(second, "numbers"))
        ):
            continue
        way = rng.randrange(len(SECOND["de"]))
        text = SECOND[first["lang"]][way].format(first["text"], second["text"])
        greeting = {"de": "Guten Tag,\n", "en": "Hello,\n"}[first["lang"]]
        name = ("a numbered list", "a list", "two paragraphs", "one after the other")[way]
        yield f"two wishes, {name}", {**first, "text": greeting + text, "expect": {"asks": asks}}


def main(folder: Path = FOLDER) -> None:
    """Prints how many changed messages are read otherwise."""
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")
    ]
    right = [
        row
        for row in rows
        if row["lang"] in TOWNS and not row["expect"].get("also") and whole(row, read(row))
    ]
    told: dict[str, list[bool]] = {}
    for row in right:
        for name, change in CHANGES.items():
            changed = change(row, random.Random(SEED + row["id"]))
            if changed:
                told.setdefault(name, []).append(same(changed))
    for name, row in pairs(right, random.Random(SEED)):
        told.setdefault(name, []).append(whole(row, read(row)))
    print(f"{'change':34} {'messages':>8} {'read otherwise':>15}")
    for name, kept in told.items():
        print(f"{name:34} {len(kept):8} {1 - sum(kept) / len(kept):15.1%}")


if __name__ == "__main__":
    main()
