"""Messages in which somebody jokes, chats, greets or gives the all-clear, and some that only seem to."""

from datetime import date

import pytest

from parsers.requests.reader import parse
from tests.words import VOCABULARY


def intents(subject: str, text: str, sender: str = "customer") -> list[str]:
    day = date(2025, 11, 14)
    return [ask.intent for ask in parse(subject, text, VOCABULARY, today=day, sender=sender).asks]


COMPANY = [
    ("", "happy friday everyone"),
    ("", "is it boiling in your warehouse as well?"),
    ("", "hat noch jemand hunger? es gibt kuchen in der kantine"),
    ("", "regnet es bei euch auch so?"),
    ("", "knock knock. who's there? invoice. invoice who? in voice i trust :joy:"),
    ("Weihnachten", "Wir wünschen Ihnen und Ihren Lieben ruhige Tage. Unser Büro ist bis 7.1. zu."),
    ("Gratulation", "Liebe Frau Kern, Ihre Tochter hat gestern so toll gespielt, herzlichen Glückwunsch!"),
    ("", "false alarm, the credit note was in spam"),
    ("Re: Statement", "Balances to the penny. Chapeau."),
    ("AW: Gutschrift", "Die Gutschrift ist verbucht, Thema durch."),
    ("Re: certificate", "That did the trick, the inspector signed off an hour ago."),
    ("AW: Lieferscheine Mai", "Der Wirtschaftsprüfer hat alles abgehakt. Sie haben mir den Tag gerettet!"),
]
FILED = [
    "@ruairi sorted, this one can be closed",
    "note for 30988: spoke to her, she has her delivery notes, ticket can be closed",
    "der kunde ist beruhigt, kannst zumachen",
]
BUSINESS = [
    ("", "könnt ihr am samstag noch liefern? regnet ja den ganzen tag", "other"),
    ("", "wo bleibt auftrag 4711-88? der chef schwitzt schon :joy:", "order_status"),
    ("Storno", "Den Auftrag AU-7731 nehmen wir zurück, der Bauherr ist pleite.", "other"),
]


@pytest.mark.parametrize(("subject", "text"), COMPANY)
def test_nobody_is_to_do_anything(subject: str, text: str) -> None:
    assert intents(subject, text) == []


@pytest.mark.parametrize("text", FILED)
def test_a_note_of_the_staff_to_the_file(text: str) -> None:
    assert intents("", text, "staff") == []


@pytest.mark.parametrize(("subject", "text", "expected"), BUSINESS)
def test_small_talk_beside_business(subject: str, text: str, expected: str) -> None:
    assert intents(subject, text) == [expected]
