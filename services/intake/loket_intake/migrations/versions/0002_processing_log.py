"""Traces in the audit trail, and the progress of the log of processing."""

from loket_shared.service.tables import create_processing_log_tables

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables of the log of processing."""
    create_processing_log_tables()
