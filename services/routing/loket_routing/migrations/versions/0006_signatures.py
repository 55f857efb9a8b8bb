"""The key with which each sent event was signed."""

from loket_shared.service.tables import add_signing_key

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns of signatures; the relay sends unsigned events again, signed."""
    add_signing_key()
