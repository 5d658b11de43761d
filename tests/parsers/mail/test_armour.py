"""Texts in the armour of PGP: what was signed stays, all else goes."""

import pytest

from parsers.mail.armour import unarmoured
from tests.effort import calls

HEAD = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n"
KEY = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF4711\n=12ab\n-----END PGP PUBLIC KEY BLOCK-----"
SIGNATURE = KEY.replace("PUBLIC KEY BLOCK", "SIGNATURE")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{HEAD}\nRE-7 bitte\n\n- -- \nEva\n{SIGNATURE}", "RE-7 bitte\n\n-- \nEva"),
        (f"{HEAD}\nRE-7\n{SIGNATURE}\n> alt", "RE-7\n> alt"),
        (f"RE-7 bitte\n{KEY}\nEva", "RE-7 bitte\nEva"),
        (f"{HEAD.strip()}\nRE-7", ""),
        ("-----BEGIN PGP MESSAGE-----\nhQEMA4711", ""),
        ("-----BEGIN PGP SIGNATURE\n- RE-7", "-----BEGIN PGP SIGNATURE\n- RE-7"),
        ("- RE-7\n- RE-8", "- RE-7\n- RE-8"),
        ("", ""),
    ],
)
def test_armour(text: str, left: str) -> None:
    assert "\n".join(unarmoured(text.split("\n"))).strip() == left


def test_twice_the_text_takes_at_most_twice_the_work() -> None:
    once, twice = (calls(lambda n=n: unarmoured((HEAD * n).split("\n"))) for n in (1500, 3000))
    assert twice <= 2.1 * once
