"""Traces in the audit trail, and how far the log of processing has come with it."""

from loket_shared.service.tables import create_processing_log_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the log of processing needs."""
    create_processing_log_tables()
