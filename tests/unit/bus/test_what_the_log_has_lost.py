"""Comparing what Kafka has with what the outbox recorded (docs/architecture.md#loss-of-the-broker)."""

from aiokafka import TopicPartition
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.broker.ports import LogState
from loket_shared.outbox.recovery import (
    WHOLE_LOG,
    LogEnd,
    LogTruncation,
    above_high_water,
    detect_overwrite,
    detect_truncation,
)
from loket_shared.outbox.store import PublishedEvent

ONE, OTHER = TopicPartition("one", 0), TopicPartition("other", 3)
RECORDED = {ONE: LogEnd("cluster", 9), OTHER: LogEnd("cluster", 4)}


def state(cluster: str = "cluster", created: frozenset[str] = frozenset(), **ends: int) -> LogState:
    known = {ONE: ends.get("one", 10), OTHER: ends.get("other", 5)}
    return LogState(cluster, created, known)


def test_a_log_as_long_as_recorded_has_lost_nothing() -> None:
    assert detect_truncation(RECORDED, state()) == {}
    assert detect_truncation(RECORDED, state(one=12)) == {}


def test_a_shorter_log_lost_its_tail() -> None:
    assert detect_truncation(RECORDED, state(one=9)) == {ONE: LogTruncation(9, 9)}


def test_another_cluster_has_nothing() -> None:
    assert detect_truncation(RECORDED, state("another", one=50, other=50)) == {ONE: WHOLE_LOG, OTHER: WHOLE_LOG}


def test_a_topic_that_had_to_be_made_has_nothing() -> None:
    assert detect_truncation(RECORDED, state(created=frozenset({"other"}))) == {OTHER: WHOLE_LOG}


def test_a_broker_whose_ends_cannot_be_trusted_is_judged_by_cluster_and_topics_only() -> None:
    assert detect_truncation(RECORDED, LogState("cluster", frozenset(), {})) == {}


@given(offsets=st.lists(st.integers(-1, 20), min_size=1))
def test_an_acknowledgement_below_the_recorded_end_betrays_a_lost_tail(offsets: list[int]) -> None:
    sent = [PublishedEvent(1, ONE.topic, ONE.partition, offset) for offset in offsets]
    lost = detect_overwrite(RECORDED, sent)
    below = [offset for offset in offsets if 0 <= offset <= 9]
    assert lost == ({ONE: LogTruncation(min(below), 9)} if below else {})
    assert [row.offset for row in above_high_water(lost, sent)] == [offset for offset in offsets if offset not in below]


def test_a_log_that_begins_anew_has_no_place_that_anybody_passed() -> None:
    sent = [PublishedEvent(1, ONE.topic, ONE.partition, offset) for offset in range(3)]
    assert above_high_water({ONE: WHOLE_LOG}, sent) == sent
