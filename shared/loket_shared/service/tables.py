"""The steps of migrations that all services take: the tables that every service has besides its own.

Only migrations import this, because Alembic costs a process ten megabytes.
"""

from alembic import op
from sqlalchemy import func, select

from loket_shared import idempotency
from loket_shared.audit import tables as audit
from loket_shared.audit.chain import MAC_BYTES
from loket_shared.bus.dead_letters import tables as dead_letters
from loket_shared.identity import tables as identity
from loket_shared.inbox import tables as inbox
from loket_shared.outbox import tables as outbox
from loket_shared.processing_log import tables as processing_log

_FINAL = """
CREATE FUNCTION audit_records_are_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.link IS NULL AND NEW.link IS NOT NULL AND NEW.hash IS NOT NULL
        AND to_jsonb(OLD) - '{link,hash}'::text[] = to_jsonb(NEW) - '{link,hash}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an audit record is final';
END $$
"""
_ROWS = """
CREATE TRIGGER audit_records_are_final BEFORE UPDATE OR DELETE ON audit_records
FOR EACH ROW EXECUTE FUNCTION audit_records_are_final()
"""
_WHOLE = """
CREATE TRIGGER audit_records_stay BEFORE TRUNCATE ON audit_records
FOR EACH STATEMENT EXECUTE FUNCTION audit_records_are_final()
"""
_TRACES = (
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS began timestamptz",
    "ALTER TABLE audit_records ALTER COLUMN began SET DEFAULT transaction_timestamp()",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS trace_id text",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS caller_span_id text",
)
_KEYS = (
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS times integer NOT NULL DEFAULT 1",
    "ALTER TABLE audit_records ADD COLUMN IF NOT EXISTS mac bytea NOT NULL DEFAULT ''",
    "ALTER TABLE audit_records ALTER COLUMN mac DROP DEFAULT",
    "CREATE UNIQUE INDEX audit_records_mac ON audit_records (mac) WHERE mac <> ''",
    "CREATE INDEX audit_records_by_actor ON audit_records (actor, position)",
)
_WRITTEN_BY_A_SERVICE = f"""
ALTER TABLE audit_records ADD CONSTRAINT audit_records_are_authenticated
CHECK (octet_length(mac) = {MAC_BYTES} OR position <= %d)
"""
_SIGN_OUT = (
    "ALTER TABLE sessions ADD COLUMN IF NOT EXISTS access bytea",
    "ALTER TABLE sessions ADD COLUMN IF NOT EXISTS subject text",
    "CREATE INDEX IF NOT EXISTS ix_sessions_subject ON sessions (subject)",
)


def create_bus_tables() -> None:
    """Create the tables of outbox, inbox and dead letters in the database that is being migrated."""
    for part in (outbox, inbox, dead_letters):
        part.METADATA.create_all(op.get_bind(), checkfirst=False)


def add_signing_key() -> None:
    """Add the column for the signing key to an outbox from before the signatures."""
    op.execute("ALTER TABLE outbox ADD COLUMN IF NOT EXISTS signing_key uuid")
    op.execute("CREATE INDEX IF NOT EXISTS outbox_signing_key ON outbox (signing_key)")


def create_audit_tables() -> None:
    """Create the audit trail in the database that is being migrated; its rows can only be added and chained."""
    audit.METADATA.create_all(op.get_bind(), checkfirst=False)
    for statement in (_FINAL, _ROWS, _WHOLE):
        op.execute(statement)


def _add_traces_to_audit_tables() -> None:
    """Add the columns for an act's start and its trace.

    Older records have neither. A link's hash does not cover them, so chained records stay valid, also while a process
    of the previous release still chains. A trail that already has the columns is left as it is.
    """
    for statement in _TRACES:
        op.execute(statement)


def add_keys_to_audit_tables() -> None:
    """Add the columns and the table for the authentication codes and for the published head.

    Older records have no code; new records must have one.
    """
    for statement in _KEYS:
        op.execute(statement)
    last = op.get_bind().execute(select(func.coalesce(func.max(audit.AUDIT_RECORDS.c.position), 0))).scalar_one()
    op.execute(_WRITTEN_BY_A_SERVICE % last)
    audit.HEADS.create(op.get_bind())
    op.execute(audit.HEADS.insert().values(link=0, published_at=func.now()))


def create_processing_log_tables() -> None:
    """Create the cursor at the start of the trail, so that existing records are logged too."""
    _add_traces_to_audit_tables()
    processing_log.METADATA.create_all(op.get_bind(), checkfirst=False)
    op.execute(processing_log.ACKNOWLEDGED.insert().values(link=0))


def create_session_tables() -> None:
    """Create the tables of sign-in in the database that is being migrated."""
    identity.METADATA.create_all(op.get_bind(), checkfirst=False)


def add_sign_out_to_session_tables() -> None:
    """Add sign-out by person and single-use logout tokens; existing columns and tables are left as they are."""
    for statement in _SIGN_OUT:
        op.execute(statement)
    identity.LOGOUT_TOKENS.create(op.get_bind(), checkfirst=True)


def create_idempotency_table() -> None:
    """Create the table in the database that is being migrated."""
    idempotency.METADATA.create_all(op.get_bind(), checkfirst=False)
    op.create_index("idempotency_keys_expiring", "idempotency_keys", ["expires_at"])
