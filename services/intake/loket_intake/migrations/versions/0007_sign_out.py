"""Sessions can be ended by the person who signed in, and a logout token works once."""

from loket_shared.service.tables import add_sign_out_to_session_tables

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns and the table."""
    add_sign_out_to_session_tables()
