"""The tables of sign-in: rule sets have pages."""

from loket_shared.service.tables import create_session_tables

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables."""
    create_session_tables()
