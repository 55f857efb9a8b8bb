"""What of an audit record goes into the log of processing, and what does not."""

import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.memory_vault import MemoryVault
from opentelemetry.trace import StatusCode

from loket_policy.policy import processing_register
from loket_shared.processing_log.records import LoggedAct, LogRecord, Telling
from loket_shared.processing_log.register import Activity, Addresses
from loket_shared.sealing.master_keys import MasterKeys

DESK = "https://desk.example"
TELLING = Telling(processing_register(), Addresses(DESK), MemoryVault().pseudonym)
TRACE, CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
ENDED = datetime(2026, 11, 23, 9, 30, 0, 250_000, tzinfo=UTC)
REQUEST = "0198c5a2-0000-7000-8000-000000000001"
ACT = LoggedAct(
    link=7,
    hash=b"h" * 32,
    time=ENDED,
    began=ENDED - timedelta(milliseconds=40),
    action="case.read",
    object="KV-2026-000123",
    result="ok",
    origin="loket-backoffice",
    trace_id=TRACE,
    caller_span_id=None,
)
PERSON, KIND = "dpl.core.data_subject_id", "dpl.core.data_subject_id_type"


def told(**changes: Any) -> LogRecord:
    return TELLING.of(replace(ACT, **changes))


def test_a_reading_is_told_in_the_trace_it_was_done_in() -> None:
    record = told()
    assert (record.trace_id, record.parent_span_id, record.name) == (TRACE, None, "Zaak ingezien")
    assert (record.start_time, record.end_time) == (1795426200210, 1795426200250)
    assert record.attributes["dpl.core.processing_activity_id"] == f"{DESK}/verwerkingen/handling-questions/2026-11-21"
    assert record.attributes[KIND] == f"{DESK}/verwerkingen#question"
    assert len(record.span_id) == 16


@pytest.mark.parametrize(
    ("result", "status"),
    [("ok", StatusCode.OK), ("refused", StatusCode.UNSET), ("failed", StatusCode.ERROR), ("else", StatusCode.UNSET)],
)
def test_the_status_tells_internal_failures_only(result: str, status: StatusCode) -> None:
    assert told(result=result).status is status


def test_the_ids_follow_from_the_record_alone() -> None:
    assert told() == told()
    assert told(hash=b"i" * 32).span_id != told().span_id
    assert told(trace_id=None).trace_id == told(trace_id=None).trace_id != told(trace_id=None, hash=b"i" * 32).trace_id


def test_a_person_is_known_by_each_question_apart_and_in_every_service_alike() -> None:
    one, same, other = told(), told(action="question.read"), told(object="KV-2026-000124")
    assert one.attributes[PERSON] == same.attributes[PERSON] != other.attributes[PERSON]
    assert "KV-" not in str([asdict(record) for record in (one, same, other)])


def test_who_holds_the_master_key_finds_what_the_log_says_of_a_question(tmp_path: Path) -> None:
    key = tmp_path / "master-key"
    key.write_text(b64encode(bytes(32)).decode())
    command = [sys.executable, "-m", "loket_shared.processing_log", ACT.object]
    environment = {**os.environ, "LOKET_MASTER_KEY_FILE": str(key)}
    found = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
    telling = Telling(processing_register(), Addresses(DESK), MasterKeys.read(key).pseudonym)
    assert telling.of(ACT).attributes[PERSON] == found


@pytest.mark.parametrize("action", ["request.read", "request.released", "request.created", "note.written"])
def test_contribution_work_leads_to_no_question(action: str) -> None:
    """For every department alike: own person, own trace each time, nobody who called."""
    records = [told(action=action, object=REQUEST, caller_span_id=CALLER, hash=bytes([n]) * 32) for n in range(3)]
    assert len({record.trace_id for record in records} | {TRACE}) == 4
    assert {record.parent_span_id for record in records} == {None}
    assert {record.attributes[KIND] for record in records} == {f"{DESK}/verwerkingen#contribution"}
    assert records[0].attributes[PERSON] != told().attributes[PERSON]
    assert {key for record in records for key in record.attributes} == told().attributes.keys()


def test_an_application_that_called_for_the_asker_is_named() -> None:
    record = told(action="question.submitted", origin="university-portal", caller_span_id=CALLER)
    assert record.parent_span_id == CALLER
    application = f"{DESK}/verwerkingen#application-university-portal"
    assert record.attributes["dpl.core.foreign_operation.processor"] == application
    assert told(action="question.submitted").attributes.keys() == told().attributes.keys()


@pytest.mark.parametrize("action", ["case.read", "decision.read"])
def test_who_called_for_the_staff_is_not(action: str) -> None:
    assert told(action=action, origin="a-department", caller_span_id=CALLER) == told(action=action)


def test_where_nobody_is_concerned_the_activity_is_told_all_the_same() -> None:
    record = told(action="service-levels.read", object="service-levels")
    assert record.attributes.keys() == {"dpl.core.processing_activity_id"}
    assert record.trace_id != TRACE


def test_an_act_began_no_later_than_it_ended() -> None:
    """The database's clock and the service's may differ; records of before know no beginning."""
    for began in (None, ENDED + timedelta(seconds=1)):
        assert told(began=began).start_time == told(began=began).end_time


@given(
    action=st.text(),
    subject=st.text(),
    result=st.text(),
    origin=st.text(),
    trace_id=st.none() | st.just(TRACE),
    began=st.none() | st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
)
def test_whatever_the_record_holds_telling_does_not_fail(
    action: str, subject: str, result: str, origin: str, trace_id: str | None, began: datetime | None
) -> None:
    record = told(action=action, object=subject, result=result, origin=origin, trace_id=trace_id, began=began)
    assert record.name
    assert record.attributes["dpl.core.processing_activity_id"].startswith(f"{DESK}/verwerkingen")


def test_what_was_logged_leads_to_the_version_that_held() -> None:
    first = processing_register().activities[0].versions[0]
    later = first.model_copy(update={"since": first.since + timedelta(days=10)})
    activity = Activity(id="some", actions={}, versions=(first, later))
    days = (-1, 0, 9, 10, 99)
    held = [activity.on(first.since + timedelta(days=day)) for day in days]
    assert held == [first, first, first, later, later]
    assert activity.version(later.since) == later
    assert activity.version(later.since + timedelta(days=1)) is None
