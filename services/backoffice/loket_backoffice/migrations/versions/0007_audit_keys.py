"""The author of each audit record, and the progress of publishing the audit trail."""

from loket_shared.service.tables import add_keys_to_audit_tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and tables of the keyed chain."""
    add_keys_to_audit_tables()
