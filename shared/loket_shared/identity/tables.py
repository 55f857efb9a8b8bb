"""The tables of sign-in: sessions and stashed forms.

Both hold only what cannot be read without a token that nobody but the browser has, so a copy of the
database tells nothing about who was here or what they typed.
"""

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", LargeBinary, primary_key=True, comment="SHA-256 of the browser's token"),
    Column("data", LargeBinary, nullable=False, comment="principal and ID token, sealed with the token"),
    Column("provider_session", Text, index=True, comment="the provider's sid, for sign-out everywhere"),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)

STASHED_FORMS = Table(
    "stashed_forms",
    METADATA,
    Column("id", LargeBinary, primary_key=True, comment="SHA-256 of the browser's token"),
    Column("data", LargeBinary, nullable=False, comment="what was typed, sealed with the token"),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)


def create_session_tables() -> None:
    """Create the tables of sign-in in the database that is being migrated."""
    METADATA.create_all(op.get_bind(), checkfirst=False)
