"""Questions and the history of their routes, beside the tables that every service has."""

import sqlalchemy as sa
from alembic import op

from loket_shared.service.tables import create_audit_tables, create_bus_tables

revision = "0001"
down_revision = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table."""
    create_bus_tables()
    create_audit_tables()
    op.create_table(
        "questions",
        sa.Column("question_id", sa.Uuid, primary_key=True),
        sa.Column("reference", sa.Text, nullable=False, unique=True),
        sa.Column("content", sa.LargeBinary),
        sa.Column("asked_at", _TIME),
        sa.Column("withdrawn_at", _TIME),
        sa.Column("erased_at", _TIME),
    )
    op.create_table(
        "decisions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("question_id", sa.Uuid, sa.ForeignKey("questions.question_id"), nullable=False),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Index("decisions_in_order", "question_id", "position"),
    )
