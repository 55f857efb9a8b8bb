"""Every table of the bus, for a service's first migration."""

from alembic import op

from loket_shared.bus.dead_letters import tables as dead_letters
from loket_shared.inbox import tables as inbox
from loket_shared.outbox import tables as outbox


def create_bus_tables() -> None:
    """Create outbox, inbox and dead letters in the database that is being migrated."""
    for part in (outbox, inbox, dead_letters):
        part.METADATA.create_all(op.get_bind(), checkfirst=False)
