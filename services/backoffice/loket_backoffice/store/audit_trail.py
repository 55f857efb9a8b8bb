"""The audit trail for the auditor, who may not learn which question a department works on."""

from loket_shared.audit import AuditRecord, Narrowing
from loket_shared.unit_of_work import UnitOfWork

# A record about a request is dated at the end of its day; records of one day are sorted by request. So neither its time
# nor its position leads to an action on a question at the same time. The list only grows at its newest end, so that
# positions stay the same. A record that somebody tampered with is listed too.
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
    """Return at most ``limit`` records, newest first, before the position ``before`` in the list.

    A record's ``position`` is its place in the list. Work on contributions is listed after its day is over.
    ``narrowing`` filters by the displayed times. With ``reference`` only records about that question are returned, none
    about its requests: comparing them with the known requests would reveal covert ones.
    """
    asked = (reference, narrowing.actor, narrowing.action, narrowing.since, narrowing.until, narrowing.refused)
    return [AuditRecord(**row) for row in await work.driver.fetch(_SHOWN, work.clock.now(), before, limit, *asked)]
