"""Under which key an event was signed when it was sent."""

from loket_shared.service.tables import add_signing_key

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what is kept of signatures; what was sent unsigned is sent again, signed, by the relay."""
    add_signing_key()
