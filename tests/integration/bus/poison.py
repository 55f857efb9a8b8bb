"""Records that somebody else puts on a topic, or that the broker delivers in a way of its own."""

from collections.abc import Sequence
from uuid import UUID

from integration.bus.small_service import SOURCE, SmallService
from kit.envelopes import envelope

from loket_shared.broker.ports import Headers
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.envelope import Envelope, sign, to_record
from loket_shared.outbox.leader_lock import relay_connection
from loket_shared.outbox.publisher import started_producer
from loket_shared.outbox.signal import RelaySignal
from loket_shared.outbox.store import pending_events


def hand_made(question: UUID, sequence: int, data: bytes, kind: str = QuestionSupplemented.TYPE) -> Envelope:
    """Return an event made by hand, as the service could have made it."""
    return envelope(source=SOURCE, type=kind, sequence=sequence, partitionkey=str(question), data=data)


async def put(service: SmallService, events: Sequence[Envelope]) -> None:
    """Put events on the service's topic, past its outbox, signed as the service signs."""
    key = await service.vault.signing_key()
    await put_as_it_is(service, [sign(event, service.topic.name, key) for event in events])


async def put_as_it_is(service: SmallService, events: Sequence[Envelope]) -> None:
    """Put events on the service's topic as anybody with access could: with the signature that they have, or none."""
    for event in events:
        key, value, headers = to_record(event)
        await put_raw(service, key, value, headers)


async def put_raw(service: SmallService, key: bytes, value: bytes, headers: Headers) -> None:
    """Put any bytes on the service's topic."""
    await service.broker.inspect([service.topic])
    async with started_producer(service.broker) as producer:
        await (await producer.send(service.topic.name, value, key, headers=headers))


async def take_from_outbox(service: SmallService) -> list[Envelope]:
    """Return what the service has to send, and keep its relay from sending it."""
    async with relay_connection(service.database.url, RelaySignal()) as connection:
        rows = await pending_events(connection)
        await connection.execute("DELETE FROM outbox")
    return [row.envelope for row in rows]
