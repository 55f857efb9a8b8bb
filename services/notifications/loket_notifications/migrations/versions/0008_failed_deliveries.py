"""Failed deliveries found without reading the delivered ones, of which there are ever more."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the index of the failed deliveries."""
    failed = sa.text("state = 'failed'")
    op.create_index("deliveries_failed", "deliveries", ["created_at", "id"], postgresql_where=failed)
