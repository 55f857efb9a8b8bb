"""The cursor of the log of processing in the audit trail of one service."""

from alembic import op
from sqlalchemy import BigInteger, Column, MetaData, Table

from loket_shared.audit.tables import add_traces_to_audit_tables

METADATA = MetaData()

ACKNOWLEDGED = Table(
    "processing_log",
    METADATA,
    Column("link", BigInteger, nullable=False, comment="the last link of the audit chain that was acknowledged"),
)
"""The last acknowledged link, in one row."""


def create_processing_log_tables() -> None:
    """Create the cursor at the start of the trail, so that existing records are logged too."""
    add_traces_to_audit_tables()
    METADATA.create_all(op.get_bind(), checkfirst=False)
    op.execute(ACKNOWLEDGED.insert().values(link=0))
