"""The bus in memory: for tests of whole services without Kafka; the same suite holds both to the same behaviour."""

from loket_shared.bus.memory.broker import MemoryBroker

__all__ = ["MemoryBroker"]
