"""A forward is opened down to the mail that no colleague wrote, and not one step further."""

import pytest

from bot.channels.forwarding import DEEPEST, innermost
from parsers.mail.forwards import ForwardWords
from parsers.message import Attachment, Forwarded
from tests.words import LANGUAGES

WORDS = ForwardWords.compile(LANGUAGES)
ANNA, BEN, TIM = "anna@adler.test", "ben@birch.test", "tim@house.test"


def block(sender: str, text: str) -> str:
    return (
        f"Von: {sender}\nGesendet: Freitag, 14. November 2025 08:12\nAn: verkauf@house.test\n"
        f"Betreff: WG: Rechnung\n\n{text}\n"
    )


def nested(*senders: str) -> str:
    """A forward of a forward: the last one wrote the innermost mail."""
    text = "Bitte RE-1."
    for sender in reversed(senders):
        text = block(sender, f"{text}\n" if text.startswith("Bitte") else f"siehe unten\n\n{text}")
    return text


def opened(text: str, *files: Attachment) -> Forwarded | None:
    return innermost("WG: Rechnung", text, files, WORDS, lambda address: address.endswith("@house.test"))


@pytest.mark.parametrize("senders", [(ANNA,), (TIM, ANNA), (TIM, "lea@house.test", ANNA)])
def test_down_to_who_is_no_colleague(senders: tuple[str, ...]) -> None:
    found = opened(nested(*senders))
    assert found and (found.sender, found.text.strip()) == (ANNA, "Bitte RE-1.")


def test_a_customers_own_forward_stays_theirs() -> None:
    found = opened(nested(TIM, BEN, ANNA))
    assert found and found.sender == BEN and "siehe unten" in found.text


def test_a_colleagues_own_words_are_a_colleagues() -> None:
    found = opened(nested(TIM))
    assert found and (found.sender, found.text.strip()) == (TIM, "Bitte RE-1.")


def test_not_without_end() -> None:
    found = opened(nested(*[TIM] * (DEEPEST + 3), ANNA))
    assert found and found.sender == TIM


def test_an_attached_mail_with_an_odd_sender_is_nobodys() -> None:
    raw = f"From: {TIM}, {ANNA}\r\nSubject: WG: x\r\n\r\n{nested(ANNA)}".encode()
    found = opened("Bitte.", Attachment("mail.eml", "message/rfc822", raw))
    assert found and found.sender == "" and found.attached


def test_the_files_are_those_of_the_mail_in_which_the_customer_wrote() -> None:
    pdf = Attachment("liste.pdf", "application/pdf", b"%PDF")
    found = opened(nested(TIM, ANNA), pdf)
    assert found and found.attachments == (pdf,)


def test_no_forward() -> None:
    assert innermost("Rechnung", "Bitte RE-1.", (), WORDS, lambda address: True) is None
