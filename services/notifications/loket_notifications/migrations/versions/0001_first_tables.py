"""Questions, held notifications, deliveries, and the tables of every service."""

import sqlalchemy as sa
from alembic import op

from loket_shared.service.tables import create_audit_tables, create_bus_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    create_bus_tables()
    create_audit_tables()
    _create_questions()
    _create_deliveries()


def _create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("question_id", sa.Uuid, primary_key=True),
        sa.Column("contact", sa.LargeBinary),
        sa.Column("erased_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "waiting_news",
        sa.Column("event_id", sa.Uuid, primary_key=True),
        sa.Column("question_id", sa.Uuid, nullable=False, index=True),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("traceparent", sa.Text),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("cause_id", sa.Uuid, nullable=False),
        sa.Column("occasion", sa.Text, nullable=False),
        sa.Column("question_id", sa.Uuid, index=True),
        sa.Column("reference", sa.Text),
        sa.Column("request_id", sa.Uuid),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("addressee", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("failure", sa.Text),
        sa.Column("traceparent", sa.Text),
        sa.CheckConstraint("(question_id IS NULL) <> (request_id IS NULL)", name="about_one_thing"),
    )
    op.create_index(
        "deliveries_due",
        "deliveries",
        ["due_at"],
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
