"""The key with which each sent event was signed."""

from loket_shared.service.tables import add_signing_key

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns of signatures; the relay sends unsigned events again, signed."""
    add_signing_key()
