"""The audit trail as the auditor reads it, who may not learn which question a department works on."""

from loket_shared.audit import AuditRecord
from loket_shared.db.unit_of_work import UnitOfWork

# What is about a request, by its id, counts as done at the end of its day, and of one day by request. So
# neither its time nor its place in the list leads to what was done at the same time to a question. The list
# only grows at its new end, so that a number in it stays the same.
_SHOWN = """
    WITH timed AS (
        SELECT position, actor, action, object, result, origin, content, time,
               object IN (SELECT id::text FROM requests) AS is_work,
               ((time AT TIME ZONE 'Europe/Amsterdam')::date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'
               - interval '1 microsecond' AS day_end
        FROM audit_records
    ), shown AS (
        SELECT CASE WHEN is_work THEN day_end ELSE time END AS time, CASE WHEN is_work THEN object END AS work,
               position, actor, action, object, result, origin, content
        FROM timed
    ), numbered AS (
        SELECT row_number() OVER (ORDER BY time, work NULLS FIRST, position) AS position,
               time, actor, action, object, result, origin, content, NULL::bigint AS link
        FROM shown WHERE time <= $1
    )
    SELECT * FROM numbered WHERE position < coalesce($2::bigint, position + 1) ORDER BY position DESC LIMIT $3
"""


async def read_for_auditor(work: UnitOfWork, limit: int, before: int | None) -> list[AuditRecord]:
    """Return at most ``limit`` records, newest first, before the one at the place ``before`` in the list.

    A record's ``position`` is its place. Work on contributions is listed once its day is over.
    """
    return [AuditRecord(**row) for row in await work.driver.fetch(_SHOWN, work.clock.now(), before, limit)]
