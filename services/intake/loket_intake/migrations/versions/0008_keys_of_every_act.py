"""Idempotency keys of every call and form, not only of submitted questions.

A process of the earlier release sets ``question_id`` only. Once none runs any more, ``question_id`` can be dropped and
``subject`` be required.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column ``subject`` that all services have."""
    op.add_column("idempotency_keys", sa.Column("subject", sa.Text))
    op.execute("UPDATE idempotency_keys SET subject = question_id::text")
    op.alter_column("idempotency_keys", "question_id", nullable=True)
