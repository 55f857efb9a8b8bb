"""Who wrote each audit record, and how far the audit trail was published."""

from loket_shared.service.tables import add_keys_to_audit_tables

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what the keyed chain needs."""
    add_keys_to_audit_tables()
