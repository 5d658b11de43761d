"""The letter on the house's own paper, with a code to pay by."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from handlers.answers import Made
from handlers.books.paper import abroad
from handlers.books.paycode import pay_code
from handlers.desk import House
from handlers.files.enclosures import safe
from handlers.letters.letter import Part
from handlers.letters.says import Says
from handlers.reminders.cases import Decision
from handlers.reminders.phrases import in_fours, paying, title_of, totals
from handlers.reminders.readers import paper_of
from handlers.reminders.rules import Rules

TEMPLATE = "reminder_letter"


def paper(
    decision: Decision, parts: Sequence[Part], house: House, says: Says, rules: Rules, day: date
) -> Made:
    """The letter on the house's paper."""
    title = title_of(decision, rules, says)
    number = decision.account.account
    facts = facts_of(decision, parts, title, house, says, rules, day)
    name = f"{safe(title)}_{safe(number)}_{day.isoformat()}.pdf"
    return Made(name, "application/pdf", house.press(TEMPLATE, facts, day), paper_of(decision))


def facts_of(
    decision: Decision,
    parts: Sequence[Part],
    title: str,
    house: House,
    says: Says,
    rules: Rules,
    day: date,
) -> dict[str, Any]:
    """What the template sets: every word in the reader's language already."""
    account, subject = decision.account, says("remind_code_text", account=decision.account.account)
    place = " ".join(filter(None, (account.postcode, account.city)))
    address = (account.name, account.street, place, abroad(account, rules.days.place[0], says))
    return {
        **sender(house, says),
        "language": says.language,
        "title": title,
        "date": day.isoformat(),
        "to": [line for line in address if line],
        "info": [
            [says("remind_account"), account.account],
            [says("remind_date"), says.day(day)],
            [says("remind_person"), house.person_name(says)],
        ],
        "sections": [
            {
                "intro": part.intro,
                "heads": list(part.columns),
                "figures": sorted(part.figures),
                "rows": [list(r.cells) for r in part.rows],
            }
            for part in parts
        ],
        "totals": list(totals(decision, says)),
        "closing": list(paying(decision, house, says, rules, day)),
        "code": pay_code(house.letterhead, decision.total, decision.currency, subject),
    }


def sender(house: House, says: Says) -> dict[str, Any]:
    """Who writes, and the words that are the same on every letter."""
    head = house.letterhead
    pairs = (("BIC", head.bic), (says("remind_vat_id"), head.vat_id), ("", head.court))
    bank = [f"IBAN {in_fours(head.iban)}"] if head.iban else []
    return {
        "company": head.company,
        "sender": [head.company, *head.address],
        "contact": [text for text in (head.phone, head.email) if text],
        "bank": [*bank, *(f"{label} {text}".strip() for label, text in pairs if text)],
        "greeting": says("greeting_nobody"),
        "regards": says("remind_regards"),
        "code_label": says("remind_code"),
        "page": says("remind_page", n="{n}", all="{all}"),
    }
