"""Reminders leave the house: letter, paper and code as a buyer gets them, and the reply to them."""

import datetime as dt
import email
import email.policy
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image

from bot.doctor_reminders import findings
from bot.reminders import Reminders, rules_of
from bot.wiring import Clerk
from handlers.acts import carry_out
from handlers.reminders.acts import Dispatch, Proceed
from handlers.reminders.planning import plan
from handlers.senders.pause import SWITCH
from store.blocks import Block
from store.engine import Store
from store.records import Account, Contact, Grant
from store.reminders import SentItem, SentLetter
from store.switches import Switch
from store.traffic import Arrival, Parcel
from tests.bot.conftest import Hands
from tests.desk import Catching, collected, work, write
from tests.world import ADDRESS, NOW, open_clerk

GOLDEN = Path(__file__).parents[1] / "golden"
HEAD = {
    "address": ["Hafenstraße 12", "20457 Hamburg"],
    "iban": "DE89370400440532013000",
    "bic": "COBADEFFXXX",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """The clerk that the others are copied from: its ERP mails the invoices itself, and reminders are on."""
    folder = tmp_path_factory.mktemp("reminding")
    clerk = open_clerk(folder, reminders={"enabled": True, "delivered_by": "erp"}, letterhead=HEAD)
    day = dt.date(2025, 10, 28)  # RE-2025-0413 was reminded of when it was a week late
    with clerk.store.begin() as unit:
        account = unit.accounts.get("1001")
        (late,) = unit.documents.by_number([Grant(account.id, frozenset({"invoice"}))], "RE-2025-0413")
        letter = SentLetter(account.id, "EUR", "reminder", day, 2, Decimal(376), NOW)
        unit.reminders.add(letter, [SentItem(late.id, 2, late.due_date, Decimal(376))], [])
    clerk.close()
    return clerk


@pytest.fixture
def house(opened: Clerk, hands: Hands, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk with a store of its own and reminders on."""
    path = shutil.copyfile(opened.config.store.url.removeprefix("sqlite:///"), tmp_path / "clerk.db")
    fresh = replace(opened, store=Store.open(f"sqlite:///{path}"), clock=hands)
    yield fresh
    fresh.close()


def remind(clerk: Clerk, owner: str = "one") -> int:
    return Reminders.of(clerk, owner).tick()


class Refusing(Catching):
    """A door that keeps what it should deliver, and packs what staff are told."""

    def __init__(self, sent: list[Parcel], clerk: Clerk) -> None:
        super().__init__(sent)
        self.pack = clerk.channels["email"].pack


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def mail_to(mails: list[EmailMessage], address: str) -> EmailMessage:
    (found,) = [m for m in mails if m["To"] == address]
    return found


@pytest.mark.parametrize(("address", "name"), [("buch@adler.test", "de"), ("ben@birch.test", "en")])
def test_the_letter_reads_as_it_should(house: Clerk, address: str, name: str) -> None:
    assert remind(house) == 3
    mail = mail_to(collected(house), address)
    told = f"Subject: {mail['Subject']}\n\n" + text_of(mail).replace("\r\n", "\n")
    shown = "\n".join(line for line in told.split("\n") if "/d/" not in line)
    golden = GOLDEN / f"reminder.{name}.txt"
    assert shown == golden.read_text("utf-8"), shown
    assert mail["Auto-Submitted"] == "auto-generated" and not mail["In-Reply-To"]
    html = str(mail.get_body(("html",)).get_content())  # type: ignore[union-attr]
    for fact in ("RE-2025-0413", "376,00", "316,50") if name == "de" else ("RE-2025-0700", "88.00"):
        assert fact in html and fact in told


def test_the_paper_is_archivable_and_its_code_pays_the_right_amount(house: Clerk, tmp_path: Path) -> None:
    remind(house)
    (paper,) = mail_to(collected(house), "buch@adler.test").iter_attachments()
    assert paper.get_filename() == "Mahnung_1001_2025-11-14.pdf"
    pdf = paper.get_content()
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"
    (tmp_path / "letter.pdf").write_bytes(pdf)
    words = run("pdftotext", "-layout", "letter.pdf", "-", folder=tmp_path)
    for fact in ("RE-2025-0413", "316,50 EUR", "Adler Metallbau GmbH", "gegenstandslos", "ÖSTERREICH"):
        assert fact in words
    run("pdftoppm", "-r", "150", "-png", "letter.pdf", "page", folder=tmp_path)
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "page-1.png"))
    assert code.text.split("\n")[4:8] == ["COBADEFFXXX", "Haus & Hof Großhandel", HEAD["iban"], "EUR316.50"]


def run(*command: str, folder: Path) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip("no poppler: install poppler-utils")
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_once_a_day_and_once_a_level(house: Clerk, hands: Hands) -> None:
    assert remind(house) == 3
    assert remind(house, "two") == 0
    collected(house)
    hands.forward(days=3)  # Monday: RE-2025-0600 is due on Wednesday
    assert remind(house, "two") == 1
    hands.forward(days=1)  # Tuesday: RE-2025-0500 is a week late, and nothing else has reached a level
    assert remind(house) == 1
    assert [m["Subject"].split()[-1] for m in collected(house)] == ["RE-2025-0600", "RE-2025-0500"]


@pytest.mark.parametrize("when", [dt.timedelta(days=1), -dt.timedelta(hours=3)])
def test_not_at_the_weekend_and_not_before_nine(house: Clerk, hands: Hands, when: dt.timedelta) -> None:
    hands.now += when
    assert remind(house) == 0


def test_not_while_paused_and_then_at_once(house: Clerk) -> None:
    with house.store.begin() as unit:
        unit.switches.set(Switch(SWITCH, {"until": None}, "lea@house.test", None, NOW))
    assert remind(house) == 0
    with house.store.begin() as unit:
        unit.switches.clear(SWITCH)
    assert remind(house) == 3


def test_after_a_restore_the_operator_lets_them_go_on(house: Clerk) -> None:
    with house.store.begin() as unit:
        unit.hold_back(NOW)
    assert remind(house) == 0
    with house.store.begin() as unit:
        assert carry_out(Proceed("console"), unit, NOW) and not carry_out(Proceed("console"), unit, NOW)
    assert remind(house) == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("nothing", "3 letters of 2025-11-14 were not sent: nothing runs the clock; start 'docclerk serve'"),
        ("sent", "last sent for 2025-11-14"),
        ("off", "switched off ([reminders] enabled = false); 3 letters would be due"),
        ("restored", "3 letters are due, none goes out: the store comes from a backup"),
        ("paused", "3 letters are due, none goes out: the clerk is paused"),
    ],
)
def test_the_doctor_says_why_none_went_out(house: Clerk, hands: Hands, change: str, words: str) -> None:
    one = house
    with house.store.begin() as unit:
        if change == "restored":
            unit.hold_back(NOW)
        if change == "paused":
            unit.switches.set(Switch(SWITCH, {"until": None}, "lea@house.test", None, NOW))
    if change == "sent":
        remind(house)
    if change == "off":
        section = house.config.reminders.model_copy(update={"enabled": False})
        one = replace(house, config=house.config.model_copy(update={"reminders": section}))
    ((ok, text),) = findings(one)
    assert text.startswith(words) and ok == (change in ("sent", "off"))


def test_what_came_in_before_the_hour_is_read_first(house: Clerk) -> None:
    early = NOW - dt.timedelta(hours=2)
    house.store.accept(Arrival("email", "1", f"From: x@y.test\r\nTo: {ADDRESS}\r\n\r\nHallo".encode(), early))
    assert remind(house) == 0
    work(house)
    assert remind(house) == 3


def test_a_complaint_that_waits_keeps_the_reminder_back_until_it_is_closed(house: Clerk) -> None:
    write(house, "Da stimmt etwas nicht, bitte rufen Sie mich an. Mensch", "buch@adler.test", "Frage")
    assert remind(house) == 2
    assert not [m for m in collected(house) if "Mahnung" in m["Subject"] and m["To"] == "buch@adler.test"]
    with house.store.read() as unit:
        facts = [r["facts"] for r in unit.audit.export() if r["event"] == "reminders.day"]
        assert "answer_owed" in facts[0]["kept"]


def test_a_block_by_staff_keeps_it_back(house: Clerk) -> None:
    with house.store.begin() as unit:
        account = unit.accounts.get("2001")
        assert account
        unit.blocks.add(Block(account.id, NOW.date(), "lea@house.test", NOW))
    assert remind(house) == 2


def test_nobody_to_write_to_is_told_to_staff_once(house: Clerk, hands: Hands) -> None:
    with house.store.begin() as unit:
        unit.contacts.upsert([Contact("2001", "ben@birch.test", role="logistics")])
    assert remind(house) == 2
    hands.forward(days=3)
    assert remind(house) == 1
    told = [m for m in collected(house) if m["To"] == "weber@house.test"]
    assert len(told) == 1 and "2001" in str(told[0]["Subject"])


def test_who_lost_the_right_meanwhile_gets_nothing(house: Clerk) -> None:
    assert remind(house) == 3
    with house.store.begin() as unit:
        unit.contacts.upsert([Contact("2001", "ben@birch.test", role="buyer")])
    sent: list[Parcel] = []
    courier = replace(house, channels={"email": Refusing(sent, house)}).courier("c")
    while courier.step():
        pass
    assert "ben@birch.test" not in {p.recipient for p in sent}
    assert any("birch" in p.subject or "RE-2025-0700" in p.subject for p in sent)  # staff hear of it


def test_the_last_level_goes_higher_up_too(house: Clerk, hands: Hands) -> None:
    with house.store.begin() as unit:
        people = [
            Contact("2001", "ben@birch.test", role="finance", purposes=("reminder",)),
            Contact("2001", "ceo@birch.test", role="admin", purposes=("escalation",)),
        ]
        unit.contacts.upsert(people)
    remind(house)
    assert {m["To"] for m in collected(house) if "birch" in m["To"]} == {"ben@birch.test"}
    hands.forward(days=40)
    assert remind(house) > 0
    last = [m for m in collected(house) if "birch" in m["To"]]
    assert {m["To"] for m in last} == {"ben@birch.test", "ceo@birch.test"}
    assert all(m["Subject"].startswith("Final reminder") for m in last)


@pytest.mark.parametrize("mode", ["draft", "shadow", "off"])
def test_only_accounts_in_auto_are_written_to(house: Clerk, mode: str) -> None:
    with house.store.begin() as unit:
        account = unit.accounts.get("2001")
        assert account
        unit.accounts.upsert([replace(account, mode=mode), Account("9", "Neu")])
    assert remind(house) == 2
    proposed = [m for m in collected(house) if "Zur Freigabe" in m["Subject"]]
    assert len(proposed) == (mode == "draft")  # what is only noted, or off, makes no work


def test_an_invoice_that_was_never_delivered_is_sent_first(tmp_path: Path, hands: Hands) -> None:
    clerk = replace(open_clerk(tmp_path, reminders={"enabled": True}), clock=hands)
    assert remind(clerk) == 3
    first = mail_to([m for m in collected(clerk) if "0413" in text_of(m)], "buch@adler.test")
    assert first["Subject"] == "Ihre 2 Rechnungen"  # RE-2025-0501 has no file
    assert "gegenstandslos" not in text_of(first) and "Mahn" not in text_of(first)
    hands.forward(days=7)
    remind(clerk)
    assert not [m for m in collected(clerk) if "0413" in text_of(m)]  # thirty days to pay from now on
    hands.forward(days=33)  # Christmas Eve: ten days late
    remind(clerk)
    assert [m for m in collected(clerk) if m["Subject"] == "Zahlungserinnerung: 2 Rechnungen"]
    clerk.close()


def bounce(clerk: Clerk, parcel: Parcel, status: str) -> None:
    """A report that a mail came back for good."""
    raw = (
        "From: MAILER-DAEMON@mx.test\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; {parcel.recipient}\r\n"
        f"Action: failed\r\nStatus: {status}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {parcel.message_id}\r\n--b--\r\n"
    )
    envelope = {"mail_from": "", "rcpt_tos": [parcel.envelope_from]}
    assert clerk.store.accept(Arrival("email", parcel.message_id, raw.encode(), clerk.clock(), envelope))
    work(clerk)


@pytest.mark.parametrize(("status", "again"), [("5.1.1", True), ("5.7.1", False)])
def test_an_invoice_whose_mail_came_back_was_never_delivered(
    tmp_path: Path, hands: Hands, status: str, again: bool
) -> None:
    clerk = replace(open_clerk(tmp_path, reminders={"enabled": True}), clock=hands)
    with clerk.store.begin() as unit:  # somebody else is there to be written to
        names = ("chef@adler.test", "fibu@adler.test")
        unit.contacts.upsert([Contact("1001", name, role="finance") for name in names])
        unit.contacts.suspend("chef@adler.test", None, "on holiday")
    remind(clerk)
    sent: list[Parcel] = []
    courier = replace(clerk, channels={"email": Catching(sent)}).courier("c")
    while courier.step():
        pass
    first = [p for p in sent if p.subject == "Ihre 2 Rechnungen"]
    assert {p.recipient for p in first} == {"buch@adler.test", "fibu@adler.test"}
    bounce(clerk, first[0], status)
    with clerk.store.read() as unit:
        assert set(unit.handovers.first(first[0].document_ids)) == set(
            first[0].document_ids
        )  # the other has it
    bounce(clerk, first[1], status)
    with clerk.store.begin() as unit:
        assert unit.handovers.first(first[0].document_ids) == {}
        unit.contacts.resume("chef@adler.test", None)
    collected(clerk)
    hands.forward(days=3)
    remind(clerk)
    later = [m for m in collected(clerk) if m["Subject"] == "Ihre 2 Rechnungen"]
    assert [m["To"] for m in later] == (["chef@adler.test"] if again else [])
    clerk.close()


def reply(clerk: Clerk, to: Parcel, text: str) -> list[EmailMessage]:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = to.recipient, ADDRESS, f"AW: {to.subject}"
    mail["Message-ID"], mail["In-Reply-To"] = make_msgid(domain="client.test"), to.message_id
    mail.set_content(text)
    assert clerk.store.accept(Arrival("email", str(mail["Message-ID"]), mail.as_bytes(), clerk.clock()))
    work(clerk)
    return [m for m in collected(clerk) if m["To"] == to.recipient]


def sent_to(clerk: Clerk, address: str) -> Parcel:
    sent: list[Parcel] = []
    courier = replace(clerk, channels={"email": Catching(sent)}).courier("c")
    while courier.step():
        pass
    (found,) = [p for p in sent if p.recipient == address]
    return found


def test_a_reply_speaks_of_the_invoices_in_the_letter(house: Clerk) -> None:
    remind(house)
    letter = sent_to(house, "ben@birch.test")
    (answer,) = reply(house, letter, "We never got the invoice, please send it.\n\nBen")
    assert "RE-2025-0700" in text_of(answer) and "Here is your invoice" in text_of(answer)


def test_a_mere_thank_you_asks_for_nothing_that_the_subject_named(house: Clerk) -> None:
    remind(house)
    letter = sent_to(house, "ben@birch.test")
    answers = reply(house, letter, "Thank you!")
    assert not any("RE-2025-0700" in text_of(m) for m in answers)


def test_the_bytes_of_a_mail_are_complete(house: Clerk) -> None:
    remind(house)
    raw = sent_to(house, "ben@birch.test").payload
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert mail["Message-ID"] and mail["X-Auto-Response-Suppress"] == "All"


def test_an_invoice_that_is_in_an_answer_on_its_way_is_not_sent_as_well(tmp_path: Path, hands: Hands) -> None:
    clerk = replace(open_clerk(tmp_path, reminders={"enabled": True}), clock=hands)
    with clerk.store.begin() as unit:
        account = unit.accounts.get("1001")
        (late,) = unit.documents.by_number([Grant(account.id, frozenset({"invoice"}))], "RE-2025-0413")
        buch = next(c for c in unit.contacts.by_email("buch@adler.test") if c.account_id == account.id)
        answer = Parcel(
            "email", buch.email, "<1@h.test>", b"x", "Re", contact_id=buch.id, document_ids=(late.id,)
        )
        unit.outbox.add(answer, NOW + dt.timedelta(hours=3))  # the relay is down for a while
    remind(clerk)
    told = [m for m in collected(clerk) if m["To"] == "buch@adler.test"]
    assert told and not any("RE-2025-0413" in text_of(m) for m in told)
    clerk.close()


def test_in_draft_staff_read_the_letter_and_let_it_go(house: Clerk, hands: Hands) -> None:
    with house.store.begin() as unit:
        unit.accounts.upsert([replace(unit.accounts.get("1001"), mode="draft")])
    assert remind(house) == 2  # the other accounts
    mails = collected(house)
    assert not [m for m in mails if m["To"] == "buch@adler.test"]
    (proposal,) = [m for m in mails if m["To"] == "weber@house.test" and "Zur Freigabe" in m["Subject"]]
    words = text_of(proposal)
    assert "docclerk reminders release 1001" in words and "> " in words and "RE-2025-0413" in words
    assert "/d/" not in words.replace("/d/)", "")
    assert remind(house) == 0 and not collected(house)  # asked once
    day = NOW.date()
    with house.store.begin() as unit:
        ids = [unit.accounts.get("1001").id]
        drafts = plan(unit, house.house, rules_of(house.config.reminders), day, NOW, ids).drafts
        act = Dispatch("console", tuple(one.decision.key for one in drafts), day)
        assert carry_out(act, unit, NOW) and not carry_out(act, unit, NOW)
    assert remind(house) == 1
    (letter,) = [m for m in collected(house) if m["To"] == "buch@adler.test"]
    assert "RE-2025-0413" in text_of(letter)
    assert remind(house) == 0
