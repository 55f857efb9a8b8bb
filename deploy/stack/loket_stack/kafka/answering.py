"""Whether a broker answers."""

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError


async def broker_answers(bootstrap: str) -> bool:
    """Return whether the broker at ``bootstrap`` tells about its cluster."""
    client = AIOKafkaClient(bootstrap_servers=bootstrap, request_timeout_ms=2_000)
    try:
        await client.bootstrap()
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
    return True
