"""Whoever scrapes figures or reads logs learns nothing of contribution work, however it is counted."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from structlog.contextvars import get_contextvars
from unit.bus.records import envelope, record

from loket_shared.bus.instrumentation import count_outcome, process_span
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import EVENTS
from loket_shared.contracts.topics import Topic, count_shown_gaps
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.observability import metrics

WORK = [kind for kind in EVENTS if kind.TOPIC is Topic.CONTRIBUTIONS]
OTHERS = [kind for kind in EVENTS if kind.TOPIC in {Topic.QUESTIONS, Topic.ROUTING, Topic.CASES}]


class Counter:
    """Stands for a counter of events."""

    def __init__(self) -> None:
        self.labels: list[dict[str, Any]] = []

    def add(self, amount: int, labels: dict[str, Any]) -> None:
        assert amount == 1
        self.labels.append(labels)


@pytest.fixture
def counter(monkeypatch: pytest.MonkeyPatch) -> Counter:
    counter = Counter()
    monkeypatch.setattr(metrics, "events_handled", counter)
    return counter


@pytest.mark.parametrize("kind", WORK)
def test_events_about_contribution_work_are_not_counted(counter: Counter, kind: type[Event]) -> None:
    for outcome in (*Outcome, None):
        count_outcome("loket.notifications", kind.TOPIC, kind.TYPE, outcome)
    count_outcome("loket.notifications", kind.TOPIC, "unreadable", Outcome.DEAD)
    assert counter.labels == []


@pytest.mark.parametrize("kind", OTHERS)
def test_all_others_are(counter: Counter, kind: type[Event]) -> None:
    count_outcome("loket.routing", kind.TOPIC, kind.TYPE, Outcome.HANDLED)
    assert counter.labels == [{"consumer": "loket.routing", "type": kind.TYPE, "outcome": "handled"}]


def test_gaps_of_contribution_work_are_one_however_many_there_are() -> None:
    assert count_shown_gaps([]) == 0
    assert count_shown_gaps([Topic.CASES, Topic.QUESTIONS]) == 2
    one, several = [count_shown_gaps([Topic.CASES, *[Topic.CONTRIBUTIONS] * number]) for number in (1, 5)]
    assert one == several == 2


def test_log_lines_name_the_question_and_never_the_request() -> None:
    request = uuid4()
    about_question = envelope(key=uuid4())
    about_request = replace(envelope(key=request), subject=str(request), type=WORK[0].TYPE)
    named = []
    for sent in (about_question, about_request):
        with process_span("loket.notifications", ReceivedRecord.of(record(sent=sent))):
            named.append(get_contextvars())
    assert named[0]["reference"] == about_question.subject
    assert str(request) not in str(named[1])
