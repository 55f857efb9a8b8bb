"""The tables of the outbox. The columns are a superset of those that Debezium's outbox router expects.

Change data capture can therefore replace the relay without a migration.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
)

METADATA = MetaData()

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    Column("topic", Text, nullable=False),
    Column("key", Uuid, nullable=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("time", DateTime(timezone=True), nullable=False),
    Column("dataschema", Text, nullable=False),
    Column("dataref", Text),
    Column("classification", Text, nullable=False),
    Column("correlation_id", Text),
    Column("causation_id", Text),
    Column("traceparent", Text),
    Column("data", LargeBinary, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("partition", Integer, comment="where Kafka acknowledged it; the three columns are set together"),
    Column("offset", BigInteger),
    Column("published_at", DateTime(timezone=True)),
    Column("signing_key", Uuid, comment="the id of the key under which it was signed when it was sent last"),
)
Index("outbox_unpublished", OUTBOX.c.position, postgresql_where=OUTBOX.c.published_at.is_(None))
Index("outbox_signing_key", OUTBOX.c.signing_key)

SEQUENCES = Table(
    "outbox_sequences",
    METADATA,
    Column("topic", Text, primary_key=True),
    Column("key", Uuid, primary_key=True),
    Column("last", BigInteger, nullable=False),
    Column("origin", Text, comment="the trace of the key's first event"),
    # Room on each page lets the counter be updated in place.
    postgresql_with={"fillfactor": 70},
)

LOG_ENDS = Table(
    "outbox_log_ends",
    METADATA,
    Column("topic", Text, primary_key=True),
    Column("partition", Integer, primary_key=True),
    Column("cluster_id", Text, nullable=False),
    Column("last_offset", BigInteger, nullable=False),
    postgresql_with={"fillfactor": 70},
)
"""The last known offset of each partition, and its cluster; a log that is shorter or in another cluster has lost
records.
"""
