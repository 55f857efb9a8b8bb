"""Cases with their facts, requests, answer, notes and clocks, beside the shared tables."""

from uuid import UUID

import sqlalchemy as sa
from alembic import op

from loket_shared.service.tables import create_audit_tables, create_bus_tables, create_session_tables

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table."""
    create_bus_tables()
    create_audit_tables()
    create_session_tables()
    _create_cases()
    _create_requests()
    _create_clocks()


def _case_id(primary_key: bool = False) -> sa.Column[UUID]:
    return sa.Column("case_id", sa.Uuid, sa.ForeignKey("cases.id"), primary_key=primary_key, nullable=False)


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("reference", sa.Text, nullable=False, unique=True),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("opened_at", TIME, index=True),
        sa.Column("assignee", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("question", sa.LargeBinary),
        sa.Column("asker", sa.LargeBinary),
    )
    op.create_table(
        "case_facts",
        sa.Column("id", sa.Uuid, primary_key=True),
        _case_id(),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Index("case_facts_in_order", "case_id", "position"),
    )
    op.create_table(
        "answers",
        _case_id(primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("people", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "erasures",
        _case_id(primary_key=True),
        sa.Column("ordered_at", TIME, nullable=False),
        sa.Column("ordered_by", sa.Text, nullable=False),
        sa.Column("done_at", TIME, index=True),
    )


def _create_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Uuid, primary_key=True),
        _case_id(),
        sa.Column("department_tag", sa.Text, nullable=False, index=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("question", sa.LargeBinary),
        sa.Column("draft", sa.LargeBinary),
        sa.Column("released", sa.LargeBinary),
        sa.Index("requests_of_case", "case_id"),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Uuid, primary_key=True),
        _case_id(),
        sa.Column("request_id", sa.Uuid, sa.ForeignKey("requests.id")),
        sa.Column("at", TIME, nullable=False),
        sa.Column("note", sa.LargeBinary, nullable=False),
        sa.Index("notes_of_case", "case_id"),
    )


def _create_clocks() -> None:
    op.create_table(
        "clocks",
        _case_id(primary_key=True),
        sa.Column("subject", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("stopped_at", TIME),
        sa.Column("due", TIME, nullable=False),
        sa.Column("next_at", TIME, index=True),
    )
    op.create_table(
        "told_thresholds",
        _case_id(primary_key=True),
        sa.Column("subject", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("turn", sa.Integer, primary_key=True),
        sa.Column("percentage", sa.Integer, primary_key=True),
        sa.Column("told_at", TIME, nullable=False),
    )
