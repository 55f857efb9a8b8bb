"""The tables of sign-in: sessions, pending forms, and used logout tokens.

Their content can be read only with a token that only the browser has. A copy of the database does not reveal who used
the desk or what they typed.
"""

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
