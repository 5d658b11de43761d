"""Where a payload comes from: the workspace that has the app, by itself or by its enterprise."""

from typing import Any

import pytest

from bot.channels.slack.arrivals import enterprise_in, installed_in

HERE = {"team_id": "T1", "user_id": "UBOT", "enterprise_id": "E1"}


@pytest.mark.parametrize(
    ("body", "enterprise", "installed"),
    [
        ({"team_id": "T1"}, ("", ""), "T1"),
        ({"team_id": "T2", "authorizations": [HERE]}, ("", ""), "T1"),  # a channel that T2 shares
        ({"authorizations": [HERE | {"is_enterprise_install": True}]}, ("T1", "E1"), "T1"),
        (
            {"team_id": "T1", "authorizations": [HERE | {"team_id": "E1", "is_enterprise_install": True}]},
            ("T1", "E1"),
            "T1",
        ),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "true"}, ("T1", "E1"), "T1"),
        ({"team_id": "T1", "enterprise_id": "E1", "is_enterprise_install": "false"}, ("", ""), "T1"),
        ({"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}, ("", "E1"), ""),
        (
            {"team": {"id": "T1"}, "enterprise": {"id": "E1"}, "is_enterprise_install": True},
            ("T1", "E1"),
            "T1",
        ),
        (
            {"team_id": 7, "authorizations": [None], "enterprise": [], "is_enterprise_install": []},
            ("", ""),
            "",
        ),
    ],
)
def test_where_it_comes_from(body: dict[str, Any], enterprise: tuple[str, str], installed: str) -> None:
    assert enterprise_in(body) == enterprise
    assert installed_in(body)[0] == installed
