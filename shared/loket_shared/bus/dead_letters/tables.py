"""The table of dead letters."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA = MetaData()

DEAD_LETTERS = Table(
    "dead_letters",
    METADATA,
    Column("id", Uuid, primary_key=True),
    Column("consumer", Text, nullable=False),
    Column("state", Text, nullable=False, comment="open, replayed or dropped"),
    Column("reason", Text, nullable=False, comment="a code of this house, never the words of an exception"),
    Column("failure", Text, nullable=False, comment="the exception's class"),
    Column("attempts", Integer, nullable=False),
    Column("event_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("type", Text),
    Column("subject", Text),
    Column("topic", Text, nullable=False),
    Column("partition", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("key", Text),
    Column("sequence", BigInteger),
    Column("traceparent", Text),
    Column("size", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False, comment="SHA-256 of the record"),
    Column("value", LargeBinary, comment="only where all content in it is sealed"),
    Column("headers", JSONB),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("tried_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("closed_at", DateTime(timezone=True)),
)
Index(
    "dead_letters_open",
    DEAD_LETTERS.c.consumer,
    DEAD_LETTERS.c.topic,
    DEAD_LETTERS.c.key,
    postgresql_where=DEAD_LETTERS.c.state == "open",
)
