"""The tables of the inbox: received events, the progress of each key, and parked records."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData()

INBOX = Table(
    "inbox",
    METADATA,
    Column("consumer", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("type", Text, comment="with key and sequence missing where the record was unreadable"),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", Text),
    Column("sequence", BigInteger),
    Column("outcome", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

PROGRESS = Table(
    "inbox_progress",
    METADATA,
    Column("consumer", Text, primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("last", BigInteger, nullable=False, comment="the sequence up to which all is done"),
    Column("held", Boolean, nullable=False, comment="a dead letter holds back what comes after it"),
    Column("parked", Integer, nullable=False, comment="how many records wait for their turn"),
    Column("reread_at", DateTime(timezone=True), comment="when its partition was read again because of a gap"),
    # Room on each page lets the row be updated in place.
    postgresql_with={"fillfactor": 70},
)
Index(
    "inbox_progress_parked",
    PROGRESS.c.consumer,
    PROGRESS.c.topic,
    PROGRESS.c.key,
    postgresql_where=PROGRESS.c.parked > 0,
)

PARKED = Table(
    "inbox_parked",
    METADATA,
    Column("consumer", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("value", LargeBinary, nullable=False),
    Column("headers", JSONB, nullable=False),
    Column("parked_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
Index("inbox_parked_turn", PARKED.c.consumer, PARKED.c.topic, PARKED.c.key, PARKED.c.sequence)
