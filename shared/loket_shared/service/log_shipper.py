"""Ships the audit trail to the log of processing, in order and until every record is acknowledged."""

import asyncio
from collections.abc import Sequence

import structlog
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.backoff import pause_after
from loket_shared.observability import metrics
from loket_shared.processing_log.records import LoggedAct, Telling
from loket_shared.processing_log.register import Addresses
from loket_shared.processing_log.stores import FileStore, NoStore, NotKeptError, OtlpStore, Store
from loket_shared.processing_log.tables import ACKNOWLEDGED
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings

AT_ONCE = 200
SECONDS_BETWEEN_LOOKS = 2.0
LONGEST_PAUSE_SECONDS = 60.0
_LOCK = 0x6C6476

_COLUMNS = [AUDIT_RECORDS.c[name] for name in LoggedAct.__dataclass_fields__]

_LOG = structlog.get_logger(__name__)


async def run_log_shipper(runtime: Runtime) -> None:
    """Ship new chained records until cancelled; after a failure, try again after a growing pause."""
    store, failures = configured_store(runtime.settings), 0
    while True:
        try:
            shipped = await ship(runtime, store)
            failures, pause = 0, SECONDS_BETWEEN_LOOKS
        except NotKeptError as failure:
            shipped, failures = 0, failures + 1
            pause = pause_after(failures, 2 * SECONDS_BETWEEN_LOOKS, LONGEST_PAUSE_SECONDS)
            _LOG.warning("log of processing waits", reason=str(failure), retry_seconds=pause)
        if shipped < AT_ONCE:
            await asyncio.sleep(pause)


async def ship(runtime: Runtime, store: Store) -> int:
    """Send the records after the cursor to ``store``, then move the cursor; return the number of records.

    Does nothing while another process ships. If a process dies before it moves the cursor, the next one sends the same
    records again with the same ids.

    Raises:
        NotKeptError: the store did not acknowledge the records; the cursor stays.
    """
    async with runtime.database.transaction() as session:
        connection = await session.connection()
        if not await connection.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
            return 0
        acts = await _not_acknowledged(connection)
        if acts:
            await _keep(runtime, store, acts)
            await connection.execute(update(ACKNOWLEDGED).values(link=acts[-1].link))
    metrics.processing_log_age.set(0.0)
    return len(acts)


async def _not_acknowledged(connection: AsyncConnection) -> list[LoggedAct]:
    """Return the first records after the cursor.

    Links have no gaps and are assigned in the order of the commits, so no record appears before the cursor later.
    """
    cursor = select(ACKNOWLEDGED.c.link).scalar_subquery()
    link = AUDIT_RECORDS.c.link
    rows = await connection.execute(select(*_COLUMNS).where(link > cursor).order_by(link).limit(AT_ONCE))
    return [LoggedAct(**row) for row in rows.mappings()]


async def _keep(runtime: Runtime, store: Store, acts: Sequence[LoggedAct]) -> None:
    register = runtime.definition.policy.register
    for action in {act.action for act in acts if register.activity_of(act.action, act.object) is None}:
        _LOG.error("an audited action is in no processing activity", action=action)
    telling = Telling(register, Addresses(runtime.settings.intake_url), runtime.vault.pseudonym)
    try:
        await store.keep(runtime.definition.name, [telling.of(act) for act in acts])
    except NotKeptError:
        metrics.processing_log_age.set((runtime.clock.now() - acts[0].time).total_seconds())
        raise


def configured_store(settings: ServiceSettings) -> Store:
    """Return the configured store: OTLP, else JSON lines in a folder, else a store that keeps nothing."""
    if settings.ldv_endpoint:
        return OtlpStore(settings.ldv_endpoint, settings.ldv_token_file)
    return FileStore(settings.ldv_dir) if settings.ldv_dir else NoStore()
