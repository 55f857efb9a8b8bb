"""The tables of sign-in: sessions, stashed forms, and the logout tokens that were used.

They hold only what cannot be read without a token that nobody but the browser has, so a copy of the
database tells nothing about who was here or what they typed.
"""

from alembic import op
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("id", LargeBinary, primary_key=True, comment="SHA-256 of the browser's token"),
    Column("data", LargeBinary, nullable=False, comment="the principal, sealed with the token"),
    Column("access", LargeBinary, comment="the access token, sealed with the token; gone once the session is over"),
    Column("subject", Text, index=True, comment="a keyed mark of who signed in, for sign-out everywhere"),
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

LOGOUT_TOKENS = Table(
    "logout_tokens",
    METADATA,
    Column("id", LargeBinary, primary_key=True, comment="SHA-256 of the token's jti, which is good for one time"),
    Column("ends_at", DateTime(timezone=True), nullable=False, index=True),
)

_SIGN_OUT = (
    "ALTER TABLE sessions ADD COLUMN IF NOT EXISTS access bytea",
    "ALTER TABLE sessions ADD COLUMN IF NOT EXISTS subject text",
    "CREATE INDEX IF NOT EXISTS ix_sessions_subject ON sessions (subject)",
)


def create_session_tables() -> None:
    """Create the tables of sign-in in the database that is being migrated."""
    METADATA.create_all(op.get_bind(), checkfirst=False)


def add_sign_out_to_session_tables() -> None:
    """Let sessions be ended by who signed in, and logout tokens be used once; what is there already is left alone."""
    for statement in _SIGN_OUT:
        op.execute(statement)
    LOGOUT_TOKENS.create(op.get_bind(), checkfirst=True)
