"""Events about contribution work, which are published some time after their cause."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the table of delayed events."""
    op.create_table(
        "delayed_events",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("request_id", sa.Uuid, sa.ForeignKey("requests.id"), nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("share", sa.Double, nullable=False),
        sa.Column("event", sa.LargeBinary, nullable=False),
        sa.Index("delayed_events_of_request", "request_id", "position"),
    )
