"""The table of claimed idempotency keys."""

from alembic import op
from sqlalchemy import Column, DateTime, MetaData, Table, Text

METADATA = MetaData()

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    METADATA,
    Column("key", Text, primary_key=True, comment="a keyed mark of the caller and the key"),
    Column("fingerprint", Text, nullable=False, comment="a keyed mark of what was sent, and where to"),
    Column("subject", Text, nullable=False, comment="the reference or the id of what it was about"),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)


def create_idempotency_table() -> None:
    """Create the table in the database that is being migrated."""
    METADATA.create_all(op.get_bind(), checkfirst=False)
    op.create_index("idempotency_keys_expiring", "idempotency_keys", ["expires_at"])
