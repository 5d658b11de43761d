"""The Slack door: installations, bindings, requests for one, and what was posted where."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    places()
    people()


def places() -> None:
    """Where the app is installed, and what we posted there."""
    op.create_table(
        "slack_installs",
        sa.Column("team", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("bot_user", sa.Text(), nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
    )
    op.create_table(
        "slack_posts",
        sa.Column("team", sa.Text(), primary_key=True),
        sa.Column("channel", sa.Text(), primary_key=True),
        sa.Column("ts", sa.Text(), primary_key=True),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("inbox_id", sa.Integer()),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_slack_posts_message_id", "slack_posts", ["message_id"])
    op.create_index("ix_slack_posts_inbox_id", "slack_posts", ["inbox_id"])


def people() -> None:
    """Who is bound to which address, and who asks to be."""
    op.create_table(
        "slack_bindings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("bound_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_why", sa.Text()),
    )
    op.create_index("ix_slack_bindings_team_user", "slack_bindings", ["team", "user"])
    op.create_index("ix_slack_bindings_address", "slack_bindings", ["address"])
    op.create_table(
        "slack_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
    )
    op.create_index("ix_slack_requests_team_user", "slack_requests", ["team", "user"])
    op.create_index("ix_slack_requests_token_hash", "slack_requests", ["token_hash"], unique=True)
