"""Keys of everything that is sent, not only of questions that are handed in.

A process of the earlier release that still runs names the question alone; once none does, ``question_id`` can be
dropped and ``subject`` be required.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Name what a key was about in the column that all services have."""
    op.add_column("idempotency_keys", sa.Column("subject", sa.Text))
    op.execute("UPDATE idempotency_keys SET subject = question_id::text")
    op.alter_column("idempotency_keys", "question_id", nullable=True)
