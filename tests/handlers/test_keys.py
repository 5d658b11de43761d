"""Keys: the newest signs, all verify, and what was stored before there were any still opens."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from handlers.keys import Keys, plain

OLD, NEW = ("2024", b"o" * 32), ("2025", b"n" * 32)


def test_the_first_key_signs_and_is_named() -> None:
    seal = Keys((NEW, OLD)).seal("token")
    assert seal.kid == "2025"
    assert seal.hash != Keys((OLD,)).seal("token").hash
    assert Keys().seal("token").hash == hashlib.sha256(b"token").digest() == plain("token")
    assert Keys().seal("token").kid is None


@given(st.text())
def test_what_was_ever_stored_is_found_again(token: str) -> None:
    now = Keys((NEW, OLD)).seals(token)
    for stored in (Keys((OLD,)), Keys((NEW,)), Keys()):
        assert stored.seal(token).hash in now
    assert Keys((OLD,)).seal(token).hash not in Keys((NEW,)).seals(token)


def test_keys_are_not_shown() -> None:
    assert "n" * 8 not in repr(Keys((NEW,)))
