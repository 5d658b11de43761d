"""The shelf of mailboxes: what was taken is known by its number, and only while the number means the same."""

import datetime as dt

from store.engine import Store
from store.mailboxes import Folder, Numbering, Settled
from store.traffic import Arrival

NOW = dt.datetime(2025, 11, 14, 9, 30, tzinfo=dt.UTC)
INBOX = Numbering("belege@imap.house.test", "INBOX", 4_294_967_295)
OTHER = Numbering("belege@imap.house.test", "Wünsche", 4_294_967_295)


def arrive(store: Store, *names: str) -> None:
    for name in names:
        store.accept(Arrival("email", name, b"x", NOW))


def settle(store: Store, outcome: str) -> None:
    with store.begin() as unit:
        item = unit.inbox.claim(NOW, "w", dt.timedelta(minutes=1))
        assert item
        if outcome == "stuck":
            unit.inbox.stuck(item.id, NOW, "why", message_id=None, sender=None)
        else:
            unit.inbox.done(item.id, outcome, NOW)


def test_a_folder_is_met_once(store: Store) -> None:
    with store.begin() as unit:
        assert unit.mailboxes.folder(INBOX.account, "INBOX") is None
        unit.mailboxes.begin(INBOX, 17, NOW)
        assert unit.mailboxes.folder(INBOX.account, "INBOX") == Folder(4_294_967_295, 17, NOW)
        assert unit.mailboxes.folder(INBOX.account, "Wünsche") is None
        assert unit.mailboxes.folder("else@imap.house.test", "INBOX") is None


def test_what_is_known_belongs_to_its_folder_and_numbering(store: Store) -> None:
    with store.begin() as unit:
        unit.mailboxes.begin(INBOX, 1, NOW)
        unit.mailboxes.take(INBOX, {n: f"m{n}" for n in range(1, 1300)})
        unit.mailboxes.take(INBOX, {2: "again"})
        unit.mailboxes.take(OTHER, {7: "m7"})
        assert len(unit.mailboxes.known(INBOX)) == 1299
        unit.mailboxes.forget(INBOX, range(1, 1299))
        assert unit.mailboxes.known(INBOX) == {1299}
        anew = Numbering(INBOX.account, "INBOX", 2)
        assert unit.mailboxes.known(anew) == frozenset()
        unit.mailboxes.renumber(anew, [5, 6])
        assert unit.mailboxes.folder(INBOX.account, "INBOX") == Folder(2, 1, NOW)
        assert unit.mailboxes.known(anew) == {5, 6}
        assert unit.mailboxes.known(INBOX) == frozenset()
        assert not unit.mailboxes.waits(anew)
        assert unit.mailboxes.known(OTHER) == {7}


def test_a_mail_waits_until_its_message_is_settled(store: Store) -> None:
    arrive(store, "a", "b", "c", "d")
    with store.begin() as unit:
        unit.mailboxes.take(INBOX, {4: "a", 3: "b", 2: "c", 1: "d", 9: "unheard of"})
        assert unit.mailboxes.settled(INBOX) == (Settled(9, ""),)
    for outcome in ("answered", "held", "stuck"):
        settle(store, outcome)
    with store.begin() as unit:
        settled = (Settled(2, "stuck"), Settled(3, "held"), Settled(4, "answered"), Settled(9, ""))
        assert unit.mailboxes.settled(INBOX) == settled
        unit.mailboxes.stay(INBOX, [9, 4])
        unit.mailboxes.forget(INBOX, [2, 3])
        assert unit.mailboxes.settled(INBOX) == ()
        assert unit.mailboxes.waits(INBOX)
        assert unit.mailboxes.known(INBOX) == {1, 4, 9}
