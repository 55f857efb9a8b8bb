"""Every record that really landed on the log: in form, known, without a gap, and clear only where it may be."""

import json
from base64 import b64decode
from collections import defaultdict
from hashlib import sha256
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from e2e.forged import is_forged
from kit.kafka_log import Record, log_of
from kit.signing import public_keys

from loket_shared.contracts.registry import BY_TYPE
from loket_shared.contracts.topics import PRODUCERS
from loket_shared.envelope import Envelope, from_record, violations
from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.api_client import Json

TIMES = {"due", "submittedAt", "supplementedAt", "withdrawnAt", "givenAt", "decidedAt", "openedAt", "assignedAt"}
TIMES |= {"confirmedAt", "reroutedAt", "requestedAt", "startedAt", "answeredAt", "closedAt", "reopenedAt", "erasedAt"}
TIMES |= {"deliveredAt", "failedAt", "setAt", "reachedAt", "missedAt", "recordedAt"}
RULE_SET = {"ruleSetId", "version", "previousVersion", "digest", "activeFrom"}
CLEAR = {
    "questions": {"questionId", "version", "language", "numberOfFiles"},
    "routing": {"questionId", "questionVersion", "ruleSetVersion", *RULE_SET},
    "cases": {"questionId", "clock", "percentage"},
    "contributions": {"requestId", "percentage"},
    "notifications": {"questionId", "requestId", "deliveryId", "channel"},
    "dead-letters": {"deadLetterId", "consumer", "reason"},
    "audit-heads": {"consumer", "link", "hash", "keyId", "mac", "publishedAt"},
}
"""What may stand in the clear beside times, by topic; written by hand after section 4 of the interfaces."""
ON_OCCASION = {"dead-letters", "audit-heads"}
"""Topics on which nothing need have landed yet."""

Events = list[tuple[Record, Envelope]]


@pytest.fixture(scope="module")
def events(stack: Stack, demo: Json) -> Events:
    """Return the whole log, with at least one question that was played to its end."""
    records = [record for record in log_of(stack) if not is_forged(record)]
    return [(record, from_record(record.key, record.value, record.headers)) for record in records]


def topic_of(event: Envelope) -> str:
    return event.type.split(".")[2]


def test_every_record_holds_the_profile_and_opens_with_the_common_library(events: Events) -> None:
    assert len(events) >= 18
    broken = {(each.topic, each.offset): found for each, _ in events if (found := violations(each.headers, each.value))}
    assert broken == {}
    for record, event in events:
        read = from_binary(KafkaMessage(dict(record.headers), record.key, record.value), JSONFormat())
        assert (read.get_id(), read.get_type()) == (event.id, event.type)
        assert read.get_type().startswith("nl.kennisveiligheid.")
        assert isinstance(read.get_data(), dict)


def test_every_type_is_registered_and_on_its_own_topic(events: Events) -> None:
    found = {(record.topic, event.type) for record, event in events}
    groups = [f"loket.{service}" for service in SERVICES]
    assert found <= {(kind.TOPIC.format(consumer=group), name) for name, kind in BY_TYPE.items() for group in groups}
    assert {topic_of(event) for _, event in events} | ON_OCCASION == CLEAR.keys()


def test_every_event_is_signed_by_the_one_producer_of_its_topic(stack: Stack, events: Events) -> None:
    """Verified with the public keys alone, and written down here as any other party would have to."""
    keys = public_keys(stack, {str(event.nlsigningkey) for _, event in events})
    for record, event in events:
        headers = {name.removeprefix("ce_"): text.decode() for name, text in record.headers if name[:3] == "ce_"}
        signature = b64decode(headers.pop("nlsignature"))
        signed = {
            "attributes": {**headers, "datacontenttype": dict(record.headers)["content-type"].decode()},
            "data": sha256(record.value or b"").hexdigest(),
            "format": "nl.kennisveiligheid.event-signature.v1",
            "topic": record.topic,
        }
        content = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        key = keys[headers["nlsigningkey"]]
        assert key is not None
        key.public.verify(signature, content)
        assert key.service == PRODUCERS[record.topic]
        assert event.source.endswith(f":systeem:loket-{key.service}")


def test_a_key_s_events_are_numbered_in_order_without_a_gap(events: Events) -> None:
    numbers = defaultdict(list)
    for record, event in sorted(events, key=lambda each: each[0].offset):
        numbers[record.topic, record.partition, event.partitionkey].append(event.sequence)
    assert {key: found for key, found in numbers.items() if found != list(range(1, len(found) + 1))} == {}


def test_only_what_may_be_clear_is_clear(events: Events) -> None:
    told = {(topic_of(event), name) for _, event in events for name in json.loads(event.data)}
    assert {each for each in told if each[1] not in CLEAR[each[0]] | TIMES | {"sealed"}} == set()
    assert {name for topic, name in told if topic == "contributions"} & TIMES <= {"due"}


def test_nothing_clear_leads_from_a_department_s_work_to_the_question(events: Events) -> None:
    about_questions = [event for _, event in events if topic_of(event) in {"questions", "routing", "cases"}]
    known = {
        value for event in about_questions for value in (event.id, event.partitionkey, event.subject, _trace(event))
    }
    for _, event in events:
        if topic_of(event) == "contributions" or json.loads(event.data).get("requestId"):
            clear = {event.subject, event.partitionkey, event.correlationid, event.causationid, _trace(event)}
            assert clear & known - {None} == set()
            assert {UUID(event.id).version, UUID(event.partitionkey).version} == {4}


def _trace(event: Envelope) -> str | None:
    return event.traceparent.split("-")[1] if event.traceparent else None
