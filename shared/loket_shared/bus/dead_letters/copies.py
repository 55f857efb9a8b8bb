"""The copy of a dead letter on Kafka, for whoever watches from outside: ids and codes only."""

from typing import TYPE_CHECKING
from uuid import UUID

import orjson

from loket_shared.bus.topics import dead_letters_topic
from loket_shared.db.ids import new_id
from loket_shared.outbox import OutboxEntry, append

if TYPE_CHECKING:
    from loket_shared.db.unit_of_work import UnitOfWork

TYPE = "nl.kennisveiligheid.dead-letters.recorded.v1"


async def append_copy(work: "UnitOfWork", group: str, letter: UUID, reason: str) -> None:
    """Record in the outbox that ``letter`` became a dead letter of ``group``.

    Neither the event nor its key stands in it, so that no copy tells of contribution work.
    """
    now = work.clock.now()
    await append(
        work.session,
        OutboxEntry(
            id=new_id(),
            topic=dead_letters_topic(group),
            key=letter,
            type=TYPE,
            subject=str(letter),
            time=now,
            source=work.publisher.source,
            dataschema=f"{work.publisher.schema_base_url}/{TYPE}.json",
            dataref=None,
            classification="intern",
            correlation_id=None,
            causation_id=None,
            traceparent=None,
            data=orjson.dumps({"deadLetterId": letter, "reason": reason, "recordedAt": now}),
        ),
    )
