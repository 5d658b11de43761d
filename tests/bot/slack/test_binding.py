"""Binding cannot be talked around: who is not bound is told how to be bound, and nothing else."""

import re
from datetime import timedelta
from typing import Any

import httpx2 as httpx
import pytest

from bot.channels.slack.sweep import sweep
from handlers.acts import Suspend, carry_out
from tests.bot.slack.conftest import ANNA, Desk
from tests.slack.workspace import Slack

SECRETS = ("RE-2025", "Adler", "/d/", "1.190,00", "LS-8")


def code_in(mail: Any) -> str:
    """The six digits of a mail."""
    return re.search(r"\b\d{6}\b", mail.get_body(("plain",)).get_content())[0]  # type: ignore[index]


def link_in(mail: Any, desk: Desk) -> str:
    """The link of a mail, at the address where the test's clerk listens."""
    path = re.search(r"/c/[\w-]+", mail.get_body(("plain",)).get_content())
    assert path
    return desk.url + path[0]


def says_nothing(slack: Slack, *allowed: str) -> None:
    """Nobody in Slack has read anything that only the contact may know."""
    told = slack.everything()
    for word in allowed:
        told = told.replace(word, "")
    assert not [s for s in SECRETS if s in told], told


def asks(desk: Desk, user: Any, address: str = ANNA) -> Any:
    """Somebody says who they are; the mail that follows."""
    before = len(desk.mails_to(address))
    user.writes_dm(address)
    assert "Code" in user.awaits_dm().text
    return desk.mail_to(address, before)


def test_bound_by_the_code_in_the_dm_and_the_first_question_is_answered(desk: Desk) -> None:
    eva = desk.team.member("Eva Muster", "eva@private.test")
    eva.writes_dm("Bitte Belege RE-2025-0412")
    assert "Mailadresse" in eva.awaits_dm().text
    mail = asks(desk, eva)
    says_nothing(desk.slack, "Bitte Belege RE-2025-0412")
    assert "Eva Muster (Muster Handel)" in mail.get_body(("plain",)).get_content()
    eva.writes_dm(f"Der Code ist {code_in(mail)}")
    texts = [eva.awaits_dm().text, eva.awaits_dm().text]
    assert any(ANNA in t for t in texts)
    assert any("RE-2025-0412" in t for t in texts)
    assert [e["person"] for e in desk.events("slack.bound")] == [ANNA]
    desk.rests()
    assert not desk.slack.refused()


def test_bound_by_the_page_and_once(desk: Desk) -> None:
    eva = desk.team.member("Eva Muster")
    mail = asks(desk, eva)
    url, code = link_in(mail, desk), code_in(mail)
    page = httpx.get(url)
    assert page.status_code == 200
    assert "Eva Muster" in page.text
    assert not desk.events("slack.bound")
    assert httpx.post(url, data={"code": "000000"}).status_code == 403
    assert httpx.post(url, data={}).status_code == 403
    assert httpx.post(url, data={"code": code}).status_code == 200
    assert httpx.get(url).status_code == httpx.post(url, data={"code": code}).status_code == 404
    assert len(desk.events("slack.bound")) == 1
    eva.writes_dm("Bitte RE-2025-0412")
    assert "/d/" in eva.awaits_dm().text


def test_a_name_is_a_name_in_our_mail(desk: Desk) -> None:
    eva = desk.team.member("Klick https://evil.test/x <b>*jetzt*</b>\nIhr Code: 111111")
    text = asks(desk, eva).get_body(("plain",)).get_content()
    assert "evil.test" not in text
    assert "<b>" not in text
    assert "\nIhr Code: 111111" not in text


def test_a_known_and_an_unknown_address_read_alike(desk: Desk) -> None:
    eva, ben = desk.team.member("Eva"), desk.team.member("Ben")
    eva.writes_dm("nobody@nowhere.test")
    ben.writes_dm(ANNA)
    unknown, known = eva.awaits_dm(), ben.awaits_dm()
    clock = r"\d\d:\d\d"
    assert re.sub(clock, "", unknown.text.replace("nobody@nowhere.test", "X")) == re.sub(
        clock, "", known.text.replace(ANNA, "X")
    )
    for user in (eva, ben):
        user.writes_dm("123456")
    assert eva.awaits_dm().text == ben.awaits_dm().text
    assert not desk.mails_to("nobody@nowhere.test")


def test_the_right_profile_address_is_no_proof(desk: Desk) -> None:
    fake = desk.team.member("Anna Adler", ANNA)
    fake.writes_dm("Ich bin Anna Adler, bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in fake.awaits_dm().text
    fake.opens_home()
    desk.rests()
    says_nothing(desk.slack, "Ich bin Anna Adler, bitte die Rechnung RE-2025-0412")


def test_the_profile_address_is_a_button_and_worth_what_typing_it_is(desk: Desk) -> None:
    eva = desk.team.member("Eva", "nobody@nowhere.test")
    anna = desk.team.member("Anna Adler", ANNA)
    bare, odd = desk.team.member("Ben"), desk.team.member("Tom", "no address")
    offered = {}
    for user in (eva, anna, bare, odd):
        user.writes_dm("Bitte die Rechnung RE-2025-0412")
        offered[user] = user.awaits_dm()
    assert [len(offered[user].buttons()) for user in (eva, anna, bare, odd)] == [1, 1, 0, 0]
    assert len({offered[user].text for user in offered}) == 1  # known or not, the same words
    mails = len(desk.mails_to(ANNA))
    for user in (eva, anna):
        user.presses(offered[user], "ask_1")
    unknown, known = eva.awaits_dm(), anna.awaits_dm()
    clock = r"\d\d:\d\d"
    assert re.sub(clock, "", unknown.text.replace("nobody@nowhere.test", "X")) == re.sub(
        clock, "", known.text.replace(ANNA, "X")
    )
    desk.mail_to(ANNA, mails)
    desk.rests()
    assert not desk.mails_to("nobody@nowhere.test")
    assert not desk.events("slack.bound")
    says_nothing(desk.slack, "Bitte die Rechnung RE-2025-0412")


def test_a_stolen_link_gives_nothing(desk: Desk) -> None:
    eva, thief = desk.team.member("Eva"), desk.team.member("Thief")
    url = link_in(asks(desk, eva), desk)
    for answer in (httpx.get(url), httpx.post(url, data={}), httpx.post(url, data={"code": "111111"})):
        assert not [s for s in ("RE-2025", "1.190", "/d/") if s in answer.text]
    thief.writes_dm(url)
    thief.awaits_dm()
    thief.writes_dm("RE-2025-0412")
    thief.awaits_dm()
    assert not desk.events("slack.bound")
    says_nothing(desk.slack, "RE-2025-0412")


def test_a_guessed_code_ends_after_five_tries_on_all_ways_together(desk: Desk) -> None:
    eva = desk.team.member("Eva")
    mail = asks(desk, eva)
    url, code = link_in(mail, desk), code_in(mail)
    wrong = [f"{n:06}" for n in range(7) if f"{n:06}" != code]
    for n in wrong[:3]:
        eva.writes_dm(n)
        assert "stimmt nicht" in eva.awaits_dm().text
    for n in wrong[3:5]:
        assert httpx.post(url, data={"code": n}).status_code == 403
    assert httpx.post(url, data={"code": code}).status_code == 403
    eva.writes_dm(code)
    assert "stimmt nicht" in eva.awaits_dm().text
    assert not desk.events("slack.bound")
    assert len(desk.events("slack.mistyped")) == 5


def test_the_code_of_one_is_no_code_of_another(desk: Desk) -> None:
    eva, mallory = desk.team.member("Eva"), desk.team.member("Mallory")
    code = code_in(asks(desk, eva))
    mallory.writes_dm(ANNA)
    mallory.awaits_dm()
    second = code_in(desk.mail_to(ANNA, 1))
    assert second != code
    mallory.writes_dm(code)
    assert "stimmt nicht" in mallory.awaits_dm().text
    assert not desk.events("slack.bound")


def test_an_old_code_is_worth_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    eva = desk.team.member("Eva")
    first = code_in(asks(desk, eva))
    with desk.clerk.store.read() as unit:
        later = desk.clerk.clock() + timedelta(minutes=10)
        assert unit.slack_bindings.newest(eva.team.id, eva.id, later) is None
    second = code_in(asks(desk, eva))
    eva.writes_dm(first)
    assert ("stimmt nicht" in eva.awaits_dm().text) == (first != second)


def test_the_same_user_id_of_another_workspace_is_somebody_else(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    other = desk.slack.team("Evil Inc")
    installed = other.installs(desk.app)
    desk.clerk.channels["slack"].installs.keep(  # type: ignore[attr-defined]
        {"team": {"id": other.id, "name": "Evil Inc"}, "access_token": installed.bot_token},
        desk.clerk.clock(),
    )
    twin = other.member("Twin", ANNA, id=anna.id)
    twin.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in twin.awaits_dm().text
    desk.rests()
    says_nothing(desk.slack, "Bitte die Rechnung RE-2025-0412")
    assert not anna.dm_answers()


def test_a_workspace_that_has_not_installed_us_hears_nothing_and_its_twin_neither(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    other = desk.slack.team("Evil Inc")
    other.installs(desk.app)  # on their own, without our /slack/install
    twin = other.member("Twin", id=anna.id)
    twin.writes_dm("Bitte die Rechnung RE-2025-0412")
    desk.rests()
    assert not twin.dm_answers()
    assert not anna.dm_answers()


def test_a_stranger_in_a_shared_channel_is_a_stranger(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    partner = desk.slack.team("Partner AG")
    stranger = partner.member("Stranger", ANNA, id=anna.id[:-1] + "Z")
    room = desk.team.channel("gemeinsam", (anna, stranger), shared_with=(partner,))
    room.invites(desk.installed.bot_user)
    stranger.mentions(room, "Rechnung RE-2025-0412")
    desk.rests()
    says_nothing(desk.slack, "Rechnung RE-2025-0412")
    assert desk.events("slack.bound") == []


def test_a_guest_takes_the_same_path(desk: Desk) -> None:
    guest = desk.team.guest("Gast", ANNA)
    guest.writes_dm("RE-2025-0412")
    assert "Mailadresse" in guest.awaits_dm().text
    guest.writes_dm(code_in(asks(desk, guest)))
    texts = [guest.awaits_dm().text, guest.awaits_dm().text]
    assert any("/d/" in t for t in texts)


def test_who_comes_back_is_asked_again(desk: Desk) -> None:
    eva = desk.binds(desk.team.member("Eva"))
    eva.deactivates()
    assert desk.slack.settles()
    eva.returns()
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in eva.awaits_dm().text
    assert [e["facts"]["reason"] for e in desk.events("slack.unbound")] == ["the account was deactivated"]
    says_nothing(desk.slack, "Bitte die Rechnung RE-2025-0412")


def test_who_left_unheard_is_found_by_looking(desk: Desk) -> None:
    desk.app.events -= {"user_change"}
    eva, anna = desk.binds(desk.team.member("Eva")), desk.binds(desk.team.member("Anna"))
    eva.deactivates()
    assert sweep(desk.clerk, desk.clerk.channels["slack"]) == 1  # type: ignore[arg-type]
    assert sweep(desk.clerk, desk.clerk.channels["slack"]) == 0  # type: ignore[arg-type]
    eva.returns()
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in eva.awaits_dm().text
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "/d/" in anna.awaits_dm().text


def test_a_suspended_contact_is_nobody_at_once(desk: Desk) -> None:
    eva = desk.binds(desk.team.member("Eva"))
    with desk.clerk.store.begin() as unit:
        carry_out(Suspend(ANNA, "console", "left"), unit, desk.clerk.clock())
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in eva.awaits_dm().text
    eva.opens_home()
    eva.writes_dm(ANNA)
    eva.awaits_dm()
    desk.rests()
    assert not desk.mails_to(ANNA)
    says_nothing(desk.slack, "Bitte die Rechnung RE-2025-0412")


def test_an_answer_that_waits_is_not_given_to_who_was_unbound_meanwhile(desk: Desk) -> None:
    eva = desk.binds(desk.team.member("Eva"))
    desk.slack.trouble.limit("chat.postMessage", times=1, retry_after=1)
    eva.writes_dm("Bitte die Rechnung RE-2025-0412")
    deadline = desk.clerk.clock() + timedelta(seconds=10)
    while not [c for c in desk.slack.calls if c.error] and desk.clerk.clock() < deadline:
        pass
    with desk.clerk.store.begin() as unit:
        unit.slack_bindings.end(eva.team.id, eva.id, "test", desk.clerk.clock())
    desk.rests()
    assert not eva.dm_answers()


def test_codes_are_few(desk: Desk) -> None:
    eva = desk.team.member("Eva")
    for _ in range(5):
        asks(desk, eva)
    eva.writes_dm(ANNA)
    assert "genug" in eva.awaits_dm().text
    desk.rests()
    assert len(desk.mails_to(ANNA)) == 5
