"""Deliveries listed by time of creation: the ids of those about requests contain no time."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the index that finds the newest without sorting all."""
    op.create_index("deliveries_newest", "deliveries", ["created_at", "id"])
