"""The tables of one service's audit trail."""

from datetime import datetime
from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    case,
    func,
    select,
    text,
)

from loket_shared.audit.chain import MAC_BYTES, ChainedRecord
from loket_shared.timestamps import FIRST, LAST

METADATA = MetaData()

AUDIT_RECORDS = Table(
    "audit_records",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("time", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False, comment="a subject, or the stable pseudonym of one"),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("origin", Text, nullable=False, comment="the client through which the actor came"),
    Column("content", LargeBinary, comment="sealed under the object's own key"),
    Column("times", Integer, nullable=False, server_default="1", comment="more than 1 where repeats were folded"),
    Column(
        "began",
        DateTime(timezone=True),
        server_default=text("transaction_timestamp()"),
        comment="when the transaction of the act began; missing from records of before this was kept",
    ),
    Column("trace_id", Text, comment="the trace in which it was done (W3C Trace Context)"),
    Column("caller_span_id", Text, comment="the span of the application that called, if it told one"),
    Column(
        "mac",
        LargeBinary,
        nullable=False,
        comment="HMAC-SHA-256 over what the service wrote; empty in records of before this was kept",
    ),
    Column("link", BigInteger, unique=True, comment="place in the chain, from 1; set once, by the chainer"),
    Column("hash", LargeBinary, comment="HMAC-SHA-256 over the previous link's hash and this row as it is sealed"),
)
Index("audit_records_unchained", AUDIT_RECORDS.c.position, postgresql_where=AUDIT_RECORDS.c.link.is_(None))
Index("audit_records_by_object", AUDIT_RECORDS.c.object, AUDIT_RECORDS.c.position)


def readable(column: "Column[datetime]") -> "ColumnElement[datetime | None]":
    """Return the column, or NULL for a time outside of the calendar.

    No service writes such a time, and both asyncpg and ``datetime`` fail on it. Without this an inserted row would
    break the verification before it could report that row.
    """
    return case((column.between(FIRST, LAST), column)).label(column.name)


def showable(column: "Column[Any]") -> "ColumnElement[Any]":
    """Return a column in a form that can always be shown, also for a record that the verification finds wrong."""
    if isinstance(column.type, DateTime):
        return func.least(func.greatest(column, FIRST), LAST).label(column.name)
    if column.nullable:
        return column
    return func.coalesce(column, "" if isinstance(column.type, Text) else 0).label(column.name)


RECORD = [
    readable(column) if isinstance(column.type, DateTime) else column
    for column in (AUDIT_RECORDS.c[name] for name in ChainedRecord._fields)
]
"""The columns that a link's hash covers."""

HEADS = Table(
    "audit_heads",
    MetaData(),
    Column("link", BigInteger, nullable=False, comment="up to where the trail was last published"),
    Column("published_at", DateTime(timezone=True), nullable=False),
)
"""The published head of the trail, in one row."""

_FINAL = """
CREATE FUNCTION audit_records_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.link IS NULL AND NEW.link IS NOT NULL AND NEW.hash IS NOT NULL
        AND to_jsonb(OLD) - '{link,hash}'::text[] = to_jsonb(NEW) - '{link,hash}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an audit record is final';
END $$
"""
_ROWS = """
CREATE TRIGGER audit_records_are_final BEFORE UPDATE OR DELETE ON audit_records
FOR EACH ROW EXECUTE FUNCTION audit_records_are_final()
"""
_WHOLE = """
CREATE TRIGGER audit_records_stay BEFORE TRUNCATE ON audit_records
FOR EACH STATEMENT EXECUTE FUNCTION audit_records_are_final()
"""
_TRACES = (
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS began timestamptz",
    "ALTER TABLE audit_records ALTER COLUMN began SET DEFAULT transaction_timestamp()",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS trace_id text",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS caller_span_id text",
)
_KEYS = (
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS times integer NOT NULL DEFAULT 1",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS mac bytea NOT NULL DEFAULT ''",
    "ALTER TABLE audit_records ALTER COLUMN mac DROP DEFAULT",
    "CREATE UNIQUE INDEX audit_records_mac ON audit_records (mac) WHERE mac <> ''",
    "CREATE INDEX audit_records_by_actor ON audit_records (actor, position)",
)
_WRITTEN_BY_A_SERVICE = f"""
ALTER TABLE audit_records ADD CONSTRAINT audit_records_are_authenticated
CHECK (octet_length(mac) = {MAC_BYTES} OR position <= %d)
"""


def create_audit_tables() -> None:
    """Create the audit trail in the database that is being migrated; its rows can only be added and chained."""
    METADATA.create_all(op.get_bind(), checkfirst=False)
    for statement in (_FINAL, _ROWS, _WHOLE):
        op.execute(statement)


def add_traces_to_audit_tables() -> None:
    """Add the columns for an act's start and its trace.

    Older records have neither. A link's hash does not cover them, so chained records stay valid, also while a process
    of the previous release still chains. A trail that already has the columns is left as it is.
    """
    for statement in _TRACES:
        op.execute(statement)


def add_keys_to_audit_tables() -> None:
    """Add the columns and the table for the authentication codes and for the published head.

    Older records have no code; new records must have one.
    """
    for statement in _KEYS:
        op.execute(statement)
    last = op.get_bind().execute(select(func.coalesce(func.max(AUDIT_RECORDS.c.position), 0))).scalar_one()
    op.execute(_WRITTEN_BY_A_SERVICE % last)
    HEADS.create(op.get_bind())
    op.execute(HEADS.insert().values(link=0, published_at=func.now()))
