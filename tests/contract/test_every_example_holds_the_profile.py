"""Every event of the registry, as it goes on Kafka."""

import json
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event

from loket_shared.contracts import examples
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.contracts.registry import BY_TYPE, EVENTS
from loket_shared.envelope import violations

RecordOf = Callable[[Event], Awaitable[tuple[bytes, bytes, list[tuple[str, bytes]]]]]

KINDS = pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.TYPE)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.*")

QUESTION = {"questionId"}
MAY_STAND_IN_THE_CLEAR = {
    "nl.kennisveiligheid.questions.submitted.v1": QUESTION | {"submittedAt", "language", "numberOfFiles"},
    "nl.kennisveiligheid.questions.supplemented.v1": QUESTION | {"supplementedAt", "version"},
    "nl.kennisveiligheid.questions.withdrawn.v1": QUESTION | {"withdrawnAt"},
    "nl.kennisveiligheid.questions.feedback-given.v1": QUESTION | {"givenAt"},
    "nl.kennisveiligheid.routing.decided.v1": QUESTION | {"decidedAt", "ruleSetVersion", "questionVersion"},
    "nl.kennisveiligheid.routing.revised.v1": QUESTION | {"decidedAt", "ruleSetVersion", "questionVersion"},
    "nl.kennisveiligheid.routing.rule-set-activated.v1": {
        "ruleSetId",
        "version",
        "previousVersion",
        "digest",
        "activeFrom",
    },
    "nl.kennisveiligheid.cases.opened.v1": QUESTION | {"openedAt"},
    "nl.kennisveiligheid.cases.assigned.v1": QUESTION | {"assignedAt"},
    "nl.kennisveiligheid.cases.route-confirmed.v1": QUESTION | {"confirmedAt"},
    "nl.kennisveiligheid.cases.rerouted-by-hand.v1": QUESTION | {"reroutedAt"},
    "nl.kennisveiligheid.cases.information-requested.v1": QUESTION | {"requestedAt"},
    "nl.kennisveiligheid.cases.coordination-started.v1": QUESTION | {"startedAt", "due"},
    "nl.kennisveiligheid.cases.answered.v1": QUESTION | {"answeredAt"},
    "nl.kennisveiligheid.cases.closed.v1": QUESTION | {"closedAt"},
    "nl.kennisveiligheid.cases.reopened.v1": QUESTION | {"reopenedAt"},
    "nl.kennisveiligheid.cases.deadline-at-risk.v1": QUESTION | {"clock", "due", "percentage"},
    "nl.kennisveiligheid.cases.deadline-missed.v1": QUESTION | {"clock", "due", "percentage"},
    "nl.kennisveiligheid.cases.deadline-set.v1": QUESTION | {"clock", "due", "setAt"},
    "nl.kennisveiligheid.cases.erased.v1": QUESTION | {"erasedAt"},
    "nl.kennisveiligheid.contributions.requested.v1": {"requestId", "due"},
    "nl.kennisveiligheid.contributions.released.v1": {"requestId"},
    "nl.kennisveiligheid.contributions.declined.v1": {"requestId"},
    "nl.kennisveiligheid.contributions.deadline-at-risk.v1": {"requestId", "due", "percentage"},
    "nl.kennisveiligheid.contributions.deadline-missed.v1": {"requestId", "due", "percentage"},
    "nl.kennisveiligheid.notifications.delivered.v1": QUESTION | {"requestId", "deliveryId", "channel", "deliveredAt"},
    "nl.kennisveiligheid.notifications.failed.v1": QUESTION | {"requestId", "deliveryId", "channel", "failedAt"},
    "nl.kennisveiligheid.dead-letters.recorded.v1": {"deadLetterId", "consumer", "reason", "recordedAt"},
}
"""The table "what may stand in the clear on the wire", by hand."""


@KINDS
@pytest.mark.asyncio
async def test_breaks_no_rule(kind: type[Event], record_of: RecordOf) -> None:
    _, value, headers = await record_of(kind.example())
    assert violations(headers, value) == []


@KINDS
@pytest.mark.asyncio
async def test_opens_with_the_cloudevents_sdk(kind: type[Event], record_of: RecordOf) -> None:
    key, value, headers = await record_of(kind.example())
    read = from_kafka_event(KafkaMessage(dict(headers), key, value))
    assert (read.get_type(), read.get_subject()) == (kind.TYPE, kind.example().subject)


@KINDS
@pytest.mark.asyncio
async def test_shows_in_the_clear_only_what_the_table_allows(kind: type[Event], record_of: RecordOf) -> None:
    _, value, _ = await record_of(kind.example())
    shown = set(json.loads(value)) - {"sealed"}
    assert shown <= MAY_STAND_IN_THE_CLEAR[kind.TYPE]


@KINDS
@pytest.mark.asyncio
async def test_work_of_departments_leads_nowhere(kind: type[Event], record_of: RecordOf) -> None:
    """Neither correlation nor causation nor the subject of an unlinked event names its question."""
    key, value, headers = await record_of(kind.example())
    names = dict(headers)
    if kind.LINKED:
        return
    assert {"ce_correlationid", "ce_causationid"}.isdisjoint(names)
    assert names["ce_subject"] == key
    assert b"KV-" not in value


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [NotificationDelivered, NotificationFailed])
async def test_a_mail_to_a_department_leads_nowhere(kind: type[Event], record_of: RecordOf) -> None:
    details = DeliveryDetails(question_id=examples.QUESTION_ID, recipient="mailbox-ocw", ended_at=examples.MOMENT)
    event = kind(delivery_id=examples.DELIVERY_ID, request_id=examples.REQUEST_ID, to_department=details)
    _, value, _ = await record_of(event)
    shown = {name: text for name, text in json.loads(value).items() if text is not None and name != "sealed"}
    assert shown.keys() == {"deliveryId", "channel", "requestId"}


@KINDS
@pytest.mark.asyncio
async def test_of_a_moment_of_contribution_work_no_more_than_a_day_is_clear(
    kind: type[Event], record_of: RecordOf
) -> None:
    _, value, _ = await record_of(kind.example())
    if not issubclass(kind, ContributionEvent):
        return
    clear = [text for text in json.loads(value).values() if isinstance(text, str)]
    moments = [datetime.fromisoformat(text) for text in clear if MOMENT.fullmatch(text)]
    assert {moment.astimezone(AMSTERDAM).time() for moment in moments} <= {time()}


@pytest.mark.asyncio
async def test_only_an_event_that_names_no_question_may_have_a_random_id(record_of: RecordOf) -> None:
    told = {}
    for kind in (QuestionSubmitted, ContributionRequested):
        _, value, headers = await record_of(kind.example())
        headers = [(name, str(uuid4()).encode() if name == "ce_id" else text) for name, text in headers]
        told[kind] = [violation.rule for violation in violations(headers, value)]
    assert told == {QuestionSubmitted: ["CE4"], ContributionRequested: []}


def test_every_event_stands_in_the_table_and_once_in_the_registry() -> None:
    assert MAY_STAND_IN_THE_CLEAR.keys() == BY_TYPE.keys()
    assert len(BY_TYPE) == len(EVENTS)
