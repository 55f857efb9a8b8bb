"""Repeats, records out of order, poison and forgeries on the log: each question still gets where it should, once."""

import json
import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from faults.desk import Desk, wait_for
from faults.wire import Raw, put, records
from kit.signing import sent_by, signing_key_of

from loket_shared.db.ids import new_id

TOPICS = ("loket.questions", "loket.routing", "loket.cases", "loket.contributions")
PREFIX = "nl.kennisveiligheid."


def test_everything_is_delivered_again_and_backwards(desk: Desk) -> None:
    references = desk.hand_in()
    desk.settle(references)
    put(desk.stack, records(desk.stack, *TOPICS)[::-1])
    desk.settle([*references, *desk.hand_in(20)])
    assert desk.dead_letters() == []


def test_poison_becomes_dead_letters_and_the_rest_flows_on(desk: Desk) -> None:
    desk.settle(desk.hand_in(1))
    good = next(one for one in records(desk.stack, "loket.questions") if one.header("sequence"))
    signer = Signer(desk, "intake")
    poison = [_unreadable(), signer.of_its_own(good, f"{PREFIX}questions.sung.v1"), signer.of_its_own(good)]
    poison.append(signer.of_its_own(good, f"{PREFIX}questions.submitted.v9"))
    with desk.questions_in_flight():
        time.sleep(1)
        put(desk.stack, poison)
    wait_for("the poison is visible", lambda: [] if len(desk.dead_letters()) >= len(poison) else ["a dead letter"])
    assert desk.reasons("routing") == ["unknown-type", "unknown-type", "unreadable-record", "wrong-seal"]
    _drop_all(desk)


def test_forged_events_have_no_effect_and_take_no_place(desk: Desk) -> None:
    (reference,) = desk.hand_in(1)
    desk.settle([reference])
    submitted, opened = (_about(desk, reference, topic) for topic in ("loket.questions", "loket.cases"))
    forged = [*_copies(submitted), *_foreign_events(desk, opened, after=_last(desk, opened))]
    before = _as_seen(desk, reference)
    put(desk.stack, forged)
    put(desk.stack, forged)
    expected = {"intake": 7, "routing": 7 + 4, "backoffice": 4, "notifications": 7 + 4}
    wait_for("each reader has its dead letters", lambda: _missing(desk, expected))
    assert set(desk.reasons("intake")) == {"missing-signature", "wrong-producer"}
    assert set(desk.reasons("backoffice")) == {"missing-signature", "wrong-producer", "invalid-signature"}
    assert _as_seen(desk, reference) == before
    _say_and_ask(desk, reference)
    assert {name: len(desk.reasons(name)) for name in expected} == expected
    _drop_all(desk)


def test_an_erasure_that_did_not_happen_is_not_believed_even_from_its_producer(desk: Desk) -> None:
    (reference,) = desk.hand_in(1)
    desk.settle([reference])
    opened = _about(desk, reference, "loket.cases")
    told = Signer(desk, "backoffice").event(opened, "cases.erased", _last(desk, opened) + 1, erasedAt=_NOW)
    before = _as_seen(desk, reference)
    put(desk.stack, [told])
    readers = ("intake", "routing", "notifications")
    wait_for("it is a dead letter", lambda: _missing(desk, dict.fromkeys(readers, 1)))
    assert {reason for name in readers for reason in desk.reasons(name)} == {"erasure-not-confirmed"}
    assert _as_seen(desk, reference) == before
    _drop_all(desk)
    _say_and_ask(desk, reference)
    assert desk.dead_letters() == []


_NOW = "2026-11-23T09:30:00Z"


@dataclass(frozen=True)
class Signer:
    """Makes events as ``service`` would, with its key."""

    desk: Desk
    service: str

    def of_its_own(self, record: Raw, kind: str | None = None) -> Raw:
        """Return the record as one of a question of its own, and of another type."""
        question = str(uuid4())
        changes = {"id": str(new_id()), "type": kind or record.header("type"), "sequence": 1}
        return self._sent(record, record.value or b"", partitionkey=question, correlationid=question, **changes)

    def event(self, record: Raw, kind: str, sequence: int, **data: Any) -> Raw:
        """Return an event of ``kind`` about the question of ``record``, with no sealed part."""
        value = json.dumps({"questionId": record.header("partitionkey"), **data}).encode()
        return self._sent(record, value, id=str(new_id()), type=f"{PREFIX}{kind}.v1", sequence=sequence)

    def _sent(self, record: Raw, value: bytes, **changes: Any) -> Raw:
        key = signing_key_of(self.desk.stack, self.service)
        record_key, headers = sent_by(key, record.topic, value, record.headers, **changes)
        return Raw(record.topic, record_key, value, headers)


def _unreadable() -> Raw:
    return Raw("loket.questions", uuid4().bytes, b"\xff\xfe not an event", ())


def _copies(record: Raw) -> list[Raw]:
    """Return a genuine record under another id, number and source, and without its signature."""
    fresh = {"ce_id": str(new_id())}
    return [
        record.changed(**fresh),
        record.changed(**fresh, ce_sequence="0000000040"),
        record.changed(ce_source=record.header("source").replace("intake", "routing"), ce_sequence="0000000002"),
        record.changed(**fresh).without("ce_nlsignature", "ce_nlsigningkey"),
    ]


def _foreign_events(desk: Desk, record: Raw, after: int) -> list[Raw]:
    """Return what somebody with access to the log, or to another service's key, would have the asker believe."""
    outsider, intake = Signer(desk, "backoffice"), Signer(desk, "intake")
    bare = [
        outsider.event(record, "cases.erased", after + 1, erasedAt=_NOW),
        outsider.event(record, "cases.erased", after + 50, erasedAt=_NOW),
        outsider.event(record, "cases.closed", after + 1, closedAt=_NOW),
        outsider.event(record, "cases.answered", after + 1, answeredAt=_NOW),
        outsider.event(record, "cases.information-requested", after + 1, requestedAt=_NOW),
    ]
    by_intake = intake.event(record, "cases.erased", after + 1, erasedAt=_NOW)
    as_intake = by_intake.changed(ce_source=record.header("source").replace("backoffice", "intake"))
    return [*(each.without("ce_nlsignature", "ce_nlsigningkey") for each in bare), by_intake, as_intake]


def _about(desk: Desk, reference: str, topic: str) -> Raw:
    return next(one for one in records(desk.stack, topic) if one.header("subject") == reference)


def _last(desk: Desk, record: Raw) -> int:
    """Return the number of the last event of the record's topic and key."""
    return max(int(one.header("sequence")) for one in records(desk.stack, record.topic) if one.key == record.key)


def _as_seen(desk: Desk, reference: str) -> tuple[Any, ...]:
    """Return how the question stands for its asker and for routing, and what mail there is of it."""
    with desk.client("intake", "university-portal") as portal, desk.client("routing", "front-office") as officer:
        question = portal.get(f"/v1/questions/{reference}").raise_for_status().json()
        decision = officer.get(f"/v1/decisions/{reference}").raise_for_status().json()
    subjects = sorted(mail["subject"] for mail in desk.mails() if reference in f"{mail['subject']} {mail['text']}")
    return question, decision, subjects


def _say_and_ask(desk: Desk, reference: str) -> None:
    """Let the asker say something and the desk ask something: the next event of each topic is taken by its readers."""
    path = f"/v1/questions/{reference}"
    with desk.client("intake", "university-portal") as portal, desk.client("backoffice", "front-office") as officer:
        portal.post(f"{path}/supplements", json={"text": "Aanvulling"}).raise_for_status()

        def unheard() -> list[str]:
            case = officer.get(f"/v1/cases/{reference}").raise_for_status().json()
            return [] if [message["text"] for message in case["messages"]] == ["Aanvulling"] else [reference]

        wait_for("the back office hears of the supplement", unheard)
        version = officer.get(f"/v1/cases/{reference}").json()["version"]
        order = {"text": "Met wie?", "version": version}
        officer.post(f"/v1/cases/{reference}/information-requests", json=order).raise_for_status()

        def unasked() -> list[str]:
            status = portal.get(path).raise_for_status().json()["status"]
            return [] if status == "waiting-for-you" else [status]

        wait_for("the asker is asked", unasked)


def _missing(desk: Desk, expected: dict[str, int]) -> list[str]:
    return [name for name, count in expected.items() if len(desk.reasons(name)) < count]


def _drop_all(desk: Desk) -> None:
    for letter in desk.dead_letters():
        desk.drop(letter)
    assert desk.dead_letters() == []
