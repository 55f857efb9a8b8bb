"""The bus in memory: for tests of whole services without Kafka; the same suite holds both to the same behaviour."""

from kit.memory_broker.broker import MemoryBroker

__all__ = ["MemoryBroker"]
