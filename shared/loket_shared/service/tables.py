"""The tables that every service has besides its own; its migrations create them."""

from alembic import op

from loket_shared.audit.tables import add_keys_to_audit_tables, create_audit_tables
from loket_shared.bus.dead_letters import tables as dead_letters
from loket_shared.idempotency import create_idempotency_table
from loket_shared.identity.tables import add_sign_out_to_session_tables, create_session_tables
from loket_shared.inbox import tables as inbox
from loket_shared.outbox import tables as outbox
from loket_shared.outbox.tables import add_signing_key
from loket_shared.processing_log.tables import create_processing_log_tables

__all__ = [
    "add_keys_to_audit_tables",
    "add_sign_out_to_session_tables",
    "add_signing_key",
    "create_audit_tables",
    "create_bus_tables",
    "create_idempotency_table",
    "create_processing_log_tables",
    "create_session_tables",
]


def create_bus_tables() -> None:
    """Create the tables of outbox, inbox and dead letters in the database that is being migrated."""
    for part in (outbox, inbox, dead_letters):
        part.METADATA.create_all(op.get_bind(), checkfirst=False)
