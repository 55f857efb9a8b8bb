"""Whether a broker answers."""

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError

from loket_shared.broker.connection import KafkaConnection


async def broker_answers(connection: KafkaConnection) -> bool:
    """Return whether the broker behind ``connection`` tells about its cluster."""
    client = AIOKafkaClient(**connection.options(), request_timeout_ms=2_000)
    try:
        await client.bootstrap()
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
    return True
