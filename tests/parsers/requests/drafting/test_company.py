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
    ("thanks", "Just to say the driver who did our Tuesday drop was an absolute gem. Pass it on."),
    ("", "Your young man on the counter was so helpful, please tell him thanks from all of us."),
    ("Danke", "Ihr Fahrer war gestern sehr freundlich und half beim Abladen. Bitte richten Sie ihm das aus."),
    ("", "Wollte nur mal sagen: toller Service, weiter so!"),
    ("", "Hut ab vor Ihrem Team, trotz Schnee alles pünktlich da. Geben Sie den Dank bitte weiter."),
]
FILED = [
    "@ruairi sorted, this one can be closed",
    "note for 30988: spoke to her, she has her delivery notes, ticket can be closed",
    "der kunde ist beruhigt, kannst zumachen",
]
BUSINESS = [
    ("", "könnt ihr am samstag noch liefern? regnet ja den ganzen tag", "other"),
    ("", "wo bleibt auftrag 4711-88? der chef schwitzt schon :joy:", "order_status"),
    ("", "Your driver was lovely. Could he bring 20 bags of cement on Friday?", "other"),
    ("", "Toller Service bisher! Haben Sie auch Holzschrauben im Sortiment?", "other"),
    ("", "Super Service, danke! Schicken Sie mir bitte noch die Rechnung 4711.", "documents"),
    ("", "The driver was very polite, but three of the boxes were crushed.", "dispute"),
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
