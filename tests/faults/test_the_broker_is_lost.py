"""Kafka is never the only copy: it may lose its log, or all of it, in the middle of a run."""

import time

from faults.desk import Desk


def test_kafka_is_wiped(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(3)
        desk.stack.wipe_kafka()


def test_kafka_is_wiped_while_nothing_happens(desk: Desk) -> None:
    before = desk.hand_in(5)
    desk.settle(before)
    desk.stack.wipe_kafka()
    desk.settle([*before, *desk.hand_in(20)])
