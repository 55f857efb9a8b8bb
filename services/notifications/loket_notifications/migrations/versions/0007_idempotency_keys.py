"""Idempotency keys: a call that is sent twice is carried out once."""

from loket_shared.service.tables import create_idempotency_table

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table."""
    create_idempotency_table()
