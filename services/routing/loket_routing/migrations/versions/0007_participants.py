"""Tags of the participants; the running service fills in those of earlier questions, because only it can open them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the column."""
    op.add_column("questions", sa.Column("participants", sa.ARRAY(sa.Text), nullable=False, server_default="{}"))
    unknown = sa.text("participants = '{}' AND erased_at IS NULL")
    op.create_index("questions_without_participants", "questions", ["question_id"], postgresql_where=unknown)
