"""Idempotency keys: a call or a form that is sent twice is carried out once."""

from loket_shared.service.tables import create_idempotency_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table."""
    create_idempotency_table()
