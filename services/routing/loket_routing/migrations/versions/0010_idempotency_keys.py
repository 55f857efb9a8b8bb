"""Idempotency keys: a form that is sent twice is handled once."""

from loket_shared.service.tables import create_idempotency_table

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table."""
    create_idempotency_table()
