"""A consumer group in memory, which rebalances eagerly: everybody lets go before anybody gets."""

from collections.abc import Callable, Hashable

from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata

Member = Hashable


class Group:
    """The assigned partitions of each member, and the committed offsets of the group."""

    def __init__(self, partitions: Callable[[str], list[TopicPartition]]) -> None:
        self.offsets: dict[TopicPartition, OffsetAndMetadata] = {}
        self._partitions = partitions
        self._topics: dict[Member, frozenset[str]] = {}
        self._let_go: set[Member] = set()
        self._shares: dict[Member, set[TopicPartition]] | None = None

    def join(self, member: Member, topics: frozenset[str]) -> None:
        """Take a member in, and begin a rebalance."""
        self._topics[member] = topics
        self.rebalance()

    def leave(self, member: Member) -> None:
        """Let a member go, and begin a rebalance."""
        if self._topics.pop(member, None) is not None:
            self.rebalance()

    def rebalance(self) -> None:
        """Make every member let go of its partitions."""
        self._shares = None
        self._let_go.clear()

    def let_go(self, member: Member) -> None:
        """Note that ``member`` has let go; when all have, the partitions are dealt out."""
        self._let_go.add(member)
        if self._let_go >= self._topics.keys():
            self._shares = self._dealt()

    def share(self, member: Member) -> set[TopicPartition] | None:
        """Return the partitions of ``member``, or None while the group rebalances or for a stranger."""
        return None if self._shares is None else self._shares.get(member)

    def _dealt(self) -> dict[Member, set[TopicPartition]]:
        shares: dict[Member, set[TopicPartition]] = {member: set() for member in self._topics}
        for topic in sorted(frozenset().union(*self._topics.values())):
            readers = [member for member, topics in self._topics.items() if topic in topics]
            for number, partition in enumerate(self._partitions(topic)):
                shares[readers[number % len(readers)]].add(partition)
        return shares
