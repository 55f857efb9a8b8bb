"""A log that was cut and filled again under its readers' feet: each still sees every row.

See docs/architecture.md#loss-of-the-broker.
"""

from dataclasses import dataclass, field

from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.broker.ports import LogState
from loket_shared.outbox.recovery import (
    Ends,
    LogEnd,
    Truncations,
    above_high_water,
    detect_overwrite,
    detect_truncation,
)
from loket_shared.outbox.store import PublishedEvent

ONE = TopicPartition("one", 0)
ROUNDS = 200


@dataclass
class Reader:
    """Somebody who reads on where it stopped, and from the beginning where the log is shorter than that."""

    position: int = 0
    seen: set[int] = field(default_factory=set)

    def read(self, log: list[int], most: int) -> None:
        at = self.position if self.position <= len(log) else 0
        records = log[at : at + most]
        self.seen.update(records)
        self.position = at + len(records)


class Relay:
    """The relay's decisions over an outbox and a log in memory; a row is its position."""

    def __init__(self) -> None:
        self.log: list[int] = []
        self.outbox: dict[int, int | None] = {}
        self.ends: Ends = {}

    @property
    def waiting(self) -> list[int]:
        return sorted(row for row, offset in self.outbox.items() if offset is None)

    def send(self, most: int) -> None:
        rows = self.waiting[:most]
        sent = [
            PublishedEvent(row, ONE.topic, ONE.partition, len(self.log) + number) for number, row in enumerate(rows)
        ]
        self.log += rows
        lost = detect_overwrite(self.ends, sent)
        self._forget(lost)
        for row in above_high_water(lost, sent):
            self.outbox[row.position] = row.offset
            self.ends[ONE] = LogEnd("cluster", row.offset)

    def inspect(self) -> None:
        self._forget(detect_truncation(self.ends, LogState("cluster", frozenset(), {ONE: len(self.log)})))

    def _forget(self, lost: Truncations) -> None:
        for loss in lost.values():
            gone = [row for row, offset in self.outbox.items() if offset is not None and offset >= loss.end]
            for row in self.outbox:
                if gone and row >= min(gone):
                    self.outbox[row] = None
            self.ends[ONE] = LogEnd("cluster", loss.passed)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["write", "send", "read"]), st.integers(1, 5)),
        st.tuples(st.sampled_from(["cut", "inspect"]), st.integers(0, 8)),
    ),
    max_size=40,
)


@given(steps=STEPS, order=st.permutations(range(200)))
def test_every_row_is_seen_whatever_was_cut_and_when(steps: list[tuple[str, int]], order: list[int]) -> None:
    relay, reader, rows = Relay(), Reader(), iter(order)
    for step, number in steps:
        match step:
            case "write":
                # Positions are drawn before the commit, so that a later row may have a lower one.
                relay.outbox.update((next(rows), None) for _ in range(number))
            case "send":
                relay.send(number)
            case "read":
                reader.read(relay.log, number)
            case "cut":
                del relay.log[number:]
            case "inspect":
                relay.inspect()
    relay.inspect()
    for _ in range(ROUNDS):
        relay.send(5)
    assert relay.waiting == []
    reader.read(relay.log, len(relay.log) + 1)
    reader.read(relay.log, len(relay.log) + 1)
    assert reader.seen == set(relay.outbox)
