"""Tags of covert owners for deliveries and dead letters; they reveal nothing without the master key.

The running service fills in the tags of existing rows, because only it can open them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column, and a table beside the dead letters, which are the same in all services."""
    op.add_column("deliveries", sa.Column("owner", sa.Text))
    unknown = sa.text("owner IS NULL AND request_id IS NOT NULL")
    op.create_index("deliveries_without_owner", "deliveries", ["id"], postgresql_where=unknown)
    op.create_table(
        "dead_letter_owners",
        sa.Column("letter_id", sa.Uuid, sa.ForeignKey("dead_letters.id"), primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
    )
