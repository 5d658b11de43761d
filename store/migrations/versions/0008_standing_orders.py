"""Subscriptions and what buyers told us."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the tables."""
