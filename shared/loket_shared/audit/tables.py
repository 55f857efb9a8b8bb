"""The tables of one service's audit trail."""

from datetime import datetime
from typing import Any

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
    text,
)

from loket_shared.audit.chain import ChainedRecord
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
