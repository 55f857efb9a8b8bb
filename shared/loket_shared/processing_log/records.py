"""Turns audit records into records of the log (Logboek Dataverwerkingen 1.0, interface).

They hold no content and no names of staff. The person concerned is a pseudonym of the act's subject. So a person with
two questions appears as two persons, and contribution work has another person than its question: the log must not
reveal the departments that take part
(docs/architecture.md#compartments). For the same reason only acts on a question or a
draft keep their trace; every other act gets a trace of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from opentelemetry.trace import StatusCode

from loket_shared.processing_log.register import About, Activity, Addresses, Register

_ACTIVITY, _SUBJECT = "dpl.core.processing_activity_id", "dpl.core.data_subject_id"
_SUBJECT_TYPE, _CALLER = "dpl.core.data_subject_id_type", "dpl.core.foreign_operation.processor"

_STATUSES = {"ok": StatusCode.OK, "failed": StatusCode.ERROR}
"""Any other result, also a refusal, is no technical error: its status is unset."""

_LINKED = frozenset({About.QUESTION, About.DRAFT})


@dataclass(frozen=True)
class LoggedAct:
    """The act in a chained audit record; its ``hash`` is unique."""

    link: int
    hash: bytes
    time: datetime
    began: datetime | None
    action: str
    object: str
    result: str
    origin: str
    trace_id: str | None
    caller_span_id: str | None


@dataclass(frozen=True)
class LogRecord:
    """One record of the log: ids in hexadecimal, times in milliseconds since the epoch."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    status: StatusCode
    name: str
    start_time: int
    end_time: int
    attributes: dict[str, str]


@dataclass(frozen=True)
class Telling:
    """Turns audit records into records of the log, with the register, its addresses and the pseudonyms."""

    register: Register
    addresses: Addresses
    pseudonym: Callable[[str], str]

    def of(self, act: LoggedAct) -> LogRecord:
        """Return the log record of ``act``; the same act always gives the same record."""
        activity = self.register.activity_of(act.action, act.object)
        linked = activity is not None and activity.about in _LINKED
        called = activity is not None and activity.called_by_others and bool(act.trace_id and act.caller_span_id)
        return LogRecord(
            trace_id=(linked and act.trace_id) or self._digits("trace", act, 32),
            span_id=self._digits("span", act, 16),
            parent_span_id=act.caller_span_id if called else None,
            status=_STATUSES.get(act.result, StatusCode.UNSET),
            name=activity.actions[self.register.present_name(act.action)].nl if activity else act.action or "?",
            start_time=_milliseconds(min(act.began or act.time, act.time)),
            end_time=_milliseconds(act.time),
            attributes={
                **self._activity(act, activity),
                **self._person_concerned(act, activity),
                **({_CALLER: self.addresses.application(act.origin)} if called else {}),
            },
        )

    def _activity(self, act: LoggedAct, activity: Activity | None) -> dict[str, str]:
        """Return the version on the act's date; the whole register for an action without an activity."""
        if activity is None:
            return {_ACTIVITY: self.addresses.register}
        return {_ACTIVITY: self.addresses.version(activity, activity.on(act.time.date()))}

    def _person_concerned(self, act: LoggedAct, activity: Activity | None) -> dict[str, str]:
        if activity is None or activity.about is None:
            return {}
        return {
            _SUBJECT: person_concerned(act.object, self.pseudonym),
            _SUBJECT_TYPE: self.addresses.pseudonym_type(activity.about),
        }

    def _digits(self, use: str, act: LoggedAct, length: int) -> str:
        """Return an id that is derived from the record and reveals nothing of it."""
        return sha256(self.pseudonym(f"{use} {act.hash.hex()}").encode()).hexdigest()[:length]


def person_concerned(name: str, pseudonym: Callable[[str], str]) -> str:
    """Return the pseudonym of the person whom an act on the thing ``name`` concerns."""
    return pseudonym(f"data subject {name}")


def _milliseconds(time: datetime) -> int:
    return round(time.timestamp() * 1000)
