"""The audit trail as the auditor reads it, who may not learn which question a department works on."""

from loket_shared.audit import AuditRecord, Narrowing
from loket_shared.unit_of_work import UnitOfWork

# What is about a request, by its id, counts as done at the end of its day, and of one day by request. So
# neither its time nor its place in the list leads to what was done at the same time to a question. The list
# only grows at its new end, so that a number in it stays the same. A record that somebody tampered with is shown too.
_SHOWN = """
    WITH kept AS (
        SELECT position, coalesce(actor, '') AS actor, coalesce(action, '') AS action, coalesce(object, '') AS object,
               coalesce(result, '') AS result, coalesce(origin, '') AS origin, content, coalesce(times, 0) AS times,
               greatest(time, '0001-01-02 00:00:00+00') AS time
        FROM audit_records
    ), timed AS (
        SELECT position, actor, action, object, result, origin, content, times, time,
               object IN (SELECT id::text FROM requests) AS is_work,
               ((time AT TIME ZONE 'Europe/Amsterdam')::date + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam'
               - interval '1 microsecond' AS day_end
        FROM kept
    ), shown AS (
        SELECT CASE WHEN is_work THEN day_end ELSE time END AS time, CASE WHEN is_work THEN object END AS work,
               position, actor, action, object, result, origin, content, times
        FROM timed
    ), numbered AS (
        SELECT row_number() OVER (ORDER BY time, work NULLS FIRST, position) AS position,
               time, actor, action, object, result, origin, content, times, NULL::bigint AS link
        FROM shown WHERE time <= $1
    )
    SELECT * FROM numbered
    WHERE position < coalesce($2::bigint, position + 1) AND object = coalesce($4, object)
      AND actor = coalesce($5, actor) AND action = coalesce($6, action)
      AND time >= coalesce($7, time) AND time < coalesce($8, 'infinity'::timestamptz)
      AND (result = 'refused' OR NOT $9)
    ORDER BY position DESC LIMIT $3
"""


async def read_for_auditor(
    work: UnitOfWork, limit: int, before: int | None, reference: str | None, narrowing: Narrowing
) -> list[AuditRecord]:
    """Return at most ``limit`` records, newest first, before the one at the place ``before`` in the list.

    A record's ``position`` is its place. Work on contributions is listed once its day is over. ``narrowing`` goes
    by the times shown. With ``reference`` only records about that question: none about the requests on it, as
    those that are left over would be a covert department's.
    """
    asked = (reference, narrowing.actor, narrowing.action, narrowing.since, narrowing.until, narrowing.refused)
    return [AuditRecord(**row) for row in await work.driver.fetch(_SHOWN, work.clock.now(), before, limit, *asked)]
