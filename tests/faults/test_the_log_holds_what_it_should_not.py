"""Repeats, records out of order and poison on the log: each question still gets where it should, once."""

import time
from uuid import uuid4

from faults.desk import Desk, wait_for
from faults.wire import Raw, put, records

TOPICS = ("loket.questions", "loket.routing", "loket.cases", "loket.contributions")


def test_everything_is_delivered_again_and_backwards(desk: Desk) -> None:
    references = desk.hand_in()
    desk.settle(references)
    put(desk.stack, records(desk.stack, *TOPICS)[::-1])
    desk.settle([*references, *desk.hand_in(20)])
    assert desk.dead_letters() == []


def test_poison_becomes_dead_letters_and_the_rest_flows_on(desk: Desk) -> None:
    desk.settle(desk.hand_in(1))
    good = next(one for one in records(desk.stack, "loket.questions") if one.header("sequence"))
    poison = [_unreadable(), _of_type(good, "nl.kennisveiligheid.questions.sung.v1"), _changed(good)]
    poison.append(_of_type(good, "nl.kennisveiligheid.questions.submitted.v9"))
    with desk.questions_in_flight():
        time.sleep(1)
        put(desk.stack, poison)
    wait_for("the poison is visible", lambda: [] if len(desk.dead_letters()) >= len(poison) else ["a dead letter"])
    for letter in desk.dead_letters():
        desk.drop(letter)
    assert desk.dead_letters() == []


def _unreadable() -> Raw:
    return Raw("loket.questions", uuid4().bytes, b"\xff\xfe not an event", ())


def _of_type(record: Raw, kind: str) -> Raw:
    """Return the record as a question of its own, and of another type."""
    question = str(uuid4())
    told = {
        "ce_id": str(uuid4()),
        "ce_type": kind,
        "ce_sequence": "0000000001",
        "ce_partitionkey": question,
        "ce_correlationid": question,
    }
    headers = [(name, told.get(name, value.decode()).encode()) for name, value in record.headers]
    return Raw(record.topic, question.encode(), record.value, headers)


def _changed(record: Raw) -> Raw:
    """Return the record with an id that its seals were not made for."""
    return _of_type(record, record.header("type"))
