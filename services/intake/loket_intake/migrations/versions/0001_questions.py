"""Questions, facts, idempotency keys, drafts, references, and the tables of every service."""

import sqlalchemy as sa
from alembic import op

from loket_shared.service.tables import create_audit_tables, create_bus_tables, create_session_tables

revision = "0001"
down_revision = None

_MOMENT = sa.DateTime(timezone=True)

# One sequence a year, made at its first question; gaps are accepted (design section 5). The lock only matters if two
# processes find the sequence missing at the same moment.
_DRAW_REFERENCE = """
CREATE FUNCTION draw_reference(year integer) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    numbers text := 'references_' || year;
    number text;
BEGIN
    IF to_regclass(numbers) IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext(numbers));
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', numbers);
    END IF;
    number := nextval(numbers)::text;
    RETURN format('KV-%s-%s', year, lpad(number, greatest(6, length(number)), '0'));
END $$
"""


def upgrade() -> None:
    """Create the first tables."""
    create_bus_tables()
    create_audit_tables()
    create_session_tables()
    op.execute(_DRAW_REFERENCE)
    _create_questions()
    _create_facts()
    _create_idempotency_keys()
    _create_drafts()


def _create_questions() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("reference", sa.Text, nullable=False, unique=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("submitted_at", _MOMENT, nullable=False),
        sa.Column("first_response_due", _MOMENT, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        sa.Column("handed_in_by", sa.Text),
        sa.Column("person", sa.Text),
        sa.Column("institution", sa.Text),
        sa.Column("content", sa.LargeBinary),
        sa.Column("erased_at", _MOMENT),
    )
    op.create_index("questions_own", "questions", ["handed_in_by", "submitted_at"])
    op.create_index("questions_of_person", "questions", ["person"], postgresql_where=sa.text("person IS NOT NULL"))
    op.create_index("questions_of_institution", "questions", ["institution", "submitted_at"])


def _create_facts() -> None:
    op.create_table(
        "facts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("question_id", sa.Uuid, sa.ForeignKey("questions.id"), nullable=False, index=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("due", _MOMENT),
        sa.Column("content", sa.LargeBinary),
    )


def _create_idempotency_keys() -> None:
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("question_id", sa.Uuid, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
    )
    op.create_index("idempotency_keys_expiring", "idempotency_keys", ["expires_at"])


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False, index=True),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False, index=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
