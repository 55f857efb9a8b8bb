"""Kafka is never the only copy: it may lose its log, or all of it, in the middle of a run."""

import shutil
import time
from pathlib import Path

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


def test_kafka_s_data_are_deleted_under_it(desk: Desk) -> None:
    """It comes back with its topics, logins and rights without help."""
    with desk.questions_in_flight():
        time.sleep(2)
        for entry in Path(desk.stack.status()["parts"]["kafka"]["data"]).iterdir():
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
        desk.stack.kill("kafka")
