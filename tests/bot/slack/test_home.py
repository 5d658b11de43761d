"""The Home tab: what somebody may know of themselves, and the two things they may end there."""

from handlers.senders.people import known
from tests.bot.slack.conftest import ANNA, Desk


def test_home_of_somebody_who_is_bound(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    anna.awaits_dm()
    anna.opens_home()
    desk.rests()
    words = anna.home().everything()
    assert f"verbunden als {ANNA}" in words
    assert "Rechnungen: " in words
    assert "Stand der Daten" in words
    assert "RE-2025-0412_" in words
    anna.presses(anna.home(), "revoke_link")
    assert "gesperrt" in anna.awaits_dm().text
    desk.rests()
    assert "RE-2025-0412_" not in anna.home().everything()
    with desk.clerk.store.read() as unit:
        assert not unit.links.listed(recipient=ANNA, live=desk.clerk.clock())
    anna.presses(anna.home(), "unbind")
    assert "getrennt" in anna.awaits_dm().text
    desk.rests()
    assert ANNA not in anna.home().everything()
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    assert "Mailadresse" in anna.awaits_dm().text
    assert [e["facts"]["reason"] for e in desk.events("slack.unbound")] == ["by themselves"]
    assert not desk.slack.refused()


def test_home_of_a_guest_says_how_to_begin_and_nothing_else(desk: Desk) -> None:
    eva = desk.team.member("Eva", ANNA)
    eva.opens_home()
    desk.rests()
    words = eva.home().everything()
    assert "Mailadresse" in words
    assert ANNA not in words
    assert not eva.home().buttons()


def test_nobody_ends_the_link_of_another(desk: Desk) -> None:
    anna, ben = desk.binds(desk.team.member("Anna")), desk.binds(desk.team.member("Ben"), "ben@birch.test")
    anna.writes_dm("Bitte die Rechnung RE-2025-0412")
    anna.awaits_dm()
    ben.writes_dm("Please send invoice RE-2025-0700")
    ben.awaits_dm()
    for user in (anna, ben):
        user.opens_home()
    desk.rests()
    (link,) = [b["value"] for b in anna.home().buttons() if b["action_id"] == "revoke_link"]
    for block in ben.home().blocks:
        if block.get("accessory"):
            block["accessory"]["value"] = link
    ben.presses(ben.home(), "revoke_link")
    desk.rests()
    with desk.clerk.store.read() as unit:
        assert unit.links.listed(recipient=ANNA, live=desk.clerk.clock())


def test_a_wish_on_the_home_tab_is_answered_in_the_dm(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna"))
    anna.opens_home()
    desk.rests()
    anna.presses(anna.home(), "ask_open_items")
    anna.awaits_dm()
    desk.rests()
    assert not desk.slack.refused()
    with desk.clerk.store.read() as unit:
        assert known(ANNA, unit, desk.clerk.house.today(desk.clerk.clock()))


def test_who_comes_for_the_first_time_is_greeted_once(desk: Desk) -> None:
    desk.app.events |= {"team_join"}
    eva = desk.team.member("Eva")
    hello = eva.awaits_dm()
    assert "Mailadresse" in hello.text
    eva.opens_home()
    eva.opens_messages_tab()
    tom = desk.team.guest("Tom")
    desk.team.bot("Andere App")
    desk.rests()
    assert [len(user.dm_answers()) for user in (eva, tom)] == [1, 1]


def test_who_is_bound_needs_no_greeting(desk: Desk) -> None:
    anna = desk.binds(desk.team.member("Anna Adler"))
    anna.opens_home()
    desk.rests()
    assert not anna.dm_answers()


def test_nobody_is_greeted_after_the_first_word(desk: Desk) -> None:
    eva = desk.team.member("Eva")
    eva.writes_dm("Hallo")
    eva.awaits_dm()
    eva.opens_home()
    desk.rests()
    assert len(eva.dm_answers()) == 1
