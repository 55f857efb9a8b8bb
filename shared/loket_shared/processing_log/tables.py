"""The cursor of the log of processing in the audit trail of one service."""

from sqlalchemy import BigInteger, Column, MetaData, Table

METADATA = MetaData()

ACKNOWLEDGED = Table(
    "processing_log",
    METADATA,
    Column("link", BigInteger, nullable=False, comment="the last link of the audit chain that was acknowledged"),
)
"""The last acknowledged link, in one row."""
