"""The asker's consent to sharing: without it, no department reaches a case in which it took part."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; a consent that was taken back before is known again when the case next changes."""
    op.add_column("cases", sa.Column("shareable", sa.Boolean, nullable=False, server_default=sa.true()))
