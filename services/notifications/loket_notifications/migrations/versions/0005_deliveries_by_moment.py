"""Deliveries listed by when they were made: ids of those about requests tell no time."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Let the newest be found without sorting all."""
    op.create_index("deliveries_newest", "deliveries", ["created_at", "id"])
