"""The rights of a service's role on the tables of its database."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from loket_shared.audit.chain import Written

Rights = Mapping[str, tuple[str, ...]]
"""Privileges by table, in the words of GRANT; a table that is not named has ``ROWS``."""

ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")
"""The privileges on tables that are not named, also on those of later migrations."""

KEPT = ("SELECT", "INSERT", "UPDATE")
"""Rows may change but may not be deleted."""

APPENDED = ("SELECT", "INSERT")
"""Rows may be neither changed nor deleted."""

SHARED: Rights = {
    "alembic_version": ("SELECT",),
    "audit_records": ("SELECT", f"INSERT ({', '.join((*Written._fields, 'mac'))})", "UPDATE (link, hash)"),
    "audit_heads": ("SELECT", "UPDATE"),
    "outbox": ("SELECT", "INSERT", 'UPDATE (partition, "offset", published_at, signing_key)'),
    "outbox_sequences": KEPT,
    "outbox_log_ends": KEPT,
    "inbox": ("SELECT", "INSERT", "UPDATE (outcome, recorded_at)"),
    "inbox_progress": KEPT,
    "dead_letters": KEPT,
    "processing_log": ("SELECT", "UPDATE"),
}
"""The tables that every service has besides its own."""

_EVERYWHERE = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT {rows} ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {role}",
    "GRANT {rows} ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
)
_TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")


def grant_rights(connection: Connection, role: str, own: Rights) -> None:
    """Give ``role`` its rights on every table of the database, and on those of later migrations.

    ``connection`` is the owner's. ``own`` are the rights on the service's own tables.

    Raises:
        LookupError: rights are declared for a table that does not exist.
    """
    tables = set(connection.execute(_TABLES).scalars())
    if unknown := own.keys() - tables:
        raise LookupError(f"rights on tables that do not exist: {', '.join(sorted(unknown))}")
    for statement in _EVERYWHERE:
        connection.execute(text(statement.format(role=role, rows=", ".join(ROWS))))
    for table, rights in {**SHARED, **own}.items():
        if table in tables:
            connection.execute(text(f"REVOKE ALL ON {table} FROM {role}"))
            connection.execute(text(f"GRANT {', '.join(rights)} ON {table} TO {role}"))
